using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Facilitation;

/// <summary>Finds the meetings whose seats are empty as they near, and has the committee told, once for each time.</summary>
public sealed class FacilitatorRounds(CopDb db, TimeProvider clock)
{
    public async Task Go()
    {
        var now = clock.Now();
        var today = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime;
        var (from, to) = (today.PlusDays(-1), today.PlusDays(SeatReminder.Times.Max() + 1));
        var near = await db.Meetings.AsNoTracking().Where(m => m.Slot.Start >= from && m.Slot.Start <= to && (m.RecoverySeat == null || m.PeerSupportSeat == null)).ToListAsync();
        foreach (var meeting in near)
        {
            if (SeatReminder.DueNow(meeting, now) is not { } reminder) continue;
            var id = new Id<Occasion>(reminder.Key);
            if (await db.Occasions.AnyAsync(o => o.Id == id)) continue;
            try
            {
                await db.Write(() =>
                {
                    db.Tell(Occasion.Once(reminder.Key, LetterKind.SeatEmpty, meeting.Id.Value, now));
                    return Task.CompletedTask;
                });
            }
            catch (DbUpdateException)
            {
                // Another node was a moment faster.
            }
        }
    }
}
