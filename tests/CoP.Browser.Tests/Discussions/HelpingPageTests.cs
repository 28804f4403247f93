using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Discussions;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Live;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Discussions;

/// <summary>What helped, words of reaction, answers and audiences, as a browser shows them.</summary>
public sealed class HelpingPageTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    [Theory]
    [InlineData("en", true)]
    [InlineData("es", true)]
    [InlineData("es", false)]
    public async Task Its_pages_are_right(string language, bool phone)
    {
        var (ana, ben, thread) = await Talked();
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        var reply = await site.Post(thread, 1);
        foreach (var (visitor, address) in new[]
        {
            (ana, thread.Address()), (ben, thread.Address()), (ana, $"{thread.Address()}/audience"), (ben, $"{thread.Address()}/widening"),
            (ben, $"/threads/new?from={reply.Id}"), (ana, await site.ListOf(thread)),
        })
        {
            await using var window = await Window.Open(site, visitor, new(language, Phone: phone));
            var asked = $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}";
            Findings.None((await PageCheck.Check(window, asked, language)).Select(f => $"{address}: {f}"));
            if (phone) Findings.None((await HtmlChecker.Check((await visitor.Get(asked)).Body)).Select(f => $"{address}: {f}"));
            if (Environment.GetEnvironmentVariable("COP_TESTS_SHOTS") is { } folder)
                await window.Page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, $"{language}-{(phone ? "phone" : "desk")}-{(visitor == ana ? "ana" : "ben")}-{address.Split('?')[0].Trim('/').Replace('/', '-')}.png") });
        }
    }

    [Fact]
    public async Task What_grew_out_of_a_reply_and_the_question_whether_more_may_see_it_come_to_open_pages()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, replier: ben.Member);
        var reply = await site.Post(thread, 1);
        await using var window = await Window.Open(site, ben);
        await window.Page.GotoAsync(thread.Address());
        await window.Page.EvaluateAsync("window.samePage = true");
        await Expect(window.Page.Locator(".grown")).ToHaveCountAsync(0);
        var form = await ben.Get($"/threads/new?from={reply.Id}");
        await form.Submit("form.form", ("Title", "Walking together"), ("Audience", "PeerSupporters"), ("Preview", null));
        await Expect(window.Page.Locator(".grown a").First).ToHaveTextAsync("Walking together");
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        await Expect(window.Page.Locator("#widening form").First).ToBeVisibleAsync();
        // It is a whole form: what is answered on the page that grew it counts.
        await window.Page.Locator("#widening form button").First.ClickAsync();
        await Expect(window.Page.Locator("main")).ToContainTextAsync("All members");
        Assert.Equal(AudienceKind.AllMembers, (await site.Read(db => Task.FromResult(db.Threads.Single(t => t.Id == thread.Id)))).Audience.Kind);
    }

    [Fact]
    public async Task A_word_is_said_and_taken_back_on_the_page_and_others_see_it_there()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 1);
        await using var window = await Window.Open(site, ben);
        await using var other = await Window.Open(site, await site.SignIn(Kind.Supporter));
        await window.Page.GotoAsync(thread.Address());
        await other.Page.GotoAsync(thread.Address());
        await window.Page.EvaluateAsync("window.samePage = true");
        var word = window.Page.Locator(".post--opening button.word").First;
        await word.ClickAsync();
        await Expect(word).ToHaveTextAsync("Thank you · 1");
        await Expect(word).ToHaveAttributeAsync("aria-pressed", "true");
        var theirs = other.Page.Locator(".post--opening button.word").First;
        await Expect(theirs).ToHaveTextAsync("Thank you · 1");
        await Expect(theirs).ToHaveAttributeAsync("aria-pressed", "false");
        // An edit renders the post anew for all; what this reader said is still marked.
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}", ("_method", "PUT"), ("Body", "Asked anew."), ("Title", "How do others do it?"), ("Language", "en"));
        await window.Page.Locator("h1").ClickAsync();
        await Expect(window.Page.Locator(".post--opening .prose")).ToHaveTextAsync("Asked anew.");
        await Expect(word).ToHaveAttributeAsync("aria-pressed", "true");
        await word.ClickAsync();
        await Expect(word).ToHaveTextAsync("Thank you");
        await Expect(theirs).ToHaveTextAsync("Thank you");
        Assert.True(await window.Page.EvaluateAsync<bool>("window.samePage"));
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task What_an_answer_shows_changes_and_goes_with_what_it_answers()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        await ana.Post($"{thread.Address()}/replies", ("Body", "Thank you for that."), ("InReplyTo", "1"));
        await using var window = await Window.Open(site, ana);
        await window.Page.GotoAsync(thread.Address());
        var words = window.Page.Locator(".post--answer .answered-words");
        await Expect(words).ToHaveTextAsync("Reply number 1.");
        var parent = $"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}";
        await ben.Post(parent, ("_method", "PUT"), ("Body", "Said better."), ("Language", "es"));
        await Expect(words).ToHaveTextAsync("Said better.");
        await Expect(words).ToHaveAttributeAsync("lang", "es");
        await window.Page.Locator(".answered a").ClickAsync();
        await Expect(window.Page.Locator("li.post").Nth(1)).ToBeFocusedAsync();
        // One that waits to be shown must not bring up what was erased meanwhile.
        await ana.Post($"{thread.Address()}/replies", ("Body", "And one more."), ("InReplyTo", "1"));
        await Expect(window.Page.Locator("#new-replies button")).ToBeVisibleAsync();
        await ben.Post(parent, ("_method", "DELETE"));
        await Expect(window.Page.Locator(".answered-words")).ToHaveCountAsync(0);
        await window.Page.ClickAsync("#new-replies button");
        await Expect(window.Page.Locator("li.post").Nth(3)).ToContainTextAsync("And one more.");
        Assert.DoesNotContain("Said better", await window.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task Who_is_left_out_is_told_so_on_the_open_page()
    {
        var (ana, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        await using var window = await Window.Open(site, carla);
        await window.Page.GotoAsync(thread.Address());
        await ana.Post($"{thread.Address()}/audience", ("Audience", "PeerSupporters"));
        await Expect(window.Page.Locator("#live-status")).ToHaveTextAsync("You can no longer see this discussion.");
    }

    async Task<(Visitor Asker, Visitor Other, CoP.Domain.Discussions.Thread Thread)> Talked()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 2, replier: ben.Member);
        await ana.Post($"{thread.Address()}/replies", ("Body", "We tried it, and it went better than we had thought it would, for us and for the team around us."), ("InReplyTo", "1"));
        await ben.Post($"{thread.Address()}/replies", ("Body", "So glad."), ("InReplyTo", "3"));
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/helped");
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 3)).Id}/outcome");
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}/reactions/MeToo");
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/reactions/ThankYou");
        await (await ben.Get($"/threads/new?from={(await site.Post(thread, 1)).Id}")).Submit("form.form", ("Title", "It grew"), ("Audience", "AllMembers"), ("Preview", null));
        await ana.Post($"{thread.Address()}/audience", ("Audience", "AllMembers"));
        return (ana, ben, thread);
    }
}
