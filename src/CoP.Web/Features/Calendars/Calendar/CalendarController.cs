using CoP.Web.Data;
using CoP.Web.Features.Calendars.Feeds;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;

namespace CoP.Web.Features.Calendars.Calendar;

public sealed class CalendarController(CopDb db, CurrentMember me, TimeProvider clock, MyCalendar calendar) : Controller
{
    static readonly YearMonthPattern Pattern = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    [HttpGet("/calendar")]
    public async Task<IActionResult> Show(string? month)
    {
        var today = clock.NowIn(me.Zone).Date;
        var shown = Pattern.Parse(month ?? "") is { Success: true, Value: { Year: > 1970 and < 2200 } asked } ? asked : today.ToYearMonth();
        // Whole weeks, from Sunday, as calendars in the United States have them.
        var first = shown.OnDayOfMonth(1).With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Sunday));
        var last = shown.ToDateInterval().End.With(DateAdjusters.NextOrSame(IsoDayOfWeek.Saturday));
        var entries = await calendar.Entries(me.Viewer, me.Zone, me.Zone.AtStartOfDay(first).ToInstant(), me.Zone.AtStartOfDay(last.PlusDays(1)).ToInstant());
        var feed = await db.Feeds.Where(f => f.MemberId == me.Id).Select(f => new FeedLine(f.CreatedAt, f.Detailed)).SingleOrDefaultAsync();
        return View(new CalendarPage(shown, today, first, last, entries, feed, TempData[FeedsController.NewAddress] as string));
    }
}

/// <param name="NewAddress">The address that was just made: this page is the only one that ever shows it.</param>
public sealed record CalendarPage(
    YearMonth Month, LocalDate Today, LocalDate First, LocalDate Last, IReadOnlyList<CalendarEntry> Entries, FeedLine? Feed, string? NewAddress)
{
    public IEnumerable<LocalDate[]> Weeks => Enumerable.Range(0, Period.DaysBetween(First, Last) + 1).Select(First.PlusDays).Chunk(7);

    public IEnumerable<CalendarEntry> On(LocalDate day) => Entries.Where(entry => entry.Day == day);

    /// <summary>The month as a list, without the days of its neighbours.</summary>
    public IEnumerable<CalendarEntry> Listed => Entries.Where(entry => entry.Day.ToYearMonth() == Month);

    public static string Link(YearMonth month) => $"/calendar?month={month.Year:0000}-{month.Month:00}";
}

public sealed record FeedLine(Instant CreatedAt, bool Detailed);
