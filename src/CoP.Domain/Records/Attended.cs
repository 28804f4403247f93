using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Records;

/// <summary>Something that a member came to: a session of a group, a quarterly meeting, or something elsewhere.</summary>
/// <param name="Id">Which entry.</param>
/// <param name="Day">On which day, where it took place.</param>
/// <param name="Minutes">How long it was.</param>
/// <param name="Title">What it was called when it was put down.</param>
public sealed record Attended(Id<Attended> Id, LocalDate Day, int Minutes, string Title)
{
    /// <summary>Longest title, in UTF-16 characters.</summary>
    public const int TitleLimit = 120;

    /// <summary>Shortest time, in minutes.</summary>
    public const int Shortest = 5;

    /// <summary>Longest time, in minutes: a long day.</summary>
    public const int Longest = 960;

    /// <summary>The group, where it was a session of one.</summary>
    public Id<Group>? GroupId { get; init; }

    /// <summary>When the session was first planned.</summary>
    public LocalDateTime? Session { get; init; }

    /// <summary>The meeting, where it was a quarterly one.</summary>
    public Id<QuarterlyMeeting>? MeetingId { get; init; }

    /// <summary>What kind of thing it was.</summary>
    public AttendedKind Kind => GroupId is not null ? AttendedKind.Session : MeetingId is not null ? AttendedKind.Meeting : AttendedKind.Elsewhere;

    internal static string Named(string? title) => PlainText.NeededLine(title, TitleLimit, "record.title");

    internal static int Long(int minutes) => minutes is >= Shortest and <= Longest ? minutes : throw new RuleBrokenException("record.length", Shortest, Longest);
}

/// <summary>What a member came to.</summary>
public enum AttendedKind
{
    /// <summary>A session of a co-reflection group here.</summary>
    Session,

    /// <summary>A quarterly meeting, or an extra one.</summary>
    Meeting,

    /// <summary>Something that this site knows nothing of.</summary>
    Elsewhere,
}

/// <summary>Something that a member wrote for themselves; the text is kept beside the record, each apart.</summary>
/// <param name="Id">Which reflection.</param>
/// <param name="Day">Of which day.</param>
/// <param name="Title">What it is called; null where it has no name.</param>
/// <param name="Language"><c>en</c> or <c>es</c>.</param>
/// <param name="About">What it is about, of what the member came to.</param>
public sealed record Reflection(Id<Reflection> Id, LocalDate Day, string? Title, string Language, Id<Attended>? About)
{
    /// <summary>Longest title, in UTF-16 characters.</summary>
    public const int TitleLimit = 120;

    internal static string? Named(string? title) => PlainText.Line(title, TitleLimit, "reflection.title");
}
