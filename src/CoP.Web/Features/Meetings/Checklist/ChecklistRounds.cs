using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Checklist;

/// <summary>Finds what of meetings' checklists is due and not done, and has its owners told, once for each meeting and day.</summary>
public sealed class ChecklistRounds(CopDb db, TimeProvider clock)
{
    public async Task Go()
    {
        var now = clock.Now();
        var today = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime;
        var (from, to) = (today.PlusDays(-ChecklistTask.DaysLimit - ChecklistReminder.KeptDays - 1), today.PlusDays(ChecklistTask.DaysLimit + 1));
        var meetings = await db.Meetings.AsNoTracking().Where(m => m.Slot.Start >= from && m.Slot.Start <= to && db.ChecklistItems.Any(i => i.MeetingId == m.Id && i.DoneAt == null)).ToListAsync();
        var ids = meetings.ConvertAll(m => m.Id);
        var open = (await db.ChecklistItems.AsNoTracking().Where(i => i.DoneAt == null && ids.Contains(i.MeetingId)).ToListAsync()).ToLookup(i => i.MeetingId);
        foreach (var reminder in meetings.SelectMany(m => ChecklistReminder.DueNow(m, open[m.Id], now)))
        {
            var id = new Id<Occasion>(reminder.Key);
            if (await db.Occasions.AnyAsync(o => o.Id == id)) continue;
            try
            {
                await db.Write(() =>
                {
                    db.Tell(Occasion.Once(reminder.Key, LetterKind.ChecklistDue, reminder.Meeting, now));
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
