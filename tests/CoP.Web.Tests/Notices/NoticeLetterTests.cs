using CoP.Domain.Discussions;
using CoP.Web.Mail;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Mail;
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
