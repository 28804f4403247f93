using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Domain.CoReflection;

/// <summary>What a group says of itself, so that people can tell whether it is for them.</summary>
/// <param name="Name">A short name, on one line.</param>
/// <param name="Purpose">What it is for, in a sentence.</param>
/// <param name="Description">More about it, in Markdown; may be empty.</param>
/// <param name="DescriptionHtml">The same as a page shows it, made and made safe by who calls.</param>
/// <param name="Roles">Whom it is for; nobody else can see it.</param>
/// <param name="Areas">Where its members work; none is statewide. It tells, and keeps nobody out.</param>
/// <param name="Language"><c>en</c> or <c>es</c>: what is spoken.</param>
/// <param name="Mode">How it meets.</param>
/// <param name="Place">A video room, a number or a place; only members see it. May be empty.</param>
/// <param name="Size">How many may belong to it.</param>
/// <param name="Entry">How one comes in.</param>
public sealed record GroupOutline(
    string Name, string Purpose, string Description, string DescriptionHtml, GroupRoles Roles, Areas Areas, string Language, MeetingMode Mode, string Place, int Size, GroupEntry Entry)
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLimit = 80;

    /// <summary>Longest purpose, in characters.</summary>
    public const int PurposeLimit = 200;

    /// <summary>Longest description, in characters.</summary>
    public const int DescriptionLimit = 2000;

    /// <summary>Longest place, in characters.</summary>
    public const int PlaceLimit = 300;

    /// <summary>Fewest places: fewer than three is not a group.</summary>
    public const int SmallestSize = 3;

    /// <summary>Most places: beyond a dozen not everybody gets to speak. Four to eight are usual.</summary>
    public const int LargestSize = 12;

    /// <summary>The same, trimmed and within all limits.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>group.name</c>, <c>group.purpose</c>, <c>group.description</c>, <c>group.place</c>: missing, too long, or with characters that cannot be shown.
    /// <c>group.roles</c>, <c>group.areas</c>, <c>group.language</c>, <c>group.mode</c>, <c>group.entry</c>: not among what there is. <c>group.size</c>.
    /// </exception>
    public GroupOutline Checked()
    {
        if (Roles == GroupRoles.None || (Roles & ~GroupRoles.All) != GroupRoles.None) throw new RuleBrokenException("group.roles");
        if (((int)Areas & ~((1 << Enum.GetValues<Area>().Length) - 1)) != 0) throw new RuleBrokenException("group.areas");
        if (Language is not ("en" or "es")) throw new RuleBrokenException("group.language");
        if (!Enum.IsDefined(Mode)) throw new RuleBrokenException("group.mode");
        if (!Enum.IsDefined(Entry)) throw new RuleBrokenException("group.entry");
        if (Size is < SmallestSize or > LargestSize) throw new RuleBrokenException("group.size", SmallestSize, LargestSize);
        return this with
        {
            Name = Line(Name, 1, NameLimit, "group.name"),
            Purpose = Line(Purpose, 1, PurposeLimit, "group.purpose"),
            Description = Lines(Description),
            Place = Line(Place, 0, PlaceLimit, "group.place"),
        };
    }

    private static string Line(string text, int least, int most, string key)
    {
        text = text.Trim();
        return text.Length >= least && text.Length <= most && text.IsReadable(lines: false) ? text : throw new RuleBrokenException(key, most);
    }

    private static string Lines(string text)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        return text.Length <= DescriptionLimit && text.IsReadable(lines: true)
            ? text
            : throw new RuleBrokenException("group.description", DescriptionLimit);
    }
}

/// <summary>Whom a group is for. Whoever supervises is outside <see cref="PeerSupporters"/>, whatever else they are.</summary>
[Flags]
public enum GroupRoles
{
    /// <summary>Nobody: no group is.</summary>
    None = 0,

    /// <summary>Peer supporters who supervise nobody.</summary>
    PeerSupporters = 1,

    /// <summary>Whoever supervises peer supporters.</summary>
    Supervisors = 2,

    /// <summary>Who leads at a provider agency.</summary>
    Administrators = 4,

    /// <summary>DMH Area Directors of Recovery.</summary>
    AreaDirectors = 8,

    /// <summary>Everybody.</summary>
    All = PeerSupporters | Supervisors | Administrators | AreaDirectors,
}

/// <summary>How a group meets.</summary>
public enum MeetingMode
{
    /// <summary>In a video room.</summary>
    Video,

    /// <summary>By telephone.</summary>
    Phone,

    /// <summary>In one place.</summary>
    InPerson,
}

/// <summary>How one comes into a group.</summary>
public enum GroupEntry
{
    /// <summary>By joining, while there is a place.</summary>
    Open,

    /// <summary>By asking; someone who convenes says yes or no.</summary>
    Ask,
}

/// <summary>From a member to the roles that groups are for.</summary>
public static class GroupRoleSets
{
    /// <summary>What <paramref name="viewer"/> is today.</summary>
    public static GroupRoles RolesToday(this Viewer viewer)
    {
        var roles = GroupRoles.None;
        if (viewer.IsPeerSupporter) roles |= GroupRoles.PeerSupporters;
        if (viewer.Supervises) roles |= GroupRoles.Supervisors;
        if (viewer.IsAdministrator) roles |= GroupRoles.Administrators;
        if (viewer.Role == WorkRole.AreaDirectorOfRecovery) roles |= GroupRoles.AreaDirectors;
        return roles;
    }

    /// <summary>Whether a group for <paramref name="roles"/> is for <paramref name="viewer"/>.</summary>
    public static bool Admit(this GroupRoles roles, Viewer viewer) => (roles & viewer.RolesToday()) != GroupRoles.None;

    /// <summary>The roles in the set.</summary>
    public static IEnumerable<GroupRoles> Each(this GroupRoles roles) =>
        Enum.GetValues<GroupRoles>().Where(role => role is not (GroupRoles.None or GroupRoles.All) && roles.HasFlag(role));
}
