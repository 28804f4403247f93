using System.ComponentModel.DataAnnotations;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Sessions;

/// <param name="Planned">When it was first planned.</param>
/// <param name="CanChange">It has not begun.</param>
public sealed record SessionPage(
    Id<Group> GroupId, string Group, SessionKey Key, Occurrence Session, LocalSlot Planned, MeetingMode Mode, string Place, bool Convenes, bool CanChange)
{
    public string Path => $"/groups/{GroupId}/sessions/{Key}";
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

    public static MoveInput Of(Occurrence session) =>
        new() { Day = session.Slot.Start.Date, Time = session.Slot.Start.TimeOfDay, Minutes = session.Slot.Minutes };

    public static string FieldOf(RuleBrokenException broken) => "Input." + broken.Key switch
    {
        "slot.length" => nameof(Minutes),
        "slot.skipped" or "slot.doubled" => nameof(Time),
        _ => nameof(Day),
    };
}

/// <summary>Reads the pages of one session, for members of its group.</summary>
public sealed class SessionPages(CopDb db, TimeProvider clock)
{
    public async Task<SessionPage?> Find(Id<Group> id, SessionKey key, Viewer viewer)
    {
        if (await Series(id, key, viewer) is not { } mine || mine.Series.Schedule.Find(key.Original) is not { } session) return null;
        var group = await db.Groups.Where(g => g.Id == id)
            .Select(g => new { g.Mode, Convenes = g.Memberships.Any(m => m.MemberId == viewer.Id && m.Convenes) }).SingleAsync();
        var planned = mine.Series.Slot with { Start = key.Original };
        return new SessionPage(id, mine.Group, key, session, planned, group.Mode, mine.Place, group.Convenes, session.Slot.StartsAt > clock.Now());
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
