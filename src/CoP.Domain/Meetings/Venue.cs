using CoP.Domain.Common;
using CoP.Domain.Discussions;

namespace CoP.Domain.Meetings;

/// <summary>Where a meeting takes place: online, in a place, or both at once.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Link">The https address of the online room; null while it is not known, and in a place alone.</param>
/// <param name="DialIn">The telephone number, with its code, for who has no link to follow; null while it is not known.</param>
/// <param name="Place">The place; null while it is not known, and online alone.</param>
public sealed record Venue(VenueKind Kind, string? Link, string? DialIn, Place? Place)
{
    /// <summary>Longest link, in characters.</summary>
    public const int LinkLimit = 500;

    /// <summary>Longest dial-in number with its code, in characters.</summary>
    public const int DialInLimit = 80;

    /// <summary>Whether one can take part from afar.</summary>
    public bool IsOnline => Kind != VenueKind.InPerson;

    /// <summary>Whether one can be there in person.</summary>
    public bool IsInPerson => Kind != VenueKind.Online;

    /// <summary>Whether who is invited would find the way in: link and number online, name and address of a place.</summary>
    public bool IsComplete => (!IsOnline || (Link is not null && DialIn is not null)) && (!IsInPerson || Place?.Address is not null);

    /// <summary>An online meeting.</summary>
    public static Venue Online(string? link, string? dialIn) => new(VenueKind.Online, link, dialIn, null);

    /// <summary>The same, trimmed and within all limits, without what its kind has no use for.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.venue</c>: not one of the kinds. <c>meeting.link</c>: not an https address. <c>meeting.dialin</c>: too long, or too few digits
    /// to be a number. And as <see cref="Meetings.Place.Checked"/>.
    /// </exception>
    public Venue Checked()
    {
        if (!Enum.IsDefined(Kind)) throw new RuleBrokenException("meeting.venue");
        var link = IsOnline ? PlainText.Line(Link, LinkLimit, "meeting.link") : null;
        var dialIn = PlainText.Line(DialIn, DialInLimit, "meeting.dialin");
        if (link is not null && !IsSafeAddress(link)) throw new RuleBrokenException("meeting.link", LinkLimit);
        if (dialIn is not null && dialIn.Count(char.IsAsciiDigit) < 7) throw new RuleBrokenException("meeting.dialin", DialInLimit);
        return new(Kind, link, dialIn, IsInPerson ? Place?.Checked() : null);
    }

    private static bool IsSafeAddress(string link) =>
        !link.Any(char.IsWhiteSpace) && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0;
}

/// <summary>How people come together.</summary>
public enum VenueKind
{
    /// <summary>By a link, or a telephone.</summary>
    Online,

    /// <summary>In one place.</summary>
    InPerson,

    /// <summary>In one place, and by a link for who is not there.</summary>
    Both,
}

/// <summary>A place to meet in.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Street and town; null while it is not known.</param>
/// <param name="Access">How one gets in and about: step-free ways, parking, buses, quiet rooms. Null if nothing is said.</param>
/// <param name="Capacity">How many it holds; null where there is no limit.</param>
public sealed record Place(string Name, string? Address, string? Access, int? Capacity)
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLimit = 120;

    /// <summary>Longest address, in characters.</summary>
    public const int AddressLimit = 200;

    /// <summary>Longest notes on access, in characters.</summary>
    public const int AccessLimit = 600;

    /// <summary>Most that a place is said to hold.</summary>
    public const int CapacityLimit = 5000;

    /// <summary>The same, trimmed and within all limits; null where nothing was said at all.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.place.name</c>: missing or too long. <c>meeting.place.address</c>, <c>meeting.place.access</c>: too long, or with characters
    /// that cannot be shown. <c>meeting.capacity</c>: not from 1 to <see cref="CapacityLimit"/>.
    /// </exception>
    public Place? Checked()
    {
        var (name, address) = (PlainText.Line(Name, NameLimit, "meeting.place.name"), PlainText.Line(Address, AddressLimit, "meeting.place.address"));
        var access = PlainText.Lines(Access, AccessLimit, "meeting.place.access");
        if (Capacity is < 1 or > CapacityLimit) throw new RuleBrokenException("meeting.capacity", CapacityLimit);
        if (name is null && address is null && access is null && Capacity is null) return null;
        return new(name ?? throw new RuleBrokenException("meeting.place.name", NameLimit), address, access, Capacity);
    }
}

/// <summary>What is spoken at a meeting.</summary>
[Flags]
public enum MeetingLanguages
{
    /// <summary>Nothing: no meeting is held so.</summary>
    None = 0,

    /// <summary>English.</summary>
    English = 1,

    /// <summary>Spanish.</summary>
    Spanish = 2,

    /// <summary>Both.</summary>
    Both = English | Spanish,
}

/// <summary>Whether a meeting uses a turn.</summary>
public enum MeetingKind
{
    /// <summary>The meeting of a quarter, which uses its host's turn.</summary>
    Quarterly,

    /// <summary>Another meeting, in a place, which uses nobody's turn.</summary>
    Extra,
}

/// <summary>From a set of languages to the single ones.</summary>
public static class MeetingLanguageSets
{
    /// <summary>The single languages in the set.</summary>
    public static IEnumerable<MeetingLanguages> Each(this MeetingLanguages languages) =>
        new[] { MeetingLanguages.English, MeetingLanguages.Spanish }.Where(language => languages.HasFlag(language));
}
