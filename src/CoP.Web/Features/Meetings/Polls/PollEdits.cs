using CoP.Domain.Meetings;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Features.Meetings.Dates.Year;
using CoP.Web.Features.Meetings.Planning;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>Asks for a date, takes answers, and makes of the time that is chosen a meeting's date.</summary>
public sealed class PollEdits(CopDb db, CurrentMember me, TimeProvider clock, Ledgers ledgers, PollSight sight, MeetingEdits edits, YearPages year)
{
    static readonly DateTimeZone Massachusetts = DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId];

    /// <summary>When the last day to answer is over.</summary>
    public static Instant EndOf(LocalDate day) => day.PlusDays(1).AtStartOfDayInZone(Massachusetts).ToInstant();

    /// <summary>The poll that is open for a turn or a meeting; null for none.</summary>
    public Task<Id<Poll>?> Open(Quarter quarter, Id<QuarterlyMeeting>? meeting) => db.MeetingPolls
        .Where(a => a.Quarter == quarter && a.MeetingId == meeting && db.Polls.Any(p => p.Id == a.PollId && p.State == PollState.Open)).Select(a => (Id<Poll>?)a.PollId).FirstOrDefaultAsync();

    /// <exception cref="RuleBrokenException"><c>poll.open</c>: there is one already. And those of the poll's verbs.</exception>
    public Task<Id<Poll>> Ask(Quarter quarter, Id<QuarterlyMeeting>? meeting, IEnumerable<LocalSlot> slots, LocalDate until) => db.Write(async () =>
    {
        // Held, so that of two who ask at once one is told that the other has.
        await ledgers.Hold();
        if (await Open(quarter, meeting) is not null) throw new RuleBrokenException("poll.open");
        var now = clock.Now();
        var poll = new Poll(Id<Poll>.New(now), slots, EndOf(until), me.Id, now);
        db.Polls.Add(poll);
        db.MeetingPolls.Add(new(poll.Id, quarter, meeting));
        db.Tell(Occasion.Of(LetterKind.PollOpened, poll.Id.Value, poll.Version, now));
        return poll.Id;
    });

    /// <returns>False where the member is not asked.</returns>
    /// <exception cref="RuleBrokenException">As <see cref="Poll.Answer"/>.</exception>
    public Task<bool> Answer(Id<Poll> id, VoteInput input) => Change(id, (poll, now) => input.Cast(poll, me.Id.AsVoter(), now));

    /// <returns>False where there is no such poll.</returns>
    /// <exception cref="RuleBrokenException">Those of the verb.</exception>
    public Task<bool> Change(Id<Poll> id, Action<Poll, Instant> change) => db.Write(async () =>
    {
        if (await db.Polls.ForUpdate(id, polls => polls.AsSplitQuery()) is not { } poll || await sight.Find(id, me.Id) is null) return false;
        change(poll, clock.Now());
        db.Changed(LiveTopics.Poll(id), poll.LiveVersion);
        return true;
    });

    /// <summary>Makes the time the date of the meeting: a turn becomes one, with what stays from meeting to meeting; one that there is moves.</summary>
    /// <param name="version">The meeting's, as it was seen.</param>
    /// <returns>The meeting; null where there is no such poll.</returns>
    /// <exception cref="RuleBrokenException">Those of the poll's and of the meeting's verbs.</exception>
    public Task<Id<QuarterlyMeeting>?> Choose(Id<Poll> id, Id<PollSlot> slot, int version) => db.Write(async () =>
    {
        if (await db.Polls.ForUpdate(id, polls => polls.AsSplitQuery()) is not { } poll || await sight.Find(id, me.Id) is null) return null;
        var about = await db.MeetingPolls.SingleAsync(p => p.PollId == id);
        var asked = await sight.About(poll, about);
        var (chosen, meeting) = (poll.Choose(slot, clock.Now()).Slot, asked.Meeting);
        db.Changed(LiveTopics.Poll(id), poll.LiveVersion);
        // As long as a move can be taken back, nobody is told of it.
        foreach (var person in await sight.Asked(asked).Where(m => m.Id != me.Id).Select(m => m.Id).ToListAsync())
            db.Tell(Occasion.Of(LetterKind.PollChosen, id.Value, poll.Version, clock.Now() + MeetingChange.Grace, person));
        if (meeting is null)
        {
            about.Became(await edits.Schedule(about.Quarter, new YearRowInput { Quarter = about.Quarter, Pick = DayPick.Write(chosen) }.With(await year.Carried(new()))));
            return about.MeetingId;
        }
        about.Became(meeting.Id);
        // Where it is at that time already, the poll has said so.
        if (meeting.Slot == chosen && meeting.State != MeetingState.Postponed) return meeting.Id;
        return await edits.Change(meeting.Id, version, (m, now) => m.Move(chosen, now)) ? meeting.Id : (Id<QuarterlyMeeting>?)null;
    });
}
