using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Discussions;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Live;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Search;

public sealed class SimilarTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    [Fact]
    public async Task Discussions_that_sound_alike_come_up_while_a_title_is_typed_and_nothing_moves_afterwards()
    {
        var ana = await site.SignIn(Kind.Supporter);
        await site.AddThread(ana.Member, title: "Handing out medication with trust");
        await site.AddThread(await site.Add(Kind.Committee), AudienceKind.Committee, title: "Medication and trust, for us alone");
        await using var window = await Window.Open(site, ana, new Look(Phone: true));
        var page = window.Page;
        await page.GotoAsync("/threads/new");
        var (box, title) = (page.Locator("#similar"), page.Locator("[name=Title]"));
        await Expect(box).ToBeHiddenAsync();
        await title.PressSequentiallyAsync("Trust around medicat");
        await title.PressSequentiallyAsync("ion");
        await Expect(box.Locator("a")).ToHaveCountAsync(1);
        await Expect(box.Locator("a")).ToContainTextAsync("Handing out medication with trust");
        await Expect(page.Locator("#similar-status")).Not.ToBeEmptyAsync();
        await Expect(title).ToBeFocusedAsync();
        // It leads elsewhere without leaving what is being written.
        var other = await page.RunAndWaitForPopupAsync(() => box.Locator("a").ClickAsync());
        await Expect(other.Locator("h1")).ToHaveTextAsync("Handing out medication with trust");
        await Expect(title).ToHaveValueAsync("Trust around medication");
        await other.CloseAsync();
        // Who has gone on to the text is not disturbed, even where an answer comes late.
        await title.FillAsync("Something else entirely");
        await page.Locator("textarea[name=Body]").FocusAsync();
        await page.Locator("textarea[name=Body]").PressSequentiallyAsync("My text", new() { Delay = 120 });
        await Expect(box.Locator("a")).ToHaveCountAsync(1);
        await title.FillAsync("Something else altogether");
        await Expect(box).ToBeHiddenAsync();
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task Without_script_one_asks_and_finds()
    {
        var ana = await site.SignIn(Kind.Supporter, m => m with { Language = "es" });
        await site.AddThread(ana.Member, title: "Un círculo de lectura");
        await using var window = await Window.Open(site, ana, new Look("es", Phone: true, Script: false));
        var page = window.Page;
        await page.GotoAsync("/search");
        await page.FillAsync("#q", "circulo lectura tipo:pregunta");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".hits mark").First).ToHaveTextAsync("círculo");
        await page.ClickAsync(".hits h3 a");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Un círculo de lectura");
    }
}
