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
/// <param name="Suggested">Whether it may be proposed to people who look for a group. That some are not is why nobody can tell why one is not proposed to them.</param>
public sealed record GroupOutline(
    string Name, string Purpose, string Description, string DescriptionHtml, MemberRoles Roles, Areas Areas, string Language, MeetingMode Mode, string Place, int Size, GroupEntry Entry,
    bool Suggested = true)
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
        if (!Roles.AreKnown()) throw new RuleBrokenException("group.roles");
        if (((int)Areas & ~((1 << Enum.GetValues<Area>().Length) - 1)) != 0) throw new RuleBrokenException("group.areas");
        if (!Enum.IsDefined(Mode)) throw new RuleBrokenException("group.mode");
        if (!Enum.IsDefined(Entry)) throw new RuleBrokenException("group.entry");
        if (Size is < SmallestSize or > LargestSize) throw new RuleBrokenException("group.size", SmallestSize, LargestSize);
        return this with
        {
            Name = PlainText.NeededLine(Name, NameLimit, "group.name"),
            Purpose = PlainText.NeededLine(Purpose, PurposeLimit, "group.purpose"),
            Description = PlainText.Lines(Description, DescriptionLimit, "group.description") ?? "",
            Place = PlainText.Line(Place, PlaceLimit, "group.place") ?? "",
            Language = PlainText.Language(Language, "group.language"),
        };
    }
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

    /// <summary>By being invited. For everyone else the group does not exist.</summary>
    Invitation,
}
