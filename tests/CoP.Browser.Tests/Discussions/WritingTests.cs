using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Discussions;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Discussions;

public sealed class WritingTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    const string Field = "#reply-form textarea";

    [Fact]
    public async Task A_draft_goes_from_one_device_to_another_and_neither_writes_over_the_other()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var desk = await Open(ana, thread.Address());
        await desk.Page.Locator(Field).PressSequentiallyAsync("From the desk");
        await Expect(desk.Page.Locator(".draft-line")).ToHaveTextAsync("Kept as a draft on all your devices.");

        await using var phone = await Open(await site.SignIn(ana.Member), thread.Address());
        await Expect(phone.Page.Locator(Field)).ToHaveValueAsync("From the desk");
        await phone.Page.Locator(Field).PressAsync("End");
        await phone.Page.Locator(Field).PressSequentiallyAsync(" and the phone");
        await Expect(phone.Page.Locator(".draft-line")).ToHaveTextAsync("Kept as a draft on all your devices.");
        await Site.Until(async () => await site.Read(db => db.Set<Draft>().CountAsync(d => d.MemberId == ana.Member.Id)) == 1, "the draft is as it should be");

        await desk.Page.Locator(Field).PressAsync("End");
        await desk.Page.Locator(Field).PressSequentiallyAsync(" once more");
        await Expect(desk.Page.Locator(".draft-choice")).ToContainTextAsync("and the phone");
        await Expect(desk.Page.Locator(Field)).ToHaveValueAsync("From the desk once more");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Use the other one" }).ClickAsync();
        await Expect(desk.Page.Locator(Field)).ToHaveValueAsync("From the desk and the phone");
        await desk.Page.Locator(Field).PressAsync("Control+Enter");
        await Expect(desk.Page.Locator("li.post").Last).ToContainTextAsync("From the desk and the phone");
        await Site.Until(async () => await site.Read(db => db.Set<Draft>().CountAsync(d => d.MemberId == ana.Member.Id)) == 0, "the draft is as it should be");
    }

    [Fact]
    public async Task An_expired_sign_in_loses_nothing_that_script_was_sending()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var window = await Open(ana, thread.Address());
        await window.Page.Locator(Field).PressSequentiallyAsync("Still mine");
        await window.Page.Context.ClearCookiesAsync(new() { Name = "cop" });
        await window.Page.ClickAsync("#reply-form .actions > .button:first-child");
        await Expect(window.Page.GetByText("what you wrote is kept")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await window.Page.FillAsync("[name=Email]", ana.Member.Email);
        await window.Page.FillAsync("[name=Password]", CoP.Web.Tests.Infrastructure.Newcomer.Password);
        await window.Page.ClickAsync("main form .button");
        await Expect(window.Page.Locator(Field)).ToHaveValueAsync("Still mine");
    }

    [Fact]
    public async Task The_question_before_posting_comes_without_a_new_page()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var window = await Open(ana, thread.Address());
        var page = window.Page;
        await page.EvaluateAsync("window.samePage = true");
        await page.Locator(Field).PressSequentiallyAsync("Call 617-555-0142.");
        await page.Locator(Field).PressAsync("Control+Enter");
        await Expect(page.Locator("#ask")).ToBeFocusedAsync();
        await page.ClickAsync("#ask button");
        await Expect(page.Locator("#reply-error")).ToBeHiddenAsync();
        await Expect(page.Locator("li.post").Last).ToContainTextAsync("617-555-0142");
        await Expect(page.Locator("#ask")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("window.samePage === true"));
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task Names_are_offered_after_an_at_sign()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.Add(Kind.Supporter, m => m with { Name = "Zebedee Quill" });
        var thread = await site.AddThread(ana.Member);
        await using var window = await Open(ana, thread.Address());
        var page = window.Page;
        await page.Locator(Field).PressSequentiallyAsync("Ask @zebedee q");
        await Expect(page.Locator(".people [role=option]")).ToHaveCountAsync(1);
        var list = (await page.Locator(".people").BoundingBoxAsync())!;
        Assert.True(list.X > 0 && list.Y > 0);
        await page.Locator(Field).PressAsync("Enter");
        await Expect(page.Locator(Field)).ToHaveValueAsync("Ask @[Zebedee Quill] ");
        await page.Locator(Field).PressAsync("Control+Enter");
        await Expect(page.Locator("li.post .mention")).ToHaveTextAsync("@Zebedee Quill");
        Assert.Equal(1, await site.Read(db => db.Set<Mention>().CountAsync(m => m.MemberId == ben.Id)));
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task Selected_words_are_quoted()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 1);
        await using var window = await Open(ana, thread.Address());
        var page = window.Page;
        await page.EvaluateAsync("""
            () => {
              const text = document.querySelector("li.post:last-child .prose p").firstChild;
              document.getSelection().setBaseAndExtent(text, 0, text, 12);
            }
            """);
        await page.ClickAsync(".quotes-selection .quote-selected");
        await Expect(page.Locator(Field)).ToBeFocusedAsync();
        var value = await page.Locator(Field).InputValueAsync();
        Assert.EndsWith(":\n>\n> Reply number\n\n", value, StringComparison.Ordinal);
        // And the whole of a post where nothing is selected.
        await page.ClickAsync(".post--opening [data-quote]");
        await Expect(page.Locator(Field)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("> Tell me", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.StartsWith(value, await page.Locator(Field).InputValueAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_format_and_leave()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var window = await Open(ana, thread.Address());
        var page = window.Page;
        await page.Locator(Field).PressSequentiallyAsync("word");
        await page.Locator(Field).PressAsync("Control+a");
        await page.Locator(Field).PressAsync("Control+b");
        await Expect(page.Locator(Field)).ToHaveValueAsync("**word**");
        await page.Locator(Field).PressAsync("Escape");
        await Expect(page.Locator("#reply")).ToBeFocusedAsync();
    }

    async Task<Window> Open(Visitor visitor, string address)
    {
        var window = await Window.Open(site, visitor);
        await window.Page.GotoAsync(address);
        return window;
    }
}
