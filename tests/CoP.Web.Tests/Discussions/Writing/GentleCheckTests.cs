using System.Net;
using System.Text.Json;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions.Writing;

public abstract class GentleCheckTests(Site site)
{
    const string Telling = "Jordan Avery has bipolar, call 617-555-0142.";

    [Fact]
    public async Task A_reply_that_may_identify_someone_is_asked_about_and_posted_when_its_author_says_so()
    {
        const string telling = "Jordan Avery has bipolar, call 617-555-0177.";
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var page = (await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", telling))).Is(HttpStatusCode.OK);
        Assert.Contains("617-555-0177", page.Text("#ask"), StringComparison.Ordinal);
        Assert.Contains("Jordan Avery", page.Text("#ask"), StringComparison.Ordinal);
        Assert.Equal(telling, page.One("#reply-form textarea").TextContent.Trim());
        Assert.False(page.Has(".notice--error"));
        Assert.Empty(await site.WhereIs("617-555-0177"));
        // What is sent once more without a word is asked about once more.
        page = await page.Submit("#reply-form", ("Body", telling));
        Assert.True(page.Has("#ask"));
        page = await page.Submit("#ask button");
        Assert.Contains("617-555-0177", page.Text("ol.posts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_a_new_discussion_and_an_edit()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var space = (await site.ListOf(thread))["/discussions/".Length..];
        var page = await (await ana.Get("/threads/new")).Submit("form.form", ("Space", space), ("Kind", "Question"), ("Title", "Jordan Avery and bipolar"), ("Body", "How?"), ("Language", "en"), ("Audience", "AllMembers"));
        Assert.Contains("Jordan Avery", page.Is(HttpStatusCode.OK).Text("#ask"), StringComparison.Ordinal);
        page = await page.Submit("#ask button");
        Assert.Equal("Jordan Avery and bipolar", page.Text("h1"));

        page = await ana.Get($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}/edit");
        page = await page.Submit("form.form", ("Body", Telling));
        Assert.True(page.Is(HttpStatusCode.OK).Has("#ask"));
        Assert.Equal("Tell me *please*.", (await site.Post(thread, 0)).Body.Source);
        page = await page.Submit("#ask button");
        Assert.Equal(Telling, (await site.Post(thread, 0)).Body.Source);
    }

    [Fact]
    public async Task A_page_with_script_is_handed_the_question()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var request = (await ana.Get(thread.Address())).Fill("#reply-form", ("Body", Telling));
        request.Headers.Accept.ParseAdd("application/json");
        ana.Client.DefaultRequestHeaders.Accept.Clear();
        using var answer = JsonDocument.Parse((await ana.Send(request)).Is(HttpStatusCode.OK).Body);
        Assert.Contains("id=\"ask\"", answer.RootElement.GetProperty("ask").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.ReplyCount).SingleAsync()));
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_help_line()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "Call 988 or 833-773-2445."));
        Assert.Contains("833-773-2445", page.Text("ol.posts"), StringComparison.Ordinal);
    }
}

public sealed class GentleCheckTestsOnSqlite(SqliteSite site) : GentleCheckTests(site), IClassFixture<SqliteSite>;

public sealed class GentleCheckTestsOnPostgres(PostgresSite site) : GentleCheckTests(site), IClassFixture<PostgresSite>;
