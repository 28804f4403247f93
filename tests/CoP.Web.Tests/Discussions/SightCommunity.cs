using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Domain.Polls;
using CoP.Domain.Records;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;
using CoP.Web.Features.Discussions.ByMail;
using CoP.Web.Features.Meetings.ByMail;
using CoP.Web.Features.Record;
using CoP.Web.Hosting;
using CoP.Web.Mail.Transport;
using CoP.Web.Tests.Discussions.Uploads;
using CoP.Web.Tests.Mail;
using CoP.Web.Tests.Polls;
using CoP.Web.Tests.Meetings;
using CoP.Web.Tests.Notices;
using CoP.Web.Tests.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Who = CoP.Web.Tests.Infrastructure.Kind;

namespace CoP.Web.Tests.Discussions;

/// <summary>Someone of the community, with all that decides what they may see, as the test itself has arranged it.</summary>
internal sealed class Person(string name, Visitor visitor, Kind kind, Duties duties, Id<Agency>? agency)
{
    public Visitor Visitor => visitor;
    public Id<Member> Id => visitor.Member.Id;
    public Duties Duties => duties;
    public Id<Agency>? Agency => agency;
    public bool IsPeerSupporter => kind.Role == WorkRole.PeerSupporter;
    public bool Supervises => kind.Role == WorkRole.Supervisor;
    public bool Leads => kind.Role is WorkRole.Administrator or WorkRole.DirectorOfPeerSupport;
    public bool IsInGroup { get; set; }
    public bool HidesFromAgency { get; set; }
    public HashSet<Person> KeepsOut { get; } = [];
    public HashSet<Person> Mutes { get; } = [];
    string? token;

    /// <summary>Does something, and looks no further than at the first answer.</summary>
    public Task<Page> Does(string address, params (string Name, string Value)[] fields) => Sends(HttpMethod.Post, address, fields);

    public async Task<Page> Sends(HttpMethod method, string address, params IEnumerable<(string Name, string Value)> fields) => await visitor.First(new HttpRequestMessage(method, address)
    {
        Content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token ??= await visitor.Token())).Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
    });

    public Task<Page> Opens(string address) => visitor.First(address);

    public override string ToString() => name;
}

/// <summary>A discussion of the community.</summary>
internal sealed class Discussion(string name, AudienceKind audience, Person author, ThreadKind kind, bool isAnonymous)
{
    public Id<Thread> Id { get; set; }
    public AudienceKind Audience => audience;
    public Person Author => author;
    public ThreadKind Kind => kind;
    public bool IsAnonymous => isAnonymous;
    public string Title { get; } = Library.Word();
    public List<Said> Posts { get; } = [];
    public string? Space { get; set; }
    public CoreValue? Cites { get; set; }
    public Id<Upload>? Upload { get; set; }
    public string Address => $"/threads/{Id}";
    public override string ToString() => name;
}

/// <summary>A post in it, with a word that is nowhere else.</summary>
internal sealed class Said(Discussion talk, Person author, int sequence, string word)
{
    public Id<Post> Id { get; set; }
    public Discussion Talk => talk;
    public Person Author => author;
    public int Sequence => sequence;
    public string Word => word;
    public bool IsWithheld { get; set; }
    public Id<Case>? Case { get; set; }

    /// <summary>The moderator whom the concern about it is about, too.</summary>
    public Person? About { get; set; }
    public string Address => $"{talk.Address}/replies/{Id}";
}

/// <summary>A word, who may read it wherever it stands, and where else some may.</summary>
internal sealed record Secret(string Word, string What, Func<Person, bool> MayRead)
{
    /// <summary>The case on whose page those may read it who decide the case.</summary>
    public Said? OnCaseOf { get; init; }
}

/// <summary>
/// Who may see what, said once more in plain words: what the site answers is measured by this and by nothing of its own.
/// </summary>
internal static class Oracle
{
    public static bool Sees(this Person who, Discussion talk) => who.IsAmong(talk) && !talk.Author.KeepsAway(who);

    public static bool KeepsAway(this Person author, Person who) =>
        author.KeepsOut.Contains(who)
        || (author != who && author.HidesFromAgency && author.Agency is { } agency && who.Agency == agency && (who.Supervises || who.Leads));

    public static bool Reads(this Person who, Said post) => post.Author == who || (who.Sees(post.Talk) && !post.IsWithheld);

    /// <summary>Muted people are not heard of, and may still be read; whoever writes anonymously is nobody whom one could mute.</summary>
    public static bool Hears(this Person who, Said post) => !who.Mutes.Contains(post.Author) || (post.Talk.IsAnonymous && post.Author == post.Talk.Author);

    /// <summary>A moderator has the case of a post, whatever its audience; not about what is theirs, or of somebody who keeps them away.</summary>
    public static bool Decides(this Person who, Said post) =>
        post.Case is not null && who.Duties.HasFlag(Duties.Moderator) && post.Author != who && !post.Author.KeepsAway(who) && !post.Talk.Author.KeepsAway(who)
        && (post.Sequence == 0 || post.Talk.Author != who) && post.About != who;

    static bool IsAmong(this Person who, Discussion talk) => talk.Audience switch
    {
        AudienceKind.AllMembers => true,
        AudienceKind.PeerSupporters => who.IsPeerSupporter,
        AudienceKind.Supervisors => who.Supervises,
        AudienceKind.Administrators => who.Leads,
        AudienceKind.Committee => who.Duties.HasFlag(Duties.Committee),
        _ => who.IsInGroup,
    };
}

/// <summary>A small community in which every kind of person has written something that not everybody may see.</summary>
public abstract class SightCommunity : Site
{
    /// <summary>In every title and every post.</summary>
    internal const string Common = "lanternlight";

    /// <summary>The committee finds it in the trail, too.</summary>
    internal const string WhyOpened = "why somebody asks for an opening";

    protected SightCommunity(DatabaseKind kind) : base(kind)
    {
        Listens = true;
        Replace = services => services.AddSingleton<IMailTransport>(new Postbag());
    }

    internal List<Person> People { get; } = [];
    internal List<Discussion> Talks { get; } = [];
    internal List<Secret> Secrets { get; } = [];
    internal List<string> Spaces { get; } = [];
    internal Id<Group> Group { get; private set; }
    internal SessionKey Session { get; private set; }
    internal Id<SessionNote> SessionNote { get; private set; }
    internal Id<AgreementVersion> Agreement { get; private set; }
    internal Id<Opening> Opening { get; private set; }
    internal Discussion Opened { get; private set; } = null!;
    internal Id<Submission> Submission { get; private set; }
    internal Discussion Submitted { get; private set; } = null!;
    internal Id<QuarterlyMeeting> Meeting { get; private set; }
    internal Id<AgendaItem> Item { get; private set; }

    /// <summary>What some keep for themselves alone: the entries, reflections and self-assessments of their own records.</summary>
    internal List<(Id<Attended> Entry, Id<Reflection> Reflection, Id<SelfAssessment> Look, Person Owner, string[] Words)> Records { get; } = [];

    /// <summary>What was asked for at the meeting, and who books it beside the access contact.</summary>
    internal List<(Id<AccessRequest> Id, Person? Booker)> Requests { get; } = [];

    /// <summary>Where the group, and the committee, ask when one can; and who is asked.</summary>
    internal List<(Id<Poll> Id, Func<Person, bool> IsAsked)> Polls { get; } = [];

    /// <summary>Out of a letter to a member who needs something.</summary>
    internal string RsvpToken { get; private set; } = "";

    /// <summary>Out of a letter to a member of the group.</summary>
    internal string AbsenceToken { get; private set; } = "";

    /// <summary>Out of a letter about what only some may see.</summary>
    internal string MuteToken { get; private set; } = "";

    internal Person Contact => Of("cora");
    internal IEnumerable<Said> Posts => Talks.SelectMany(t => t.Posts);

    internal Person Of(string name) => People.Single(p => p.ToString() == name);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Gather();
        await Discuss();
        await Meet();
        await Reflect();
        await Need();
        await Keep();
        await this.Ring();
        // What was told, read and followed until now is no longer theirs.
        foreach (var kept in (string[])["kept out", "kept peer", "kept moderator", "kept opener"])
        {
            await Of("ana").Does($"/preferences/out-of-sight/{Of(kept).Id}");
            Of("ana").KeepsOut.Add(Of(kept));
        }
        foreach (var hidden in (string[])["hope", "sue"])
        {
            await Of(hidden).Does("/preferences/out-of-sight/agency");
            Of(hidden).HidesFromAgency = true;
        }
        foreach (var (who, whom, post) in ((string, string, string)[])[("member", "ana", "ana's"), ("adam", "hope", "hope's"), ("Supporter", "ben", "sue's")])
        {
            var muted = Talks.Single(t => t.ToString() == post).Posts.First(p => p.Author == Of(whom));
            (await Of(who).Does($"{muted.Address}/mute")).Is(HttpStatusCode.Redirect);
            Of(who).Mutes.Add(Of(whom));
        }
        await Of("left the group").Does($"/groups/{Group}/membership", ("_method", "DELETE"));
        Of("left the group").IsInGroup = false;
        await Ask();
        await Moderate();
        await Submit();
        Clock.Advance(TimeSpan.FromMinutes(6));
        await this.Ring();
        await this.Post();
    }

    async Task Gather()
    {
        var harbor = await AddAgency("Harbor");
        foreach (var kind in Who.All) await Add(kind.Name, kind);
        await Add("ana", Who.Supporter, agency: harbor);
        await Add("ben", Who.Supporter);
        await Add("hope", Who.Supporter, agency: harbor);
        await Add("sue", Who.Supervisor, agency: harbor);
        await Add("cora", Who.Committee);
        await Add("adam", Who.Administrator);
        await Add("opener", Who.Supporter, Duties.Opener);
        await Add("kept opener", Who.Supporter, Duties.Opener);
        await Add("member", Who.Supporter);
        await Add("convener", Who.Supervisor);
        await Add("left the group", Who.Supporter);
        await Add("kept out", Who.Supervisor);
        await Add("kept peer", Who.Supporter);
        await Add("kept moderator", Who.Moderator);
        await Add("second moderator", Who.Moderator);
        await Add("boss", Who.Supervisor, agency: harbor);
        await Add("chief", Who.DirectorOfPeerSupport, agency: harbor);
        await Add("boss who moderates", Who.Supervisor, Duties.Moderator, harbor);
        for (var i = 0; i < 4; i++) await Add(Who.Supporter);

        Group = Id<Group>.New(Now);
        var viewers = new Dictionary<string, Viewer>();
        foreach (var name in (string[])["convener", "member", "left the group"])
        {
            viewers[name] = await this.Viewer(Of(name).Visitor.Member);
            Of(name).IsInGroup = true;
        }
        await Write(db =>
        {
            var group = new Group(Group, new GroupOutline("Quiet Tuesday", "To reflect.", "", "", MemberRoles.All, Areas.None, "en", MeetingMode.Video, "", 8, GroupEntry.Open), viewers["convener"], Now);
            group.Join(viewers["member"], Now);
            group.Join(viewers["left the group"], Now);
            db.Add(group);
        });
        for (var i = 0; i < 2; i++)
        {
            var space = await this.AddSpace();
            Spaces.Add(space.Slug);
            // Everybody wants to be told, by letters that have the words in them: most of what begins, the first of each kind and who loses sight of something of every reply.
            await Write(db => db.SpaceFollows.AddRange(People.Select((p, i) => new SpaceFollow(
                p.Id, space.Id, i < 3 || p.Agency.HasValue || p.ToString().StartsWith("kept", StringComparison.Ordinal) ? FollowLevel.Watch : FollowLevel.Follow, Now))));
        }
        await Write(db => db.AddRange(People.Select(p =>
        {
            var choices = new MailChoices(p.Id);
            choices.Choose(MailTopics.None, ReminderChoices.Default, detailed: true);
            return choices;
        })));
        // How many they are is counted once a minute.
        Clock.Advance(TimeSpan.FromMinutes(2));
    }

    async Task Add(string name, Who kind, Duties duties = Duties.None, Id<Agency>? agency = null) =>
        People.Add(new Person(name, await SignIn(kind, n => n with { AgencyId = agency, Duties = duties }), kind, kind.Duties | duties, agency));

    async Task Discuss()
    {
        await Begin("for all", "ben", AudienceKind.AllMembers, ThreadKind.Question, "Facilitator", moderated: true);
        await Begin("for peer supporters", "ben", AudienceKind.PeerSupporters, ThreadKind.Challenge, "opener");
        await Begin("for supervisors", "convener", AudienceKind.Supervisors, ThreadKind.Scenario, "Supervisor");
        await Begin("for administrators", "adam", AudienceKind.Administrators, ThreadKind.Resource, "Administrator");
        await Begin("for the committee", "cora", AudienceKind.Committee, ThreadKind.Question, "Committee", moderated: true);
        await Begin("for the group", "member", AudienceKind.Group, ThreadKind.Challenge, "left the group");
        await Begin("ana's", "ana", AudienceKind.AllMembers, ThreadKind.Question, "kept peer", moderated: true);
        await Begin("ana's, anonymous", "ana", AudienceKind.AllMembers, ThreadKind.Question, "kept out", anonymous: true, moderated: true);
        await Begin("ana's, anonymous among peer supporters", "ana", AudienceKind.PeerSupporters, ThreadKind.Challenge, "kept moderator", anonymous: true);
        await Begin("hope's", "hope", AudienceKind.AllMembers, ThreadKind.Success, "boss", moderated: true);
        await Begin("hope's, anonymous", "hope", AudienceKind.AllMembers, ThreadKind.Question, "chief", anonymous: true);
        await Begin("sue's", "sue", AudienceKind.AllMembers, ThreadKind.Resource, "ben");
        await Begin("ana's, unanswered", "ana", AudienceKind.AllMembers, ThreadKind.Question);
        await Begin("the committee's, unanswered", "cora", AudienceKind.Committee, ThreadKind.Challenge);
        await Begin("grown out of ana's", "kept peer", AudienceKind.PeerSupporters, ThreadKind.Success, grewFrom: Talks.Single(t => t.ToString() == "ana's").Posts[1]);
        await Begin("removed", "ben", AudienceKind.AllMembers, ThreadKind.Question, "Supporter");
        await Begin("hidden", "ben", AudienceKind.AllMembers, ThreadKind.Question, "Supporter");

        Opened = Talks.Single(t => t.ToString() == "ana's, anonymous");
        var reason = Library.Word();
        var opener = Of("opener");
        var page = await opener.Does("/openings", ("post", Opened.Posts[0].Id.ToString()), ("Reason", $"They are in danger, {reason}."), ("Password", Newcomer.Password));
        Opening = Id<Opening>.Parse(Sent(page).Split('/')[2]);
        Secrets.Add(new Secret(reason, WhyOpened, p => p.Duties.HasFlag(Duties.Opener) && p.Sees(Opened)));
    }

    /// <summary>Everything is brought to one meeting, of which everybody knows; and every role has notes of its own there.</summary>
    async Task Meet()
    {
        Meeting = (await this.Near(Duration.FromMinutes(12))).Id;
        foreach (var talk in Talks)
            (await talk.Author.Does($"/meetings/{Meeting}/agenda", ("Mine.Title", $"Number {Talks.IndexOf(talk)}"), ("Mine.Language", "en"), ("Mine.Thread", talk.Id.ToString()))).Is(HttpStatusCode.Redirect);
        var (anonymous, meeting) = (Talks.Single(t => t.ToString() == "ana's, anonymous among peer supporters").Id, Meeting);
        Item = await Read(db => db.AgendaItems.Where(i => i.ThreadId == anonymous).Select(i => i.Id).SingleAsync());
        foreach (var (room, name, mayRead) in ((string, string, Func<Person, bool>)[])[("peer-supporters", "ben", p => p.IsPeerSupporter), ("supervisors", "sue", p => p.Supervises), ("administrators", "adam", p => p.Leads)])
        {
            var word = Library.Word();
            (await Of(name).Does($"/meetings/{meeting}/breakouts/{room}/notes", ("Question", "Need"), ("Language", "en"), ("Text", $"What we need is {word}."))).Is(HttpStatusCode.Redirect);
            Secrets.Add(new Secret(word, $"a note of {room}", mayRead));
        }
    }

    /// <summary>The group has planned a session, where only its members know, and noted something at it.</summary>
    async Task Reflect()
    {
        var (convener, first, place) = (Of("convener"), new LocalDateTime(2031, 3, 11, 12, 0), Library.Word());
        await Write(async db =>
        {
            var group = await db.Groups.Whole().SingleAsync(g => g.Id == Group);
            group.Plan(new SeriesPlan(LocalSlot.At(first, 60, "America/New_York"), Rhythm.Weekly), convener.Id, Now);
            group.Move(first, first, 60, convener.Id, Now, $"The house of {place}");
        });
        Session = new SessionKey(first);
        Secrets.Add(new Secret(place, "where the group meets", p => p.IsInGroup));
        foreach (var kind in Enum.GetNames<SessionNoteKind>())
        {
            var word = Library.Word();
            (await Of("member").Does($"/groups/{Group}/sessions/{Session}/notes", ("Kind", kind), ("Language", "en"), ("Text", $"We come back to {word}."))).Is(HttpStatusCode.Redirect);
            Secrets.Add(new Secret(word, $"a {kind} of the group", p => p.IsInGroup));
        }
        SessionNote = await Read(db => db.SessionNotes.OrderBy(n => n.Sequence).Select(n => n.Id).FirstAsync());
        (await Of("member").Does($"/groups/{Group}/sessions/{Session}/absence")).Is(HttpStatusCode.Redirect);
        await Agree();
    }

    /// <summary>The group is to agree on something, and somebody is troubled by it.</summary>
    async Task Agree()
    {
        var (rule, why, trouble) = (Library.Word(), Library.Word(), Library.Word());
        (await Of("member").Does($"/groups/{Group}/agreement", ("Edition", "0"), ("GroundRules", $"We keep {rule}."), ("Why", $"Because of {why}."), ("Language", "en"), ("FreshLookOn", "2031-09-01"), ("Shown", "GroundRules"))).Is(HttpStatusCode.Redirect);
        Agreement = await Read(db => db.AgreementVersions.Where(v => v.GroupId == Group).Select(v => v.Id).SingleAsync());
        (await Of("convener").Does($"/groups/{Group}/agreement/{Agreement}/trouble", ("Words", $"I am not sure of {trouble}."), ("Language", "en"))).Is(HttpStatusCode.Redirect);
        foreach (var (word, what) in ((string, string)[])[(rule, "what the group may agree on"), (why, "why it should"), (trouble, "what troubles somebody")]) Secrets.Add(new Secret(word, what, p => p.IsInGroup));
    }

    /// <summary>The group and the committee ask when one can, and one of each answers with a remark.</summary>
    async Task Ask()
    {
        foreach (var (form, asks, answers, isAsked) in ((string, string, string, Func<Person, bool>)[])[
            ($"/groups/{Group}/polls/new", "member", "convener", p => p.IsInGroup), ("/steering/polls/new", "cora", "Committee", p => p.Duties.HasFlag(Duties.Committee))])
        {
            var (title, note, remark) = (Library.Word(), Library.Word(), Library.Word());
            var id = await Of(asks).Visitor.Ask(form, [.. Asking.Mornings.Where(f => f.Item1 != "Input.Title"), ("Input.Title", title), ("Input.Note", note)]);
            await Of(answers).Visitor.Answer(id, (_, _) => "Yes", ("Input.Remark", remark));
            Polls.Add((id, isAsked));
            foreach (var (word, what) in ((string, string)[])[(title, "for what"), (note, "why"), (remark, "with which remark")]) Secrets.Add(new Secret(word, $"{what} a time is looked for", isAsked));
        }
    }

    /// <summary>Two members need something at the meeting; one of the requests is handed on, the other cannot be booked.</summary>
    async Task Need()
    {
        await Write(async db => (await db.Meetings.SingleAsync(m => m.Id == Meeting)).NameContact(await db.Members.SingleAsync(m => m.Id == Contact.Id)));
        foreach (var (name, booker) in ((string, Person?)[])[("ben", Of("Facilitator")), ("sue", null)])
        {
            var (who, word, why) = (Of(name), Library.Word(), Library.Word());
            (await who.Does($"/meetings/{Meeting}/rsvp", ("Mine.Answer", "Yes"), ("Mine.NeedsAsked", "true"), ("Mine.Other", $"I need {word}."))).Is(HttpStatusCode.Redirect);
            var id = await Read(db => db.AccessRequests.Where(r => db.Rsvps.Any(a => a.Id == r.RsvpId && a.MemberId == who.Id)).Select(r => r.Id).SingleAsync());
            var address = $"/meetings/{Meeting}/access/{id}";
            if (booker is not null) (await Contact.Does(address + "/booker", ("Booker.Member", booker.Id.ToString()))).Is(HttpStatusCode.Redirect);
            (await (booker ?? Contact).Does(address + "/refusal", ("Refusal.Words", $"There is no {why}."))).Is(HttpStatusCode.Redirect);
            Requests.Add((id, booker));
            foreach (var (secret, what) in ((string, string)[])[(word, "what"), (why, "why not what")]) Secrets.Add(new Secret(secret, $"{what} {name} needs", p => p == who || p == Contact || p == booker));
        }
        await using var scope = Services.CreateAsyncScope();
        RsvpToken = scope.ServiceProvider.GetRequiredService<RsvpLinks>().PathFor(Of("ben").Id, Meeting, MailAnswer.No).Split('/')[2];
        AbsenceToken = scope.ServiceProvider.GetRequiredService<AbsenceLinks>().PathFor(Of("member").Id, Group, Session, SessionAnswer.Can).Split('/')[2];
        MuteToken = scope.ServiceProvider.GetRequiredService<MuteLinks>().PathFor(Of("ben").Id.Value, Opened.Id).Split('/')[2];
    }

    /// <summary>Some of every kind keep a record of their own, of the meeting, of elsewhere, and of what they think: nobody else may read a word of it.</summary>
    async Task Keep()
    {
        foreach (var who in (Person[])[.. Who.All.Select(kind => Of(kind.Name)), Of("member"), Of("convener"), Of("boss")])
        {
            var (title, words, said, look) = (Library.Word(), Library.Word(), Library.Word(), Library.Word());
            (await who.Does($"/meetings/{Meeting}/here", ("keep", "true"))).Is(HttpStatusCode.Redirect);
            (await who.Does("/record/entries", ("Title", $"A day with {title}"), ("Day", "2031-02-01"), ("Minutes", "60"))).Is(HttpStatusCode.Redirect);
            (await who.Does("/record/reflections", ("Title", said), ("Body", $"I think of {words}."), ("Day", "2031-02-01"), ("Language", "en"))).Is(HttpStatusCode.Redirect);
            (await who.Does("/record/assessments", ("Day", "2031-02-01"), ("Steps[0]", "3"), ("Words", look))).Is(HttpStatusCode.Redirect);
            foreach (var (word, what) in ((string, string)[])[(title, "where"), (words, "what"), (said, "about what"), (look, "how")]) Secrets.Add(new Secret(word, $"{what} {who} keeps in their own record", p => p == who));
            var record = await Read(db => MyRecord.Of(db, who.Id).Read());
            Records.Add((record.Attended[^1].Id, record.Reflections[0].Id, record.Assessments[0].Id, who, [title, words, said, look]));
        }
    }

    async Task Begin(string name, string author, AudienceKind audience, ThreadKind kind, string? replier = null, bool anonymous = false, bool moderated = false, Said? grewFrom = null)
    {
        var talk = new Discussion(name, audience, Of(author), kind, anonymous) { Space = Spaces[Talks.Count % 2] };
        var opening = Library.Word();
        var page = await talk.Author.Does(
            "/threads", ("Space", talk.Space), ("Kind", kind.ToString()), ("Audience", audience == AudienceKind.Group ? $"Group.{Group}" : audience.ToString()), ("Language", "en"),
            ("Title", $"Of {talk.Title} and {Common}"), ("Body", $"About {opening} and {Common}."), ("Anonymous", anonymous ? "true" : "false"), ("AsItIs", "true"), ("GrewFrom", grewFrom?.Id.ToString() ?? ""));
        talk.Id = Id<Thread>.Parse(Sent(page).Split('/', '?')[2]);
        Talks.Add(talk);
        talk.Posts.Add(new Said(talk, talk.Author, 0, opening) { Id = await PostId(talk, 0) });
        Secrets.Add(new Secret(talk.Title, $"title {name}", p => p.Reads(talk.Posts[0])) { OnCaseOf = talk.Posts[0] });
        Secret(talk.Posts[0]);
        if (replier is null) return;

        var by = Of(replier);
        talk.Cites = CoreValue.All[Talks.Count % 2];
        var (before, file) = (Library.Word(), Library.Word());
        var upload = await by.Visitor.Upload(Files.Pdf(file), $"{file}.pdf", "application/pdf");
        talk.Upload = Id<Upload>.Parse(upload.Id);
        Secrets.Add(new Secret(file, $"file {name}", p => p.Sees(talk) || p == by));
        Secrets.Add(new Secret(before, $"what was said before {name}", p => p.Sees(talk) || p == by));
        // By everyone's name: whoever may not see it must not hear that they were named.
        var named = string.Join(' ', People.Where(p => p != by).OrderByDescending(p => p.Agency.HasValue || p.ToString().StartsWith("kept", StringComparison.Ordinal)).Take(Mention.Most).Select(p => $"@[{p.Visitor.Member.Name}]"));
        await Reply(talk, by, $"{before}, {Common}. {named}");
        var rich = talk.Posts[1];
        var quote = (await by.Opens($"{talk.Posts[0].Address}/quote")).Is(HttpStatusCode.OK).Body;
        // An edit, so that there is a history; who answers first by it may be kept out later, and reads their own words then.
        (await by.Does(rich.Address, ("_method", "PUT"), ("Language", "en"), ("AsItIs", "true"), ("Body", $"It is {rich.Word}, {Common}. [[{talk.Cites.Typed("en")}]] {named}\n\n{upload.Markdown}"))).Is(HttpStatusCode.Redirect);
        await Reply(talk, talk.Author, $"{quote}\nThank you, {Common}.", anonymous);
        await talk.Author.Does($"{rich.Address}/helped");
        await talk.Author.Does($"{rich.Address}/reactions/ThankYou");
        for (var i = 0; moderated && i < 2; i++) await Reply(talk, by, $"So, {Common}.");

        var draft = Library.Word();
        await by.Does($"/drafts/thread:{talk.Id}", ("_method", "PUT"), ("version", "0"), ("Body", $"Half a {draft}"), ("Language", "en"));
        Secrets.Add(new Secret(draft, $"draft {name}", p => p == by));
    }

    async Task Reply(Discussion talk, Person by, string body, bool anonymous = false)
    {
        var post = new Said(talk, by, talk.Posts.Count, Library.Word());
        (await by.Does($"{talk.Address}/replies", ("Body", $"{body} {post.Word}"), ("Language", "en"), ("Anonymous", anonymous ? "true" : "false"), ("AsItIs", "true"))).Is(HttpStatusCode.Redirect);
        post.Id = await PostId(talk, post.Sequence);
        talk.Posts.Add(post);
        Secret(post);
    }

    void Secret(Said post) => Secrets.Add(new Secret(post.Word, $"post {post.Sequence} {post.Talk}", p => p.Reads(post)) { OnCaseOf = post });

    static string Sent(Page page) => page.Is(HttpStatusCode.Redirect).Response.Headers.Location!.OriginalString;

    Task<Id<Post>> PostId(Discussion talk, int sequence) => Read(db => db.Posts.Where(p => p.ThreadId == talk.Id && p.Sequence == sequence).Select(p => p.Id).SingleAsync());

    async Task Moderate()
    {
        foreach (var talk in Talks.Where(t => t.Posts.Count > 4))
        {
            await Take(talk.Posts[3], "removal", talk.Audience == AudienceKind.AllMembers && !talk.IsAnonymous ? Of("boss who moderates") : null);
            await Take(talk.Posts[4], "hiding", null);
        }
        await Take(Talks[^2].Posts[0], "removal", null);
        await Take(Talks[^1].Posts[0], "hiding", null);
    }

    async Task Take(Said post, string what, Person? about)
    {
        var raises = post.Author == post.Talk.Author ? Of("ana") : post.Talk.Author;
        var (words, why) = (Library.Word(), Library.Word());
        (await raises.Does($"{post.Address}/concern", ("Reason", "Disrespect"), ("Words", $"Because of {words}."), ("About", about?.Id.ToString() ?? ""))).Is(HttpStatusCode.Redirect);
        (post.Case, post.About) = (await Read(db => db.Cases.Where(c => c.PostId == post.Id).Select(c => c.Id).SingleAsync()), about);
        foreach (var moderator in (string[])["Moderator", "second moderator"])
        {
            (await Of(moderator).Does($"/moderation/{post.Case}/{what}", ("Reason", "Disrespect"), ("Words", $"Decided for {why}."))).Is(HttpStatusCode.Redirect);
            if (what == "hiding") break;
        }
        post.IsWithheld = true;
        Secrets.Add(new Secret(words, $"concern {post.Talk}", _ => false) { OnCaseOf = post });
        Secrets.Add(new Secret(why, $"decision {post.Talk}", p => p == post.Author) { OnCaseOf = post });
    }

    /// <summary>Something that waits for a moderator who may see its place.</summary>
    async Task Submit()
    {
        var talk = Submitted = Talks.Single(t => t.ToString() == "for peer supporters");
        var newcomer = await SignIn(Who.Supporter);
        var word = Library.Word();
        await Write(async db => (await db.Houses.SingleAsync()).LetFirstPostsWait(true));
        await newcomer.Post($"{talk.Address}/replies", ("Body", $"New here, {word}."), ("Language", "en"));
        await Write(async db => (await db.Houses.SingleAsync()).LetFirstPostsWait(false));
        Submission = await Read(db => db.Submissions.Select(s => s.Id).SingleAsync());
        Secrets.Add(new Secret(word, "what waits", p => p.Duties.HasFlag(Duties.Moderator) && p.Sees(talk)));
    }
}

public sealed class SqliteSightCommunity() : SightCommunity(DatabaseKind.Sqlite);

public sealed class PostgresSightCommunity() : SightCommunity(DatabaseKind.Postgres);
