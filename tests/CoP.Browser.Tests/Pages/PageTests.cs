using System.Collections.Concurrent;

namespace CoP.Browser.Tests.Pages;

/// <summary>Every main page, in both languages, light and dark, on a phone and on a desk.</summary>
public sealed class PageTests(DemoSite site) : IClassFixture<DemoSite>
{
    public static TheoryData<string?, string> Pages => new()
    {
        { null, "/" },
        { null, "/sign-in" },
        { null, "/sign-in/link" },
        { null, "/sign-in/link/sent" },
        { null, "/privacy" },
        { null, "/accessibility" },
        { "supporter", "/" },
        { "supporter", "/discussions" },
        { "supporter", "{space}" },
        { "supporter", "{thread}" },
        { "supporter", "/threads/new" },
        { "supporter", "/meetings" },
        { "supporter", "{meeting}" },
        { "supporter", "/meetings/rotation" },
        { "supporter", "/groups" },
        { "supporter", "{group}" },
        { "supporter", "{session}" },
        { "supporter", "/groups/new" },
        { "supporter", "/calendar" },
        { "supporter", "/profile" },
        { "supporter", "/profile/password" },
        { "supporter", "/preferences" },
        { "committee", "/steering" },
        { "committee", "/steering/meetings" },
        { "committee", "{planned}" },
        { "committee", "{turn}" },
        { "committee", "/steering/invitations" },
        { "committee", "/steering/invitations/new" },
        { "committee", "/steering/members" },
        { "committee", "{member}" },
        { "committee", "/steering/agencies" },
        { "committee", "/steering/audit" },
        { "site", "/steering" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_right_however_one_looks_at_it(string? who, string name)
    {
        var address = await site.Find(who, name);
        Findings.None(await Look(who, address, 200));
    }

    [Fact]
    public async Task The_page_for_what_is_not_there_is_right() => Findings.None(await Look("supporter", "/threads/AAAAAAAAAAAAAAAAAAAAAA", 404));

    async Task<IEnumerable<string>> Look(string? who, string address, int status)
    {
        var visitor = await site.As(who);
        var wrong = new ConcurrentBag<string>();
        foreach (var language in (string[])["en", "es"])
            foreach (var message in await HtmlChecker.Check((await visitor.Get(In(address, language))).Body))
                wrong.Add($"{address} ({language}): HTML: {message}");
        await Parallel.ForEachAsync(Infrastructure.Look.All, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (look, _) =>
        {
            await using var window = await Window.Open(site, who is null ? null : visitor, look);
            foreach (var message in await PageCheck.Check(window, In(address, look.Language), look.Language, status)) wrong.Add($"{address} ({look}): {message}");
        });
        return wrong;
    }

    static string In(string address, string language) => address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language;
}
