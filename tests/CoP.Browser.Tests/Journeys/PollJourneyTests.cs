using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Features.CoReflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Journeys;

/// <summary>Twelve people in three zones look for one of sixty times; whoever sits at a browser has neither mouse nor script.</summary>
public sealed class PollJourneyTests(DemoSite site) : IClassFixture<DemoSite>
{
    static readonly string[] zones = ["America/New_York", "America/Chicago", "America/Los_Angeles"];

    [Fact]
    public async Task Twelve_people_find_one_of_sixty_times_in_three_zones_by_keyboard_and_without_script()
    {
        var people = new List<Visitor>();
        for (var i = 0; i < 12; i++) people.Add(await site.SignIn(Kind.Supporter, m => m with { Name = $"Member {i + 1}", ZoneId = zones[i % 3] }));
        var group = await Gather(people);

        // The first asks: weekdays from nine to twelve for four weeks, an hour each.
        await using var first = await Window.Open(site, people[0], new(Script: false));
        var (page, keys) = (first.Page, new Keys(first.Page));
        await page.GotoAsync($"/groups/{group}");
        await keys.Press(page.GetByRole(AriaRole.Link, new() { Name = "Ask when" }));
        await keys.Type(page.GetByLabel("What is the time for?"), "Our sessions from summer on");
        foreach (var day in (string[])["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) await keys.Tick(page.GetByRole(AriaRole.Checkbox, new() { Name = day, Exact = true }));
        await keys.Type(page.GetByLabel("For how many weeks"), "4");
        await keys.Press(page.GetByRole(AriaRole.Button, new() { Name = "Add to the list and look" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "60 times so far" })).ToBeVisibleAsync();
        await keys.Press(page.GetByRole(AriaRole.Button, new() { Name = "Ask them" }));
        await Expect(page.Locator(".says")).ToContainTextAsync("The poll is open.");
        var address = new Uri(page.Url).AbsolutePath;

        // The second, an hour west, marks each of the sixty, row by row.
        await using var second = await Window.Open(site, people[1], new(Script: false));
        (page, keys) = (second.Page, new Keys(second.Page));
        await page.GotoAsync(address);
        Assert.Equal(60, await page.Locator("#vote tr.vote-row").CountAsync());
        await Expect(page.Locator("#vote tr.vote-row").First).ToContainTextAsync("8:00–9:00 AM");
        // Each is named by its column, its day and its hour.
        await Expect(page.Locator("#vote [value=IfNeedBe]").First).ToHaveAccessibleNameAsync("If need be Monday, March 17, 2031 8:00–9:00 AM (9:00–10:00 AM, Eastern time)");
        for (var row = 0; row < 60; row++) await keys.Choose(Radio(page, row, row == 31 ? "Yes" : row % 2 == 0 ? "IfNeedBe" : "No"));
        await keys.Press(page.GetByRole(AriaRole.Button, new() { Name = "Save my answers" }));
        await Expect(page.Locator(".says")).ToContainTextAsync("Your answers are saved.");

        // The third, on a phone on the west coast, marks one and says no to all the rest.
        await using var third = await Window.Open(site, people[2], new(Phone: true, Script: false));
        (page, keys) = (third.Page, new Keys(third.Page));
        await page.GotoAsync(address);
        await keys.Choose(Radio(page, 31, "Yes"));
        await keys.Choose(page.GetByRole(AriaRole.Group, new() { Name = "All the times that I did not mark" }).GetByRole(AriaRole.Radio, new() { Name = "No", Exact = true }));
        await keys.Type(page.GetByLabel("Anything to add?"), "Not too early, please.");
        await keys.Press(page.GetByRole(AriaRole.Button, new() { Name = "Save my answers" }));
        await Expect(page.Locator(".says")).ToContainTextAsync("Your answers are saved.");

        foreach (var (i, person) in people.Index().Where(p => p.Index is 0 or > 2))
        {
            var form = await person.Get(address);
            await form.Submit("#vote", ("Input.Answers[31].Answer", "Yes"), ("Input.Answers[30].Answer", i % 2 == 0 ? "Yes" : "IfNeedBe"), ("Input.Rest", "No"));
        }

        // All twelve can at the one time, and the first makes a series of it.
        page = first.Page;
        keys = new Keys(page);
        await page.GotoAsync(address);
        var best = page.Locator("#results tbody tr").First;
        await Expect(best).ToContainTextAsync("12 yes, 0 if need be, 0 no");
        await Expect(best).ToContainTextAsync("Member 12");
        await Expect(page.Locator("#results")).ToContainTextAsync("Not too early, please.");
        await keys.Choose(page.GetByRole(AriaRole.Radio, new() { Name = "Every two weeks" }));
        await keys.Press(page.GetByRole(AriaRole.Button, new() { Name = "Choose this time" }));
        await Expect(page.Locator(".says")).ToContainTextAsync("The sessions are planned.");
        var id = Id<Poll>.Parse(address.Split('/')[^1]);
        var poll = await site.Read(db => db.Polls.AsNoTracking().SingleAsync(p => p.Id == id));
        var series = (await site.Read(db => db.Groups.AsNoTracking().Whole().SingleAsync(g => g.Id == group))).Series.Single();
        Assert.Equal((poll.Slots[31].Slot, Rhythm.EveryTwoWeeks), (series.Slot, series.Rhythm));
        Assert.Equal(12 * 60, poll.Votes.Count);
        foreach (var window in (Window[])[first, second, third]) Assert.Empty(window.TakeComplaints());
    }

    static ILocator Radio(IPage page, int row, string answer) => page.Locator("#vote tr.vote-row").Nth(row).Locator($"input[value={answer}]");

    async Task<Id<Group>> Gather(List<Visitor> people)
    {
        var id = Id<Group>.New(site.Now);
        await site.Write(async db =>
        {
            var ids = people.ConvertAll(p => p.Member.Id);
            var viewers = (await db.Members.Where(m => ids.Contains(m.Id)).ToListAsync()).ConvertAll(m => new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties));
            var founder = viewers.Single(v => v.Id == ids[0]);
            var group = new Group(id, new("Twelve", "To find a time", "", "", MemberRoles.PeerSupporters, Areas.None, "en", MeetingMode.Video, "", GroupOutline.LargestSize, GroupEntry.Open), founder, site.Now);
            foreach (var viewer in viewers.Where(v => v != founder)) group.Join(viewer, PeopleAround.Strangers, site.Now);
            db.Groups.Add(group);
        });
        return id;
    }
}
