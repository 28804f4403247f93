using NodaTime;
using NodaTime.TimeZones;

namespace CoP.Domain.Calendars;

/// <summary>A zone and a country that keeps it, of the tz database's table of places; only zones that calendars can be told of (<see cref="ZoneRules"/>).</summary>
/// <param name="ZoneId">An id of the tz database.</param>
/// <param name="Country">Two letters, ISO 3166-1.</param>
/// <param name="IsOnly">Whether the country has no other such zone, so that its name says all.</param>
public sealed record ZonePlace(string ZoneId, string Country, bool IsOnly)
{
    private static readonly Lazy<Dictionary<string, ZonePlace>> ById = new(() => TzdbDateTimeZoneSource.Default.ZoneLocations!
        .Where(place => ZoneRules.Of(place.ZoneId) is not null).GroupBy(place => place.CountryCode, StringComparer.Ordinal)
        .SelectMany(country => country.Select(place => new ZonePlace(place.ZoneId, place.CountryCode, country.Count() == 1)))
        .ToDictionary(place => place.ZoneId, StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<ZonePlace> All => ById.Value.Values;

    /// <summary>The place of a zone; null where it is in no such table, or its rules cannot be told.</summary>
    public static ZonePlace? Of(string zoneId) => ById.Value.GetValueOrDefault(zoneId);
}
