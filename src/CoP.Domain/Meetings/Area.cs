namespace CoP.Domain.Meetings;

/// <summary>One of the five areas of the Massachusetts Department of Mental Health.</summary>
public enum Area
{
    /// <summary>Western Massachusetts.</summary>
    Western,

    /// <summary>Central Massachusetts.</summary>
    Central,

    /// <summary>The Northeast.</summary>
    Northeast,

    /// <summary>Metro Boston.</summary>
    MetroBoston,

    /// <summary>The Southeast.</summary>
    Southeast,
}

/// <summary>Any number of areas, as one value that a database can filter by.</summary>
[Flags]
public enum Areas
{
    /// <summary>No area: statewide.</summary>
    None = 0,

    /// <summary>Western Massachusetts.</summary>
    Western = 1 << Area.Western,

    /// <summary>Central Massachusetts.</summary>
    Central = 1 << Area.Central,

    /// <summary>The Northeast.</summary>
    Northeast = 1 << Area.Northeast,

    /// <summary>Metro Boston.</summary>
    MetroBoston = 1 << Area.MetroBoston,

    /// <summary>The Southeast.</summary>
    Southeast = 1 << Area.Southeast,
}

/// <summary>From one area to a set of them, and back.</summary>
public static class AreaSets
{
    /// <summary>The set that holds only <paramref name="area"/>.</summary>
    public static Areas AsSet(this Area area) => (Areas)(1 << (int)area);

    /// <summary>Whether <paramref name="area"/> is in the set.</summary>
    public static bool Holds(this Areas areas, Area area) => (areas & area.AsSet()) != Areas.None;

    /// <summary>The areas in the set, west to east.</summary>
    public static IEnumerable<Area> Each(this Areas areas) => Enum.GetValues<Area>().Where(a => areas.Holds(a));
}
