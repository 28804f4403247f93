using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings;

/// <summary>Keeps the promise that what members needed at a meeting is gone 30 days after it; their answers stay.</summary>
public sealed class ForgetAccessNeeds(CopDb db, TimeProvider clock)
{
    public Task Due() => db.Write(async () =>
    {
        var now = clock.Now();
        // The wall clock narrows it down in the database; the instant decides.
        var before = (now - Duration.FromDays(QuarterlyMeeting.AccessKeptDays)).InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime;
        var over = await db.Meetings.AsNoTracking()
            .Where(m => m.Slot.Start <= before && db.Rsvps.Any(r => r.MeetingId == m.Id && (r.Needs != AccessNeeds.None || r.OtherNeed != null))).ToListAsync();
        foreach (var meeting in over.Where(m => m.AccessForgottenAt <= now))
            foreach (var rsvp in await db.Rsvps.Where(r => r.MeetingId == meeting.Id && (r.Needs != AccessNeeds.None || r.OtherNeed != null)).ToListAsync())
            {
                // What mail was told of is forgotten with it.
                var told = rsvp.Requests.Select(r => r.Id.Value).Append(rsvp.Id.Value).ToArray();
                rsvp.ForgetNeeds();
                await db.Occasions.Where(o => told.Contains(o.Item)).ExecuteDeleteAsync();
            }
    });
}
