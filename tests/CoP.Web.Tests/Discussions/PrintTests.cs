using System.Net;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions.Threads;

namespace CoP.Web.Tests.Discussions;

public abstract class PrintTests(Site site)
{
    [Fact]
    public async Task A_discussion_is_one_page_without_anything_to_press_and_says_for_whom_it_is()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 45);
        var taken = await site.Post(thread, 3);
        await ana.Post($"{thread.Address()}/replies/{taken.Id}", ("_method", "DELETE"));
        var page = await (await ana.Get(thread.Address())).Follow("a[href$='/print']");
        Assert.Equal(46, page.All("article .post").Count);
        Assert.Contains("Peer supporters only", page.Text("article header"), StringComparison.Ordinal);
        Assert.Contains("Reply number 45.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Reply number 3.", page.Text(), StringComparison.Ordinal);
        Assert.False(page.Has("article :is(form, button, a[href^='/threads/'])"));
        Assert.False(page.Has(".pager"));
    }

    [Fact]
    public async Task A_very_long_one_goes_on_page_after_page()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: PrintPage.Size + 2);
        var page = await ana.Get($"{thread.Address()}/print");
        Assert.Equal(PrintPage.Size + 1, page.All("article .post").Count);
        page = await page.Follow(".pager [rel=next]");
        Assert.Equal(2, page.All("article .post").Count);
        Assert.Contains($"Reply number {PrintPage.Size + 2}.", page.Text(), StringComparison.Ordinal);
        Assert.Equal(2, (await ana.Get($"{thread.Address()}/print?from=301")).All("article .post").Count);
        (await ana.Get($"{thread.Address()}/print?from=-5")).Is(HttpStatusCode.OK);
        (await ana.Get($"{thread.Address()}/print?from=999999")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_may_not_read_it_may_not_print_it()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        (await (await site.SignIn(Kind.Supervisor)).Get($"{thread.Address()}/print")).Is(HttpStatusCode.NotFound);
    }
}

public sealed class PrintTestsOnSqlite(SqliteSite site) : PrintTests(site), IClassFixture<SqliteSite>;

public sealed class PrintTestsOnPostgres(PostgresSite site) : PrintTests(site), IClassFixture<PostgresSite>;
