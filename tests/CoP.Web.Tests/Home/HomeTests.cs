using System.Net;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Web.Tests.Home;

public abstract class HomeTests(Site site)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/privacy")]
    [InlineData("/accessibility")]
    public async Task Anyone_may_read_what_the_site_is(string address)
    {
        var english = (await site.Visit().Get(address)).Is(HttpStatusCode.OK);
        var spanish = (await site.Visit("es").Get(address)).Is(HttpStatusCode.OK);
        Assert.Equal(("en", "es"), (english.One("html").GetAttribute("lang"), spanish.One("html").GetAttribute("lang")));
        Assert.NotEqual(english.Text("h1"), spanish.Text("h1"));
    }

    [Fact]
    public async Task Every_page_says_where_help_is_and_that_nobody_watches()
    {
        var page = await site.Visit().Get("/privacy");
        var footer = page.Text("footer");
        Assert.Contains("988", footer, StringComparison.Ordinal);
        Assert.Contains("833-773-2445", footer, StringComparison.Ordinal);
        Assert.Contains("Nobody watches this site for emergencies", footer, StringComparison.Ordinal);
        Assert.True(page.Has("footer a[href='/privacy']") && page.Has("footer a[href='/accessibility']"));
    }

    [Fact]
    public async Task The_language_switch_keeps_the_page_and_its_query_and_is_remembered()
    {
        var visitor = site.Visit();
        var page = await visitor.Get("/privacy?a=1&lang=en");
        var link = page.One("header a[hreflang=es]");
        Assert.Equal(("/privacy?a=1&lang=es", "es", "Español"), (link.GetAttribute("href"), link.GetAttribute("lang"), link.TextContent));
        Assert.Equal("es", (await page.Follow("header a[hreflang=es]")).One("html").GetAttribute("lang"));
        Assert.Equal("es", (await visitor.Get("/accessibility")).One("html").GetAttribute("lang"));
    }

    [Fact]
    public async Task Colours_are_chosen_by_a_form_and_kept()
    {
        var visitor = site.Visit();
        var page = await (await visitor.Get("/privacy?a=1")).Submit(".theme-switch button[value=dark]");
        Assert.Equal("/privacy?a=1", page.Address);
        Assert.Equal("dark", page.One("html").GetAttribute("data-theme"));
        Assert.Equal("dark", page.One(".theme-switch button[aria-pressed=true]").GetAttribute("value"));
        page = await page.Submit(".theme-switch button[value=auto]");
        Assert.Equal("", page.One("html").GetAttribute("data-theme"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task Choosing_colours_leads_nowhere_else(string back) =>
        Assert.Equal("/", (await site.Visit().Post("/theme", ("theme", "dark"), ("back", back))).Address);

    [Fact]
    public async Task A_page_that_is_not_there_says_so_in_the_frame_of_the_site()
    {
        var visitor = await site.SignIn(Kind.Supporter);
        var page = (await visitor.Get("/no/such/page?lang=es")).Is(HttpStatusCode.NotFound);
        Assert.Contains("No encontramos esa página", page.Text("h1"), StringComparison.Ordinal);
        Assert.Equal("/no/such/page?lang=en", page.One("header a[hreflang=en]").GetAttribute("href"));
        Assert.True(page.Has("main a[href='/']") && page.Has("nav"));
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_says_what_to_do()
    {
        var visitor = site.Visit();
        await visitor.Get("/");
        var page = (await visitor.Post("/theme", [("theme", "dark")], token: false)).Is(HttpStatusCode.BadRequest);
        Assert.Contains("Nothing was changed", page.Text(), StringComparison.Ordinal);
        Assert.Equal("", page.One("html").GetAttribute("data-theme"));
    }

    [Fact]
    public async Task A_new_member_finds_a_kind_word_where_nothing_is_yet()
    {
        var page = (await (await site.SignIn(Kind.Supporter)).Get("/")).Is(HttpStatusCode.OK);
        Assert.Equal(3, page.All("main h2").Count(h => h.Closest(".empty") is null));
        Assert.True(page.Has("nav a[href='/'][aria-current=page]"));
        Assert.False(page.Has("nav a[href='/steering']"));
    }

    [Fact]
    public async Task Navigation_leads_only_to_pages_that_answer()
    {
        var visitor = await site.SignIn(Kind.Committee);
        var links = (await visitor.Get("/")).All("nav a, footer a[href^='/']").Select(a => a.GetAttribute("href")!).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("/steering", links);
        foreach (var link in links) (await visitor.Get(link)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_file_of_a_page_is_there_and_may_be_kept_for_ever()
    {
        var visitor = site.Visit();
        var page = await visitor.Get("/");
        var files = page.All("link[rel=stylesheet], link[rel=preload], link[rel=icon]").Select(l => l.GetAttribute("href")!).Concat(page.All("script[src]").Select(s => s.GetAttribute("src")!)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var answer = (await visitor.Get(file)).Is(HttpStatusCode.OK);
            Assert.Matches("\\.[a-z0-9]{10}\\.", file);
        }
        Assert.Empty(page.All("[style], script:not([src])"));
    }
}

public sealed class HomeTestsOnSqlite(SqliteSite site) : HomeTests(site), IClassFixture<SqliteSite>;

public sealed class HomeTestsOnPostgres(PostgresSite site) : HomeTests(site), IClassFixture<PostgresSite>;
