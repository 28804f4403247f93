using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Live;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Discussions;

public sealed class LiveThreadTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    const string Show = "#new-replies button";

    [Fact]
    public async Task A_reply_waits_until_it_is_asked_for_and_a_draft_is_left_alone()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 2);
        await using var window = await Open(ana, thread);
        var page = window.Page;
        await page.FillAsync("#reply-form textarea", "Half a thought");
        await Reply(ben, thread, "Here is mine.");
        await Expect(page.Locator(Show)).ToHaveTextAsync("Show 1 new reply");
        await Expect(page.Locator("#live-status")).ToHaveTextAsync("1 new reply");
        await Expect(page.Locator("li.post")).ToHaveCountAsync(3);
        await Reply(ben, thread, "And another.");
        await Expect(page.Locator(Show)).ToHaveTextAsync("Show 2 new replies");
        // Counts are said at most every 15 seconds.
        await Expect(page.Locator("#live-status")).ToHaveTextAsync("1 new reply");
        await page.ClickAsync(Show);
        await Expect(page.Locator("li.post")).ToHaveCountAsync(5);
        await Expect(page.Locator("li.post").Nth(3)).ToBeFocusedAsync();
        await Expect(page.Locator("#new-replies")).ToBeHiddenAsync();
        await Expect(page.Locator("#reply-form textarea")).ToHaveValueAsync("Half a thought");
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task Edits_and_take_backs_are_put_right_where_they_stand()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 2, replier: ben.Member);
        await using var window = await Open(ana, thread);
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "PUT"), ("Body", "Said better."), ("Language", "en"));
        await Expect(window.Page.Locator("li.post").Nth(1).Locator(".prose")).ToHaveTextAsync("Said better.");
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 2)).Id}", ("_method", "DELETE"));
        await Expect(window.Page.Locator("li.post").Nth(2)).ToHaveClassAsync("post post--gone");
        await Expect(window.Page.Locator("#new-replies")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Ones_own_reply_appears_at_once_without_a_new_page()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 1);
        await using var window = await Open(ana, thread);
        var page = window.Page;
        await page.EvaluateAsync("window.samePage = true");
        await page.FillAsync("#reply-form textarea", "My own words.");
        await page.ClickAsync("#reply-form button.button:not([type=button])");
        await Expect(page.Locator("li.post").Nth(2)).ToContainTextAsync("My own words.");
        await Expect(page.Locator("li.post").Nth(2)).ToBeFocusedAsync();
        await Expect(page.Locator("#reply-form textarea")).ToHaveValueAsync("");
        // The form has a new key: a second reply is a second reply.
        await page.FillAsync("#reply-form textarea", "And more.");
        await page.ClickAsync("#reply-form button.button:not([type=button])");
        await Expect(page.Locator("li.post")).ToHaveCountAsync(4);
        Assert.True(await page.EvaluateAsync<bool>("window.samePage"));
        await page.FillAsync("#reply-form textarea", string.Concat(Enumerable.Repeat("> ", 300)) + "x");
        await page.ClickAsync("#reply-form button.button:not([type=button])");
        await Expect(page.Locator("#reply-error")).ToContainTextAsync("fewer levels");
        await page.ReloadAsync();
        await Expect(page.Locator("li.post")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task What_was_missed_while_the_line_was_cut_is_caught_up_with()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 2, replier: ben.Member);
        await using var window = await Open(ana, thread);
        var page = window.Page;
        await page.FillAsync("#reply-form textarea", "Still writing");
        await page.Context.SetOfflineAsync(true);
        // Offline cuts requests, not open sockets; the node's own word closes those.
        await site.Write(db => db.Changed(CoP.Web.Live.LiveTopics.Member(ana.Member.Id), 0));
        await Reply(ben, thread, "While you were away.");
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"));
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 2)).Id}", ("_method", "PUT"), ("Body", "Changed meanwhile."), ("Language", "en"));
        await Expect(page.Locator("#new-replies")).ToBeHiddenAsync();
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator(Show)).ToHaveTextAsync("Show 1 new reply");
        await Expect(page.Locator("li.post").Nth(1)).ToHaveClassAsync("post post--gone");
        await Expect(page.Locator("li.post").Nth(2).Locator(".prose")).ToHaveTextAsync("Changed meanwhile.");
        // And the line holds again.
        await Reply(ben, thread, "Now you hear me.");
        await Expect(page.Locator(Show)).ToHaveTextAsync("Show 2 new replies");
        await Expect(page.Locator("#reply-form textarea")).ToHaveValueAsync("Still writing");
    }

    [Fact]
    public async Task Who_may_no_longer_read_is_told_and_gets_no_more()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ben.Member, AudienceKind.PeerSupporters);
        await using var window = await Open(ana, thread);
        await site.Write(async db =>
        {
            var member = await db.Members.FindAsync(ana.Member.Id);
            member!.TakeRole(new(CoP.Domain.Members.WorkRole.Supervisor, null, true, null, default));
            db.Changed(CoP.Web.Live.LiveTopics.Member(ana.Member.Id), 0);
        });
        await Expect(window.Page.Locator("#live-status")).ToHaveTextAsync("You can no longer see this discussion.");
    }

    async Task<Window> Open(Visitor visitor, CoP.Domain.Discussions.Thread thread)
    {
        var window = await Window.Open(site, visitor);
        var watching = new TaskCompletionSource();
        window.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            // The answer to Watch.
            if (frame.Text?.Contains("\"type\":3", StringComparison.Ordinal) == true) watching.TrySetResult();
        };
        await window.Page.GotoAsync(thread.Address());
        await watching.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return window;
    }

    static Task Reply(Visitor visitor, CoP.Domain.Discussions.Thread thread, string body) => visitor.Post($"{thread.Address()}/replies", ("Body", body));
}
