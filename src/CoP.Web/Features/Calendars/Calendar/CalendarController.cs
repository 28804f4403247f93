using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;

namespace CoP.Web.Features.Calendars.Calendar;

/// <summary>All of a member's dates in one: a month, a week, or a list.</summary>
public sealed class CalendarController(CurrentMember me, TimeProvider clock, MyCalendar calendar) : Controller
{
    /// <param name="view">Month where it is none that there is.</param>
    /// <param name="month">A month to show, as 2027-03.</param>
    /// <param name="day">A day to show, as 2027-03-09, where no month is given.</param>
    [HttpGet("/calendar")]
    public async Task<IActionResult> Show(string? view, string? month, string? day)
    {
        var today = clock.NowIn(me.Zone).Date;
        var shown = Enum.TryParse<CalendarView>(view, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : CalendarView.Month;
        var on = Read(month, day) ?? today;
        var (first, last) = shown.Around(on);
        var entries = await calendar.Entries(me.Viewer, me.Zone, me.Zone.AtStartOfDay(first).ToInstant(), me.Zone.AtStartOfDay(last.PlusDays(1)).ToInstant());
        return View(new CalendarPage(shown, on, today, first, last, entries));
    }

    static LocalDate? Read(string? month, string? day) =>
        YearMonthPattern.Iso.Parse(month ?? "") is { Success: true, Value: { Year: > 1970 and < 2200 } of } ? of.OnDayOfMonth(1)
        : LocalDatePattern.Iso.Parse(day ?? "") is { Success: true, Value: { Year: > 1970 and < 2200 } on } ? on
        : null;
}

public enum CalendarView
{
    Month,
    Week,
    List,
}

public static class CalendarViews
{
    /// <summary>How many weeks a list goes on for.</summary>
    const int ListWeeks = 8;

    /// <summary>The days that are shown with one of them: whole weeks, from Sunday, as calendars in the United States have them; a list begins with the day itself.</summary>
    public static (LocalDate First, LocalDate Last) Around(this CalendarView view, LocalDate on) => view switch
    {
        CalendarView.Month => (on.With(DateAdjusters.StartOfMonth).With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Sunday)), on.With(DateAdjusters.EndOfMonth).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Saturday))),
        CalendarView.Week => (on.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Sunday)), on.With(DateAdjusters.NextOrSame(IsoDayOfWeek.Saturday))),
        _ => (on, on.PlusWeeks(ListWeeks).PlusDays(-1)),
    };

    /// <summary>The same view, so many pages on.</summary>
    public static LocalDate Turn(this CalendarView view, LocalDate on, int pages) => view switch
    {
        CalendarView.Month => on.With(DateAdjusters.StartOfMonth).PlusMonths(pages),
        CalendarView.Week => on.PlusWeeks(pages),
        _ => on.PlusWeeks(pages * ListWeeks),
    };
}

/// <param name="On">The day around which it is.</param>
public sealed record CalendarPage(CalendarView View, LocalDate On, LocalDate Today, LocalDate First, LocalDate Last, IReadOnlyList<CalendarEntry> Entries)
{
    public YearMonth Month => On.ToYearMonth();

    public IEnumerable<LocalDate> Days => Enumerable.Range(0, Period.DaysBetween(First, Last) + 1).Select(First.PlusDays);

    public IEnumerable<LocalDate[]> Weeks => Days.Chunk(7);

    public IEnumerable<CalendarEntry> OnDay(LocalDate day) => Entries.Where(entry => entry.Day == day);

    /// <summary>What is shown as a list: of a month, without the days of its neighbours.</summary>
    public IReadOnlyList<CalendarEntry> Listed => View == CalendarView.Month ? [.. Entries.Where(entry => entry.Day.ToYearMonth() == Month)] : Entries;

    public string Turned(int pages) => Link(View, View.Turn(On, pages));

    public static string Link(CalendarView view, LocalDate on) => view == CalendarView.Month
        ? $"/calendar?month={YearMonthPattern.Iso.Format(on.ToYearMonth())}"
        : $"/calendar?view={view.ToString().ToLowerInvariant()}&day={LocalDatePattern.Iso.Format(on)}";
}
