using CoP.Domain.Members;
using System.Net;
using CoP.Domain.CoReflection;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Reminders;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Discussions;

public abstract class AudienceTests(Site site)
{
    [Fact]
    public async Task The_author_narrows_it_and_those_left_out_find_it_nowhere()
    {
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: carla.Member);
        var reply = await site.Post(thread, 1);
        (await carla.Get(thread.Address())).Is(HttpStatusCode.OK);
        var form = await (await ana.Get(thread.Address())).Follow("a[href$='/audience']");
        Assert.Contains("What they have read they have read", form.Text(), StringComparison.Ordinal);
        Assert.Matches(@"\d+ (people|person); now \d+ people\. At once\.", form.Text("form.form"));
        Assert.False(form.Has("[checked]"));
        var page = await form.Submit("form.form", ("Audience", "PeerSupporters"));
        Assert.Contains("Peer supporters only", page.Is(HttpStatusCode.OK).Text(".pill--audience"), StringComparison.Ordinal);
        Assert.Contains("March 3, 2031: who can see this changed from “All members” to “Peer supporters only”.", page.Text(".changes"), StringComparison.Ordinal);
        Assert.Contains("changed from", (await ben.Get(thread.Address())).Text(".changes"), StringComparison.Ordinal);

        foreach (var address in new[] { thread.Address(), $"{thread.Address()}/changes?since=0", $"{thread.Address()}/replies/{reply.Id}", $"{thread.Address()}/audience", $"{thread.Address()}/widening" })
            (await carla.Get(address)).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain(thread.Id.ToString(), (await carla.Get(await site.ListOf(thread))).Body, StringComparison.Ordinal);
        (await carla.Post($"{thread.Address()}/replies", ("Body", "let me in"))).Is(HttpStatusCode.NotFound);
        // What they wrote stays theirs.
        Assert.Contains("Reply number 1.", (await carla.Get($"{thread.Address()}/replies/{reply.Id}/edit")).Is(HttpStatusCode.OK).Text("textarea"), StringComparison.Ordinal);
        (await carla.Post($"{thread.Address()}/replies/{reply.Id}", ("_method", "DELETE"))).Is(HttpStatusCode.OK);
        Assert.NotNull((await site.Post(thread, 1)).TakenBackAt);
    }

    [Fact]
    public async Task Mail_that_waits_is_not_sent_to_those_left_out()
    {
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        foreach (var follower in new[] { ben, carla }) await follower.Post($"{thread.Address()}/follow");
        await ana.Post($"{thread.Address()}/replies", ("Body", "A secret for peers."));
        await ana.Post($"{thread.Address()}/audience", ("Audience", "PeerSupporters"));
        var reply = await site.Post(thread, 1);
        var occasion = await site.Read(db => db.Occasions.AsNoTracking().SingleAsync(o => o.Kind == LetterKind.Reply && o.Item == reply.Id.Value));
        Assert.Equal(VoidReason.Left, Assert.IsType<Composition.Void>(await Compose(occasion, carla)).Reason);
        Assert.IsType<Composition.Ready>(await Compose(occasion, ben));
    }

    async Task<Composition> Compose(Occasion occasion, Visitor reader)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredKeyedService<Composer>(occasion.Kind).Compose(occasion, reader.Member.Id.Value);
    }

    [Fact]
    public async Task Only_its_author_changes_who_may_see_it()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        Assert.False((await ben.Get(thread.Address())).Has("a[href$='/audience']"));
        (await ben.Get($"{thread.Address()}/audience")).Is(HttpStatusCode.NotFound);
        (await ben.Post($"{thread.Address()}/audience", ("Audience", "PeerSupporters"))).Is(HttpStatusCode.NotFound);
        foreach (var audience in new[] { "", "AllMembers", "Committee", "Nobody", "77", "Group", $"Group.{Id<Group>.New(site.Now)}" })
        {
            var page = (await ana.Post($"{thread.Address()}/audience", ("Audience", audience))).Is(HttpStatusCode.BadRequest);
            Assert.True(page.Has(".notice--error li"), audience);
        }
        Assert.Equal(1L, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync()));
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}", ("_method", "DELETE"));
        (await ana.Get($"{thread.Address()}/audience")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_nobody_else_wrote_in_is_opened_at_once()
    {
        var (ana, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1);
        (await carla.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        var form = await ana.Get($"{thread.Address()}/audience");
        Assert.Contains("since nobody else has written", form.Text("form.form"), StringComparison.Ordinal);
        await form.Submit("form.form", ("Audience", "AllMembers"));
        Assert.Contains("All members", (await carla.Get(thread.Address())).Is(HttpStatusCode.OK).Text(".pill--audience"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_opens_when_each_one_who_wrote_has_agreed()
    {
        var (ana, ben, dora, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        var page = await (await ana.Get($"{thread.Address()}/audience")).Submit("form.form", ("Audience", "AllMembers"));
        Assert.Contains("Not everyone has answered yet", page.Is(HttpStatusCode.OK).Text("#widening"), StringComparison.Ordinal);
        Assert.False(page.Has("#widening [value=true]"));
        (await carla.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        (await carla.Get($"{thread.Address()}/widening")).Is(HttpStatusCode.NotFound);
        (await carla.Post($"{thread.Address()}/widening", ("Agree", "true"))).Is(HttpStatusCode.NotFound);

        // Who has not written is told what writing means, is not asked, and is asked once they wrote.
        page = await dora.Get(thread.Address());
        Assert.Contains("asks to open it to: All members", page.Text(".page-head"), StringComparison.Ordinal);
        Assert.Contains("You will be asked as well", page.Text("#reply-form"), StringComparison.Ordinal);
        Assert.False(page.Has("#widening"));
        (await dora.Post($"{thread.Address()}/widening", ("Agree", "true"))).Is(HttpStatusCode.NotFound);
        page = await page.Submit("#reply-form", ("Body", "I say something too."));
        Assert.True(page.Has("#widening"));

        page = await (await ben.Get(thread.Address())).Submit("#widening form:has([value=true])");
        Assert.Contains("You agreed", page.Text("#widening"), StringComparison.Ordinal);
        (await carla.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        await (await dora.Get($"{thread.Address()}/widening")).Submit("#widening form:has([value=true])");
        Assert.Contains("I say something too.", (await carla.Get(thread.Address())).Is(HttpStatusCode.OK).Text(), StringComparison.Ordinal);
        Assert.False((await ana.Get(thread.Address())).Has("#widening, #widening-note"));
        Assert.Equal(0, await site.Read(db => db.Set<WideningConsent>().CountAsync(c => db.Widenings.Any(w => w.Id == c.WideningId && w.ThreadId == thread.Id))));
        (await ben.Post($"{thread.Address()}/widening", ("Agree", "false"))).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_no_ends_it_and_nobody_is_told_whose()
    {
        var (ana, ben, dora) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        await dora.Post($"{thread.Address()}/replies", ("Body", "Me as well."));
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        await (await ben.Get(thread.Address())).Submit("#widening form:has([value=true])");
        await (await dora.Get(thread.Address())).Submit("#widening form:has([value=false])");
        var widening = await site.Read(db => db.Widenings.Include(w => w.Consents).AsNoTracking().SingleAsync(w => w.ThreadId == thread.Id));
        Assert.Equal(WideningState.Refused, widening.State);
        Assert.Empty(widening.Consents);
        var page = await ana.Get(thread.Address());
        Assert.False(page.Has("#widening"));
        Assert.Contains("Peer supporters only", page.Text(".pill--audience"), StringComparison.Ordinal);
        page = await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        Assert.Contains("less than 30 days ago", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_their_posts_back_is_asked_no_more()
    {
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 2, replier: ben.Member);
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"));
        (await carla.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 2)).Id}", ("_method", "DELETE"));
        (await carla.Get(thread.Address())).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_author_stops_asking()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        Assert.Contains("asked already", (await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"))).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        (await ben.Post($"{thread.Address()}/widening", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        var page = await (await ana.Get(thread.Address())).Submit("#widening form");
        Assert.False(page.Has("#widening"));
        (await ben.Post($"{thread.Address()}/widening", ("Agree", "true"))).Is(HttpStatusCode.NotFound);
        Assert.Equal(AudienceKind.PeerSupporters, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Audience.Kind).SingleAsync()));
    }

    [Fact]
    public async Task Who_sees_it_no_longer_is_asked_for_their_words_all_the_same()
    {
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).TakeRole(new(CoP.Domain.Members.WorkRole.Supervisor, null, true, null, default)));
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        (await ben.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        await (await ben.Get($"{thread.Address()}/widening")).Is(HttpStatusCode.OK).Submit("#widening form:has([value=true])");
        (await carla.Get(thread.Address())).Is(HttpStatusCode.OK);
        (await ben.Get(thread.Address())).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_wrote_anonymously_is_asked_behind_their_alias()
    {
        await Crowd();
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        await ben.Post($"{thread.Address()}/replies", ("Body", "Nobody knows me."), ("Anonymous", "true"));
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        (await carla.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        await (await ben.Get(thread.Address())).Submit("#widening form:has([value=true])");
        (await carla.Get(thread.Address())).Is(HttpStatusCode.OK);

        // An audience in which they would be found out is not offered, and not to be had.
        var group = await Group(ana);
        Assert.DoesNotContain("Group.", (await ana.Get($"{thread.Address()}/audience")).Body, StringComparison.Ordinal);
        (await ana.Post($"{thread.Address()}/audience", ("Audience", $"Group.{group}"))).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_wrote_under_both_names_is_asked_once_and_no_row_ties_the_two()
    {
        await Crowd();
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        await ben.Post($"{thread.Address()}/replies", ("Body", "Nobody knows me."), ("Anonymous", "true"));
        await ana.Post($"{thread.Address()}/replies", ("Body", "Nor me."), ("Anonymous", "true"));
        var form = await ana.Get($"{thread.Address()}/audience");
        // Names are counted, as all can see them.
        Assert.Contains("2 other people have written here", form.Text(), StringComparison.Ordinal);
        var page = await form.Submit("form.form", ("Audience", "AllMembers"));
        Assert.Contains("Not everyone has answered yet", page.Text("#widening"), StringComparison.Ordinal);
        Assert.False(page.Has("#widening [name=Agree]"));
        (await ana.Post($"{thread.Address()}/widening", ("Agree", "true"))).Is(HttpStatusCode.NotFound);
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/reactions/MeToo");
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/reactions/MeToo");
        Assert.Equal(0, await site.Read(db => db.Reactions.CountAsync(r => r.By == ben.Member.Id.Value || r.By == ana.Member.Id.Value)));
        await (await ben.Get(thread.Address())).Submit("#widening form:has([value=true])");
        (await carla.Get(thread.Address())).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_asked_has_a_notice_for_as_long_as_they_are()
    {
        await Crowd();
        var (ana, ben, dora) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        await dora.Post($"{thread.Address()}/replies", ("Body", "Nobody knows me."), ("Anonymous", "true"));
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        Assert.Equal("1", (await ben.Get("/")).One("#bell").GetAttribute("data-count"));
        var page = await ben.Get("/notices");
        Assert.Contains("asks whether more people may see", page.Text(".notice-list"), StringComparison.Ordinal);
        page = await page.Follow(".notice-list a");
        Assert.Equal($"{thread.Address()}/widening", page.Is(HttpStatusCode.OK).Address);
        Assert.Equal("0", (await ben.Get("/")).One("#bell").GetAttribute("data-count"));
        Assert.Equal("1", (await dora.Get("/")).One("#bell").GetAttribute("data-count"));
        Assert.Equal("0", (await ana.Get("/")).One("#bell").GetAttribute("data-count"));
        Assert.Equal(0, await site.Read(db => db.Notices.CountAsync(n => n.Recipient == dora.Member.Id.Value)));

        // Under both names it is still one question; and who writes now is asked now.
        await dora.Post($"{thread.Address()}/replies", ("Body", "And this as myself."));
        await dora.Post($"{thread.Address()}/replies", ("Body", "More."));
        // The page with their reply has asked them already.
        Assert.Equal("0", (await dora.Get("/")).One("#bell").GetAttribute("data-count"));
        Assert.Single((await dora.Get("/notices")).All(".notice-list a"));
        Assert.Equal(1, await site.Read(db => db.Notices.CountAsync(n => n.Recipient == dora.Member.Id.Value)));

        await ana.Post($"{thread.Address()}/widening", ("_method", "DELETE"));
        Assert.False((await dora.Get("/notices")).Has(".notice-list a[href$='/widening']"));
        Assert.False((await ben.Get("/notices")).Has(".notice-list a[href$='/widening']"));
    }

    [Fact]
    public async Task An_anonymous_author_narrows_theirs()
    {
        await Crowd();
        var (ana, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var space = await site.AddSpace();
        var page = await ana.Post("/threads", ("Space", space.Slug), ("Kind", "Question"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "Who else is it?"), ("Body", "I wonder."), ("Anonymous", "true"));
        var address = page.Is(HttpStatusCode.OK).Address;
        (await carla.Get(address)).Is(HttpStatusCode.OK);
        page = await (await page.Follow("a[href$='/audience']")).Submit("form.form", ("Audience", "PeerSupporters"));
        Assert.Contains("Peer supporters only", page.Is(HttpStatusCode.OK).Text(".pill--audience"), StringComparison.Ordinal);
        (await carla.Get(address)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_group_keeps_it_among_its_members()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        var group = await Group(ana);
        await (await ana.Get($"{thread.Address()}/audience")).Submit("form.form", ("Audience", $"Group.{group}"));
        (await ana.Get(thread.Address())).Is(HttpStatusCode.OK);
        (await ben.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        // Not even the group's name is told to those outside, once all may see it again.
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        var page = await ben.Get(thread.Address());
        Assert.Equal(2, page.All(".changes li").Count);
        Assert.DoesNotContain("Quiet Tuesday", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreeing_all_at_once_opens_it_once()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SignIn(Kind.Supporter)));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        foreach (var other in others) await other.Post($"{thread.Address()}/replies", ("Body", "Mine."));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"))));
        Assert.Equal(1, await site.Read(db => db.Widenings.CountAsync(w => w.ThreadId == thread.Id)));
        await Task.WhenAll(others.SelectMany(o => new[] { o.Post($"{thread.Address()}/widening", ("Agree", "true")), o.Post($"{thread.Address()}/widening", ("Agree", "true")) }));
        Assert.Equal(AudienceKind.AllMembers, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Audience.Kind).SingleAsync()));
        Assert.Equal(1, await site.Read(db => db.AudienceChanges.CountAsync(c => c.ThreadId == thread.Id)));
    }

    /// <summary>Enough people to be anonymous among, and counted as they are now.</summary>
    async Task Crowd()
    {
        for (var i = 0; i < Audience.LeastForAnonymity; i++) await site.Add(Kind.Supporter);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    async Task<Id<Group>> Group(Visitor founder)
    {
        var id = Id<Group>.New(site.Now);
        var viewer = await site.Viewer(founder.Member);
        await site.Write(db => db.Add(new Group(id, new GroupOutline("Quiet Tuesday", "To reflect.", "", "", MemberRoles.All, CoP.Domain.Meetings.Areas.None, "en", MeetingMode.Video, "", 8, GroupEntry.Open), viewer, site.Now)));
        return id;
    }
}

public sealed class AudienceTestsOnSqlite(SqliteSite site) : AudienceTests(site), IClassFixture<SqliteSite>;

public sealed class AudienceTestsOnPostgres(PostgresSite site) : AudienceTests(site), IClassFixture<PostgresSite>;
