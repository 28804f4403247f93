using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Domain.Polls;
using CoP.Domain.Records;
using CoP.Web.Live;
using CoP.Web.Tests.Live;
using CoP.Web.Tests.Mail;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Discussions;

/// <summary>
/// Walks every address, the hub and all mail as every kind of person: nothing outside their sight can be read, and nothing of it
/// counts. What the sight of each is, <see cref="Oracle"/> says.
/// </summary>
public abstract class SightTests(SightCommunity site)
{
    [Fact]
    public async Task No_page_shows_anybody_what_is_outside_their_sight() => await ForEveryone(async (person, wrong) =>
    {
        foreach (var visit in Visits(person).Where(v => v.Method == HttpMethod.Get))
        {
            var page = await person.Opens(visit.Address);
            if ((int)page.Status >= 500) wrong.Add($"{person}: {visit.Address} answers {(int)page.Status}");
            if (visit.IsOutside && page.Status != HttpStatusCode.NotFound) wrong.Add($"{person}: {visit} answers {(int)page.Status}");
            if (visit.IsInside && page.Status is not (HttpStatusCode.OK or HttpStatusCode.Redirect)) wrong.Add($"{person}: {visit} answers {(int)page.Status}");
            foreach (var found in Told(person, visit.Address, page)) wrong.Add($"{person}: {visit} tells {found}");
        }
    });

    [Fact]
    public async Task Nothing_outside_their_sight_can_be_changed_by_anybody()
    {
        var before = await Rows();
        await ForEveryone(async (person, wrong) =>
        {
            foreach (var visit in Visits(person).Where(v => v.Method != HttpMethod.Get && v.IsOutside))
            {
                var page = await person.Sends(visit.Method, visit.Address, Fields);
                if (page.Status != HttpStatusCode.NotFound) wrong.Add($"{person}: {visit.Method} {visit} answers {(int)page.Status}");
                foreach (var found in Told(person, visit.Address, page)) wrong.Add($"{person}: {visit.Method} {visit} tells {found}");
            }
        });
        var after = await Rows();
        Findings.None(before.Except(after).Concat(after.Except(before)).Select(r => "Changed: " + r));
    }

    [Fact]
    public async Task Lists_and_counts_are_as_if_nothing_else_were_there() => await ForEveryone(async (person, wrong) =>
    {
        var seen = site.Talks.Where(person.Sees).ToList();
        var unread = await Unread(person, seen);
        await Same("/discussions", seen);
        await Same("/discussions?show=unread", unread);
        await Same("/discussions?show=unanswered", seen.Where(t => t is { Posts.Count: 1, Kind: ThreadKind.Question or ThreadKind.Challenge }));
        await Same("/discussions?show=mine", seen.Where(t => t.Posts.Any(p => p.Author == person)));
        await Same("/discussions?show=followed", await Followed(person, seen));
        foreach (var kind in Enum.GetValues<ThreadKind>()) await Same($"/discussions?kind={kind}", seen.Where(t => t.Kind == kind));
        foreach (var value in CoreValue.All.Take(3))
        {
            await Same($"/discussions?value={value.Slug}", seen.Where(t => t.Cites == value));
            await Same($"/guidelines/values/{value.Slug}", seen.Where(t => t.Cites == value));
        }
        foreach (var space in site.Spaces) await Same($"/discussions/{space}", seen.Where(t => t.Space == space));

        var home = await person.Opens("/");
        var shown = Talks(home);
        if (shown.Count != Math.Min(6, unread.Count) || shown.Except(unread).Any()) wrong.Add($"{person}: home shows {Names(shown)} of {Names(unread)}");
        Count("the bell", await Notices(person), home.One("#bell").GetAttribute("data-count"));
        Count("/notices/count", await Notices(person), (await person.Opens("/notices/count")).Body);

        var found = new HashSet<string>();
        for (var page = await person.Opens($"/search?q={SightCommunity.Common}"); ; page = await person.Visitor.Get(page.One("a[rel=next]").GetAttribute("href")!))
        {
            found.UnionWith(page.All(".hits .row-title a").Select(a => a.GetAttribute("href")!.Split("#p-")[1]));
            if (!page.Has("a[rel=next]")) break;
        }
        Set("search", site.Posts.Where(p => person.Sees(p.Talk) && !p.IsWithheld).Select(p => p.Id.ToString()), found);
        var similar = Talks(await person.Opens($"/threads/similar?title={SightCommunity.Common}"));
        if (similar.Except(seen).Any() || similar.Count != Math.Min(5, seen.Count(t => !t.Posts[0].IsWithheld))) wrong.Add($"{person}: similar are {Names(similar)}");

        if (person.Duties.HasFlag(Duties.Moderator))
        {
            var cases = new HashSet<string>();
            foreach (var queue in (string[])["/moderation", "/moderation?decided=true"])
                cases.UnionWith((await person.Opens(queue)).All("ul.rows a[href^='/moderation/']").Select(a => a.GetAttribute("href")!.Split('/')[2]));
            Set("cases", site.Posts.Where(person.Decides).Select(p => p.Case.ToString()!), cases);
        }

        async Task Same(string address, IEnumerable<Discussion> expected)
        {
            var page = (await person.Opens(address)).Is(HttpStatusCode.OK);
            Set(address, expected.Select(t => t.ToString()), [.. Talks(page).Select(t => t.ToString())]);
        }

        void Set(string what, IEnumerable<string> expected, HashSet<string> got)
        {
            if (!got.SetEquals(expected)) wrong.Add($"{person}: {what} has {string.Join("; ", got.Except(expected))} too much, {string.Join("; ", expected.Except(got))} too little");
        }

        void Count(string what, int expected, string? got)
        {
            if (got != expected.ToString(CultureInfo.InvariantCulture)) wrong.Add($"{person}: {what} says {got} instead of {expected}");
        }
    });

    [Fact]
    public async Task The_hub_has_nothing_for_who_sees_nothing()
    {
        // Another method needs a walk of its own.
        Assert.Equal(["Watch"], typeof(LiveHub).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(m => m.GetBaseDefinition() == m).Select(m => m.Name));
        Assert.Equal(typeof(Hub), typeof(LiveHub).BaseType);
        await ForEveryone(async (person, wrong) =>
        {
            await using var line = await LivePage.Open(site, person.Visitor);
            foreach (var talk in site.Talks)
                if (await line.Watch(LiveTopics.Thread(talk.Id)) is var version && version is not null != person.Sees(talk)) wrong.Add($"{person}: the hub says {version} of {talk}");
            if (await line.Watch(LiveTopics.MyNotices) is var count && count != await Notices(person)) wrong.Add($"{person}: the hub counts {count} notices instead of {await Notices(person)}");
            foreach (var other in site.People.Take(3))
                foreach (var topic in (string[])[LiveTopics.Notices(other.Id), LiveTopics.Member(other.Id)])
                    if (await line.Watch(topic) is { } said) wrong.Add($"{person}: the hub says {said} of {topic}");
        });
    }

    [Fact]
    public async Task No_letter_tells_anybody_what_is_outside_their_sight()
    {
        var (all, wrong) = (0, new List<string>());
        foreach (var person in site.People)
        {
            foreach (var letter in await site.Mail(person.Visitor.Member))
            {
                all++;
                var (head, text) = (string.Join('\n', letter.Headers.Select(h => $"{h.Field}: {h.Value}")), $"{letter.TextBody}\n{letter.HtmlBody}");
                foreach (var secret in site.Secrets)
                {
                    if (head.Contains(secret.Word, StringComparison.Ordinal)) wrong.Add($"{person}: the head of \"{letter.Subject}\" tells {secret.What}");
                    if (!secret.MayRead(person) && text.Contains(secret.Word, StringComparison.Ordinal)) wrong.Add($"{person}: \"{letter.Subject}\" tells {secret.What}");
                }
                foreach (var id in OutsideIds(person).Where(o => (head + text).Contains(o.Id, StringComparison.Ordinal) && !IsOwn(person, o.Talk))) wrong.Add($"{person}: \"{letter.Subject}\" names {id.Talk}");
            }
        }

        Findings.None(wrong);
        // They asked for all of it, words included.
        Assert.True(all > 100, $"There are only {all} letters.");
    }

    [Fact]
    public async Task A_copy_of_the_database_holds_no_word_and_no_id_of_anybodys_own_record()
    {
        var rows = await site.Rows();
        var words = site.Records.SelectMany(r => r.Words).Select(w => (What: w, Bytes: Encoding.UTF8.GetBytes(w)));
        var ids = site.Records.SelectMany(r => new[] { r.Entry.Value, r.Reflection.Value, r.Look.Value }).SelectMany(id => new[] { (What: id.ToString(), Bytes: id.ToByteArray()), (What: id.ToString("N"), Bytes: id.ToByteArray(bigEndian: true)) });
        Findings.None(
            from secret in words.Concat(ids)
            from row in rows
            where row.Text.Contains(secret.What, StringComparison.OrdinalIgnoreCase) || row.Bytes.Exists(b => b.AsSpan().IndexOf(secret.Bytes) >= 0)
            select $"{row.Table} tells {secret.What}");
        Assert.True(rows.Count(r => r.Table == "RecordSheets") >= 2 * site.Records.Count);
    }

    async Task ForEveryone(Func<Person, ConcurrentBag<string>, Task> look)
    {
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(site.People, new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = TestContext.Current.CancellationToken }, async (person, _) => await look(person, wrong));
        Findings.None(wrong.Order());
    }

    // What an answer tells that it should not.
    IEnumerable<string> Told(Person person, string address, Page page)
    {
        var text = page.Body + string.Join('\n', page.Response.Headers.Concat(page.Response.Content.Headers).SelectMany(h => h.Value));
        foreach (var secret in site.Secrets)
            if (text.Contains(secret.Word, StringComparison.Ordinal) && !secret.MayRead(person)
                && !(secret.OnCaseOf is { } post && person.Decides(post) && address == $"/moderation/{post.Case}")
                && !(secret.What == SightCommunity.WhyOpened && address == "/steering/audit")) yield return secret.What;
        foreach (var id in RecordIds(person).Where(id => text.Contains(id, StringComparison.Ordinal) && !address.Contains(id, StringComparison.Ordinal))) yield return $"{id} of somebody's own record";
        foreach (var (id, talk) in OutsideIds(person))
            // Pages say back what they were asked for; and what one wrote oneself can always be found and taken back.
            if (text.Contains(id, StringComparison.Ordinal) && !address.Contains(id, StringComparison.Ordinal) && !(IsOwn(person, talk) && IsForOwn(address))) yield return $"the id of {talk}";
    }

    // What an address must not know of anybody else's record.
    IEnumerable<string> RecordIds(Person person) => site.Records.Where(r => r.Owner != person).SelectMany(r => new[] { r.Entry.ToString(), r.Reflection.ToString(), r.Look.ToString() });

    static bool IsOwn(Person person, Discussion talk) => talk.Posts.Any(p => p.Author == person);

    static bool IsForOwn(string address) =>
        address is "/discussions?show=mine" or "/drafts" or "/notices" || address.StartsWith("/discussions?own=", StringComparison.Ordinal) || address.EndsWith("/edit", StringComparison.Ordinal) || address.EndsWith("/moderation", StringComparison.Ordinal) || address.StartsWith("/drafts/", StringComparison.Ordinal);

    IEnumerable<(string Id, Discussion Talk)> OutsideIds(Person person) =>
        site.Talks.Where(t => !person.Sees(t)).SelectMany(t => t.Posts.Select(p => p.Id.ToString()).Append(t.Id.ToString()).Select(id => (id, t)));

    HashSet<Discussion> Talks(Page page) =>
        [.. page.All("main .row-title a[href^='/threads/'], #new ~ * a[href^='/threads/'], section[aria-labelledby=new] a[href^='/threads/'], .similar a, a[href^='/threads/'][lang]").Select(a => a.GetAttribute("href")!.Split('/', '?', '#')[2])
            .Where(id => id != "new").Select(id => site.Talks.SingleOrDefault(t => t.Id.ToString() == id)).OfType<Discussion>()];

    static string Names(IEnumerable<Discussion> talks) => string.Join("; ", talks);

    // From the rows as they lie there, for one person at a time.
    async Task<List<Discussion>> Unread(Person person, List<Discussion> seen)
    {
        var marks = await site.Read(db => db.ReadMarks.Where(m => m.MemberId == person.Id).ToDictionaryAsync(m => m.ThreadId, m => m.Sequence));
        var aliases = await site.Read(db => db.Threads.Join(db.Aliases, t => t.AliasId, a => a.Id, (t, a) => new { t.Id, a.ReadTo }).ToDictionaryAsync(x => x.Id, x => x.ReadTo));
        return [.. seen.Where(t => t.Posts.Any(p => p.Author != person && person.Hears(p) && !p.IsWithheld && p.Sequence > (t.IsAnonymous && t.Author == person ? aliases[t.Id] : marks.GetValueOrDefault(t.Id, -1))))];
    }

    async Task<List<Discussion>> Followed(Person person, List<Discussion> seen)
    {
        var follows = await site.Read(db => db.Follows.Where(f => f.MemberId == person.Id).ToListAsync());
        // Everybody follows or watches both spaces: what they chose for a discussion itself counts before that.
        return [.. seen.Where(t => (t.IsAnonymous && t.Author == person) || follows.TrueForAll(f => f.ThreadId != t.Id || f.Level is (FollowLevel.Watch or FollowLevel.Follow)))];
    }

    async Task<int> Notices(Person person)
    {
        var aliases = await site.Read(db => db.Threads.Where(t => t.AliasId != null).Select(t => new { t.Id, t.AliasId }).ToListAsync());
        List<Guid> me = [person.Id.Value, .. aliases.Where(a => site.Talks.Single(t => t.Id == a.Id).Author == person).Select(a => a.AliasId!.Value.Value)];
        var rows = await site.Read(db => db.Notices.Where(n => me.Contains(n.Recipient) && n.ReadAt == null).ToListAsync());
        var waiting = await site.Read(db => db.Cases.Where(c => c.WaitsSince != null).Select(c => c.PostId).ToListAsync());
        return (person.IsInGroup ? rows.Count(n => n.GroupId is not null) : 0) + rows.Count(n => n.GroupId is null && n.LetterId is not null) + rows.Count(n => site.Polls.Exists(p => p.Id == n.PollId && p.IsAsked(person)))
            + rows.Where(n => n is { GroupId: null, LetterId: null, PollId: null }).Where(n => n.Kind == NoticeKind.Moderation
            || (n.Kind == NoticeKind.ConcernWaiting && waiting.Contains(n.PostId!.Value) && person.Decides(site.Posts.Single(p => p.Id == n.PostId)))
            || (n.Kind != NoticeKind.ConcernWaiting && site.Posts.Single(p => p.Id == n.PostId) is { IsWithheld: false } post && person.Sees(post.Talk) && person.Hears(post) && post.Author == person == (n.Kind == NoticeKind.Helped))).Select(n => (n.PostId, n.Kind == NoticeKind.ConcernWaiting)).Distinct().Count();
    }

    // Every table, row by row.
    async Task<HashSet<string>> Rows() => [.. (await site.Rows()).Select(r => $"{r.Table}: {r.Text} {string.Join(' ', r.Bytes.Select(Convert.ToHexString))}")];

    static readonly (string, string)[] Fields =
    [
        ("Body", "Some words."), ("Title", "A title"), ("Language", "en"), ("AsItIs", "true"), ("Reason", "Disrespect"), ("Words", "Because of it."), ("Level", "Watch"), ("level", "Watch"), ("Agree", "true"), ("sequence", "1"),
        ("Audience", "AllMembers"), ("Kind", "Question"), ("Password", Newcomer.Password), ("Days", "3"),
    ];

    sealed record Visit(RouteEndpoint Endpoint, HttpMethod Method, string Address, bool IsOutside, bool IsInside)
    {
        public override string ToString() => $"{Address} ({Endpoint.RoutePattern.RawText})";
    }

    /// <summary>Where somebody can go: every route with the ids of all that there is.</summary>
    IEnumerable<Visit> Visits(Person person) =>
        from endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()
        where action is not null && endpoint.RoutePattern.RawText is not ("error/{code:int}" or "sign-out" or "profile/security/sessions")
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        from visit in Visits(person, endpoint, action, new HttpMethod(method))
        select visit;

    IEnumerable<Visit> Visits(Person person, RouteEndpoint endpoint, ControllerActionDescriptor action, HttpMethod method)
    {
        var pattern = endpoint.RoutePattern;
        var ids = action.Parameters.Where(p => pattern.GetParameter(p.Name) is not null).ToDictionary(p => p.Name, p => p.ParameterType, StringComparer.OrdinalIgnoreCase);
        // The others are of the query; forms and services are none.
        var asked = method != HttpMethod.Get ? [] : action.Parameters.Where(p => !ids.ContainsKey(p.Name) && p.BindingInfo?.BindingSource != BindingSource.Services && p.ParameterType != typeof(CancellationToken) && !p.ParameterType.Name.StartsWith("IOptions", StringComparison.Ordinal)).ToList();
        foreach (var place in Places(person, ids))
        {
            var path = "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                RoutePatternParameterPart parameter => place.Values.GetValueOrDefault(parameter.Name) ?? (parameter.IsOptional ? "" : Other(pattern.RawText!, parameter)),
                _ => "",
            })))).TrimEnd('/');
            var own = place.Post?.Author == person;
            if (own && method != HttpMethod.Get) continue;
            var outside = place.IsOutside && !(own && pattern.RawText!.EndsWith("/edit", StringComparison.Ordinal)) && !(own && pattern.RawText!.EndsWith("/moderation", StringComparison.Ordinal))
                || (pattern.RawText == "meetings/{id}/access" && person != site.Contact && site.Requests.TrueForAll(r => r.Booker != person))
                || (((string[])["s", "agreement", "roles"]).Any(part => pattern.RawText!.StartsWith("groups/{id}/" + part, StringComparison.Ordinal)) && !person.IsInGroup);
            var inside = pattern.RawText is "threads/{id}/{slug?}" or "threads/{id}/print" or "threads/{id}/changes" or "threads/{id}/replies/{post}" or "uploads/{id}" or "polls/{id}" or "polls/{id}/results"
                or "record/reflections/{id}" or "record/reflections/{id}/edit" or "record/entries/{id}/edit" or "record/assessments/{id}/edit" && !place.IsOutside && !own && place.Values.Count > 0 && place.IsThere;
            yield return new Visit(endpoint, method, path, outside, inside);
            foreach (var parameter in asked)
                foreach (var value in Queries(person, pattern.RawText!, parameter.Name, parameter.ParameterType))
                    yield return new Visit(endpoint, method, $"{path}?{parameter.Name}={value}", outside, inside);
        }
    }

    sealed record Place(Dictionary<string, string> Values, bool IsOutside, bool IsThere = false, Said? Post = null);

    IEnumerable<Place> Places(Person person, Dictionary<string, Type> ids)
    {
        if (ids.ContainsValue(typeof(Id<Post>)))
        {
            var (id, post) = (ids.Single(i => i.Value == typeof(Id<Thread>)).Key, ids.Single(i => i.Value == typeof(Id<Post>)).Key);
            foreach (var said in site.Posts.Where(p => p.Sequence == Math.Min(1, p.Talk.Posts.Count - 1) || (p.IsWithheld && person.Sees(p.Talk)))) yield return new(In(said.Talk.Id.ToString(), said.Id.ToString()), !person.Sees(said.Talk), true, said);
            // Somebody else's post asked for by way of a discussion that one sees.
            foreach (var talk in site.Talks.Where(t => !person.Sees(t) && !t.Posts.Exists(p => p.Author == person)).Take(2)) yield return new(In(site.Talks[0].Id.ToString(), talk.Posts[0].Id.ToString()), true, false, null);

            Dictionary<string, string> In(string thread, string of) => new(StringComparer.OrdinalIgnoreCase) { [id] = thread, [post] = of };
        }
        else if (ids.ContainsValue(typeof(Id<AccessRequest>)))
        {
            foreach (var (request, booker) in site.Requests)
                yield return new(new(StringComparer.OrdinalIgnoreCase) { ["id"] = site.Meeting.ToString(), ["request"] = request.ToString() }, person != site.Contact && person != booker, true);
        }
        else if (ids.Any(i => Things(person, i.Value).Any()))
        {
            var (name, type) = ids.First(i => Things(person, i.Value).Any());
            foreach (var (value, outside) in Things(person, type)) yield return new(new(StringComparer.OrdinalIgnoreCase) { [name] = value }, outside, true);
        }
        else if (ids.ContainsKey("slug"))
        {
            foreach (var slug in site.Spaces) yield return new(new(StringComparer.OrdinalIgnoreCase) { ["slug"] = slug }, false);
        }
        else if (ids.TryGetValue("key", out var key) && key == typeof(string))
        {
            foreach (var talk in site.Talks) yield return new(new(StringComparer.OrdinalIgnoreCase) { ["key"] = $"thread:{talk.Id}" }, false);
        }
        else if (ids.ContainsKey("name"))
        {
            foreach (var value in CoreValue.All.Take(3)) yield return new(new(StringComparer.OrdinalIgnoreCase) { ["name"] = value.Slug }, false);
        }
        else
        {
            yield return new([], false);
        }
    }

    // What has an id, and whether it is there for the person.
    IEnumerable<(string Id, bool IsOutside)> Things(Person person, Type type) =>
        type == typeof(Id<Thread>) ? site.Talks.Select(t => (t.Id.ToString(), !person.Sees(t)))
        : type == typeof(Id<Upload>) ? site.Talks.Where(t => t.Upload is not null).Select(t => (t.Upload.ToString()!, !person.Sees(t) && t.Posts[1].Author != person))
        : type == typeof(Id<Case>) ? site.Posts.Where(p => p.Case is not null).Select(p => (p.Case.ToString()!, !person.Decides(p)))
        : type == typeof(Id<Opening>) ? [(site.Opening.ToString(), !(person.Duties.HasFlag(Duties.Opener) && person.Sees(site.Opened)))]
        : type == typeof(Id<Submission>) ? [(site.Submission.ToString(), !(person.Duties.HasFlag(Duties.Moderator) && person.Sees(site.Submitted)))]
        : type == typeof(Id<QuarterlyMeeting>) ? [(site.Meeting.ToString(), false)]
        : type == typeof(Id<Poll>) ? site.Polls.Select(p => (p.Id.ToString(), !p.IsAsked(person)))
        : type == typeof(Id<Group>) ? [(site.Group.ToString(), false)]
        : type == typeof(Id<Attended>) ? site.Records.Select(r => (r.Entry.ToString(), r.Owner != person))
        : type == typeof(Id<Reflection>) ? site.Records.Select(r => (r.Reflection.ToString(), r.Owner != person))
        : type == typeof(Id<SelfAssessment>) ? site.Records.Select(r => (r.Look.ToString(), r.Owner != person))
        : type == typeof(Id<Member>) ? [(site.Of("ana").Id.ToString(), false)]
        : [];

    // Of what is no matter of discussions: an id of nothing.
    string Other(string pattern, RoutePatternParameterPart parameter) => parameter.Name switch
    {
        "kind" => "MeToo",
        "number" => "1",
        "answer" when pattern.StartsWith("absence/", StringComparison.Ordinal) => "Can",
        "answer" => "No",
        "token" when pattern.StartsWith("rsvp/", StringComparison.Ordinal) => site.RsvpToken,
        "token" when pattern.StartsWith("absence/", StringComparison.Ordinal) => site.AbsenceToken,
        "token" when pattern.StartsWith("mute/", StringComparison.Ordinal) => site.MuteToken,
        "key" when pattern.StartsWith("groups/", StringComparison.Ordinal) => site.Session.ToString(),
        "note" when pattern.StartsWith("groups/", StringComparison.Ordinal) => site.SessionNote.ToString(),
        "version" => site.Agreement.ToString(),
        "quarter" => "2031-Q2",
        "breakout" => "peer-supporters",
        "item" => site.Item.ToString(),
        "id" or "key" or "name" or "token" or "secret" or "person" or "member" or "note" or "change" or "swap" => Id<Member>.New(site.Now).ToString(),
        "host" => "Central",
        "sample" => "Digest",
        "seat" => "Recovery",
        "followUp" or "file" or "announcement" or "guest" => Id<Member>.New(site.Now).ToString(),
        _ => throw new InvalidOperationException($"The walk does not know what {{{parameter.Name}}} is in {pattern}."),
    };

    IEnumerable<string> Queries(Person person, string pattern, string name, Type type)
    {
        if (type == typeof(Id<Post>) || (type == typeof(Id<Post>?) && name == "from")) return site.Posts.Where(p => p.Sequence == 0).Select(p => p.Id.ToString());
        if (type == typeof(Id<Thread>?)) return site.Talks.Select(t => t.Id.ToString());
        if (type == typeof(Id<Post>?)) return site.Posts.Where(p => p.Sequence == 1).Select(p => p.Id.ToString());
        return (pattern, name) switch
        {
            // The beginning of a word finds it, too, and pages do not say it back.
            (_, "q") when pattern == "search" => site.Talks.Where(t => !person.Sees(t)).SelectMany(t => new[] { t.Title, t.Posts[^1].Word }).Select(w => w[..12] + "*").Append(SightCommunity.Common),
            (_, "q") => ["e"],
            (_, "title") => site.Talks.Where(t => !person.Sees(t)).Select(t => t.Title[..12]).Append(SightCommunity.Common),
            (_, "show") => ["unread", "unanswered", "followed", "mine"],
            (_, "kind") => ["question", "challenge"],
            (_, "value") => [CoreValue.All[0].Slug, CoreValue.All[1].Slug],
            (_, "audience") => [.. Enum.GetNames<AudienceKind>(), $"Group.{site.Group}"],
            (_, "space") => site.Spaces,
            (_, "decided") => ["true"],
            (_, "view") => ["week", "list"],
            (_, "answer") => ["1"],
            (_, "quote") => ["1", "3"],
            ("record/reflections/new", "about") => site.Records.Select(r => r.Entry.ToString()),
            // All of one's own, as a page and as a table.
            ("record/print" or "record.csv", "input") => ["&input.Came=true&input.Names=true&input.Reflections=true&input.Assessments=true&input.Name=true"],
            // Forms about turns that are put together in the address; nothing of a discussion is in them.
            ("meetings/rotation/proposals/new" or "steering/rotation/order", "input") => [],
            // Without them, answers begin at the beginning.
            (_, "since" or "from" or "before" or "after" or "month" or "day" or "language" or "page" or "returnUrl" or "filter") => [],
            (_, "zone") => ["America/Chicago"],
            _ => throw new InvalidOperationException($"The walk does not know what to ask {pattern} for with {name}."),
        };
    }
}

public sealed class SightTestsOnSqlite(SqliteSightCommunity site) : SightTests(site), IClassFixture<SqliteSightCommunity>;

public sealed class SightTestsOnPostgres(PostgresSightCommunity site) : SightTests(site), IClassFixture<PostgresSightCommunity>;
