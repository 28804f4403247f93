using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>When the community is used to meet.</summary>
/// <param name="Weekday">The day of the week.</param>
/// <param name="Time">The time of day, on the clock of <see cref="QuarterlyMeeting.ZoneId"/>.</param>
/// <param name="Minutes">How long.</param>
/// <param name="Week">How many weeks into a quarter, from 0.</param>
/// <param name="IsKnown">Whether it comes of earlier meetings; if not, it is a beginning.</param>
public sealed record MeetingHabit(IsoDayOfWeek Weekday, LocalTime Time, int Minutes, int Week, bool IsKnown)
{
    /// <summary>How many meetings make a habit: two years of them. What was usual before is not any more.</summary>
    public const int Looks = 8;

    /// <summary>Where there is no habit yet: in the middle of a quarter and of a week, in the morning.</summary>
    public static MeetingHabit None { get; } = new(IsoDayOfWeek.Wednesday, new(10, 0), 90, 6, false);

    /// <summary>What the latest of these have most in common; of two things that are equally usual, the later one counts.</summary>
    public static MeetingHabit Of(IEnumerable<LocalSlot> slots)
    {
        var latest = slots.OrderByDescending(s => s.Start).Take(Looks).ToList();
        if (latest.Count == 0) return None;
        var (weekday, time) = Usual(latest, s => (s.Start.DayOfWeek, s.Start.TimeOfDay));
        var weeks = latest.Select(s => Period.DaysBetween(Quarter.Of(s.Start.Date).First, s.Start.Date) / 7).Order().ToList();
        return new(weekday, time, Usual(latest, s => s.Minutes), weeks[weeks.Count / 2], true);
    }

    // The list begins with the latest, and grouping and sorting keep their order.
    private static T Usual<T>(List<LocalSlot> latest, Func<LocalSlot, T> what) => latest.GroupBy(what).OrderByDescending(same => same.Count()).First().Key;
}
