using CoP.Domain.Calendars;
using CoP.Domain.Common;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Calendars;

public sealed class ScheduleTests
{
    private static readonly string[] Zones = ["America/New_York", "America/Phoenix", "Europe/Madrid", "Pacific/Auckland"];
    private static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");

    [Fact]
    public void Any_stretch_of_any_schedule_is_what_counting_day_by_day_finds() => Prop
        .ForAll(Cases().ToArbitrary(), @case => Found(@case.Schedule.Between(@case.From, @case.To)).SequenceEqual(Found(ByCounting(@case))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_found_is_found_again_by_its_original_time() => Prop
        .ForAll(Cases().ToArbitrary(), @case => @case.Schedule.Between(@case.From, @case.To).All(o => @case.Schedule.Find(o.Original) == o))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_wall_clock_stays_when_daylight_saving_ends()
    {
        var weekly = new Schedule(Tuesday, new Recurrence(Rhythm.Weekly), []);
        var around = weekly.Between(Instant.FromUtc(2026, 10, 27, 0, 0), Instant.FromUtc(2026, 11, 4, 0, 0)).Select(o => o.Slot.StartsAt);
        Assert.Equal([Instant.FromUtc(2026, 10, 27, 16, 0), Instant.FromUtc(2026, 11, 3, 17, 0)], around);
    }

    [Fact]
    public void A_session_moved_into_a_stretch_is_in_it_and_no_longer_where_it_was()
    {
        var (original, moved) = (new LocalDateTime(2026, 9, 15, 12, 0), new LocalDateTime(2026, 11, 20, 9, 0));
        var schedule = new Schedule(Tuesday, new Recurrence(Rhythm.Weekly, new LocalDate(2026, 9, 22)), [new(original, Tuesday with { Start = moved })]);
        Assert.Empty(schedule.Between(Instant.FromUtc(2026, 9, 15, 0, 0), Instant.FromUtc(2026, 9, 16, 0, 0)));
        var found = Assert.Single(schedule.Between(Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2026, 12, 1, 0, 0)));
        Assert.Equal((original, moved, OccurrenceKind.Moved), (found.Original, found.Slot.Start, found.Kind));
    }

    [Fact]
    public void What_is_next_skips_what_was_cancelled_and_counts_what_still_runs()
    {
        var cancelled = new OccurrenceChange(new LocalDateTime(2026, 9, 15, 12, 0), null);
        var schedule = new Schedule(Tuesday, new Recurrence(Rhythm.Weekly), [cancelled]);
        Assert.Equal(Tuesday.Start, schedule.Next(Tuesday.StartsAt + Duration.FromMinutes(59))!.Original);
        Assert.Equal(new LocalDateTime(2026, 9, 22, 12, 0), schedule.Next(Tuesday.EndsAt)!.Original);
    }

    [Fact]
    public void A_change_of_a_time_that_was_never_planned_means_nothing()
    {
        var stray = new OccurrenceChange(new LocalDateTime(2026, 9, 16, 12, 0), Tuesday with { Start = new LocalDateTime(2026, 9, 17, 12, 0) });
        var schedule = new Schedule(Tuesday, new Recurrence(Rhythm.Weekly, new LocalDate(2026, 9, 20)), [stray]);
        Assert.Equal([Tuesday.Start, new LocalDateTime(2026, 9, 15, 12, 0)], schedule.Between(Instant.FromUtc(2026, 9, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0)).Select(o => o.Original));
        Assert.Null(schedule.Find(stray.Original));
    }

    [Theory]
    [InlineData(2026, 9, 29, Rhythm.MonthlyOnWeekday, null, "recurrence.fifth")]
    [InlineData(2026, 9, 22, Rhythm.MonthlyOnLastWeekday, null, "recurrence.last")]
    [InlineData(2026, 9, 22, Rhythm.Weekly, "2026-09-21", "recurrence.end")]
    public void A_rule_that_does_not_fit_its_first_day_is_refused(int year, int month, int day, Rhythm rhythm, string? end, string rule)
    {
        var lastDay = end is null ? (LocalDate?)null : NodaTime.Text.LocalDatePattern.Iso.Parse(end).Value;
        Assert.Equal(rule, Assert.Throws<RuleBrokenException>(() => Recurrence.From(new LocalDate(year, month, day), rhythm, lastDay)).Key);
    }

    private static Gen<Case> Cases() =>
        from zone in Gen.Elements(Zones)
        from day in Gen.Choose(0, 800)
        from minute in Gen.Choose(0, 95)
        from length in Gen.Choose(1, 32)
        from rhythm in Gen.Choose(-1, 3)
        from weeks in Gen.Choose(0, 60)
        from open in Gen.Elements(true, false)
        from moves in Gen.ListOf(Gen.Choose(-2, 400), 4)
        from shift in Gen.Choose(-4000, 4000)
        from start in Gen.Choose(-100, 900)
        from stretch in Gen.Choose(1, 24 * 200)
        select Make(zone, new LocalDate(2026, 1, 1).PlusDays(day), minute * 15, length * 15, rhythm, open ? null : weeks, [.. moves.Distinct()], shift * 15, start, stretch);

    private static Case Make(string zone, LocalDate day, int minute, int length, int rhythm, int? weeks, List<int> changed, int shift, int start, int stretch)
    {
        if (rhythm == (int)Rhythm.MonthlyOnWeekday && day.Day > 28) day = day.PlusDays(-7);
        if (rhythm == (int)Rhythm.MonthlyOnLastWeekday) while (day.PlusWeeks(1).Month == day.Month) day = day.PlusWeeks(1);
        var first = new LocalSlot(day.At(LocalTime.Midnight.PlusMinutes(minute)), length, zone);
        var recurrence = rhythm < 0 ? null : Recurrence.From(day, (Rhythm)rhythm, weeks is { } w ? day.PlusWeeks(w) : null);
        // Some of these fall on the pattern and some beside it; a negative number cancels, an even one moves.
        var changes = changed.Select(n => n * (n % 3 == 0 ? 7 : 1)).Distinct()
            .Select(n => new OccurrenceChange(first.Start.PlusDays(n), n % 2 == 0 ? first with { Start = first.Start.PlusDays(n).PlusMinutes(shift) } : null)).ToList();
        var from = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromDays(start);
        return new Case(new Schedule(first, recurrence, changes), from, from + Duration.FromHours(stretch));
    }

    /// <summary>The oracle: walks every day there could be, and knows each rule as one would say it.</summary>
    private static IEnumerable<Occurrence> ByCounting(Case @case)
    {
        var (schedule, first) = (@case.Schedule, @case.Schedule.First);
        var all = new List<Occurrence>();
        for (var day = first.Start.Date; day < new LocalDate(2032, 1, 1); day = day.PlusDays(1))
        {
            if (schedule.Recurrence?.LastDay < day || !Repeats(schedule.Recurrence?.Rhythm, first.Start.Date, day)) continue;
            var original = day.At(first.Start.TimeOfDay);
            var change = schedule.Changes.SingleOrDefault(c => c.Original == original);
            all.Add(new Occurrence(original, change?.MovedTo ?? first with { Start = original },
                change is null ? OccurrenceKind.AsPlanned : change.MovedTo is null ? OccurrenceKind.Cancelled : OccurrenceKind.Moved));
        }

        return all.Where(o => o.Slot.StartsAt < @case.To && o.Slot.EndsAt > @case.From);
    }

    private static bool Repeats(Rhythm? rhythm, LocalDate first, LocalDate day)
    {
        var days = Period.DaysBetween(first, day);
        return rhythm switch
        {
            null => days == 0,
            Rhythm.Weekly => days % 7 == 0,
            Rhythm.EveryTwoWeeks => days % 14 == 0,
            Rhythm.MonthlyOnLastWeekday => day.DayOfWeek == first.DayOfWeek && day.PlusDays(7).Month != day.Month,
            _ => day.DayOfWeek == first.DayOfWeek && CountBefore(day) == CountBefore(first),
        };
    }

    private static int CountBefore(LocalDate day) => Enumerable.Range(1, day.Day - 1).Count(d => new LocalDate(day.Year, day.Month, d).DayOfWeek == day.DayOfWeek);

    private static List<Occurrence> Found(IEnumerable<Occurrence> occurrences) => [.. occurrences.OrderBy(o => o.Slot.StartsAt).ThenBy(o => o.Original)];

    private sealed record Case(Schedule Schedule, Instant From, Instant To);
}
