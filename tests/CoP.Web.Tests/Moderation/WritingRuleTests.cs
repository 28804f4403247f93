using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Moderation;

/// <summary>First posts that wait, and spaces that take nothing new. What is decided for all is undone by each test.</summary>
public abstract class WritingRuleTests(Site site)
{
    const string Words = "lanternfish";

    [Fact]
    public async Task A_first_post_waits_until_a_moderator_lets_it_in()
    {
        await FirstPostsWait(async () =>
        {
            var (ana, mo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator));
            var thread = await site.AddThread(await Settled());
            Assert.False((await ana.Get("/threads/new")).Has("[name=Anonymous]"));
            await ana.Post("/drafts", ("_draft", $"thread:{thread.Id}"), ("Body", "Half a thought"));
            Assert.Contains("Half a thought", (await ana.Get("/drafts")).Text(), StringComparison.Ordinal);
            var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", $"Hello, {Words}."));
            Assert.Equal("/submissions", page.Address);
            Assert.DoesNotContain("Half a thought", (await ana.Get("/drafts")).Text(), StringComparison.Ordinal);
            Assert.Contains(Words, page.Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(Words, (await mo.Get(thread.Address())).Body, StringComparison.Ordinal);
            Assert.Contains("once your first post is in", (await ana.Post($"{thread.Address()}/replies", ("Body", "Hidden."), ("Anonymous", "true"))).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(Words, (await (await site.SignIn(Kind.Supporter)).Get("/submissions")).Body, StringComparison.Ordinal);

            page = await mo.Get("/moderation/first-posts");
            Assert.Contains(Words, page.Text(), StringComparison.Ordinal);
            var id = await Waiting(ana.Member);
            await page.Submit($"form[action$='/{id}/approval']");
            Assert.Contains(Words, (await mo.Get(thread.Address())).Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(Words, (await ana.Get("/submissions")).Body, StringComparison.Ordinal);
            Assert.Single(await site.Mail(ana.Member));
            // From then on as everyone.
            page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "My second."));
            Assert.Contains("My second.", page.Text(".posts"), StringComparison.Ordinal);
            Assert.True((await ana.Get("/threads/new")).Has("[name=Anonymous]"));
            (await mo.Post($"/moderation/first-posts/{id}/approval")).Is(HttpStatusCode.NotFound);
        });
    }

    [Fact]
    public async Task A_new_discussion_waits_too_and_is_returned_changed_and_withdrawn()
    {
        await FirstPostsWait(async () =>
        {
            var (ana, mo, max) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator, m => m with { Supervises = true }));
            var space = await site.AddSpace();
            var page = await ana.Post("/threads", ("Space", space.Slug), ("Kind", "Question"), ("Audience", "PeerSupporters"), ("Language", "en"), ("Title", Words), ("Body", "How?"));
            Assert.Equal("/submissions", page.Address);
            Assert.Equal(0, await site.Read(db => db.Threads.CountAsync(t => t.SpaceId == space.Id)));
            var id = await Waiting(ana.Member);
            // Whoever is outside its audience has nothing to look at.
            Assert.DoesNotContain(Words, (await max.Get("/moderation/first-posts")).Body, StringComparison.Ordinal);
            (await max.Post($"/moderation/first-posts/{id}/approval")).Is(HttpStatusCode.NotFound);
            (await max.Post($"/moderation/first-posts/{id}/return", ("Words", "No."))).Is(HttpStatusCode.NotFound);

            (await (await mo.Get("/moderation/first-posts")).Submit($"form[action$='/{id}/return']", ("Words", ""))).Is(HttpStatusCode.BadRequest);
            await (await mo.Get("/moderation/first-posts")).Submit($"form[action$='/{id}/return']", ("Words", "Please leave the town out."));
            Assert.Single(await site.Mail(ana.Member));
            Assert.DoesNotContain(Words, (await mo.Get("/moderation/first-posts")).Body, StringComparison.Ordinal);
            page = await ana.Get("/submissions");
            Assert.Contains("Please leave the town out.", page.Text(), StringComparison.Ordinal);
            page = await (await page.Follow($"a[href='/submissions/{id}']")).Submit("form.form", ("Title", ""), ("Body", "Kept."));
            Assert.Equal("Kept.", page.Is(HttpStatusCode.BadRequest).One("textarea").TextContent.Trim());
            await page.Submit("form.form", ("Title", "A better title"), ("Body", "How then?"));
            Assert.Contains("A better title", (await mo.Get("/moderation/first-posts")).Text(), StringComparison.Ordinal);
            var eve = await site.SignIn(Kind.Supporter);
            (await eve.Get($"/submissions/{id}")).Is(HttpStatusCode.NotFound);
            (await eve.Post($"/submissions/{id}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);

            await (await mo.Get("/moderation/first-posts")).Submit($"form[action$='/{id}/approval']");
            Assert.Equal("A better title", await site.Read(db => db.Threads.Where(t => t.SpaceId == space.Id).Select(t => t.Title).SingleAsync()));
        });
    }

    [Fact]
    public async Task What_is_withdrawn_leaves_nothing()
    {
        await FirstPostsWait(async () =>
        {
            var secret = $"secret{Guid.NewGuid():N}";
            var ana = await site.SignIn(Kind.Supporter);
            var thread = await site.AddThread(await Settled());
            var page = await ana.Post($"{thread.Address()}/replies", ("Body", secret));
            await page.Submit("form[action^='/submissions/'] button");
            Assert.Empty(await site.WhereIs(secret));
        });
    }

    [Fact]
    public async Task A_form_sent_twice_waits_once_and_two_moderators_let_it_in_once()
    {
        await FirstPostsWait(async () =>
        {
            var (ana, mo, max) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
            var thread = await site.AddThread(await Settled());
            var form = await ana.Get(thread.Address());
            await Task.WhenAll(form.Submit("#reply-form", ("Body", "Once.")), form.Submit("#reply-form", ("Body", "Once.")));
            var id = await Waiting(ana.Member);
            await Task.WhenAll(mo.Post($"/moderation/first-posts/{id}/approval"), max.Post($"/moderation/first-posts/{id}/approval"));
            Assert.Equal(1, await site.Read(db => db.Posts.CountAsync(p => p.ThreadId == thread.Id && p.Sequence > 0)));
        });
    }

    [Fact]
    public async Task Nobody_waits_who_has_been_here_or_where_the_community_does_not_want_it()
    {
        var thread = await site.AddThread(await Settled());
        (await (await site.SignIn(Kind.Supporter)).Post($"{thread.Address()}/replies", ("Body", "New, and no waiting."))).Is(HttpStatusCode.OK);
        Assert.Equal(1, await site.Read(db => db.Posts.CountAsync(p => p.ThreadId == thread.Id && p.Sequence == 1)));
        (await (await site.SignIn(Kind.SiteAdministrator)).Post("/moderation/settings", ("FirstPostsWait", "true"))).Is(HttpStatusCode.NotFound);
        (await (await site.SignIn(Kind.Moderator)).Get("/moderation/settings")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_space_at_a_standstill_refuses_every_verb_in_words_and_keeps_what_was_typed()
    {
        var (ana, ben, committee) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Committee));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        var elsewhere = await site.AddThread(ana.Member);
        var slug = (await site.ListOf(thread))["/discussions/".Length..];
        var own = $"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}";
        var page = await (await committee.Get("/moderation/settings")).Submit("form[action='/moderation/standstills']", ("Space", slug), ("English", ""), ("Spanish", "Porque sí."));
        Assert.True(page.Is(HttpStatusCode.BadRequest).Has(".field-error"));
        await page.Submit("form[action='/moderation/standstills']", ("English", "We sort things."));

        page = await (await ben.Get(thread.Address())).Submit("#reply-form", ("Body", "Typed."));
        Assert.Contains("We sort things.", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Equal("Typed.", page.One("#reply-form textarea").TextContent.Trim());
        page = await ben.Post(own, ("_method", "PUT"), ("Body", "Typed too."), ("Language", "en"));
        Assert.Equal("Typed too.", page.Is(HttpStatusCode.BadRequest).One("textarea").TextContent.Trim());
        page = await ana.Post("/threads", ("Space", slug), ("Kind", "Question"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "T"), ("Body", "Typed three."));
        Assert.Contains("Typed three.", page.Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        (await ana.Post(own + "/helped")).Is(HttpStatusCode.Conflict);
        (await ana.Post($"{thread.Address()}/closing")).Is(HttpStatusCode.Conflict);
        Assert.Contains("Porque sí.", (await (await site.SignIn(Kind.Supporter, m => m with { Language = "es" })).Get(thread.Address())).Text(), StringComparison.Ordinal);
        (await ben.Post($"{elsewhere.Address()}/replies", ("Body", "Open here."))).Is(HttpStatusCode.OK);
        // What is one's own can be taken back at any time.
        (await ben.Post(own, ("_method", "DELETE"))).Is(HttpStatusCode.OK);
        Assert.NotNull((await site.Post(thread, 1)).TakenBackAt);

        await (await committee.Get("/moderation/settings")).Submit("form[action^='/moderation/standstills/'] button");
        (await ben.Post($"{thread.Address()}/replies", ("Body", "Open again."))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_whole_site_at_a_standstill_says_so_on_every_page_and_lets_people_in()
    {
        var (ana, admin) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.SiteAdministrator));
        var thread = await site.AddThread(ana.Member);
        await admin.Post("/moderation/standstills", ("Space", "*"), ("English", "We move house."), ("Spanish", "Nos mudamos."));
        try
        {
            foreach (var address in new[] { "/", "/discussions", "/meetings", thread.Address() })
                Assert.Contains("We move house.", (await ana.Get(address)).Text(), StringComparison.Ordinal);
            (await ana.Post($"{thread.Address()}/replies", ("Body", "Now?"))).Is(HttpStatusCode.BadRequest);
            var ben = await site.Add(Kind.Supporter);
            await site.Visit().Post("/sign-in/link", ("Email", ben.Email));
            Assert.Single(await site.Mail(ben));
        }
        finally
        {
            await (await admin.Get("/moderation/settings")).Submit("form[action^='/moderation/standstills/'] button");
        }
        Assert.DoesNotContain("We move house.", (await ana.Get("/")).Text(), StringComparison.Ordinal);
        Assert.Equal(
            [(AuditKind.StandstillBegan, "*"), (AuditKind.StandstillEnded, "*")],
            (await site.Read(db => db.AuditTrail.Where(a => a.ActorId == admin.Member.Id).OrderBy(a => a.At).ThenBy(a => a.Id).Select(a => new { a.What, a.After }).ToListAsync())).Select(a => (a.What, a.After!)).Order());
    }

    async Task FirstPostsWait(Func<Task> test)
    {
        var committee = await site.SignIn(Kind.Committee);
        await (await committee.Get("/moderation/settings")).Submit("form[action='/moderation/settings']", ("FirstPostsWait", "true"));
        try
        {
            await test();
        }
        finally
        {
            await (await committee.Get("/moderation/settings")).Submit("form[action='/moderation/settings']", ("FirstPostsWait", null));
        }
    }

    Task<Joined> Settled() => site.Add(Kind.Supporter);

    Task<Id<Submission>> Waiting(Joined author) => site.Read(db => db.Submissions.Where(s => s.AuthorId == author.Id).Select(s => s.Id).SingleAsync());
}

public sealed class WritingRuleTestsOnSqlite(SqlitePostSite site) : WritingRuleTests(site), IClassFixture<SqlitePostSite>;

public sealed class WritingRuleTestsOnPostgres(PostgresPostSite site) : WritingRuleTests(site), IClassFixture<PostgresPostSite>;
