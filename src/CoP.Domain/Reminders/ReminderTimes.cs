using NodaTime;
using NodaTime.TimeZones;
using CoP.Domain.Common;

namespace CoP.Domain.Reminders;

/// <summary>How long before an event its reminder is due. The numbers are kept in databases; the order in time is that of <see cref="ReminderTimeSets.All"/>.</summary>
public enum ReminderTime
{
    /// <summary>Fourteen days before, at the same time of day by the event's own clock.</summary>
    TwoWeeks = 3,

    /// <summary>Seven days before, at the same time of day by the event's own clock.</summary>
    Week = 0,

    /// <summary>Two days before, at the same time of day by the event's own clock.</summary>
    TwoDays = 4,

    /// <summary>The day before, at the same time of day by the event's own clock.</summary>
    Day = 1,

    /// <summary>Three hours before, by any clock.</summary>
    ThreeHours = 5,

    /// <summary>Sixty minutes before.</summary>
    Hour = 2,

    /// <summary>Ten minutes before.</summary>
    TenMinutes = 6,
}

/// <summary>Any number of reminder times, as one value.</summary>
[Flags]
public enum ReminderTimes
{
    /// <summary>No reminder.</summary>
    None = 0,

    /// <summary>Two weeks before.</summary>
    TwoWeeks = 1 << ReminderTime.TwoWeeks,

    /// <summary>A week before.</summary>
    Week = 1 << ReminderTime.Week,

    /// <summary>Two days before.</summary>
    TwoDays = 1 << ReminderTime.TwoDays,

    /// <summary>A day before.</summary>
    Day = 1 << ReminderTime.Day,

    /// <summary>Three hours before.</summary>
    ThreeHours = 1 << ReminderTime.ThreeHours,

    /// <summary>An hour before.</summary>
    Hour = 1 << ReminderTime.Hour,

    /// <summary>Ten minutes before.</summary>
    TenMinutes = 1 << ReminderTime.TenMinutes,
}

/// <summary>From reminder times to their set and back, and to the moment that they name.</summary>
public static class ReminderTimeSets
{
    private static readonly ZoneLocalMappingResolver Lenient = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>Every reminder time, the longest before the event first.</summary>
    public static IReadOnlyList<ReminderTime> All { get; } =
        [ReminderTime.TwoWeeks, ReminderTime.Week, ReminderTime.TwoDays, ReminderTime.Day, ReminderTime.ThreeHours, ReminderTime.Hour, ReminderTime.TenMinutes];

    /// <summary>No reminder is due earlier than so long before its event, quiet hours apart.</summary>
    public static Duration Longest { get; } = Duration.FromDays(14);

    /// <summary>The set of only <paramref name="time"/>.</summary>
    public static ReminderTimes AsSet(this ReminderTime time) => (ReminderTimes)(1 << (int)time);

    /// <summary>Whether <paramref name="time"/> is in the set.</summary>
    public static bool Holds(this ReminderTimes times, ReminderTime time) => (times & time.AsSet()) != ReminderTimes.None;

    /// <summary>The times in the set, the longest before the event first.</summary>
    public static IEnumerable<ReminderTime> Each(this ReminderTimes times) => All.Where(t => times.Holds(t));

    /// <summary>
    /// When it is so long before <paramref name="slot"/>. Days are counted by the event's own clock: a day before is the same time of day, also where clocks
    /// change in between. Hours and minutes pass alike everywhere.
    /// </summary>
    public static Instant Before(this ReminderTime time, LocalSlot slot)
    {
        return time switch
        {
            ReminderTime.TwoWeeks => Days(14),
            ReminderTime.Week => Days(7),
            ReminderTime.TwoDays => Days(2),
            ReminderTime.Day => Days(1),
            ReminderTime.ThreeHours => slot.StartsAt - Duration.FromHours(3),
            ReminderTime.Hour => slot.StartsAt - Duration.FromHours(1),
            ReminderTime.TenMinutes => slot.StartsAt - Duration.FromMinutes(10),
            _ => throw new ArgumentOutOfRangeException(nameof(time)),
        };

        Instant Days(int count) => slot.Start.PlusDays(-count).InZone(slot.Zone, Lenient).ToInstant();
    }
}
