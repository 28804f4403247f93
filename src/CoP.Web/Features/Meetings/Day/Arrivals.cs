using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Day;

/// <summary>Who said "I'm here": counted by role, forgotten by name.</summary>
public sealed class Arrivals(CopDb db, CurrentMember me, TimeProvider clock)
{
    public async Task<Attendance> Count(Id<QuarterlyMeeting> id) =>
        await db.Arrivals.Where(a => a.MeetingId == id).Select(a => a.Role).ToListAsync() is { Count: > 0 } here ? Arrival.Count(here)
        : (await db.ArrivalCounts.AsNoTracking().SingleOrDefaultAsync(c => c.MeetingId == id))?.Came ?? Arrival.Count([]);

    /// <summary>The member is here, however often they say so.</summary>
    /// <returns>The meeting; null where there is none for this member.</returns>
    public Task<QuarterlyMeeting?> Say(Id<QuarterlyMeeting> id) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer)) is not { } meeting) return null;
        var arrival = new Arrival(meeting, db.Seals.ArrivalOf(id, me.Id), me.Viewer.Role, clock.Now());
        if (!await db.Arrivals.AnyAsync(a => a.MeetingId == id && a.Token == arrival.Token)) db.Arrivals.Add(arrival);
        return meeting;
    });

    /// <summary>It was a slip: the member is not counted. Their own record is theirs to change.</summary>
    public Task<bool> Unsay(Id<QuarterlyMeeting> id) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer)) is null) return false;
        var token = db.Seals.ArrivalOf(id, me.Id);
        db.Arrivals.RemoveRange(await db.Arrivals.Where(a => a.MeetingId == id && a.Token == token).ToListAsync());
        return true;
    });
}

/// <summary>Keeps the promise that nobody is known by who was where: when the day of a meeting is over, only figures stay.</summary>
public sealed class ForgetArrivals(CopDb db, TimeProvider clock)
{
    public Task Due() => db.Write(async () =>
    {
        var now = clock.Now();
        foreach (var meeting in await db.Meetings.AsNoTracking().Where(m => db.Arrivals.Any(a => a.MeetingId == m.Id)).ToListAsync())
        {
            if (meeting.DoorClosesAt() > now || await db.Meetings.ForUpdate(meeting.Id) is not { } held || held.DoorClosesAt() > now) continue;
            var arrivals = await db.Arrivals.Where(a => a.MeetingId == meeting.Id).ToListAsync();
            if (arrivals.Count == 0) continue;
            db.Arrivals.RemoveRange(arrivals);
            var came = Arrival.Count(arrivals.Select(a => a.Role));
            // Moved after a day on which some had come: the later day is the meeting's.
            if (await db.ArrivalCounts.SingleOrDefaultAsync(c => c.MeetingId == meeting.Id) is { } counted) counted.Recount(came);
            else db.ArrivalCounts.Add(new ArrivalCount(meeting.Id, came));
        }
    });
}
