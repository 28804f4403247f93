using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Seats;

/// <summary>
/// Moves the line up where a room has grown, or somebody who had a seat has left the community: where an answer frees a seat, that is done with
/// the answer. Whoever moved up sits, so a second look finds nothing.
/// </summary>
public sealed class SeatRounds(CopDb db, TimeProvider clock)
{
    public async Task Go()
    {
        var since = clock.NowIn(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).PlusDays(-1);
        var waitedFor = await db.Meetings.AsNoTracking()
            .Where(m => m.State == MeetingState.Announced && m.Slot.Start >= since && m.VenueKind != VenueKind.Online
                && db.Rsvps.Any(r => r.MeetingId == m.Id && r.Answer == Answer.Yes && (r.IsWaiting || (m.VenueKind == VenueKind.InPerson && r.SeatNumber == null))))
            .Select(m => m.Id).ToListAsync();
        foreach (var id in waitedFor)
            await db.Write(async () =>
            {
                var now = clock.Now();
                if (await db.Meetings.ForUpdate(id) is { } meeting && meeting.TakesAnswers(now)) db.MoveUp(await db.SeatingOf(meeting), except: null, now);
            });
    }
}
