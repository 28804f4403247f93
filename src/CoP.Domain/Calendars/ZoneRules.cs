using System.Collections.Concurrent;
using NodaTime;

namespace CoP.Domain.Calendars;

/// <summary>
/// A time zone as calendars can be told of it (RFC 5545 §3.6.5): one standard time, and at most one daylight time, each of
/// which comes every year on the same weekday of the same month. Outlook reads nothing else.
/// </summary>
/// <param name="ZoneId">An id of the tz database.</param>
/// <param name="Standard">Standard time, the smaller offset.</param>
/// <param name="Daylight">Daylight time; null where clocks never change.</param>
public sealed record ZoneRules(string ZoneId, Observance Standard, Observance? Daylight)
{
    // What the tz database says of these years is what it says of every later one, save for zones that follow the moon.
    private const int Horizon = 2037;
    private const int Recent = 2025;
    private static readonly ConcurrentDictionary<string, ZoneRules?> Known = new(StringComparer.Ordinal);

    /// <summary>
    /// The rules of a zone; null where none that hold every year have held since 2025 (Casablanca, whose clocks follow
    /// Ramadan), and where there is no such zone.
    /// </summary>
    public static ZoneRules? Of(string zoneId) => Known.TryGetValue(zoneId, out var rules) ? rules
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is { } zone ? Known.GetOrAdd(zoneId, Read(zone))
        : null;

    private static ZoneRules? Read(DateTimeZone zone)
    {
        var changes = Changes(zone, 1970);
        var recent = changes.Where(change => change.Local.Year >= Recent).ToList();
        if (recent.Count == 0)
        {
            var interval = zone.GetZoneInterval(Start(Recent));
            return new ZoneRules(zone.Id, new Observance(interval.Name, interval.WallOffset, interval.WallOffset, new LocalDateTime(1970, 1, 1, 0, 0), null), null);
        }

        var daylight = Observance(changes, recent.Where(change => change.To > change.From).ToList());
        var standard = Observance(changes, recent.Where(change => change.To < change.From).ToList());
        return standard is null || daylight is null || standard.To != daylight.From || standard.From != daylight.To ? null
            : new ZoneRules(zone.Id, standard, daylight);
    }

    private static Observance? Observance(List<Change> all, List<Change> recent)
    {
        if (recent.Count != Horizon - Recent + 1 || Rule(recent) is not { } rule) return null;
        var model = recent[0];
        var since = recent[0];
        // Back through the years while the same rule held, so that past meetings read right as well.
        foreach (var change in all.Where(change => change.Local.Year < Recent && (change.To > change.From) == (model.To > model.From)).Reverse())
        {
            if (change.Local.Year != since.Local.Year - 1 || change.Local != rule.In(change.Local.Year).At(model.Local.TimeOfDay)
                || (change.From, change.To) != (model.From, model.To)) break;
            since = change;
        }

        return new Observance(model.Name, model.From, model.To, since.Local, rule);
    }

    private static YearlyRule? Rule(List<Change> changes)
    {
        var days = changes.Select(change => change.Local.Date).ToList();
        return Enumerable.Range(1, 4).Append(YearlyRule.Last).Select(nth => new YearlyRule(days[0].Month, nth, days[0].DayOfWeek))
            .FirstOrDefault(rule => days.TrueForAll(day => rule.In(day.Year) == day)
                && changes.TrueForAll(change => (change.Local.TimeOfDay, change.From, change.To) == (changes[0].Local.TimeOfDay, changes[0].From, changes[0].To)));
    }

    private static List<Change> Changes(DateTimeZone zone, int fromYear) =>
    [
        .. zone.GetZoneIntervals(new Interval(Start(fromYear), Start(Horizon + 1)))
            .Where(interval => interval.HasStart && interval.Start >= Start(fromYear))
            .Select(interval => (interval, From: zone.GetUtcOffset(interval.Start - Duration.Epsilon)))
            .Where(pair => pair.From != pair.interval.WallOffset)
            .Select(pair => new Change(pair.interval.Start.WithOffset(pair.From).LocalDateTime, pair.From, pair.interval.WallOffset, pair.interval.Name)),
    ];

    private static Instant Start(int year) => Instant.FromUtc(year, 1, 1, 0, 0);

    private sealed record Change(LocalDateTime Local, Offset From, Offset To, string Name);
}

/// <summary>One of the two times that a zone keeps.</summary>
/// <param name="Name">Its abbreviation, <c>EST</c> (RFC 5545 §3.8.3.2).</param>
/// <param name="From">The offset that clocks showed before it begins (§3.8.3.3).</param>
/// <param name="To">The offset that they show in it (§3.8.3.4).</param>
/// <param name="Since">The first time it began under today's rule, on the clock that was still showing <paramref name="From"/>.</param>
/// <param name="Rule">When it begins each year; null where clocks never change.</param>
public sealed record Observance(string Name, Offset From, Offset To, LocalDateTime Since, YearlyRule? Rule);

/// <summary>A day that every year has: <c>the second Sunday of March</c>.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Nth">1 to 4, or <see cref="Last"/>.</param>
/// <param name="Day">The weekday.</param>
public sealed record YearlyRule(int Month, int Nth, IsoDayOfWeek Day)
{
    /// <summary>The last of the month, as RFC 5545 §3.3.10 counts.</summary>
    public const int Last = -1;

    /// <summary>Which day it is in <paramref name="year"/>.</summary>
    public LocalDate In(int year) => LocalDate.FromYearMonthWeekAndDay(year, Month, Nth == Last ? 5 : Nth, Day);
}
