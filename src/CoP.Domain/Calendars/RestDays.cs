using System.Collections.Concurrent;
using System.Collections.Frozen;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Calendars;

/// <summary>On which holidays something that comes round does not fall.</summary>
public enum RestDays
{
    /// <summary>On none: a holiday is a day like any other.</summary>
    None,

    /// <summary>On those of the Commonwealth (<see cref="Holidays"/>).</summary>
    Massachusetts,

    /// <summary>On those of federal offices (<see cref="FederalHolidays"/>).</summary>
    Federal,
}

/// <summary>Looks holidays up.</summary>
public static class RestDayLists
{
    private static readonly ConcurrentDictionary<(RestDays, int), FrozenDictionary<LocalDate, Holiday>> Years = new();

    /// <summary>The holiday kept on a day; null on any other day, and always for <see cref="RestDays.None"/>.</summary>
    public static Holiday? On(this RestDays list, LocalDate day)
    {
        if (list == RestDays.None) return null;
        var year = Years.GetOrAdd((list, day.Year), static key => Of(key.Item1, key.Item2).ToFrozenDictionary(kept => kept.Day, kept => kept.Holiday));
        return year.TryGetValue(day, out var holiday) ? holiday : null;
    }

    private static IReadOnlyList<(LocalDate Day, Holiday Holiday)> Of(RestDays list, int year) =>
        list == RestDays.Federal ? FederalHolidays.Of(year) : Holidays.Of(year);
}
