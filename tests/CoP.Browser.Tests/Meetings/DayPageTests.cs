using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Web.Tests.Live;
using CoP.Web.Tests.Meetings;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Meetings;

public sealed class DayPageTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    static readonly Duration Soon = Duration.FromMinutes(10);

    [Fact]
    public async Task Two_breakouts_see_their_own_notes_live_until_the_report_back_is_published()
    {
        var near = await site.Near(Soon);
        var (ana, ben, boss) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        await using var peers = await Watching(ana, $"/meetings/{near.Id}/breakouts/peer-supporters");
        await using var bosses = await Watching(boss, $"/meetings/{near.Id}/breakouts/supervisors");
        await using var second = await Watching(ben, $"/meetings/{near.Id}/breakouts/peer-supporters");
        await second.Page.EvaluateAsync("window.samePage = true");
        await second.Page.FillAsync("#note-Need", "Half a thought");

        await Note(peers, "GoingWell", "We listen.");
        await Note(bosses, "GoingWell", "They stay.");
        await Expect(second.Page.Locator("[data-list=GoingWell] .plain")).ToHaveTextAsync(["We listen."]);
        await Expect(second.Page.Locator("#note-Need")).ToHaveValueAsync("Half a thought");
        await Expect(second.Page.Locator("#note-Need")).ToBeFocusedAsync();
        await Expect(second.Page.Locator("#notes > .live")).ToHaveTextAsync("1 note");
        // Both write into one question at once.
        await Task.WhenAll(Note(peers, "GoingWell", "We laugh."), Note(second, "GoingWell", "We share."));
        foreach (var window in (Window[])[peers, second]) await Expect(window.Page.Locator("[data-list=GoingWell] .plain")).ToHaveCountAsync(3);
        await Expect(peers.Page.Locator("#note-GoingWell")).ToBeFocusedAsync();
        await Expect(peers.Page.Locator("#note-GoingWell")).ToHaveValueAsync("");
        await Expect(bosses.Page.Locator("[data-list=GoingWell] .plain")).ToHaveTextAsync(["They stay."]);
        // Free to move; the notes stay where they are.
        await bosses.Page.ClickAsync(".tabs a >> text=Peer supporters");
        await Expect(bosses.Page.Locator("main")).ToContainTextAsync("You are welcome in this group.");
        await Expect(bosses.Page.Locator("main")).Not.ToContainTextAsync("We listen.");

        // Wherever they sit, they hear where the meeting is.
        await near.Peer.Post($"/meetings/{near.Id}/agenda/current", ("item", AgendaItem.IdOf(near.Id, AgendaKind.ReportBack).ToString()));
        foreach (var window in (Window[])[peers, bosses]) await Expect(window.Page.Locator("[data-part=now]")).ToContainTextAsync("Now: Report-back");

        // One that is changed or taken out is put right where it stands.
        await second.Page.ClickAsync("[data-list=GoingWell] li:first-child .note-edit");
        await second.Page.FillAsync("#Input_Text", "We listen well.");
        await second.Page.ClickAsync("main form.form button.button:not([type=button])");
        await Expect(peers.Page.Locator("[data-list=GoingWell] li:first-child .plain")).ToHaveTextAsync("We listen well.");

        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await near.Director.Post($"/meetings/{near.Id}/report-back");
        await Expect(peers.Page.Locator("[data-part=published]")).ToContainTextAsync("These notes are published");
        // What comes too late is said, and kept.
        await peers.Page.FillAsync("#note-Need", "One more");
        await peers.Page.ClickAsync("#q-Need form button");
        await Expect(peers.Page.Locator("#note-Need-error")).ToContainTextAsync("The report-back is published");
        await Expect(peers.Page.Locator("#note-Need")).ToHaveValueAsync("One more");
        await bosses.Page.GotoAsync($"/meetings/{near.Id}/report-back");
        await Expect(bosses.Page.Locator("main")).ToContainTextAsync("We listen well.");
        Assert.Empty(second.TakeComplaints());
    }

    [Fact]
    public async Task Who_changes_role_during_the_meeting_is_told_and_gets_no_more()
    {
        var near = await site.Near(Soon);
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        await using var window = await Watching(ana, $"/meetings/{near.Id}/breakouts/peer-supporters");
        await site.Write(async db =>
        {
            (await db.Members.FindAsync(ana.Member.Id))!.TakeRole(new(CoP.Domain.Members.WorkRole.Supervisor, null, true, null, default));
            db.Changed(CoP.Web.Live.LiveTopics.Member(ana.Member.Id), 0);
        });
        await ben.Note(near.Id, "peer-supporters", StandingQuestion.Need, "Among us.");
        await Expect(window.Page.Locator("#notes > .live")).ToHaveTextAsync("This page is not open to you any more.");
        await Expect(window.Page.Locator("[data-list=Need] li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_board_follows_the_meeting_and_opens_the_door_by_the_clock()
    {
        var near = await site.Near(Duration.FromMinutes(16));
        var ana = await site.SignIn(Kind.Supporter);
        var opens = await site.Read(async db => (await db.Meetings.FindAsync(near.Id))!.DoorOpensAt());
        site.Clock.Advance((opens - site.Now - Duration.FromMilliseconds(500)).ToTimeSpan());
        await using var window = await Watching(ana, $"/meetings/{near.Id}");
        var page = window.Page;
        await Expect(page.Locator("[data-part=door]")).ToContainTextAsync("The link is here 15 minutes before the start");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await Expect(page.Locator("[data-part=door] a")).ToHaveAttributeAsync("href", OnTheDay.Link);
        await Expect(page.Locator("[data-part=here] button")).ToHaveTextAsync("I’m here");

        await page.CheckAsync("[name=keep]");
        await using var facilitator = await Watching(near.Peer, $"/meetings/{near.Id}");
        await facilitator.Page.ClickAsync("text=Move on to: Welcome");
        await Expect(page.Locator("[aria-current=step]")).ToContainTextAsync("Welcome");
        await Expect(page.Locator("#day > .live")).ToHaveTextAsync("Now: Welcome");
        // What was ticked meanwhile stays ticked.
        await Expect(page.Locator("[name=keep]")).ToBeCheckedAsync();
        await page.ClickAsync("text=I’m here");
        await Expect(page.Locator("[data-part=here]")).ToContainTextAsync("You are counted.");
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task Items_are_put_in_order_by_button_by_key_and_by_dragging()
    {
        var near = await site.Near(Duration.FromDays(3));
        await using var window = await Watching(near.Peer, $"/meetings/{near.Id}/agenda");
        await using var other = await Watching(near.Director, $"/meetings/{near.Id}/agenda");
        var page = window.Page;
        var titles = page.Locator("[data-list=accepted] h3");
        await page.EvaluateAsync("window.samePage = true");
        await page.GetByLabel("Move up: Report-back").ClickAsync();
        await Expect(titles).ToHaveTextAsync(["Welcome", "Report-back", "Breakout groups by role"]);
        await Expect(page.GetByLabel("Move up: Report-back")).ToBeFocusedAsync();
        await Expect(page.Locator("#agenda-status")).ToHaveTextAsync("Report-back is now number 2 of 3.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(titles).ToHaveTextAsync(["Report-back", "Welcome", "Breakout groups by role"]);

        await page.GetByLabel("Drag, or use the up and down keys: Report-back").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(titles).ToHaveTextAsync(["Welcome", "Report-back", "Breakout groups by role"]);
        await Expect(page.GetByLabel("Drag, or use the up and down keys: Report-back")).ToBeFocusedAsync();

        await page.Locator(".drag-handle").Nth(2).ScrollIntoViewIfNeededAsync();
        var (from, to) = (await page.Locator(".drag-handle").Nth(2).BoundingBoxAsync(), await page.Locator(".drag-handle").Nth(0).BoundingBoxAsync());
        await page.Mouse.MoveAsync(from!.X + 20, from.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to!.X + 20, to.Y - 10, new() { Steps = 8 });
        await page.Mouse.UpAsync();
        await Expect(titles).ToHaveTextAsync(["Breakout groups by role", "Welcome", "Report-back"]);
        await Expect(page.Locator("#agenda-status")).ToHaveTextAsync("Breakout groups by role is now number 1 of 3.");
        Assert.True(await page.EvaluateAsync<bool>("window.samePage"));
        await Expect(page.Locator("#agenda-changed")).ToBeHiddenAsync();
        Assert.Empty(window.TakeComplaints());

        // The other has not had anything moved under their hands; their order is refused, and they see what there is.
        await Expect(other.Page.Locator("#agenda-changed")).ToBeVisibleAsync();
        await Expect(other.Page.Locator("[data-list=accepted] h3")).ToHaveTextAsync(["Welcome", "Breakout groups by role", "Report-back"]);
        await other.Page.GetByLabel("Move down: Welcome").ClickAsync();
        await Expect(other.Page.Locator("main [role=alert]")).ToContainTextAsync("Someone else changed the agenda meanwhile");
        await Expect(other.Page.Locator("[data-list=accepted] h3")).ToHaveTextAsync(["Breakout groups by role", "Welcome", "Report-back"]);
    }

    [Fact]
    public async Task All_of_it_works_without_script()
    {
        var near = await site.Near(Soon);
        await using var window = await Window.Open(site, near.Peer, new(Script: false));
        var page = window.Page;
        await page.GotoAsync($"/meetings/{near.Id}/agenda");
        await Expect(page.Locator(".drag-handle")).ToHaveCountAsync(0);
        await page.GetByLabel("Move up: Report-back").ClickAsync();
        await Expect(page.Locator("[data-list=accepted] h3")).ToHaveTextAsync(["Welcome", "Report-back", "Breakout groups by role"]);
        await page.GotoAsync($"/meetings/{near.Id}");
        await page.ClickAsync("text=Move on to: Welcome");
        await Expect(page.Locator("[aria-current=step]")).ToContainTextAsync("Welcome");
        await page.ClickAsync("text=I’m here");
        await Expect(page.Locator("main")).ToContainTextAsync("You are counted.");
        await page.ClickAsync(".rooms a >> text=Administrators");
        await page.FillAsync("#note-Challenging", "Time.");
        await page.ClickAsync("#q-Challenging form button");
        await Expect(page.Locator("[data-list=Challenging] .plain")).ToHaveTextAsync(["Time."]);
    }

    [Fact]
    public async Task The_run_sheet_prints_on_a_page_without_anything_to_press()
    {
        var near = await site.Near(Soon);
        await using var window = await Window.Open(site, near.Peer);
        var page = window.Page;
        await page.GotoAsync($"/meetings/{near.Id}/agenda/run-sheet");
        await Expect(page.Locator("[data-print]")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var hidden in (string[])["[data-print]", ".site-header", ".site-footer"]) await Expect(page.Locator(hidden).First).ToBeHiddenAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        var pdf = await page.PdfAsync(new() { Format = "Letter" });
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task The_pages_of_the_day_are_right_however_one_looks_at_them(string language)
    {
        var near = await site.Near(Soon);
        await near.Peer.Note(near.Id, "administrators", StandingQuestion.Need, "Time to talk.");
        await near.Peer.Post($"/meetings/{near.Id}/agenda/current", ("item", AgendaItem.IdOf(near.Id, AgendaKind.Welcome).ToString()));
        var note = (await near.Peer.Get($"/meetings/{near.Id}/breakouts/administrators")).One(".note-edit").GetAttribute("href")!;
        foreach (var look in (Look[])[new(language, Phone: true), new(language, ColorScheme.Dark)])
        {
            await using var window = await Window.Open(site, near.Peer, look);
            foreach (var path in (string[])[$"/meetings/{near.Id}", $"/meetings/{near.Id}/agenda", $"/meetings/{near.Id}/breakouts/administrators", note])
            {
                var address = $"{path}?lang={language}";
                Findings.None((await PageCheck.Check(window, address, language)).Select(m => $"{address} ({look}): {m}"));
                if (look.Phone) Findings.None((await HtmlChecker.Check(await (await window.Page.GotoAsync(address))!.TextAsync())).Select(m => $"{address}: {m}"));
            }
        }
    }

    async Task<Window> Watching(Visitor visitor, string address)
    {
        var window = await Window.Open(site, visitor);
        var watching = new TaskCompletionSource();
        window.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            // The answer to Watch; the bell has one, too.
            if (frame.Text?.Contains("\"type\":3", StringComparison.Ordinal) == true) watching.TrySetResult();
        };
        await window.Page.GotoAsync(address);
        await watching.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return window;
    }

    static async Task Note(Window window, string question, string text)
    {
        await window.Page.FillAsync($"#note-{question}", text);
        await window.Page.ClickAsync($"#q-{question} form button");
        await Expect(window.Page.Locator($"[data-list={question}]")).ToContainTextAsync(text);
    }
}
