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
        .ForAll(Cases().ToArbitrary(), @case => @case.Schedule.Between(@case.From, @case.To).Select(DayByDay.Of)
            .SequenceEqual(DayByDay.InOrder(DayByDay.Count(@case.Schedule, new LocalDate(2031, 12, 31)).Where(o => o.From < @case.To && o.To > @case.From))))
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

    private static Gen<Case> Cases() =>
        from zone in Gen.Elements(Zones)
        from day in Gen.Choose(0, 800)
        from minute in Gen.Choose(0, 95)
        from length in Gen.Choose(1, 32)
        from rhythm in Gen.Choose(-1, 5)
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

    private sealed record Case(Schedule Schedule, Instant From, Instant To);

    [Fact]
    public void What_changed_is_told_in_order_and_a_change_of_what_is_not_planned_is_not()
    {
        var first = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
        LocalDateTime Week(int n) => first.Start.PlusWeeks(n);
        var schedule = new Schedule(first, new Recurrence(Rhythm.Weekly, new LocalDate(2026, 10, 6)),
        [
            new(Week(3), null), new(Week(1), first with { Start = Week(1).PlusHours(1) }), new(Week(2), first with { Start = Week(2) }), new(Week(1).PlusDays(1), null), new(Week(9), null),
        ]);
        Assert.Equal([(Week(1), OccurrenceKind.Moved), (Week(2), OccurrenceKind.AsPlanned), (Week(3), OccurrenceKind.Cancelled)], schedule.Changed.Select(o => (o.Original, o.Kind)));
    }

    [Fact]
    public void It_is_over_with_the_last_that_was_planned_or_moved_behind_it()
    {
        var first = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
        Assert.Equal(first.EndsAt, Schedule.Once(first).Ends);
        Assert.Null(new Schedule(first, new Recurrence(Rhythm.Weekly), []).Ends);
        var ended = new Recurrence(Rhythm.Weekly, new LocalDate(2026, 9, 15));
        Assert.Equal(first.EndsAt + Duration.FromDays(7), new Schedule(first, ended, []).Ends);
        Assert.Equal(first.EndsAt + Duration.FromDays(20), new Schedule(first, ended, [new(first.Start, first with { Start = first.Start.PlusDays(20) })]).Ends);
    }
}
