using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Breakouts;

public sealed record NoteRow(Id<BreakoutNote> Id, StandingQuestion Question, string Text, string Language, int Version);

/// <summary>A breakout group as one member sees it.</summary>
/// <param name="Notes">What it noted; null where that is not the member's to read yet.</param>
/// <param name="People">How many hold the role.</param>
/// <param name="MayWrite">Whether the member notes down what is said.</param>
/// <param name="IsRole">Whether the member holds the role.</param>
public sealed record BreakoutPage(
    Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, LocalSlot Slot, BreakoutRole Role, long Version, IReadOnlyList<NoteRow>? Notes, int People, bool MayWrite, bool IsRole, bool IsPublished, bool IsOpen, Instant OpensAt, Duration? OpensIn)
{
    /// <summary>Whether the member will note down what is said, once the door is open: an open page need not be loaded anew for it.</summary>
    public bool MayWriteLater => IsRole && !IsOpen && !IsPublished && OpensIn is not null;

    /// <summary>A note that came back, and what is wrong with it.</summary>
    public NoteInput? Typed { get; init; }

    public string? Wrong { get; init; }

    public string Address => $"/meetings/{Id}/breakouts/{Role.Slug()}";

    public IEnumerable<NoteRow> On(StandingQuestion question) => (Notes ?? []).Where(n => n.Question == question);
}

/// <summary>A note as typed.</summary>
public sealed class NoteInput
{
    public StandingQuestion? Question { get; set; }
    [StringLength(BreakoutNote.TextLimit)] public string? Text { get; set; }
    public string? Language { get; set; }
    public int Version { get; set; }
}

/// <summary>A note that is being changed, beside what it says now.</summary>
public sealed record NotePage(BreakoutPage Breakout, NoteRow Now, NoteInput Input, bool Changed = false);

/// <summary>The notes of all groups, once they are published.</summary>
public sealed record ReportPage(Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, LocalSlot Slot, bool MayRemove, IReadOnlyDictionary<BreakoutRole, IReadOnlyList<NoteRow>> Notes);

public static class BreakoutWords
{
    /// <summary>The group's part of an address.</summary>
    public static string Slug(this BreakoutRole role) => role switch
    {
        BreakoutRole.PeerSupporters => "peer-supporters",
        BreakoutRole.Supervisors => "supervisors",
        _ => "administrators",
    };

    public static BreakoutRole? Parse(string slug) => Enum.GetValues<BreakoutRole>().Where(r => r.Slug() == slug).Select(r => (BreakoutRole?)r).FirstOrDefault();
}

/// <summary>Reads breakout groups; notes only by way of <see cref="BreakoutVisibility.WithNotesFor"/>.</summary>
public sealed class BreakoutPages(CopDb db, CurrentMember me, CircleSizes sizes, TimeProvider clock)
{
    /// <summary>Null where there is no such meeting for this member, or no such group.</summary>
    public async Task<BreakoutPage?> Find(Id<QuarterlyMeeting> id, string slug)
    {
        if (BreakoutWords.Parse(slug) is not { } role || await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        if (meeting.State == MeetingState.Cancelled) return null;
        var published = await db.Agendas.AnyAsync(a => a.MeetingId == id && a.ReportBackAt != null);
        var audience = Breakout.AudienceOf(role);
        var until = meeting.DoorOpensAt() - clock.Now();
        var open = meeting.IsHappening() && meeting.DoorOpensAt() <= clock.Now();
        var isRole = audience.Admits(me.Viewer);
        var breakout = await db.Breakouts.Where(b => b.MeetingId == id && b.Role == role).Select(b => new { b.Version }).SingleOrDefaultAsync();
        return new BreakoutPage(
            id, meeting.Kind, meeting.Quarter, meeting.Slot, role, breakout?.Version ?? 0, await Notes(id, role), await sizes.Of(audience), isRole && open && !published, isRole, published, open, meeting.DoorOpensAt(), meeting.IsHappening() && until > Duration.Zero && until < Duration.FromDays(1) ? until : null);
    }

    /// <summary>The notes of a group; null where they are not the member's to read.</summary>
    public async Task<IReadOnlyList<NoteRow>?> Notes(Id<QuarterlyMeeting> id, BreakoutRole role) =>
        await db.Meetings.WithNotesFor(db, me.Viewer, role).AnyAsync(m => m.Id == id)
            ? await db.BreakoutNotes.Where(n => db.Breakouts.Any(b => b.Id == n.BreakoutId && b.MeetingId == id && b.Role == role)).OrderBy(n => n.Sequence)
                .Select(n => new NoteRow(n.Id, n.Question, n.Text, n.Language, n.Version)).ToListAsync()
            : null;

    /// <summary>Null where nothing is published for this member.</summary>
    public async Task<ReportPage?> Report(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id && db.Agendas.Any(a => a.MeetingId == m.Id && a.ReportBackAt != null)) is not { } meeting) return null;
        var notes = new Dictionary<BreakoutRole, IReadOnlyList<NoteRow>>();
        foreach (var role in Enum.GetValues<BreakoutRole>()) notes[role] = await Notes(id, role) ?? [];
        return new ReportPage(id, meeting.Kind, meeting.Quarter, meeting.Slot, meeting.IsLedBy(me.Viewer), notes);
    }
}
