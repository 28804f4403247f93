using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Agenda;
using CoP.Web.Features.Record;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Day;

/// <summary>What the room's notice board shows to one member.</summary>
/// <param name="Link">The way in; null while the door is not open.</param>
/// <param name="OpensIn">How long until the door opens; null where that is not to come, or far away.</param>
/// <param name="IsHere">Whether the member has said that they are here.</param>
/// <param name="IsKept">Whether the meeting stands in their own record.</param>
/// <param name="Came">How many said that they are here.</param>
/// <param name="MayPublish">Whether the member may publish the report-back, and it is time for it.</param>
public sealed record DayPage(AgendaPage Agenda, string? Link, Instant OpensAt, Duration? OpensIn, bool IsComing, bool IsHere, bool IsKept, Attendance Came, IReadOnlyList<BreakoutRole> Mine, bool MayPublish)
{
    public Id<QuarterlyMeeting> Id => Agenda.Id;
}

/// <summary>Reads the notice board of a meeting.</summary>
public sealed class DayPages(CopDb db, CurrentMember me, AgendaPages agendas, Arrivals arrivals, MyRecord mine, TimeProvider clock)
{
    readonly Dictionary<Id<QuarterlyMeeting>, DayPage?> found = [];

    /// <summary>Null where there is no such meeting for this member. One page asks from several places.</summary>
    public async Task<DayPage?> Find(Id<QuarterlyMeeting> id) => found.TryGetValue(id, out var page) ? page : found[id] = await Read(id);

    async Task<DayPage?> Read(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting || await agendas.Find(id) is not { } agenda) return null;
        var now = clock.Now();
        var until = meeting.DoorOpensAt() - now;
        var token = db.Seals.ArrivalOf(id, me.Id);
        return new DayPage(
            agenda, meeting.DoorIsOpen(now) ? meeting.Link : null, meeting.DoorOpensAt(), until > Duration.Zero && until < Duration.FromDays(1) ? until : null,
            meeting.State is MeetingState.Scheduled or MeetingState.Announced && until > Duration.Zero,
            await db.Arrivals.AnyAsync(a => a.MeetingId == id && a.Token == token), (await mine.Read()).Find(id) is not null, await arrivals.Count(id),
            [.. Breakout.RolesOf(me.Viewer)], agenda is { IsPublished: false, HasBegun: true } && meeting.IsHappening() && meeting.IsPublishedBy(me.Viewer));
    }
}
