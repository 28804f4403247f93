using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;

namespace CoP.Web.Mail;

/// <summary>
/// Finds the reminders that are due and are not letters yet, out of what is planned and what members chose. Nothing is
/// scheduled ahead, so nothing has to be taken back when an event moves or somebody changes their mind.
/// </summary>
public sealed class ReminderPlanner(CopDb db, Doorbell doorbell, TimeProvider clock)
{
    public const string Meeting = "meeting";
    public const string Session = "session";

    // The longest time before, brought forward by the longest quiet hours, and a day over.
    internal static readonly Duration Horizon = ReminderTimeSets.Longest + Duration.FromDays(2);

    /// <summary>Writes the letters of all reminders that are due now; how many.</summary>
    public async Task<int> Plan()
    {
        var now = clock.Now();
        var count = 0;
        await foreach (var upcoming in Upcoming(now))
            foreach (var (reminder, recipients) in await Due(upcoming, now))
                count += await Write(upcoming.Letter, reminder, recipients, now);
        if (count > 0) doorbell.Ring();
        return count;
    }

    async IAsyncEnumerable<Event> Upcoming(Instant now)
    {
        // The database holds wall-clock times; a day either way makes up for every zone.
        var (from, to) = ((now - Duration.FromDays(1)).InUtc().LocalDateTime, (now + Horizon + Duration.FromDays(1)).InUtc().LocalDateTime);
        var meetings = await db.Meetings.AsNoTracking().Where(m => m.State == MeetingState.Announced && m.Slot.Start > from && m.Slot.Start < to).ToListAsync();
        foreach (var meeting in meetings.Where(m => m.Slot.StartsAt > now))
            yield return new Event(Meeting, LetterKind.MeetingReminder, meeting.Id.Value, meeting.Slot, meeting.LastModified, db.Members.InvitedTo(meeting, db.Rsvps)
                .Where(m => !db.Rsvps.Any(r => r.MeetingId == meeting.Id && r.MemberId == m.Id && r.Answer == Answer.No && r.AnsweredFor == meeting.Slot.Start)));

        var serieses = await db.SessionSeries.AsNoTracking().Include(s => s.Changes)
            .Where(s => s.Slot.Start < to && (s.LastDay == null || s.LastDay >= from.Date || s.Changes.Any(c => c.MovedTo > from)))
            .AsSplitQuery().ToListAsync();
        foreach (var series in serieses)
            foreach (var session in series.Schedule.Between(now, now + Horizon).Where(s => s.TakesPlace && s.Slot.StartsAt > now))
            {
                var (original, starts) = (session.Original, session.Slot.StartsAt);
                yield return new Event(
                    Session, LetterKind.SessionReminder, series.Id.Value, session.Slot, session.Kind == OccurrenceKind.Moved ? series.ChangedAt : series.CreatedAt, db.Members
                        .Where(m => db.Groups.Any(g => g.Id == series.GroupId && g.ClosedAt == null && g.Memberships.Any(s => s.MemberId == m.Id && s.State == MembershipState.Member))
                            && !db.SessionAbsences.Any(a => a.GroupId == series.GroupId && a.MemberId == m.Id && a.Original == original && a.StartsAt == starts)));
            }
    }

    /// <summary>Who is to get which reminder of an event now and has it not.</summary>
    async Task<List<(Reminder Reminder, List<Id<Member>> Recipients)>> Due(Event upcoming, Instant now)
    {
        var topic = upcoming.Letter.Topic();
        var keys = Enum.GetValues<ReminderTime>().Select(time => new Id<Occasion>(new Reminder(upcoming.Kind, upcoming.Item, upcoming.Slot, time).Key)).ToList();
        var had = (await db.Letters.Where(l => keys.Contains(l.OccasionId)).Select(l => new { l.OccasionId, l.Recipient }).ToListAsync())
            .Select(l => (l.OccasionId.Value, l.Recipient)).ToHashSet();
        var members = await (from m in upcoming.Members.WhoWant(db, topic)
                             join c in db.MailChoices on m.Id equals c.MemberId into chosen
                             from choices in chosen.DefaultIfEmpty()
                             select new { m.Id, m.ZoneId, m.JoinedAt, Choices = choices }).AsNoTracking().ToListAsync();
        return [.. members
            .Select(m => (m.Id, Reminder: Reminder.DueNow(
                upcoming.Kind, upcoming.Item, upcoming.Slot, m.Choices?.Reminders ?? ReminderChoices.Default, DateTimeZoneProviders.Tzdb[m.ZoneId],
                Instant.Max(upcoming.KnownSince, m.JoinedAt), now)))
            .Where(m => m.Reminder is not null && !had.Contains((m.Reminder.Key, m.Id.Value)))
            .GroupBy(m => m.Reminder!, m => m.Id)
            .Select(g => (g.Key, g.ToList()))];
    }

    async Task<int> Write(LetterKind kind, Reminder reminder, List<Id<Member>> recipients, Instant now)
    {
        try
        {
            return await db.Write(async () =>
            {
                var id = new Id<Occasion>(reminder.Key);
                var occasion = await db.Occasions.SingleOrDefaultAsync(o => o.Id == id);
                if (occasion is null) db.Occasions.Add(occasion = Occasion.Of(kind, reminder, now));
                foreach (var recipient in recipients) db.Letters.Add(new Letter(occasion, recipient.Value, now));
                return recipients.Count;
            });
        }
        catch (DbUpdateException)
        {
            // Another node was a moment faster with the same reminder; the next round finds what it left, if anything.
            return 0;
        }
    }

    /// <summary>Something that people are reminded of.</summary>
    /// <param name="KnownSince">Since when it is at this time.</param>
    /// <param name="Members">Those who take part and have not said no.</param>
    sealed record Event(string Kind, LetterKind Letter, Guid Item, LocalSlot Slot, Instant KnownSince, IQueryable<Member> Members);
}
