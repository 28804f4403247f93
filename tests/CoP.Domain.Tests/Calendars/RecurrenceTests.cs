using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Calendars;

public sealed class RecurrenceTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("COP_TESTS_LONG") == "1";
    private static readonly int Years = Long ? 50 : 20;

    private static readonly string[] Zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
        "America/St_Johns", "America/Halifax", "America/Bogota", "America/Lima", "America/Caracas", "America/Guatemala", "America/El_Salvador", "America/Santo_Domingo",
        "America/Havana", "America/Mexico_City", "America/Argentina/Buenos_Aires", "America/Sao_Paulo", "Europe/Madrid", "Europe/Lisbon", "Europe/London", "Atlantic/Azores",
        "Africa/Lagos", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland",
    ];

    private static readonly Rhythm?[] All = [null, .. Rhythms.InOrder];

    [Fact]
    public void Twenty_years_in_thirty_zones_are_what_counting_day_by_day_finds()
    {
        // From all over the world, not the first of the alphabet.
        var told = DateTimeZoneProviders.Tzdb.Ids.Where(id => ZoneRules.Of(id) is not null).ToList();
        var zones = Long ? [.. told.Where((_, i) => i % (told.Count / 200) == 0)] : Zones;
        Assert.True(zones.Length >= (Long ? 200 : 30));
        foreach (var zone in zones)
            foreach (var rhythm in All)
                Prop.ForAll(Schedules(zone, rhythm).ToArbitrary(), schedule =>
                {
                    var last = schedule.First.Start.Date.PlusYears(Years);
                    var (from, to) = (schedule.First.StartsAt - Duration.FromDays(400), Instant.FromUtc(last.Year, last.Month, last.Day, 0, 0) - Duration.FromDays(40));
                    var counted = DayByDay.InOrder(DayByDay.Count(schedule, last).Where(o => o.From < to && o.To > from)).ToList();
                    var found = schedule.Between(from, to).Select(DayByDay.Of).ToList();
                    // Each is also in the last moment of itself, on whatever day it began.
                    var lasts = counted.Where((_, i) => i % 50 == 0).All(o => schedule.Between(o.To - Duration.FromSeconds(1), o.To).Select(DayByDay.Of).Contains(o));
                    return (lasts && found.SequenceEqual(counted)).Label($"{schedule}: {found.Except(counted).FirstOrDefault()} | {counted.Except(found).FirstOrDefault()}");
                }).Check(Config.QuickThrowOnFailure.WithMaxTest(1));
    }

    [Fact]
    public void Ten_times_are_ten_whatever_holidays_are_skipped() => Prop.ForAll(Schedules("America/New_York", Rhythm.Weekly).ToArbitrary(), Gen.Choose(1, Recurrence.MostTimes).ToArbitrary(), (schedule, times) =>
    {
        var day = schedule.First.Start.Date;
        var recurrence = Recurrence.Times(day, schedule.Recurrence!.Rhythm, times, schedule.Recurrence.Skips);
        var counted = DayByDay.Count(schedule with { Recurrence = recurrence, Changes = [] }, day.PlusYears(20));
        return counted.Count == times && counted[^1].Original.Date == recurrence.LastDay;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void What_calendars_are_told_to_leave_out_and_what_takes_place_make_up_the_pattern() => Prop.ForAll(Schedules("America/New_York", Rhythm.Weekly).ToArbitrary(), schedule =>
    {
        var (recurrence, first) = (schedule.Recurrence!, schedule.First.Start.Date);
        var end = first.PlusYears(25);
        return recurrence.Days(first, first, end).Concat(recurrence.SkippedDays(first)).Order()
            .SequenceEqual((recurrence with { Skips = RestDays.None }).Days(first, first, end));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Theory]
    [InlineData(2026, 9, 29, Rhythm.MonthlyOnWeekday, null, RestDays.None, "recurrence.fifth")]
    [InlineData(2026, 8, 31, Rhythm.MonthlyOnWeekday, null, RestDays.None, "recurrence.fifth")]
    [InlineData(2026, 9, 22, Rhythm.MonthlyOnLastWeekday, null, RestDays.None, "recurrence.last")]
    [InlineData(2026, 9, 22, Rhythm.Weekly, "2026-09-21", RestDays.None, "recurrence.end")]
    [InlineData(2026, 9, 22, Rhythm.Weekly, "2076-09-23", RestDays.None, "recurrence.far")]
    [InlineData(2026, 9, 22, (Rhythm)17, null, RestDays.None, "recurrence.rhythm")]
    [InlineData(2026, 9, 22, Rhythm.Weekly, null, (RestDays)9, "recurrence.skips")]
    [InlineData(2027, 4, 19, Rhythm.Weekly, null, RestDays.Massachusetts, "recurrence.holiday")]
    [InlineData(2026, 7, 3, Rhythm.Weekly, null, RestDays.Federal, "recurrence.holiday")]
    public void A_rule_that_does_not_fit_its_first_day_is_refused(int year, int month, int day, Rhythm rhythm, string? end, RestDays skips, string rule)
    {
        var lastDay = end is null ? (LocalDate?)null : NodaTime.Text.LocalDatePattern.Iso.Parse(end).Value;
        Assert.Equal(rule, Assert.Throws<RuleBrokenException>(() => Recurrence.From(new LocalDate(year, month, day), rhythm, lastDay, skips)).Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public void A_number_of_times_has_its_limits(int times) =>
        Assert.Equal("recurrence.times", Assert.Throws<RuleBrokenException>(() => Recurrence.Times(new LocalDate(2026, 9, 8), Rhythm.Weekly, times)).Key);

    [Fact]
    public void A_fifth_Tuesday_is_refused_with_how_many_months_lack_one()
    {
        var day = new LocalDate(2026, 9, 29);
        // Of October 2026 to September 2027, only December, March, June and August have five Tuesdays.
        Assert.Equal([day, 8], Assert.Throws<RuleBrokenException>(() => Recurrence.From(day, Rhythm.MonthlyOnWeekday, null)).Details);
    }

    [Fact]
    public void A_preview_says_what_the_clocks_do_to_whoever_reads_elsewhere()
    {
        var noon = LocalSlot.At(new LocalDateTime(2027, 3, 2, 12, 0), 60, "America/New_York");
        var phoenix = Preview.Of(noon, new Recurrence(Rhythm.Weekly), 4, DateTimeZoneProviders.Tzdb["America/Phoenix"]);
        Assert.Equal([(0, 0), (0, 0), (60, -60), (0, 0)], phoenix.Select(line => (line.ClocksMoved, line.ReaderMoved)));
        Assert.All(phoenix, line => Assert.Equal(new LocalTime(12, 0), line.Slot.Start.TimeOfDay));
        // Clocks in Los Angeles move on the same day: whoever reads there notices nothing.
        Assert.All(Preview.Of(noon, new Recurrence(Rhythm.Weekly), 4, DateTimeZoneProviders.Tzdb["America/Los_Angeles"]), line => Assert.Equal(0, line.ReaderMoved));
        // In Madrid they move two weeks later: for two sessions it is an hour earlier there.
        Assert.Equal([0, 0, -60, 0, 60], Preview.Of(noon, new Recurrence(Rhythm.Weekly), 5, DateTimeZoneProviders.Tzdb["Europe/Madrid"]).Select(line => line.ReaderMoved));
    }

    [Fact]
    public void A_preview_shows_the_hour_that_the_clocks_skip_and_the_one_they_double()
    {
        var spring = Preview.Of(new LocalSlot(new LocalDateTime(2027, 3, 7, 2, 30), 60, "America/New_York"), new Recurrence(Rhythm.Weekly), 3, DateTimeZone.Utc);
        Assert.Equal([ClockShows.Once, ClockShows.Never, ClockShows.Once], spring.Select(line => line.Clock));
        var fall = Preview.Of(new LocalSlot(new LocalDateTime(2027, 10, 31, 1, 30), 60, "America/New_York"), new Recurrence(Rhythm.Weekly), 3, DateTimeZone.Utc);
        Assert.Equal([ClockShows.Once, ClockShows.Twice, ClockShows.Once], fall.Select(line => line.Clock));
    }

    [Fact]
    public void A_preview_names_the_holidays_it_skips_and_still_comes_to_ten()
    {
        var mondays = Preview.Of(LocalSlot.At(new LocalDateTime(2027, 4, 5, 12, 0), 60, "America/New_York"), new Recurrence(Rhythm.Weekly, Skips: RestDays.Massachusetts), 10, DateTimeZone.Utc);
        Assert.Equal([(new LocalDate(2027, 4, 19), Holiday.PatriotsDay), (new LocalDate(2027, 5, 31), Holiday.MemorialDay)],
            mondays.Where(line => line.RestDay is not null).Select(line => (line.Slot.Start.Date, line.RestDay!.Value)));
        Assert.Equal(10, mondays.Count(line => line.RestDay is null));
        Assert.Equal(2, Preview.Of(mondays[0].Slot, new Recurrence(Rhythm.Weekly, new LocalDate(2027, 4, 12)), 10, DateTimeZone.Utc).Count);
    }

    /// <summary>Any schedule of a zone and a rhythm that fits its first day, with changes on the pattern and beside it, some of them onto each other's day.</summary>
    private static Gen<Schedule> Schedules(string zone, Rhythm? rhythm) =>
        from day in Gen.Choose(0, 1500)
        // Half of them on Sundays before dawn, when clocks change.
        from dawn in Gen.Elements(true, false)
        from minute in Gen.Choose(0, dawn ? 12 : 95)
        from length in Gen.Choose(1, 32)
        from skips in Gen.Elements(RestDays.None, RestDays.None, RestDays.Massachusetts, RestDays.Federal)
        from weeks in Gen.Choose(0, 1400)
        from open in Gen.Elements(true, true, false)
        from changes in Gen.ListOf(Gen.Choose(-1, 400), 12)
        from shift in Gen.Choose(-60, 60)
        select Make(zone, dawn ? new LocalDate(2026, 1, 4).PlusWeeks(day / 7) : new LocalDate(2026, 1, 1).PlusDays(day), minute * 15, length * 15, rhythm, skips, open ? null : weeks, [.. changes.Distinct()], shift);

    private static Schedule Make(string zone, LocalDate day, int minute, int length, Rhythm? rhythm, RestDays skips, int? weeks, List<int> changed, int shift)
    {
        while (!Fits(day)) day = day.PlusDays(7);
        var first = new LocalSlot(day.At(LocalTime.Midnight.PlusMinutes(minute)), length, zone);
        var recurrence = rhythm is { } given ? Recurrence.From(day, given, weeks is { } w ? day.PlusWeeks(w) : null, skips) : null;
        var changes = changed.Select(n => new OccurrenceChange(first.Start.PlusDays(n % 4 == 3 ? n : n * 7), (n % 5) switch
        {
            0 => null,
            1 => first with { Start = first.Start.PlusDays(n * 7) },
            2 => first with { Start = first.Start.PlusDays(n * 7), Minutes = length + 15 },
            3 => first with { Start = first.Start.PlusDays((n + 1) * 7).PlusMinutes(shift) },
            _ => first with { Start = first.Start.PlusDays(n * 7).PlusHours(shift) },
        }, n % 3 == 1 && n % 5 != 0 ? "Room " + n : null)).DistinctBy(change => change.Original).ToList();
        return new Schedule(first, recurrence, changes);

        bool Fits(LocalDate d) => skips.On(d) is null && rhythm switch
        {
            Rhythm.MonthlyOnWeekday => d.Day <= 28,
            Rhythm.MonthlyOnLastWeekday => d.PlusDays(7).Month != d.Month,
            _ => true,
        };
    }
}
