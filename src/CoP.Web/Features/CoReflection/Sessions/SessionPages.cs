using System.ComponentModel.DataAnnotations;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection.Notes;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Sessions;

/// <param name="Planned">When it was first planned.</param>
/// <param name="Place">Where this one is.</param>
/// <param name="CanChange">It has not begun.</param>
/// <param name="Away">The others who cannot make it; nobody once it has begun.</param>
/// <param name="IsAway">The reader cannot make it.</param>
public sealed record SessionPage(
    Id<Group> GroupId, string Group, SessionKey Key, Occurrence Session, LocalSlot Planned, MeetingMode Mode, string Place, bool Convenes, bool CanChange, IReadOnlyList<string> Away, bool IsAway, NotesPage Notes)
{
    public string Path => $"/groups/{GroupId}/sessions/{Key}";

    public IReadOnlyList<FlowPart> Flow => SessionFlow.Of(Session.Slot);
}

public sealed record MovePage(SessionPage Page, MoveInput Input);

public sealed class MoveInput
{
    [Required]
    public LocalDate? Day { get; set; }

    [Required]
    public LocalTime? Time { get; set; }

    [Required, Range(15, 480)]
    public int? Minutes { get; set; }

    /// <summary>Where this one is, if elsewhere.</summary>
    [StringLength(GroupOutline.PlaceLimit)]
    public string? Place { get; set; }

    public static MoveInput Of(Occurrence session) =>
        new() { Day = session.Slot.Start.Date, Time = session.Slot.Start.TimeOfDay, Minutes = session.Slot.Minutes, Place = session.Place };

    public static string FieldOf(RuleBrokenException broken) => "Input." + broken.Key switch
    {
        "slot.length" => nameof(Minutes),
        "group.place" => nameof(Place),
        "slot.skipped" or "slot.doubled" => nameof(Time),
        _ => nameof(Day),
    };
}

/// <summary>Reads the pages of one session, for members of its group.</summary>
public sealed class SessionPages(CopDb db, NotePages notes, TimeProvider clock)
{
    public async Task<SessionPage?> Find(Id<Group> id, SessionKey key, Viewer viewer)
    {
        if (await db.Groups.AsNoTracking().InsideFor(viewer).Whole().SingleOrDefaultAsync(g => g.Id == id) is not { } group || group.Find(key.Original) is not { Series: var series, Session: var session }) return null;
        var ahead = session.Slot.StartsAt > clock.Now();
        var starts = session.Slot.StartsAt;
        var away = ahead && session.TakesPlace
            ? await db.SessionAbsences.Where(a => a.GroupId == id && a.Original == key.Original && a.StartsAt == starts)
                .Join(db.Members, a => a.MemberId, m => m.Id, (a, m) => new { m.Id, m.Name }).OrderBy(m => m.Name).ThenBy(m => m.Id).ToListAsync()
            : [];
        return new SessionPage(
            id, group.Name, key, session, series.Slot with { Start = key.Original }, group.Mode, session.Place ?? group.Place, group.Find(viewer.Id)!.Convenes, ahead,
            [.. away.Where(m => m.Id != viewer.Id).Select(m => m.Name)], away.Exists(m => m.Id == viewer.Id), await notes.Read(group, key, session));
    }

    /// <summary>The series that planned the session; null for who is not in the group, and for a session that nobody planned.</summary>
    public async Task<MySeries?> Series(Id<Group> id, SessionKey key, Viewer viewer)
    {
        var group = await db.Groups.InsideFor(viewer).Where(g => g.Id == id).Select(g => new { g.Name, g.Place }).SingleOrDefaultAsync();
        if (group is null) return null;
        var series = await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => s.GroupId == id).ToListAsync();
        return series.Find(s => s.Schedule.IsPlanned(key.Original)) is { } found ? new MySeries(id, group.Name, group.Place, found) : null;
    }
}
