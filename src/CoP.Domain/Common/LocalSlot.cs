using NodaTime;
using NodaTime.TimeZones;

namespace CoP.Domain.Common;

/// <summary>
/// A stretch of time as people agree on it: what the clock on the wall of one place shows, and for how long. The
/// instant is derived, never kept, so that a changed rule of daylight saving moves the instant and not the agreement.
/// </summary>
/// <param name="Start">Wall-clock time at which it begins, to the minute.</param>
/// <param name="Minutes">How long it lasts, in minutes.</param>
/// <param name="ZoneId">The place, as an id of the tz database (<c>America/New_York</c>).</param>
public sealed record LocalSlot(LocalDateTime Start, int Minutes, string ZoneId)
{
    /// <summary>The shortest that people agree on, in minutes.</summary>
    public const int MinutesAtLeast = 15;

    /// <summary>The longest that people agree on, in minutes.</summary>
    public const int MinutesAtMost = 480;

    /// <summary>The zone that decides.</summary>
    /// <exception cref="DateTimeZoneNotFoundException"><see cref="ZoneId"/> is not in the tz database.</exception>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];

    /// <summary>When it begins. An hour that the clock doubles counts as its first; one that it skips moves forward.</summary>
    public Instant StartsAt => Start.InZone(Zone, Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted)).ToInstant();

    /// <summary>When it is over: <see cref="Minutes"/> of real time after <see cref="StartsAt"/>.</summary>
    public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);

    /// <summary>Whether the two share any time.</summary>
    public bool Overlaps(LocalSlot other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;

    /// <summary>A slot that people can keep: its start is a time that the clock shows exactly once.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>slot.zone</c>: no such zone. <c>slot.skipped</c>, <c>slot.doubled</c>: the clock change of that day skips the
    /// hour or shows it twice (the day). <c>slot.length</c>: shorter than 15 minutes or longer than 8 hours.
    /// </exception>
    public static LocalSlot At(LocalDateTime start, int minutes, string zoneId)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is not { } zone) throw new RuleBrokenException("slot.zone", zoneId);
        if (minutes is < MinutesAtLeast or > MinutesAtMost) throw new RuleBrokenException("slot.length", MinutesAtLeast, MinutesAtMost);
        switch (zone.MapLocal(start).Count)
        {
            case 0: throw new RuleBrokenException("slot.skipped", start.Date);
            case 2: throw new RuleBrokenException("slot.doubled", start.Date);
            default: return new LocalSlot(start, minutes, zoneId);
        }
    }
}
