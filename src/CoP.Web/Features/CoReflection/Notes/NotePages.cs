using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection.Notes;

public sealed record NoteRow(Id<SessionNote> Id, SessionNoteKind Kind, string Text, string Language, int Version);

/// <summary>The notes of one session, as every member of its group sees them.</summary>
/// <param name="Path">The session's address.</param>
/// <param name="People">How many belong to the group.</param>
/// <param name="MayAdd">The session takes place.</param>
/// <param name="CarriedOver">What last time was to come back to; empty where that was nothing.</param>
public sealed record NotesPage(string Path, string Topic, long Version, IReadOnlyList<NoteRow> Notes, int People, bool MayAdd, IReadOnlyList<NoteRow> CarriedOver, SessionKey? Last)
{
    /// <summary>A note that came back, and what is wrong with it.</summary>
    public NoteInput? Typed { get; init; }

    public string? Wrong { get; init; }

    public IEnumerable<NoteRow> Of(SessionNoteKind kind) => Notes.Where(n => n.Kind == kind);
}

/// <summary>A note that is being changed, beside what it says now.</summary>
public sealed record NotePage(Id<Group> GroupId, string Group, NotesPage Notes, NoteRow Now, NoteInput Input, bool Changed = false);

/// <summary>Reads the notes of sessions. Whoever calls has made sure that the reader belongs to the group.</summary>
public sealed class NotePages(CopDb db)
{
    public async Task<NotesPage> Read(Group group, SessionKey key, Occurrence session)
    {
        var notebook = await db.SessionNotebooks.Where(n => n.GroupId == group.Id && n.Original == key.Original).Select(n => new { n.Id, n.Version }).SingleOrDefaultAsync();
        var last = await Last(group, session);
        return new NotesPage(
            $"/groups/{group.Id}/sessions/{key}", Live.LiveTopics.Session(group.Id, key), notebook?.Version ?? 0, await Rows(notebook?.Id), group.Members.Count(), session.TakesPlace,
            [.. (await Rows(last?.Notebook)).Where(n => n.Kind == SessionNoteKind.CarryOver)], last?.Key);
    }

    // The session before it that left any notes, of whichever series: one that nobody noted anything at is passed over.
    async Task<(SessionKey Key, Id<SessionNotebook> Notebook)?> Last(Group group, Occurrence session)
    {
        var notebooks = await db.SessionNotebooks.Where(n => n.GroupId == group.Id && n.Count > 0).Select(n => new { n.Id, n.Original }).ToListAsync();
        var last = notebooks.Select(n => (n.Id, group.Find(n.Original)?.Session))
            .Where(n => n.Session is { TakesPlace: true } other && other.Slot.StartsAt < session.Slot.StartsAt && other.Original != session.Original).OrderBy(n => n.Session!.Slot.StartsAt).LastOrDefault();
        return last.Session is { } found ? (new SessionKey(found.Original), last.Id) : null;
    }

    async Task<List<NoteRow>> Rows(Id<SessionNotebook>? notebook) => notebook is { } id
        ? await db.SessionNotes.Where(n => n.NotebookId == id).OrderBy(n => n.Sequence).Select(n => new NoteRow(n.Id, n.Kind, n.Text, n.Language, n.Version)).ToListAsync()
        : [];
}
