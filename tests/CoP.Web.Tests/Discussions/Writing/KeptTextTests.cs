using System.Net;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions.Writing;

public abstract class KeptTextTests(Site site)
{
    [Fact]
    public async Task A_reply_sent_after_the_sign_in_ended_is_there_after_the_next()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var form = await ana.Get(thread.Address());
        await Leave(ana);

        var door = (await form.Submit("#reply-form", ("Body", "Not to be lost"))).Is(HttpStatusCode.Unauthorized);
        Assert.Contains("what you wrote is kept", door.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Not to be lost", door.Body, StringComparison.Ordinal);
        // Nobody gets further with a wrong password, and still nothing is lost.
        door = await door.Submit("form:has([name=Password])", ("Email", ana.Member.Email), ("Password", "not the password"));
        var page = await door.Submit("form:has([name=Password])", ("Email", ana.Member.Email), ("Password", Newcomer.Password));
        Assert.StartsWith(thread.Address(), page.Is(HttpStatusCode.OK).Address, StringComparison.Ordinal);
        Assert.DoesNotContain("lost", page.Address, StringComparison.Ordinal);
        Assert.Equal("Not to be lost", page.One("#reply-form textarea").TextContent.Trim());
        Assert.Equal(0, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.ReplyCount).SingleAsync()));
        page = await page.Submit("#reply-form");
        Assert.Contains("Not to be lost", page.Text("ol.posts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_a_new_discussion_and_an_edit()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var (form, edit) = (await ana.Get("/threads/new"), await ana.Get($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}/edit"));
        await Leave(ana);
        var page = await Back(await form.Submit("form.form", ("Title", "My title"), ("Body", "My text"), ("Kind", "Scenario")), ana);
        Assert.Equal("/threads/new", page.Address);
        Assert.Equal(("My title", "My text"), (page.One("[name=Title]").GetAttribute("value"), page.One("textarea").TextContent.Trim()));
        Assert.True(page.One("[name=Kind][value=Scenario]").HasAttribute("checked"));
        await Leave(ana);
        page = await Back(await edit.Submit("form.form", ("Title", "Another title"), ("Body", "Edited text")), ana);
        Assert.EndsWith("/edit", page.Address, StringComparison.Ordinal);
        Assert.Equal(("Another title", "Edited text"), (page.One("[name=Title]").GetAttribute("value"), page.One("textarea").TextContent.Trim()));
    }

    [Fact]
    public async Task What_lay_there_already_is_kept_beside_it()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var form = await ana.Get(thread.Address());
        await (await ana.Get(thread.Address())).Submit("#reply-form button[formaction='/drafts']", ("Body", "From before"));
        await Leave(ana);
        var page = await Back(await form.Submit("#reply-form", ("Body", "From now")), ana);
        Assert.Equal("From now", page.One("#reply-form textarea").TextContent.Trim());
        Assert.Contains("From before", page.Text("#reply-form .draft-other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_hour_it_is_gone()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var form = await ana.Get(thread.Address());
        await Leave(ana);
        var door = await form.Submit("#reply-form", ("Body", "Too late"));
        site.Clock.Advance(TimeSpan.FromMinutes(61));
        var page = await Back(door, ana);
        Assert.StartsWith(thread.Address(), page.Address, StringComparison.Ordinal);
        Assert.Equal("", page.One("#reply-form textarea").TextContent.Trim());
    }

    [Fact]
    public async Task What_comes_from_elsewhere_is_not_kept()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        foreach (var (name, value) in new[] { ("Origin", "https://elsewhere.example"), ("Sec-Fetch-Site", "cross-site") })
        {
            var stranger = site.Visit();
            var request = new HttpRequestMessage(HttpMethod.Post, $"{thread.Address()}/replies") { Content = new FormUrlEncodedContent([new("Body", "planted"), new("_draft", $"thread:{thread.Id}")]) };
            request.Headers.Add(name, value);
            Assert.False((await stranger.Send(request)).Has("[name=Kept]"));
        }
        // Nor what was not sealed here.
        var door = await ana.Get("/drafts");
        await Leave(ana);
        var page = await ana.Post("/sign-in", ("Email", ana.Member.Email), ("Password", Newcomer.Password), ("Kept", "AAAA"));
        Assert.Equal("/", page.Address);
    }

    [Fact]
    public async Task Signed_in_as_another_the_text_is_shown_and_nothing_posted()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        var form = await ana.Get(thread.Address());
        await Leave(ana);
        await ana.SignIn(ben);
        var page = (await form.Submit("#reply-form", ("Body", "Whose words?"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains($"signed in as {ben.Name}", page.Text(), StringComparison.Ordinal);
        Assert.Equal("Whose words?", page.One("textarea").TextContent.Trim());
        Assert.Equal(0, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.ReplyCount).SingleAsync()));
        page = await page.Submit("form.form");
        Assert.Contains("Whose words?", page.Is(HttpStatusCode.OK).Text("ol.posts"), StringComparison.Ordinal);
        // A form without a text is refused as ever.
        (await form.Submit("[action$='/follow']")).Is(HttpStatusCode.BadRequest);
    }

    static async Task Leave(Visitor visitor) => Assert.StartsWith("/sign-in", (await visitor.Post("/sign-out")).Address, StringComparison.Ordinal);

    static Task<Page> Back(Page door, Visitor visitor) =>
        door.Is(HttpStatusCode.Unauthorized).Submit("form:has([name=Password])", ("Email", visitor.Member.Email), ("Password", Newcomer.Password));
}

public sealed class KeptTextTestsOnSqlite(SqliteSite site) : KeptTextTests(site), IClassFixture<SqliteSite>;

public sealed class KeptTextTestsOnPostgres(PostgresSite site) : KeptTextTests(site), IClassFixture<PostgresSite>;
