namespace CoP.Domain.Reminders;

/// <summary>How long before an event its reminder is due.</summary>
public enum ReminderTime
{
    /// <summary>Seven days before, at the same time of day by the event's own clock.</summary>
    Week,

    /// <summary>The day before, at the same time of day by the event's own clock.</summary>
    Day,

    /// <summary>Sixty minutes before.</summary>
    Hour,
}

/// <summary>Any number of reminder times, as one value.</summary>
[Flags]
public enum ReminderTimes
{
    /// <summary>No reminder.</summary>
    None = 0,

    /// <summary>A week before.</summary>
    Week = 1 << ReminderTime.Week,

    /// <summary>A day before.</summary>
    Day = 1 << ReminderTime.Day,

    /// <summary>An hour before.</summary>
    Hour = 1 << ReminderTime.Hour,
}

/// <summary>From reminder times to their set and back.</summary>
public static class ReminderTimeSets
{
    /// <summary>The set of only <paramref name="time"/>.</summary>
    public static ReminderTimes AsSet(this ReminderTime time) => (ReminderTimes)(1 << (int)time);

    /// <summary>Whether <paramref name="time"/> is in the set.</summary>
    public static bool Holds(this ReminderTimes times, ReminderTime time) => (times & time.AsSet()) != ReminderTimes.None;

    /// <summary>The times in the set, the longest before the event first.</summary>
    public static IEnumerable<ReminderTime> Each(this ReminderTimes times) => Enum.GetValues<ReminderTime>().Where(t => times.Holds(t));
}
