using CoP.Domain.Common;
using CoP.Domain.Polls;
using NodaTime;

namespace CoP.Domain.Tests.Polls;

public sealed class SlotPatternTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 1, 15, 0);
    private static readonly SlotPattern Mornings =
        new([IsoDayOfWeek.Tuesday, IsoDayOfWeek.Thursday], new(9, 0), new(12, 0), 60, new LocalDate(2027, 3, 2), 3, "America/New_York");

    [Fact]
    public void Tuesdays_and_Thursdays_from_nine_to_twelve_for_three_weeks_are_eighteen_hours()
    {
        var times = Mornings.Times(Now);
        Assert.Equal(18, times.Count);
        Assert.Equal(new LocalDateTime(2027, 3, 2, 9, 0), times[0].Slot.Start);
        Assert.Equal(new LocalDateTime(2027, 3, 18, 11, 0), times[^1].Slot.Start);
        Assert.All(times, t => Assert.True(t is { Broken: null, Slot.Minutes: 60 } && t.Slot.Start.DayOfWeek is IsoDayOfWeek.Tuesday or IsoDayOfWeek.Thursday));
        Assert.Equal(times, times.OrderBy(t => t.Slot.Start));
    }

    [Fact]
    public void What_does_not_fit_whole_is_none_and_midnight_is_the_end_of_the_day()
    {
        Assert.Equal([9 * 60, 10.5 * 60], Of(Mornings with { Minutes = 90, Weeks = 1, Days = [IsoDayOfWeek.Tuesday] }));
        Assert.Equal([9 * 60], Of(Mornings with { Minutes = 100, Weeks = 1, Days = [IsoDayOfWeek.Tuesday] }));
        Assert.Equal([22 * 60, 23 * 60], Of(Mornings with { From = new(22, 0), To = LocalTime.Midnight, Weeks = 1, Days = [IsoDayOfWeek.Tuesday] }));

        static IEnumerable<double> Of(SlotPattern pattern) => pattern.Times(Now).Select(t => t.Slot.Start.TimeOfDay.Hour * 60.0 + t.Slot.Start.Minute);
    }

    [Fact]
    public void What_the_clock_skips_or_doubles_and_what_is_over_stands_there_with_the_reason()
    {
        var nights = Mornings with { Days = [IsoDayOfWeek.Sunday], From = new(1, 0), To = new(4, 0), FirstDay = new(2027, 3, 14), Weeks = 1 };
        Assert.Equal([null, "slot.skipped", null], nights.Times(Now).Select(t => t.Broken?.Key));
        var autumn = nights with { FirstDay = new(2027, 11, 7) };
        Assert.Equal(["slot.doubled", null, null], autumn.Times(Now).Select(t => t.Broken?.Key));
        // Today at three in the afternoon of Greenwich it is ten in New York.
        var today = Mornings with { Days = [IsoDayOfWeek.Monday], FirstDay = new(2027, 3, 1), Weeks = 1 };
        Assert.Equal(["poll.past", "poll.past", null], today.Times(Now).Select(t => t.Broken?.Key));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_the_reason()
    {
        Breaks("pattern.days", Mornings with { Days = [] });
        Breaks("pattern.weeks", Mornings with { Weeks = 0 });
        Breaks("pattern.weeks", Mornings with { Weeks = SlotPattern.WeeksAtMost + 1 });
        Breaks("pattern.hours", Mornings with { To = new(9, 30) });
        Breaks("pattern.hours", Mornings with { From = new(12, 0), To = new(9, 0) });
        Breaks("slot.length", Mornings with { Minutes = 10 });
        Breaks("slot.zone", Mornings with { ZoneId = "Mars/Olympus" });
        Breaks("poll.many", Mornings with { Minutes = 15, Weeks = 3 });
        Assert.Equal(Poll.SlotsAtMost, (Mornings with { Minutes = 15, Weeks = 5, Days = [IsoDayOfWeek.Tuesday] }).Times(Now).Count);

        static void Breaks(string rule, SlotPattern pattern) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(() => pattern.Times(Now)).Key);
    }
}
