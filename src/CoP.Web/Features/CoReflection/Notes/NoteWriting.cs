using System.ComponentModel.DataAnnotations;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;

namespace CoP.Web.Features.CoReflection.Notes;

/// <summary>A note as typed.</summary>
public sealed class NoteInput
{
    public SessionNoteKind? Kind { get; set; }
    [StringLength(SessionNote.TextLimit)] public string? Text { get; set; }
    public string? Language { get; set; }
    public int Version { get; set; }
}

/// <summary>The one way in which the notes of a session change: by who belongs to the group today, and told to the pages of the others.</summary>
public sealed class NoteWriting(CopDb db, CurrentMember me, TimeProvider clock)
{
    public Task<bool> Add(Id<Group> id, SessionKey key, NoteInput input) => Of(id, key, (session, notebook, now) =>
    {
        // Out of a form that named no kind there is nothing to add to.
        if (input.Kind is not { } kind || !Enum.IsDefined(kind)) return Task.FromResult(false);
        db.SessionNotes.Add(notebook.Add(session, kind, input.Text, input.Language ?? Languages.Current, now));
        return Task.FromResult(true);
    });

    public Task<bool> Reword(Id<Group> id, SessionKey key, Id<SessionNote> note, NoteInput input) => Of(id, key, async (_, notebook, _) =>
    {
        if (await Find(notebook, note) is not { } found) return false;
        notebook.Reword(found, input.Version, input.Text, input.Language ?? found.Language);
        return true;
    });

    public Task<bool> Remove(Id<Group> id, SessionKey key, Id<SessionNote> note) => Of(id, key, async (_, notebook, _) =>
    {
        if (await Find(notebook, note) is not { } found) return false;
        db.SessionNotes.Remove(found);
        notebook.Remove();
        return true;
    });

    public Task<bool> Clear(Id<Group> id, SessionKey key) => Of(id, key, async (_, notebook, _) =>
    {
        if (notebook.Count == 0) return true;
        await db.SessionNotes.Where(n => n.NotebookId == notebook.Id).ExecuteDeleteAsync();
        notebook.Clear();
        return true;
    });

    Task<SessionNote?> Find(SessionNotebook notebook, Id<SessionNote> note) => db.SessionNotes.SingleOrDefaultAsync(n => n.Id == note && n.NotebookId == notebook.Id);

    // The group's row is held: a notebook is begun once, and nobody writes who is just leaving.
    Task<bool> Of(Id<Group> id, SessionKey key, Func<Occurrence, SessionNotebook, Instant, Task<bool>> change) => db.Write(async () =>
    {
        if (await db.Groups.ForUpdate(id, g => g.InsideFor(me.Viewer).Whole()) is not { } group || group.Find(key.Original) is not { Session: var session }) return false;
        group.RequireAwake();
        var now = clock.Now();
        var notebook = await db.SessionNotebooks.SingleOrDefaultAsync(n => n.GroupId == id && n.Original == key.Original);
        if (notebook is null) db.SessionNotebooks.Add(notebook = new SessionNotebook(Id<SessionNotebook>.New(now), id, key.Original));
        var before = notebook.Version;
        if (!await change(session, notebook, now)) return false;
        if (notebook.Version != before) db.Changed(LiveTopics.Session(id, key), notebook.Version);
        return true;
    });
}
