using CoP.Domain.Calendars;
using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>When a group would meet, before it is agreed.</summary>
/// <param name="First">The first session. Its zone is the series'.</param>
/// <param name="Rhythm">How often.</param>
/// <param name="LastDay">The last local day; null for no such end.</param>
/// <param name="Times">How many sessions in all; null for no such end. Not beside a last day.</param>
/// <param name="Skips">The holidays without a session.</param>
public sealed record SeriesPlan(LocalSlot First, Rhythm Rhythm, LocalDate? LastDay = null, int? Times = null, RestDays Skips = RestDays.None)
{
    /// <summary>How many years ahead a session may be set.</summary>
    public const int YearsAhead = 2;

    /// <summary>How it repeats.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Calendars.Recurrence.From"/> and <see cref="Calendars.Recurrence.Times"/>; <c>recurrence.ends</c>: a last day and a number are two ends.</exception>
    public Recurrence Recurrence => (LastDay, Times) switch
    {
        (not null, not null) => throw new RuleBrokenException("recurrence.ends"),
        (null, { } times) => Calendars.Recurrence.Times(First.Start.Date, Rhythm, times, Skips),
        _ => Calendars.Recurrence.From(First.Start.Date, Rhythm, LastDay, Skips),
    };

    /// <summary>How it repeats, where people can keep that.</summary>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="Recurrence"/>, and as <see cref="LocalSlot.At"/> for every session of the coming twenty years. <c>slot.zone</c>: also for a zone that
    /// calendars cannot be told of. <c>session.past</c>, <c>session.far</c>: the first is not to come, or over <see cref="YearsAhead"/> years ahead.
    /// </exception>
    public Recurrence Checked(Instant now)
    {
        if (ZoneRules.Of(First.ZoneId) is null) throw new RuleBrokenException("slot.zone", First.ZoneId);
        RefuseFar(First.Start, now);
        var recurrence = Recurrence;
        // A Sunday at half past two would break off once a year, when nobody thinks of it; every four weeks, perhaps once in twenty years.
        foreach (var day in recurrence.Days(First.Start.Date, First.Start.Date, First.Start.Date.PlusYears(20)))
            LocalSlot.At(day.At(First.Start.TimeOfDay), First.Minutes, First.ZoneId);
        return First.StartsAt > now ? recurrence : throw new RuleBrokenException("session.past");
    }

    /// <summary>What it would come to, also where it cannot be: the days on which the clock does not show the hour are marked.</summary>
    /// <param name="count">How many sessions to show.</param>
    /// <param name="reader">Where the reader's clock hangs.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="RuleBrokenException">As <see cref="Recurrence"/>; <c>slot.zone</c>, <c>session.far</c>.</exception>
    public IReadOnlyList<PreviewLine> Preview(int count, DateTimeZone reader, Instant now)
    {
        if (ZoneRules.Of(First.ZoneId) is null) throw new RuleBrokenException("slot.zone", First.ZoneId);
        RefuseFar(First.Start, now);
        return Calendars.Preview.Of(First, Recurrence, count, reader);
    }

    internal static void RefuseFar(LocalDateTime start, Instant now)
    {
        if (start.Date > now.InUtc().Date.PlusYears(YearsAhead)) throw new RuleBrokenException("session.far", YearsAhead);
    }
}
