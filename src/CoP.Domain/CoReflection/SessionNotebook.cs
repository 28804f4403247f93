using CoP.Domain.Calendars;
using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// What a group notes down at one session. The notes are the group's alone: every member reads, writes, rewords and removes them, and nobody's
/// name stands with one.
/// </summary>
public sealed class SessionNotebook : SharedNotes
{
    private SessionNotebook()
    {
    }

    /// <summary>A notebook with nothing in it.</summary>
    /// <param name="id">Which notebook.</param>
    /// <param name="groupId">Of which group.</param>
    /// <param name="original">Of which session: when it was first planned.</param>
    public SessionNotebook(Id<SessionNotebook> id, Id<Group> groupId, LocalDateTime original) => (Id, GroupId, Original) = (id, groupId, original);

    /// <summary>Which notebook.</summary>
    public Id<SessionNotebook> Id { get; private set; }

    /// <summary>Of which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>Of which session: when it was first planned, which stays its name however often it moves.</summary>
    public LocalDateTime Original { get; private set; }

    /// <summary>Adds a note at the end. Two at once are two notes.</summary>
    /// <param name="session">The session as it is today.</param>
    /// <param name="kind">Whether it is carried over to next time.</param>
    /// <param name="text">What.</param>
    /// <param name="language">In which language.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>note.text</c>, <c>text.language</c>; <c>note.full</c>; <c>note.nosession</c>: the session does not take place.</exception>
    public SessionNote Add(Occurrence session, SessionNoteKind kind, string? text, string? language, Instant now)
    {
        if (!session.TakesPlace) throw new RuleBrokenException("note.nosession");
        return Add(text, language, (place, said, spoken) => new SessionNote(Id<SessionNote>.New(now), Id, kind, place, said, spoken));
    }

    /// <summary>Says a note in other words.</summary>
    /// <param name="note">A note of this session.</param>
    /// <param name="version">The version of the note that the change was made on.</param>
    /// <param name="text">What it says now.</param>
    /// <param name="language">In which language.</param>
    /// <exception cref="RuleBrokenException"><c>note.text</c>, <c>text.language</c>; <c>note.changed</c>: someone else was faster.</exception>
    public void Reword(SessionNote note, int version, string? text, string? language) => base.Reword(note, version, text, language);

    /// <summary>All notes are taken out.</summary>
    public void Clear()
    {
        Count = 0;
        Touch();
    }
}

/// <summary>One thing that a group noted. Nobody's name stands with it.</summary>
public sealed class SessionNote : SharedNote
{
    private SessionNote()
    {
    }

    internal SessionNote(Id<SessionNote> id, Id<SessionNotebook> notebookId, SessionNoteKind kind, int sequence, string text, string language) : base(sequence, text, language) =>
        (Id, NotebookId, Kind) = (id, notebookId, kind);

    /// <summary>Which note.</summary>
    public Id<SessionNote> Id { get; private set; }

    /// <summary>In which notebook.</summary>
    public Id<SessionNotebook> NotebookId { get; private set; }

    /// <summary>Whether it is carried over.</summary>
    public SessionNoteKind Kind { get; private set; }
}

/// <summary>What becomes of a note.</summary>
public enum SessionNoteKind
{
    /// <summary>It stays with its session.</summary>
    Note,

    /// <summary>The next session begins with it.</summary>
    CarryOver,
}
