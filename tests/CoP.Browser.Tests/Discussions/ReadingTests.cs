using CoP.Browser.Tests.Infrastructure;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Live;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Discussions;

public sealed class ReadingTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    [Fact]
    public async Task A_post_says_how_long_ago_it_was_and_keeps_its_date_at_hand()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 1);
        site.Clock.Advance(TimeSpan.FromHours(3));
        await using var window = await Window.Open(site, ana);
        await window.Page.GotoAsync(thread.Address());
        var time = window.Page.Locator(".post--opening time");
        await Expect(time).ToHaveTextAsync("3 hours ago");
        await Expect(time).ToHaveAttributeAsync("title", "Monday, March 3, 2031, 10:00 AM");
        // What arrives later is told alike.
        await ana.Post($"{thread.Address()}/replies", ("Body", "Here I am."));
        await window.Page.ClickAsync("#new-replies button");
        await Expect(window.Page.Locator(".post").Nth(2).Locator("time")).ToHaveTextAsync("just now");

        await using var spanish = await Window.Open(site, ana, new Look("es", Phone: true));
        await spanish.Page.GotoAsync(thread.Address() + "?lang=es");
        await Expect(spanish.Page.Locator(".post--opening time")).ToHaveTextAsync("hace 3 horas");

        await using var plain = await Window.Open(site, ana, new Look("en", Script: false));
        await plain.Page.GotoAsync(thread.Address() + "?lang=en");
        await Expect(plain.Page.Locator(".post--opening time")).ToHaveTextAsync("Mar 3, 10:00 AM");
    }

    [Fact]
    public async Task A_value_is_put_where_the_writer_is_and_shown_as_it_will_be()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var window = await Window.Open(site, ana);
        var page = window.Page;
        await page.GotoAsync(thread.Address());
        await page.FillAsync("#Body", "Stay, please.");
        await page.EvaluateAsync("document.getElementById('Body').setSelectionRange(4, 4)");
        await page.ClickAsync(".value-picker summary");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put a link to “Hopeful” into the text" }).ClickAsync();
        await Expect(page.Locator("#Body")).ToHaveValueAsync("Stay [[hopeful]], please.");
        await Expect(page.Locator("#Body")).ToBeFocusedAsync();
        await page.ClickAsync(".preview-button");
        await Expect(page.Locator("#reply-form .preview a")).ToHaveAttributeAsync("href", "/guidelines/values/hopeful");
        Assert.Empty(window.TakeComplaints());
    }
}
