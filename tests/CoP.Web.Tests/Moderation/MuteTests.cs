using System.Net;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Moderation;

public abstract class MuteTests(Site site)
{
    [Fact]
    public async Task Who_is_muted_is_folded_away_for_the_muter_alone()
    {
        var (ana, ben, eve) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        var post = await site.Post(thread, 1);
        var page = await (await ana.Get(thread.Address())).Submit($"#p-{post.Id} button[formaction$='/mute']");
        Assert.Contains("Nobody is told", page.Text(".says"), StringComparison.Ordinal);
        Assert.True(page.Has($"#p-{post.Id} details:not([open]) .prose"));
        Assert.Contains("someone you muted", page.Text($"#p-{post.Id} summary"), StringComparison.Ordinal);
        // For everyone else, and first of all for the one who is muted, nothing has changed; also where answers are shared.
        foreach (var who in new[] { eve, ben, ana, eve })
        {
            var muted = who == ana;
            Assert.Equal(muted, (await who.Get(thread.Address())).Has(".post--muted"));
            Assert.Equal(muted, (await who.Get($"{thread.Address()}/changes?since=1")).Body.Contains("post--muted", StringComparison.Ordinal));
        }
        Assert.DoesNotContain(ana.Member.Name, (await ben.Get("/preferences/muted")).Text(), StringComparison.Ordinal);

        page = await ana.Get("/preferences/muted");
        Assert.Contains(ben.Member.Name, page.Text(), StringComparison.Ordinal);
        page = await page.Submit("form[action^='/preferences/muted/'] button");
        Assert.DoesNotContain(ben.Member.Name, page.Text(), StringComparison.Ordinal);
        Assert.False((await ana.Get(thread.Address())).Has(".post--muted"));
    }

    [Fact]
    public async Task What_a_muted_member_wrote_is_not_new()
    {
        var (ana, ben, eve) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, title: "What is new?");
        foreach (var who in new[] { ana, eve }) await who.Get(thread.Address());
        await ben.Post($"{thread.Address()}/replies", ("Body", "Something new."));
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/mute");

        var list = await site.ListOf(thread) + "?show=unread";
        Assert.DoesNotContain("What is new?", (await ana.Get(list)).Text(), StringComparison.Ordinal);
        Assert.Contains("What is new?", (await eve.Get(list)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_letter_tells_of_what_a_muted_member_wrote()
    {
        var (ana, ben, eve) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.NewThread(ana.Member, "What now?");
        await site.Follow(eve.Member, thread);
        var reply = await site.Reply(ben.Member, thread, "The first.");
        await ana.Post($"/threads/{thread}/replies/{reply.Id}/mute");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(await site.Mail(ana.Member));
        Assert.Single(await site.Mail(eve.Member));
    }

    [Fact]
    public async Task An_alias_cannot_be_muted_nor_can_one_mute_oneself()
    {
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        (await ben.Post($"{thread.Address()}/replies", ("Body", "Behind an alias."), ("Anonymous", "true"))).Is(HttpStatusCode.OK);
        var (own, alias) = (await site.Post(thread, 0), await site.Post(thread, 1));
        Assert.False((await ana.Get(thread.Address())).Has("button[formaction$='/mute']"));
        (await ana.Post($"{thread.Address()}/replies/{alias.Id}/mute")).Is(HttpStatusCode.NotFound);
        (await ana.Post($"{thread.Address()}/replies/{own.Id}/mute")).Is(HttpStatusCode.Conflict);
        var closed = await site.AddThread(await site.Add(Kind.Supervisor), AudienceKind.Supervisors);
        (await ana.Post($"{closed.Address()}/replies/{(await site.Post(closed, 0)).Id}/mute")).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await site.Read(db => db.Mutes.CountAsync(m => m.MemberId == ana.Member.Id)));
    }
}

public sealed class MuteTestsOnSqlite(SqlitePostSite site) : MuteTests(site), IClassFixture<SqlitePostSite>;

public sealed class MuteTestsOnPostgres(PostgresPostSite site) : MuteTests(site), IClassFixture<PostgresPostSite>;

public sealed class PacedSite : Site
{
    public PacedSite() : base(CoP.Web.Hosting.DatabaseKind.Sqlite)
    {
        Settings["CoP:RateLimits:Posts"] = "3";
        Settings["CoP:RateLimits:Threads"] = "2";
        Settings["CoP:RateLimits:Concerns"] = "2";
    }
}

public sealed class WritingPaceTests(PacedSite site) : IClassFixture<PacedSite>
{
    [Fact]
    public async Task Too_many_posts_in_a_short_time_wait_and_keep_their_text()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        for (var i = 0; i < 3; i++) (await ana.Post($"{thread.Address()}/replies", ("Body", $"Post {i}."))).Is(HttpStatusCode.OK);
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "One too many."));
        Assert.Contains("in 10 minutes", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Equal("One too many.", page.One("#reply-form textarea").TextContent.Trim());
        (await (await site.SignIn(Kind.Supporter)).Post($"{thread.Address()}/replies", ("Body", "Another's."))).Is(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        (await ana.Post($"{thread.Address()}/replies", ("Body", "Again."))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task So_do_discussions_and_concerns()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        for (var i = 0; i < 3; i++)
            (await ana.Post("/threads", ("Space", space.Slug), ("Kind", "Question"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "One more"), ("Body", "Why?"))).Is(i < 2 ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        var thread = await site.AddThread(await site.Add(Kind.Supporter), replies: 2);
        for (var i = 0; i < 3; i++) (await ana.Raise(thread, await site.Post(thread, i))).Is(i < 2 ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await ana.Raise(thread, await site.Post(thread, 2))).Is(HttpStatusCode.OK);
    }
}
