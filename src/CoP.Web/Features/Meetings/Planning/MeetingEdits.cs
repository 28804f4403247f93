using System.Globalization;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Planning.Changes;
using CoP.Web.Features.Meetings.Checklist;
using CoP.Web.Features.Meetings.Facilitation;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Planning;

/// <summary>What the committee does with meetings; each change tells the members what concerns them, in the same transaction.</summary>
public sealed class MeetingEdits(
    CopDb db, CurrentMember me, TimeProvider clock, Ledgers ledgers, MeetingChanges changes, Exchanges.TurnExchanges exchanges, FacilitatorSeats seats,
    Checklists checklists)
{
    /// <summary>Turns the turn of a quarter into a meeting.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.taken</c>: it is one already. And those of the meeting's verbs.</exception>
    public async Task<Id<QuarterlyMeeting>> Schedule(Quarter quarter, ScheduleInput input)
    {
        try
        {
            return await db.Write(async () =>
            {
                // Held, so that the turn is not exchanged while it becomes a meeting.
                var ledger = await ledgers.Hold();
                if (await IsTaken(quarter)) throw Taken();
                var now = clock.Now();
                var contact = await Person(input.Contact) ?? throw new RuleBrokenException("meeting.contact");
                var meeting = new QuarterlyMeeting(Id<QuarterlyMeeting>.New(now), ledger.Rotation.TurnOf(quarter), Slot(input), contact, now);
                await Describe(meeting, input, now);
                await AskSeats(meeting, input, now);
                await checklists.Begin(meeting, now);
                db.Meetings.Add(meeting);
                Record(AuditKind.MeetingScheduled, now, after: Dated(meeting));
                RecordContact(meeting, now);
                // A turn that has a meeting can no longer be exchanged; who waits for an answer about it is told.
                await db.SaveChangesAsync();
                await exchanges.EndOvertaken(ledger);
                return meeting.Id;
            });
        }
        catch (DbUpdateException)
        {
            // Two at the same moment: the database has let one of them in.
            if (await IsTaken(quarter)) throw Taken();
            throw;
        }
    }

    /// <summary>Makes a meeting that uses no turn.</summary>
    /// <exception cref="RuleBrokenException">Those of the meeting's verbs.</exception>
    public Task<Id<QuarterlyMeeting>> Schedule(ExtraInput input) => db.Write(async () =>
    {
        var now = clock.Now();
        var contact = await Person(input.Contact) ?? throw new RuleBrokenException("meeting.contact");
        var meeting = QuarterlyMeeting.Extra(Id<QuarterlyMeeting>.New(now), input.Host!.Value, input.HostAreaOnly, Slot(input), Venue(input), contact, now);
        await Describe(meeting, input, now);
        await AskSeats(meeting, input, now);
        await checklists.Begin(meeting, now);
        db.Meetings.Add(meeting);
        Record(AuditKind.MeetingScheduled, now, after: Dated(meeting));
        RecordContact(meeting, now);
        return meeting.Id;
    });

    /// <summary>Changes a meeting as it was when <paramref name="version"/> was seen.</summary>
    /// <param name="sendNow">Whether letters go at once; otherwise they wait, and the change can be taken back until then.</param>
    /// <returns>False where there is no such meeting.</returns>
    /// <exception cref="RuleBrokenException"><c>meeting.changed</c>: someone was faster. And those of the meeting's verbs.</exception>
    public Task<bool> Change(Id<QuarterlyMeeting> id, int version, Func<QuarterlyMeeting, Instant, Task> change, bool sendNow = false) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id) is not { } meeting) return false;
        meeting.Expect(version);
        var now = clock.Now();
        var (before, date) = (meeting.Snapshot(), Dated(meeting));
        await change(meeting, now);
        await changes.Note(meeting, before, me.Id, sendNow, now);
        if (meeting.Slot != before.Slot) Record(AuditKind.MeetingMoved, now, date, Dated(meeting));
        if (meeting.AccessContactId != before.AccessContactId) RecordContact(meeting, now);
        if (meeting.State != before.State && Recorded(meeting.State, meeting.Slot != before.Slot) is { } kind) Record(kind, now, after: Dated(meeting));
        return true;
    });

    /// <inheritdoc cref="Change(Id{QuarterlyMeeting},int,Func{QuarterlyMeeting,Instant,Task},bool)"/>
    public Task<bool> Change(Id<QuarterlyMeeting> id, int version, Action<QuarterlyMeeting, Instant> change, bool sendNow = false) => Change(id, version, (meeting, now) =>
    {
        change(meeting, now);
        return Task.CompletedTask;
    }, sendNow);

    /// <summary>Takes the latest change back, before its letters go.</summary>
    /// <returns>False where there is no such meeting.</returns>
    /// <exception cref="RuleBrokenException"><c>meeting.undo.late</c>, <c>meeting.done</c>.</exception>
    public Task<bool> TakeBack(Id<QuarterlyMeeting> id, Id<MeetingChange> change) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id) is not { } meeting) return false;
        var (now, contact) = (clock.Now(), meeting.AccessContactId);
        await changes.TakeBack(meeting, change, now);
        Record(AuditKind.MeetingRestored, now, after: Dated(meeting));
        if (meeting.AccessContactId != contact) RecordContact(meeting, now);
        return true;
    });

    /// <summary>The letters of the latest change go now.</summary>
    /// <returns>False where there is no such meeting.</returns>
    /// <exception cref="RuleBrokenException"><c>meeting.undo.late</c>.</exception>
    public Task<bool> SendNow(Id<QuarterlyMeeting> id, Id<MeetingChange> change) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id) is not { } meeting) return false;
        await changes.SendNow(meeting, change, clock.Now());
        return true;
    });

    public async Task Describe(QuarterlyMeeting meeting, IDetailsInput input, Instant now)
    {
        meeting.About(input.Topic);
        meeting.Meet(Venue(input), now);
        meeting.Welcome(input.For.Aggregate(MemberRoles.None, (all, role) => all | role), input.Languages.Aggregate(MeetingLanguages.None, (all, language) => all | language));
        var contact = await Person(input.Contact) ?? throw new RuleBrokenException("meeting.contact");
        if (contact.Id != meeting.AccessContactId) meeting.NameContact(contact);
    }

    public static LocalSlot Slot(IDateInput input) => QuarterlyMeeting.SlotFor(input.Date!.Value + input.Time!.Value, input.Minutes!.Value);

    /// <summary>The same; null where no meeting may be then.</summary>
    public static LocalSlot? Fitting(IDateInput input)
    {
        try
        {
            return Slot(input);
        }
        catch (RuleBrokenException)
        {
            return null;
        }
    }

    static Venue Venue(IDetailsInput input) => new(input.Venue, input.Link, input.DialIn, new Place(input.PlaceName ?? "", input.PlaceAddress, input.PlaceAccess, input.Capacity));

    static AuditKind? Recorded(MeetingState state, bool moved) => state switch
    {
        MeetingState.Announced when !moved => AuditKind.MeetingAnnounced,
        MeetingState.Postponed => AuditKind.MeetingPostponed,
        MeetingState.Cancelled => AuditKind.MeetingCancelled,
        _ => null,
    };

    void Record(AuditKind what, Instant now, string? before = null, string? after = null, Id<Member>? subject = null) =>
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, what, me.Id, subject, before: before, after: after));

    void RecordContact(QuarterlyMeeting meeting, Instant now) => Record(AuditKind.MeetingContact, now, after: Dated(meeting), subject: meeting.AccessContactId);

    static string Dated(QuarterlyMeeting meeting) => string.Create(CultureInfo.InvariantCulture, $"{meeting.Quarter}, {meeting.Slot.Start:uuuu-MM-dd HH:mm}");

    async Task AskSeats(QuarterlyMeeting meeting, ISeatsInput input, Instant now)
    {
        if (!string.IsNullOrEmpty(input.Recovery)) await seats.Ask(meeting, FacilitatorSeat.Recovery, input.Recovery, now);
        if (!string.IsNullOrEmpty(input.PeerSupport)) await seats.Ask(meeting, FacilitatorSeat.PeerSupport, input.PeerSupport, now);
    }

    Task<Member?> Person(string? id) => Id<Member>.TryParse(id, null, out var member) ? db.Members.SingleOrDefaultAsync(m => m.Id == member) : Task.FromResult<Member?>(null);

    Task<bool> IsTaken(Quarter quarter) => db.Meetings.AnyAsync(m => m.Kind == MeetingKind.Quarterly && m.Quarter == quarter && m.State != MeetingState.Cancelled);

    static RuleBrokenException Taken() => new("meeting.taken");
}
