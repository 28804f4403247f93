using CoP.Domain.Meetings;
using CoP.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Meetings;

/// <summary>Tried as somebody of the committee would who has never seen it, without a mouse.</summary>
public sealed class YearTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_four_meetings_are_scheduled_and_announced_by_keyboard_in_under_twenty_presses(bool script)
    {
        await using var site = await Site.On(DatabaseKind.Sqlite, listens: true);
        await using var window = await Window.Open(site, await site.SignIn(Kind.Committee), new(Script: script));
        var (page, keys) = (window.Page, new Keys(window.Page));
        await page.GotoAsync("/");

        await keys.Press(page.Locator("a[href='/steering']").First);
        await keys.Press(page.Locator("a[href='/steering/year']").First);
        await keys.Type(page.Locator("#Input_Link"), "https://meet.example/room-7");
        await keys.Type(page.Locator("#Input_DialIn"), "+1 617 555 0100, code 42");
        await keys.Press(page.Locator("form[action='/steering/year'] button").First);
        await Expect(page.Locator(".says")).ToContainTextAsync("4 meetings are saved.");
        await keys.Press(page.Locator("form.form[action$='/announcements'] button").First);
        await Expect(page.Locator(".says")).ToContainTextAsync("4 meetings are announced.");

        var meetings = await site.Read(db => db.Meetings.AsNoTracking().ToListAsync());
        Assert.Equal(4, meetings.Select(m => m.Quarter).Distinct().Count());
        Assert.All(meetings, m => Assert.Equal(MeetingState.Announced, m.State));
        // Six: four buttons and links, and two fields, which next year are filled in already.
        Assert.Equal(6, keys.Presses);
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task With_script_the_day_that_was_chosen_last_counts()
    {
        await using var site = await Site.On(DatabaseKind.Sqlite, listens: true);
        await using var window = await Window.Open(site, await site.SignIn(Kind.Committee));
        await window.Page.GotoAsync("/steering/meetings/turns/2031-Q2");
        var (pick, own, date) = (window.Page.Locator("[name='Input.Pick']").First, window.Page.Locator("[name='Input.Pick'][value='']"), window.Page.Locator("#Input_Date"));
        await pick.CheckAsync();
        await date.FillAsync("2031-05-07");
        await Expect(own).ToBeCheckedAsync();
        await pick.CheckAsync();
        await Expect(date).ToHaveValueAsync("");
        Assert.Empty(window.TakeComplaints());
    }
}
