using CoP.Domain.Discussions;
using CoP.Web.Mail;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Mail;
using CoP.Web.Tests.Moderation;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Notices;

public abstract class NoticeLetterTests(Site site)
{
    [Fact]
    public async Task Levels_decide_who_gets_a_letter()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana, replies: 0);
        var (normal, muted, watcher, ofSpace, ofThreads) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        await normal.Goes(thread, FollowLevel.Normal);
        await muted.Goes(thread, FollowLevel.Mute);
        await watcher.Goes(thread, FollowLevel.Watch);
        await site.Write(db => db.SpaceFollows.AddRange(new SpaceFollow(ofSpace.Id, thread.SpaceId, FollowLevel.Watch, site.Now), new SpaceFollow(ofThreads.Id, thread.SpaceId, FollowLevel.Follow, site.Now)));
        await normal.Post($"{thread.Address()}/replies", ("Body", "One."));
        await muted.Post($"{thread.Address()}/replies", ("Body", "Two."));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("0, 0, 2, 2, 0", await Letters(normal.Member, muted.Member, watcher.Member, ofSpace, ofThreads));

        // Who is answered hears of it at normal, and never of what they muted.
        await ben.Post($"{thread.Address()}/replies", ("Body", "To one."), ("InReplyTo", "1"));
        await ben.Post($"{thread.Address()}/replies", ("Body", "To two."), ("InReplyTo", "2"));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("1, 0, 4, 4, 0", await Letters(normal.Member, muted.Member, watcher.Member, ofSpace, ofThreads));

        var slug = await site.Read(db => db.Spaces.Where(s => s.Id == thread.SpaceId).Select(s => s.Slug).SingleAsync());
        await ben.Post("/threads", ("Space", slug), ("Kind", "Question"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "A private title"), ("Body", "Private words."));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("1, 0, 4, 5, 1", await Letters(normal.Member, muted.Member, watcher.Member, ofSpace, ofThreads));
        var letter = Assert.Single(await site.Mail(ofThreads));
        Assert.Equal("A new discussion in a space you follow", letter.Subject);
        Assert.DoesNotContain("rivate title", letter.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("rivate words", letter.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_kept_of_letters_about_posts_once_they_are_done_with()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana);
        await site.Follow(ana, thread.Id);
        await ben.Post($"{thread.Address()}/replies", ("Body", "One."));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await site.Mail(ana));
        var post = (await site.Post(thread, 1)).Id.Value;
        Assert.False(await site.Read(db => db.Letters.AnyAsync(l => db.Occasions.Any(o => o.Id == l.OccasionId && o.Item == post))));
        Assert.Equal(0, await site.Read(db => db.Letters.CountAsync(l => l.Recipient == ana.Id.Value)));
    }

    [Fact]
    public async Task An_anonymous_author_gets_the_same_mail_as_a_follower_once_and_addressed_to_nobody()
    {
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var space = await site.AddSpace();
        var (ana, ben, follower) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor), await site.SignIn(Kind.Supporter));
        await (await ana.Get($"/threads/new?space={space.Slug}")).Submit("form.form",
            ("Kind", "Question"), ("Title", "Whom do I ask?"), ("Body", "I would rather not say who I am."), ("Audience", "AllMembers"), ("Anonymous", "true"), ("Preview", null));
        var thread = await site.Read(db => db.Threads.AsNoTracking().SingleAsync(t => t.SpaceId == space.Id));
        await follower.Post($"{thread.Address()}/follow");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("0, 0", await Letters(ana.Member, follower.Member));

        await ben.Post($"{thread.Address()}/replies", ("Body", "Ask me."));
        site.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(await site.Read(db => db.Letters.AnyAsync(l => l.Recipient == ana.Member.Id.Value)));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var (hers, theirs) = (Assert.Single(await site.Mail(ana.Member)), Assert.Single(await site.Mail(follower.Member)));
        Assert.Equal((theirs.Subject, theirs.TextBody!.Split('\n')[2]), (hers.Subject, hers.TextBody!.Split('\n')[2]));

        // As herself she watches the whole space: still one letter, and none of her own words under either name.
        await ana.Post($"/discussions/{space.Slug}/level", ("_method", "PUT"), ("Level", "Watch"));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Or write to me."));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("2, 2", await Letters(ana.Member, follower.Member));
        await ana.Post($"{thread.Address()}/replies", ("Body", "By name."));
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "By no name."), ("Anonymous", "true"));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("2, 4", await Letters(ana.Member, follower.Member));
    }

    [Fact]
    public async Task Moderators_are_written_to_once_when_something_waits_for_them_and_not_of_what_is_kept_from_them()
    {
        var (ana, ben, mo, max, calm) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var thread = await site.AddThread(ben.Member, replies: 1, replier: ana.Member);
        var post = await site.Post(thread, 1);
        // Only who has such a duty can choose about it.
        Assert.False((await ana.Get("/preferences")).Has("[name='Input.Duties']"));
        await (await calm.Get("/preferences")).Submit("form.form", ("Input.Duties", "Never"));
        var eva = await site.SignIn(Kind.Supporter);
        await eva.Raise(thread, post, about: max.Member);
        await (await site.SignIn(Kind.Supporter)).Raise(thread, post);
        Assert.Equal("1, 0, 0", await Letters(mo.Member, max.Member, calm.Member));
        var letter = Assert.Single(await site.Mail(mo.Member));
        Assert.Equal("Something waits for the moderators", letter.Subject);
        Assert.DoesNotContain(thread.Title, letter.ToString(), StringComparison.Ordinal);
        // To whom it did not go would tell who wrote it, had they been anonymous.
        var id = await site.Read(db => db.Cases.Where(c => c.PostId == post.Id).Select(c => c.Id).SingleAsync());
        Assert.False(await site.Read(db => db.Letters.AnyAsync(l => db.Occasions.Any(o => o.Id == l.OccasionId && o.Item == id.Value))));

        await mo.Decides(id, "hiding");
        await (await ana.Get($"{thread.Address()}/replies/{post.Id}/moderation")).Submit("form.form", ("Words", "It was about myself."));
        Assert.Equal("2, 0, 0", await Letters(mo.Member, max.Member, calm.Member));
    }

    [Fact]
    public async Task Openers_hear_that_a_request_waits_for_a_second_one_unless_its_author_keeps_them_away()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var (one, two, kept) = (await Opener(), await Opener(), await Opener());
        await site.Write(db => db.Exclusions.Add(new Exclusion(ana.Member.Id, kept.Member.Id)));
        var thread = await Anonymously(ana);
        var page = await (await one.Get($"/openings/new?post={(await site.Post(thread, 0)).Id}"))
            .Submit("form.form", ("Reason", "They wrote that they have a plan for tonight."), ("Password", Newcomer.Password));
        var request = page.Is(System.Net.HttpStatusCode.OK).Address;
        var letter = Assert.Single(await site.Mail(two.Member));
        Assert.Equal("Something waits for you", letter.Subject);
        Assert.Contains(request, letter.TextBody, StringComparison.Ordinal);
        Assert.Equal("0, 0, 0", await Letters(one.Member, kept.Member, ben.Member));
        Assert.Equal(["A request to learn who wrote an anonymous post waits for a second person"], (await site.Notices(two)).Notices);
        Assert.Equal((0, []), await site.Notices(one));
        Assert.Equal((0, []), await site.Notices(kept));
        // The rows say of nobody that they are kept away.
        var rows = await site.Read(db => db.Notices.Where(n => n.Kind == NoticeKind.OpeningWaiting && n.ThreadId == thread.Id).Select(n => n.Recipient).ToListAsync());
        Assert.All(new[] { one, two, kept }, opener => Assert.Contains(opener.Member.Id.Value, rows));

        page = await (await two.Get("/notices")).Follow(".notice-list a");
        Assert.Equal(request, page.Is(System.Net.HttpStatusCode.OK).Address);
        Assert.Equal("0", (await two.Get("/")).One("#bell").GetAttribute("data-count"));
        await page.Submit("form.form", ("Reason", "I read it too and fear for them."), ("Password", Newcomer.Password));
        Assert.False((await two.Get("/notices")).Has(".notice-list a[href^='/openings/']"));

        Task<Visitor> Opener() => site.SignIn(Kind.Supporter, n => n with { Duties = CoP.Domain.Members.Duties.Opener });
    }

    [Fact]
    public async Task Who_wrote_is_asked_by_mail_too_whether_more_people_may_see_it()
    {
        await Crowd();
        var (ana, ben, dora, both, calm, late) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        foreach (var (visitor, anonymous) in new[] { (dora, true), (both, true), (both, false), (ana, true), (calm, false) })
            await visitor.Post($"{thread.Address()}/replies", ("Body", "Words of mine."), ("Anonymous", anonymous ? "true" : "false"));
        await (await calm.Get("/preferences")).Submit("form.form", ("Input.Replies", "Never"));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        await site.Post();
        var before = await Subjects();
        Assert.Equal("0, 0, 0, 0, 0, 0", before);

        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        await ben.Post($"{thread.Address()}/widening", ("Agree", "true"));
        await late.Post($"{thread.Address()}/replies", ("Body", "I come late."));
        site.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(before, await Subjects());
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        // Not who asks, though another name of theirs is asked; who stands behind two names once; not who has agreed, nor who wants no such mail.
        Assert.Equal("0, 0, 1, 1, 0, 1", await Subjects());
        var letter = (await site.Mail(dora.Member)).Single(m => m.Subject == Question);
        Assert.Contains("also what was written before", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{thread.Address()}/widening", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(thread.Title, letter.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await site.Read(db => db.Letters.CountAsync(l => db.Occasions.Any(o => o.Id == l.OccasionId && o.Kind == LetterKind.WideningAsked))));
        Assert.Contains("also what was written before", (await dora.Get($"{thread.Address()}/widening")).Text("#widening"), StringComparison.Ordinal);
        // Their other name has a row as everybody's has, and they see nothing of it.
        var aliases = await site.Read(db => db.Aliases.Where(a => a.ThreadId == thread.Id).Select(a => a.Id.Value).ToListAsync());
        Assert.Equal(3, await site.Read(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.WideningAsked && aliases.Contains(n.Recipient))));
        Assert.DoesNotContain((await site.Notices(ana)).Notices, n => n.Contains("whether more people", StringComparison.Ordinal));

        async Task<string> Subjects()
        {
            var counts = new List<int>();
            foreach (var visitor in new[] { ana, ben, dora, both, calm, late }) counts.Add((await site.Mail(visitor.Member)).Count(m => m.Subject == Question));
            return string.Join(", ", counts);
        }
    }

    const string Question = "A question about a discussion you wrote in";

    async Task Crowd()
    {
        for (var i = 0; i < Audience.LeastForAnonymity; i++) await site.Add(Kind.Supporter);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    async Task<Thread> Anonymously(Visitor author)
    {
        await Crowd();
        var space = await site.AddSpace();
        await (await author.Get($"/threads/new?space={space.Slug}")).Submit("form.form",
            ("Kind", "Question"), ("Title", "Whom do I ask?"), ("Body", "I would rather not say who I am."), ("Audience", "AllMembers"), ("Anonymous", "true"), ("Preview", null));
        return await site.Read(db => db.Threads.AsNoTracking().SingleAsync(t => t.SpaceId == space.Id));
    }

    async Task<string> Letters(params Joined[] members)
    {
        await site.Post();
        var counts = new List<int>();
        foreach (var member in members) counts.Add((await site.Mail(member)).Count);
        return string.Join(", ", counts);
    }
}

public sealed class NoticeLetterTestsOnSqlite(SqlitePostSite site) : NoticeLetterTests(site), IClassFixture<SqlitePostSite>;

public sealed class NoticeLetterTestsOnPostgres(PostgresPostSite site) : NoticeLetterTests(site), IClassFixture<PostgresPostSite>;
