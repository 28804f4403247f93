using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// The breakout group of one role at one meeting, and what it notes on the four standing questions. Anybody may sit in it; its notes are
/// read and written by those who hold the role at work today, until the report-back is published.
/// </summary>
public sealed class Breakout : SharedNotes
{
    private Breakout()
    {
    }

    /// <summary>A group that has noted nothing.</summary>
    public Breakout(Id<Breakout> id, Id<QuarterlyMeeting> meetingId, BreakoutRole role) => (Id, MeetingId, Role) = (id, meetingId, role);

    /// <summary>Which group.</summary>
    public Id<Breakout> Id { get; private set; }

    /// <summary>At which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>Of which role.</summary>
    public BreakoutRole Role { get; private set; }

    /// <summary>Who reads and writes the notes of a role until they are published: the circle of the same name.</summary>
    public static Audience AudienceOf(BreakoutRole role) => new(role switch
    {
        BreakoutRole.PeerSupporters => AudienceKind.PeerSupporters,
        BreakoutRole.Supervisors => AudienceKind.Supervisors,
        _ => AudienceKind.Administrators,
    });

    /// <summary>The roles whose notes a member reads and writes, by what they do at work today.</summary>
    public static IEnumerable<BreakoutRole> RolesOf(Viewer viewer) => Enum.GetValues<BreakoutRole>().Where(role => AudienceOf(role).Admits(viewer));

    /// <summary>Adds a note at the end of a question. Two at once are two notes.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="question">On which question.</param>
    /// <param name="text">What.</param>
    /// <param name="language">In which language.</param>
    /// <param name="isPublished">Whether the report-back is published.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>note.text</c>, <c>text.language</c>; <c>note.full</c>; <c>note.notyet</c>: the door is not open yet; <c>note.published</c>.
    /// </exception>
    public BreakoutNote Add(QuarterlyMeeting meeting, StandingQuestion question, string? text, string? language, bool isPublished, Instant now)
    {
        RefuseIfClosed(meeting, isPublished, now);
        return Add(text, language, (place, said, spoken) => new BreakoutNote(Id<BreakoutNote>.New(now), Id, question, place, said, spoken));
    }

    /// <summary>Says a note in other words.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="note">A note of this group.</param>
    /// <param name="version">The version of the note that the change was made on.</param>
    /// <param name="text">What it says now.</param>
    /// <param name="language">In which language.</param>
    /// <param name="isPublished">Whether the report-back is published.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">As <see cref="Add"/>, and <c>note.changed</c>: someone else was faster.</exception>
    public void Reword(QuarterlyMeeting meeting, BreakoutNote note, int version, string? text, string? language, bool isPublished, Instant now)
    {
        RefuseIfClosed(meeting, isPublished, now);
        Reword(note, version, text, language);
    }

    /// <summary>The report-back is published: open pages of the group are to say so.</summary>
    public void Show() => Touch();

    private static void RefuseIfClosed(QuarterlyMeeting meeting, bool isPublished, Instant now)
    {
        if (isPublished) throw new RuleBrokenException("note.published");
        if (!meeting.IsHappening() || now < meeting.DoorOpensAt()) throw new RuleBrokenException("note.notyet", MeetingDay.DoorMinutes);
    }
}

/// <summary>One thing that a breakout group noted. Nobody's name stands with it: the notes are the group's.</summary>
public sealed class BreakoutNote : SharedNote
{
    private BreakoutNote()
    {
    }

    internal BreakoutNote(Id<BreakoutNote> id, Id<Breakout> breakoutId, StandingQuestion question, int sequence, string text, string language) : base(sequence, text, language) =>
        (Id, BreakoutId, Question) = (id, breakoutId, question);

    /// <summary>Which note.</summary>
    public Id<BreakoutNote> Id { get; private set; }

    /// <summary>Of which group.</summary>
    public Id<Breakout> BreakoutId { get; private set; }

    /// <summary>On which question.</summary>
    public StandingQuestion Question { get; private set; }
}

/// <summary>The breakout groups of a quarterly meeting.</summary>
public enum BreakoutRole
{
    /// <summary>Peer supporters who supervise nobody.</summary>
    PeerSupporters,

    /// <summary>Everybody who supervises peer supporters.</summary>
    Supervisors,

    /// <summary>Those who lead at a provider agency.</summary>
    Administrators,
}

/// <summary>What every breakout group talks about.</summary>
public enum StandingQuestion
{
    /// <summary>What is going well?</summary>
    GoingWell,

    /// <summary>What is challenging?</summary>
    Challenging,

    /// <summary>What do you need?</summary>
    Need,

    /// <summary>What would help?</summary>
    WouldHelp,
}
