using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>A legal holiday of the Commonwealth of Massachusetts.</summary>
public enum Holiday
{
    /// <summary>1 January.</summary>
    NewYearsDay,

    /// <summary>Third Monday of January.</summary>
    MartinLutherKingDay,

    /// <summary>Third Monday of February.</summary>
    PresidentsDay,

    /// <summary>Third Monday of April.</summary>
    PatriotsDay,

    /// <summary>Last Monday of May.</summary>
    MemorialDay,

    /// <summary>19 June.</summary>
    Juneteenth,

    /// <summary>4 July.</summary>
    IndependenceDay,

    /// <summary>First Monday of September.</summary>
    LaborDay,

    /// <summary>Second Monday of October; Indigenous Peoples Day to many, Columbus Day in the statute.</summary>
    IndigenousPeoplesDay,

    /// <summary>11 November.</summary>
    VeteransDay,

    /// <summary>Fourth Thursday of November.</summary>
    Thanksgiving,

    /// <summary>25 December.</summary>
    Christmas,
}

/// <summary>
/// When the Commonwealth rests (M.G.L. c. 4 § 7, clause eighteenth). A fixed day that falls on a Sunday is kept on the
/// Monday; one that falls on a Saturday is not shifted. Evacuation Day (17 March) and Bunker Hill Day (17 June) are left out:
/// they are kept in Suffolk County alone, and a statewide meeting may be held on them.
/// </summary>
public static class Holidays
{
    /// <summary>The holidays kept in a year, with the day on which each is kept, earliest first.</summary>
    public static IReadOnlyList<(LocalDate Day, Holiday Holiday)> Of(int year) =>
    [
        (Fixed(year, 1, 1), Holiday.NewYearsDay),
        (Nth(year, 1, 3, IsoDayOfWeek.Monday), Holiday.MartinLutherKingDay),
        (Nth(year, 2, 3, IsoDayOfWeek.Monday), Holiday.PresidentsDay),
        (Nth(year, 4, 3, IsoDayOfWeek.Monday), Holiday.PatriotsDay),
        (Last(year, 5, IsoDayOfWeek.Monday), Holiday.MemorialDay),
        (Fixed(year, 6, 19), Holiday.Juneteenth),
        (Fixed(year, 7, 4), Holiday.IndependenceDay),
        (Nth(year, 9, 1, IsoDayOfWeek.Monday), Holiday.LaborDay),
        (Nth(year, 10, 2, IsoDayOfWeek.Monday), Holiday.IndigenousPeoplesDay),
        (Fixed(year, 11, 11), Holiday.VeteransDay),
        (Nth(year, 11, 4, IsoDayOfWeek.Thursday), Holiday.Thanksgiving),
        (Fixed(year, 12, 25), Holiday.Christmas),
    ];

    /// <summary>The holiday kept on a day; null on any other day.</summary>
    public static Holiday? On(LocalDate day)
    {
        foreach (var (kept, holiday) in Of(day.Year))
            if (kept == day) return holiday;
        return null;
    }

    /// <summary>The holidays kept in a quarter.</summary>
    public static IEnumerable<(LocalDate Day, Holiday Holiday)> Of(Quarter quarter) => Of(quarter.Year).Where(h => Quarter.Of(h.Day) == quarter);

    private static LocalDate Fixed(int year, int month, int day)
    {
        var date = new LocalDate(year, month, day);
        return date.DayOfWeek == IsoDayOfWeek.Sunday ? date.PlusDays(1) : date;
    }

    private static LocalDate Nth(int year, int month, int nth, IsoDayOfWeek day) => LocalDate.FromYearMonthWeekAndDay(year, month, nth, day);

    private static LocalDate Last(int year, int month, IsoDayOfWeek day) => new LocalDate(year, month, 1).With(DateAdjusters.EndOfMonth).PlusDays(1).Previous(day);
}

/// <summary>
/// When federal offices are closed (5 U.S.C. § 6103; Executive Order 11582): the same days without Patriots' Day, but one that falls on a Saturday is
/// kept on the Friday before. A statewide meeting may be held on such a Friday; many who would come have the day off.
/// </summary>
public static class FederalHolidays
{
    /// <summary>The holidays kept on days of a year, earliest first. New Year's Day of the next year can be among them, on 31 December.</summary>
    public static IReadOnlyList<(LocalDate Day, Holiday Holiday)> Of(int year) =>
        [.. new[] { year, year + 1 }.SelectMany(Kept).Where(h => h.Day.Year == year).OrderBy(h => h.Day)];

    /// <summary>The holiday kept on a day; null on any other day.</summary>
    public static Holiday? On(LocalDate day)
    {
        foreach (var (kept, holiday) in Of(day.Year))
            if (kept == day) return holiday;
        return null;
    }

    // On a Sunday both keep the Monday, so that the state's list is right but for its Saturdays.
    private static IEnumerable<(LocalDate Day, Holiday Holiday)> Kept(int year) => Holidays.Of(year)
        .Where(h => h.Holiday != Holiday.PatriotsDay)
        .Select(h => h.Day.DayOfWeek == IsoDayOfWeek.Saturday ? (h.Day.PlusDays(-1), h.Holiday) : h);
}
