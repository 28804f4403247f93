using CoP.Domain.Calendars;
using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Polls;

/// <summary>Times that repeat: "Tuesdays and Thursdays, from 9 to 12, for three weeks, an hour each", one after the other on each of the days.</summary>
/// <param name="Days">On which days of the week.</param>
/// <param name="From">When the first of a day begins.</param>
/// <param name="To">When the last of a day is over at the latest; midnight is the end of the day.</param>
/// <param name="Minutes">How long each is.</param>
/// <param name="FirstDay">The first day on which one may fall.</param>
/// <param name="Weeks">For how many weeks from that day on.</param>
/// <param name="ZoneId">Whose wall clock.</param>
public sealed record SlotPattern(IReadOnlyCollection<IsoDayOfWeek> Days, LocalTime From, LocalTime To, int Minutes, LocalDate FirstDay, int Weeks, string ZoneId)
{
    /// <summary>Most weeks.</summary>
    public const int WeeksAtMost = 8;

    /// <summary>
    /// All times of it in order. One that the clock skips or shows twice that day, or that is over, stands among them with the rule that it breaks:
    /// <c>slot.skipped</c>, <c>slot.doubled</c>, <c>poll.past</c>.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>pattern.days</c>: no day of the week. <c>pattern.weeks</c>: none, or over <see cref="WeeksAtMost"/>. <c>pattern.hours</c>: no time of that length fits
    /// between the hours. <c>poll.many</c>: over <see cref="Poll.SlotsAtMost"/> times that people could come to. <c>slot.zone</c>: also one that calendars cannot be told of. <c>slot.length</c>.
    /// </exception>
    public IReadOnlyList<PatternTime> Times(Instant now)
    {
        if (Days.Count == 0) throw new RuleBrokenException("pattern.days");
        if (Weeks is < 1 or > WeeksAtMost) throw new RuleBrokenException("pattern.weeks", 1, WeeksAtMost);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(ZoneId) is null || ZoneRules.Of(ZoneId) is null) throw new RuleBrokenException("slot.zone", ZoneId);
        if (Minutes is < LocalSlot.MinutesAtLeast or > LocalSlot.MinutesAtMost) throw new RuleBrokenException("slot.length", LocalSlot.MinutesAtLeast, LocalSlot.MinutesAtMost);
        var (from, to) = (MinuteOf(From), To == LocalTime.Midnight ? 24 * 60 : MinuteOf(To));
        if (from + Minutes > to) throw new RuleBrokenException("pattern.hours", Minutes);
        var times = new List<PatternTime>();
        for (var day = FirstDay; day < FirstDay.PlusWeeks(Weeks); day = day.PlusDays(1))
            if (Days.Contains(day.DayOfWeek))
                for (var minute = from; minute + Minutes <= to; minute += Minutes)
                    times.Add(At(day.AtMidnight().PlusMinutes(minute), now));
        return times.Count(t => t.Broken is null) <= Poll.SlotsAtMost ? times : throw new RuleBrokenException("poll.many", Poll.SlotsAtMost);
    }

    private static int MinuteOf(LocalTime time) => (time.Hour * 60) + time.Minute;

    private PatternTime At(LocalDateTime start, Instant now)
    {
        var slot = new LocalSlot(start, Minutes, ZoneId);
        try
        {
            return new(LocalSlot.At(start, Minutes, ZoneId), slot.StartsAt <= now ? new("poll.past") : null);
        }
        catch (RuleBrokenException broken)
        {
            return new(slot, broken);
        }
    }
}

/// <summary>One time of a pattern.</summary>
/// <param name="Slot">When.</param>
/// <param name="Broken">Why it cannot be proposed; null where it can.</param>
public sealed record PatternTime(LocalSlot Slot, RuleBrokenException? Broken);
