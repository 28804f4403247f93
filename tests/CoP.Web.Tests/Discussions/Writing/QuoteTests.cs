using System.Net;
using CoP.Domain.Discussions;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions.Writing;

public abstract class QuoteTests(Site site)
{
    [Fact]
    public async Task Without_script_a_post_is_quoted_whole()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 1);
        var page = await (await ben.Get(thread.Address())).Follow("li.post:not(.post--opening) a[data-quote]");
        var text = page.One("#reply-form textarea").TextContent.Trim();
        Assert.StartsWith($"> [{ana.Member.Name}](/threads/{thread.Id}/replies/", text, StringComparison.Ordinal);
        Assert.Contains("> Reply number 1.", text, StringComparison.Ordinal);
        page = await page.Submit("#reply-form", ("Body", text + "\n\nI agree."));
        Assert.Contains("Reply number 1.", page.Text("li.post:last-child blockquote"), StringComparison.Ordinal);
        Assert.Equal(1, await site.Read(db => db.Set<Quotation>().CountAsync(q => db.Posts.Any(p => p.Id == q.PostId && p.ThreadId == thread.Id))));
    }

    [Fact]
    public async Task A_quotation_does_not_push_a_draft_away()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 1);
        await (await ana.Get(thread.Address())).Submit("#reply-form button[formaction='/drafts']", ("Body", "Already here"));
        var text = (await ana.Get($"{thread.Address()}?quote=1")).One("#reply-form textarea").TextContent;
        Assert.Contains("Already here", text, StringComparison.Ordinal);
        Assert.Contains("> Reply number 1.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_back_is_gone_from_all_quotations_of_it()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var (ana, ben, eva) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", $"The {secret}."));
        // Ben quotes Ana, Eva quotes Ben quoting Ana, and Ben quotes her once more elsewhere, in a text that he changes.
        await Quote(ben, thread, 1, "Says Ben.");
        await Quote(eva, thread, 2, "Says Eva.");
        var elsewhere = await site.AddThread(eva.Member);
        var quoted = (await ben.Get($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/quote")).Body;
        await ben.Post($"{elsewhere.Address()}/replies", ("Body", quoted + "Elsewhere."));
        await ben.Post($"{elsewhere.Address()}/replies/{(await site.Post(elsewhere, 1)).Id}", ("_method", "PUT"), ("Body", "No longer quoted."), ("Language", "en"));
        Assert.Contains(secret, (await ben.Get($"{elsewhere.Address()}/replies/{(await site.Post(elsewhere, 1)).Id}/history")).Body, StringComparison.Ordinal);
        // And somebody has a draft with it.
        var version = await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync());

        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"));
        Assert.Empty(await site.WhereIs(secret));
        var page = await ben.Get(thread.Address());
        Assert.DoesNotContain(secret, page.Body, StringComparison.Ordinal);
        Assert.Contains("Says Ben.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Says Eva.", page.Text(), StringComparison.Ordinal);
        Assert.Equal(2, page.All("blockquote em").Count(e => e.TextContent == "(taken back)"));
        Assert.Contains("(taken back)", (await ben.Get($"{elsewhere.Address()}/replies/{(await site.Post(elsewhere, 1)).Id}/history")).Body, StringComparison.Ordinal);
        // Open pages hear of all three posts; none of their authors has edited anything.
        var changes = (await eva.Get($"{thread.Address()}/changes?since={version}")).Body;
        foreach (var sequence in new[] { 1, 2, 3 }) Assert.Contains($"\"seq\":{sequence}", changes, StringComparison.Ordinal);
        Assert.Null((await site.Post(thread, 2)).EditedAt);
        Assert.Equal(0, await site.Read(db => db.Set<Quotation>().CountAsync(q => db.Posts.Any(p => p.Id == q.QuotedPostId && p.TakenBackAt != null))));
    }

    [Fact]
    public async Task What_was_quoted_before_it_was_taken_back_and_sent_after_comes_without_it()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", $"The {secret}."));
        var form = await ben.Get($"{thread.Address()}?quote=1");
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"));
        var page = await form.Submit("#reply-form", ("Body", form.One("#reply-form textarea").TextContent + "My words."));
        Assert.Contains("My words.", page.Text("ol.posts"), StringComparison.Ordinal);
        Assert.Empty(await site.WhereIs(secret));
    }

    [Fact]
    public async Task Nobody_quotes_what_they_may_not_see()
    {
        var (ana, sue) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1);
        (await sue.Get($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/quote")).Is(HttpStatusCode.NotFound);
        (await ana.Get($"{(await site.AddThread(ana.Member)).Address()}/replies/{(await site.Post(thread, 1)).Id}/quote")).Is(HttpStatusCode.NotFound);
    }

    static async Task Quote(Visitor visitor, Thread thread, int sequence, string words)
    {
        var form = await visitor.Get($"{thread.Address()}?quote={sequence}");
        (await form.Submit("#reply-form", ("Body", form.One("#reply-form textarea").TextContent + words))).Is(HttpStatusCode.OK);
    }
}

public sealed class QuoteTestsOnSqlite(SqliteSite site) : QuoteTests(site), IClassFixture<SqliteSite>;

public sealed class QuoteTestsOnPostgres(PostgresSite site) : QuoteTests(site), IClassFixture<PostgresSite>;
