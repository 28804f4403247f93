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

    // A round may come this much after what it looks for: what came due just before a change is not taken for overtaken by it.
    static readonly Duration LateRound = Duration.FromMinutes(5);

    // Few enough that neither a form nor a sign-in link waits long for the database.
    const int WrittenAtOnce = 200;

    /// <summary>Writes the letters of all reminders that are due now; how many.</summary>
    public async Task<int> Plan()
    {
        var now = clock.Now();
        var due = (await Due(await Meetings(now), now)).Concat(await Due(await Sessions(now), now)).ToList();
        if (due.Count == 0) return 0;
        var count = 0;
        foreach (var reminder in await NotYetLetters(due))
            foreach (var some in reminder.Select(d => d.Recipient).Distinct().Chunk(WrittenAtOnce))
                count += await Write(reminder.Key.Letter, reminder.Key.Reminder, some, now);
        if (count > 0) doorbell.Ring();
        return count;
    }

    async Task<List<Event>> Meetings(Instant now)
    {
        var (from, to) = Around(now);
        var meetings = await db.Meetings.AsNoTracking().Where(m => m.State == MeetingState.Announced && m.Slot.Start > from && m.Slot.Start < to).ToListAsync();
        var events = new List<Event>();
        foreach (var meeting in meetings.Where(m => m.Slot.StartsAt > now))
        {
            var members = db.Members.InvitedTo(meeting, db.Rsvps)
                .Where(m => !db.Rsvps.Any(r => r.MeetingId == meeting.Id && r.MemberId == m.Id && r.Answer == Answer.No && r.AnsweredFor == meeting.Slot.Start));
            events.Add(new Event(
                Meeting, LetterKind.MeetingReminder, meeting.Id.Value, meeting.Slot, meeting.LastModified,
                await members.WhoWant(db, MailTopics.MeetingReminders).AsNoTracking().Select(m => new Attendee(m.Id, m.JoinedAt)).ToListAsync()));
        }
        return events;
    }

    async Task<List<Event>> Sessions(Instant now)
    {
        var (from, to) = Around(now);
        var serieses = await db.SessionSeries.AsNoTracking().Include(s => s.Changes)
            .Where(s => s.Slot.Start < to && (s.LastDay == null || s.LastDay >= from.Date || s.Changes.Any(c => c.MovedTo > from)))
            .AsSplitQuery().ToListAsync();
        var sessions = serieses.SelectMany(series => series.Schedule.Between(now, now + Horizon).Where(s => s.TakesPlace && s.Slot.StartsAt > now), (series, session) => (series, session)).ToList();
        if (sessions.Count == 0) return [];

        var groups = sessions.Select(s => s.series.GroupId).Distinct().ToList();
        var insiders = (await (from g in db.Groups.Where(g => groups.Contains(g.Id) && g.ClosedAt == null)
                               from s in g.Memberships.Where(s => s.State == MembershipState.Member)
                               join m in db.Members.WhoWant(db, MailTopics.SessionReminders) on s.MemberId equals m.Id
                               select new { GroupId = g.Id, g.Roles, m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties, s.Since }).AsNoTracking().ToListAsync())
            // Whose role has changed is outside, though nobody has written them off.
            .Where(m => m.Roles.Admit(new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties)))
            .ToLookup(m => m.GroupId, m => new Attendee(m.Id, m.Since));
        var away = (await db.SessionAbsences.Where(a => groups.Contains(a.GroupId) && a.StartsAt > now).Select(a => new { a.GroupId, a.MemberId, a.Original, a.StartsAt }).ToListAsync())
            .Select(a => (a.GroupId, a.MemberId, a.Original, a.StartsAt)).ToHashSet();
        return sessions.ConvertAll(s => new Event(
            Session, LetterKind.SessionReminder, s.series.Id.Value, s.session.Slot, s.session.Kind == OccurrenceKind.Moved ? s.series.ChangedAt : s.series.CreatedAt,
            [.. insiders[s.series.GroupId].Where(m => !away.Contains((s.series.GroupId, m.Id, s.session.Original, s.session.Slot.StartsAt)))]));
    }

    // The database holds wall-clock times; a day either way makes up for every zone.
    static (LocalDateTime From, LocalDateTime To) Around(Instant now) => ((now - Duration.FromDays(1)).InUtc().LocalDateTime, (now + Horizon + Duration.FromDays(1)).InUtc().LocalDateTime);

    /// <summary>For each of those who take part the one reminder that is due, whether or not they have it.</summary>
    async Task<List<DueReminder>> Due(List<Event> events, Instant now)
    {
        if (events.Count == 0) return [];
        var people = events.SelectMany(e => e.Members).Select(m => m.Id).Distinct().ToList();
        var clocks = await (from m in db.Members.Where(m => people.Contains(m.Id))
                            join c in db.MailChoices on m.Id equals c.MemberId into chosen
                            from choices in chosen.DefaultIfEmpty()
                            select new { m.Id, m.ZoneId, Choices = choices }).AsNoTracking()
            .ToDictionaryAsync(m => m.Id, m => (Zone: DateTimeZoneProviders.Tzdb[m.ZoneId], Choices: m.Choices?.Reminders ?? ReminderChoices.Default, IsPaused: m.Choices?.IsPaused(now, DateTimeZoneProviders.Tzdb[m.ZoneId]) == true));
        var unreached = await Unreached();
        var due = new List<DueReminder>();
        foreach (var upcoming in events)
        {
            foreach (var member in upcoming.Members)
            {
                // Whose mail is paused is reminded after the pause of what is still ahead then.
                if (unreached.Contains(member.Id) || !clocks.TryGetValue(member.Id, out var their) || their.IsPaused) continue;
                if (Reminder.DueNow(upcoming.Kind, upcoming.Item, upcoming.Slot, their.Choices, their.Zone, Instant.MinValue, now) is not { } reminder) continue;
                var known = Instant.Max(upcoming.KnownSince, member.Since) - LateRound;
                due.Add(new DueReminder(upcoming.Letter, reminder, member.Id, reminder.DueAt(their.Choices.Quiet, their.Zone) >= known));
            }
        }
        return due;
    }

    /// <summary>Those whose address was refused: a letter to them would be made, and be void, again and again.</summary>
    async Task<HashSet<Id<Member>>> Unreached()
    {
        var refused = await db.AddressStandings.AsNoTracking().Where(s => s.RefusedAt != null).ToListAsync();
        if (refused.Count == 0) return [];
        var ids = refused.ConvertAll(s => s.MemberId.Value);
        var addresses = await db.Users.Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.Email }).ToDictionaryAsync(u => u.Id, u => u.Email);
        return [.. refused.Where(s => addresses.GetValueOrDefault(s.MemberId.Value) is { } address && s.Stops(address)).Select(s => s.MemberId)];
    }

    /// <summary>
    /// Those that are not letters yet and were due since the member knows of the event; and those that are letters without a reason to go, which is there again: the event has moved
    /// back, say.
    /// </summary>
    async Task<IEnumerable<IGrouping<(LetterKind Letter, Reminder Reminder), DueReminder>>> NotYetLetters(List<DueReminder> due)
    {
        var states = new Dictionary<(Guid Occasion, Guid Recipient), LetterState>();
        foreach (var keys in due.Select(d => new Id<Occasion>(d.Reminder.Key)).Distinct().Chunk(500))
            foreach (var letter in await db.Letters.Where(l => keys.Contains(l.OccasionId)).Select(l => new { l.OccasionId, l.Recipient, l.State }).ToListAsync())
                states[(letter.OccasionId.Value, letter.Recipient)] = letter.State;
        return due.Where(d => states.TryGetValue((d.Reminder.Key, d.Recipient.Value), out var state) ? state == LetterState.Void : d.IsKnown)
            .GroupBy(d => (d.Letter, d.Reminder));
    }

    async Task<int> Write(LetterKind kind, Reminder reminder, Id<Member>[] recipients, Instant now)
    {
        try
        {
            return await db.Write(async () =>
            {
                var id = new Id<Occasion>(reminder.Key);
                var occasion = await db.Occasions.SingleOrDefaultAsync(o => o.Id == id);
                if (occasion is null) db.Occasions.Add(occasion = Occasion.Of(kind, reminder, now));
                var whom = recipients.Select(r => r.Value).ToList();
                var had = await db.Letters.Where(l => l.OccasionId == id && whom.Contains(l.Recipient)).Select(l => new { l.Id, l.Recipient }).ToDictionaryAsync(l => l.Recipient, l => l.Id);
                var written = 0;
                foreach (var recipient in whom)
                {
                    if (!had.TryGetValue(recipient, out var letter)) db.Letters.Add(new Letter(occasion, recipient, now));
                    // Another node may have revived it, and sent it since.
                    else if (await db.Letters.ForUpdate(letter) is not { } kept || !kept.Revive(now)) continue;
                    written++;
                }
                return written;
            });
        }
        catch (DbUpdateException)
        {
            // Another node was a moment faster with the same reminder; the next round finds what it left, if anything.
            return 0;
        }
        finally
        {
            // Thousands may follow, and each would be looked at again with every hundred.
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Something that people are reminded of.</summary>
    /// <param name="KnownSince">Since when it is at this time.</param>
    /// <param name="Members">Those who take part, have not said no and want such mail.</param>
    sealed record Event(string Kind, LetterKind Letter, Guid Item, LocalSlot Slot, Instant KnownSince, List<Attendee> Members);

    /// <param name="Since">Since when it is theirs.</param>
    sealed record Attendee(Id<Member> Id, Instant Since);

    /// <param name="IsKnown">Whether it came due when the event, at this time, was already known to the member.</param>
    sealed record DueReminder(LetterKind Letter, Reminder Reminder, Id<Member> Recipient, bool IsKnown);
}
