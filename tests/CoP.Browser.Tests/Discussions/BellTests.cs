using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Discussions;

public sealed class BellTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    [Fact]
    public async Task The_count_is_live_on_any_page_and_the_same_in_every_window()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        await using var window = await Window.Open(site, ana, new Look("en"));
        await using var phone = await Window.Open(site, ana, new Look("en", Phone: true));
        await window.Page.GotoAsync("/profile");
        await phone.Page.GotoAsync(thread.Address());
        await phone.Page.GotoAsync("/");
        await Expect(window.Page.Locator("#bell .count")).ToBeHiddenAsync();

        await Heard(window, phone);
        await ben.Post($"{thread.Address()}/replies", ("Body", "Here I am."));
        foreach (var page in new[] { window.Page, phone.Page })
        {
            await Expect(page.Locator("#bell .count")).ToHaveTextAsync("1");
            await Expect(page.Locator("#bell .visually-hidden")).ToHaveTextAsync("1 unread notice");
            await Expect(page.Locator("#bell-status")).ToHaveTextAsync("1 unread notice");
        }
        await phone.Page.ClickAsync("#bell");
        await phone.Page.ClickAsync(".notice-list a");
        await Expect(phone.Page.Locator("li.post").Last).ToContainTextAsync("Here I am.");
        foreach (var page in new[] { window.Page, phone.Page }) await Expect(page.Locator("#bell .count")).ToBeHiddenAsync();
        Assert.Empty(window.TakeComplaints());
        Assert.Empty(phone.TakeComplaints());
    }

    [Fact]
    public async Task A_thread_and_its_bell_share_one_line()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        await using var window = await Window.Open(site, ana, new Look("en"));
        var lines = 0;
        window.Page.WebSocket += (_, _) => lines++;
        await window.Page.GotoAsync(thread.Address());
        await Heard(window);
        await ben.Post($"{thread.Address()}/replies", ("Body", "Here I am."));
        await Expect(window.Page.Locator("#new-replies button")).ToHaveTextAsync("Show 1 new reply");
        await Expect(window.Page.Locator("#bell .count")).ToHaveTextAsync("1");
        Assert.Equal(1, lines);
        // Shown is seen, and the bell says so.
        await window.Page.ClickAsync("#new-replies button");
        await Expect(window.Page.Locator("#bell .count")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_level_is_chosen_by_keyboard_alone()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(await site.Add(Kind.Supervisor));
        await using var window = await Window.Open(site, ana, new Look("en", Script: false));
        await window.Page.GotoAsync(thread.Address());
        await window.Page.Locator(".level summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("ArrowUp");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.Locator(".level summary")).ToContainTextAsync("Following");
    }

    // Until the pages have their line, so that what comes is heard on it and not found when it opens.
    static async Task Heard(params Window[] windows)
    {
        foreach (var window in windows) await Expect(window.Page.Locator("#bell[data-live='true']")).ToBeAttachedAsync();
    }
}
