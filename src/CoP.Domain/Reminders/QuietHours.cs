using CoP.Domain.Common;
using NodaTime;
using NodaTime.TimeZones;

namespace CoP.Domain.Reminders;

/// <summary>
/// The part of each day in which a member wants no reminder, by the clock on their own wall: from <paramref name="From"/>
/// up to, and not including, <paramref name="Until"/>; over midnight where <paramref name="Until"/> is the earlier.
/// </summary>
/// <param name="From">When it gets quiet.</param>
/// <param name="Until">When it may sound again.</param>
public sealed record QuietHours(LocalTime From, LocalTime Until)
{
    private static readonly ZoneLocalMappingResolver OpeningTime = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnEndOfIntervalBefore);

    /// <summary>Longest quiet hours: they leave a third of the day for what has to come.</summary>
    public const int LongestHours = 16;

    /// <summary>Quiet hours that leave enough of the day.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>quiet.length</c>: longer than <see cref="LongestHours"/>, or both times the same, which would be all day or never.
    /// </exception>
    public static QuietHours Between(LocalTime from, LocalTime until)
    {
        var ticks = until.TickOfDay - from.TickOfDay;
        if (ticks < 0) ticks += NodaConstants.TicksPerDay;
        if (ticks is 0 or > LongestHours * NodaConstants.TicksPerHour) throw new RuleBrokenException("quiet.length", LongestHours);
        return new QuietHours(from, until);
    }

    /// <summary>Whether it is quiet when the clock shows <paramref name="time"/>.</summary>
    public bool Hold(LocalTime time) => From < Until ? time >= From && time < Until : time >= From || time < Until;

    /// <summary>Whether it is quiet at <paramref name="instant"/> in <paramref name="zone"/>.</summary>
    public bool Hold(Instant instant, DateTimeZone zone) => Hold(instant.InZone(zone).TimeOfDay);

    /// <summary>The first moment after <paramref name="instant"/>, which lies in quiet hours, at which they are over.</summary>
    public Instant EndAfter(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        var end = local.Date.At(Until);
        if (end <= local) end = end.PlusDays(1);
        // On the night that the clock goes back, the time that it shows twice may have to be the second one.
        var first = end.InZoneLeniently(zone).ToInstant();
        return first > instant ? first : end.InZone(zone, Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted)).ToInstant();
    }

    /// <summary>
    /// Half an hour before the quiet hours in which <paramref name="instant"/> lies: soon enough that a letter which has to
    /// wait a little is not caught by them.
    /// </summary>
    public Instant HalfAnHourBefore(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        var begin = local.Date.At(From);
        if (begin > local) begin = begin.PlusDays(-1);
        return begin.InZone(zone, OpeningTime).ToInstant() - Duration.FromMinutes(30);
    }
}
