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
        var (page, presses) = (window.Page, 0);
        await page.GotoAsync("/");

        await Press("a[href='/steering']");
        await Press("a[href='/steering/year']");
        await Type("#Input_Link", "https://meet.example/room-7");
        await Type("#Input_DialIn", "+1 617 555 0100, code 42");
        await Press("form[action='/steering/year'] button");
        await Expect(page.Locator(".says")).ToContainTextAsync("4 meetings are saved.");
        await Press("form.form[action$='/announcements'] button");
        await Expect(page.Locator(".says")).ToContainTextAsync("4 meetings are announced.");

        var meetings = await site.Read(db => db.Meetings.AsNoTracking().ToListAsync());
        Assert.Equal(4, meetings.Select(m => m.Quarter).Distinct().Count());
        Assert.All(meetings, m => Assert.Equal(MeetingState.Announced, m.State));
        // Six: four buttons and links, and two fields, which next year are filled in already.
        Assert.Equal(6, presses);
        Assert.Empty(window.TakeComplaints());

        async Task Press(string selector)
        {
            await TabTo(selector);
            await page.Keyboard.PressAsync("Enter");
            presses++;
        }

        async Task Type(string selector, string text)
        {
            await TabTo(selector);
            await page.Keyboard.TypeAsync(text);
            presses++;
        }

        async Task TabTo(string selector)
        {
            await Expect(page.Locator(selector).First).ToBeVisibleAsync();
            for (var i = 0; i < 120; i++)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await page.Locator(selector).First.EvaluateAsync<bool>("it => it === document.activeElement")) return;
            }
            Assert.Fail($"No way by keyboard to {selector}.");
        }
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
