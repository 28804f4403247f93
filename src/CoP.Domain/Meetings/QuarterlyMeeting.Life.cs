using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

// From a date to minutes: how far the meeting has come, which step it takes from where, and the way back.
public sealed partial class QuarterlyMeeting
{
    /// <summary>Longest reason for a cancellation, in characters.</summary>
    public const int ReasonLimit = 300;

    /// <summary>How many minutes before the start it opens.</summary>
    public const int OpensMinutesBefore = 15;

    /// <summary>When it opens: <see cref="OpensMinutesBefore"/> minutes before the start.</summary>
    public Instant OpensAt => Slot.StartsAt - Duration.FromMinutes(OpensMinutesBefore);

    /// <summary>Whether people may come in: from <see cref="OpensAt"/> to the end of a meeting that was announced.</summary>
    public bool IsOpen(Instant now) => State == MeetingState.Announced && OpensAt <= now && !IsOver(now);

    /// <summary>How far it has come. That it is open, and that it is over, is not written down but told by the clock.</summary>
    public MeetingStage StageAt(Instant now) => State switch
    {
        MeetingState.Scheduled => MeetingStage.Scheduled,
        MeetingState.Announced => IsOver(now) ? MeetingStage.Held : IsOpen(now) ? MeetingStage.Open : MeetingStage.Announced,
        MeetingState.Held => MeetingStage.Held,
        MeetingState.MinutesPublished => MeetingStage.MinutesPublished,
        MeetingState.Postponed => MeetingStage.Postponed,
        _ => MeetingStage.Cancelled,
    };

    /// <summary>Whether its end has passed.</summary>
    public bool IsOver(Instant now) => Slot.EndsAt <= now;

    /// <summary>Whether members can still say if they will come.</summary>
    public bool TakesAnswers(Instant now) => State == MeetingState.Announced && !IsOver(now);

    /// <summary>What became of the turn that it uses. One that was announced and is over counts as hosted unless the committee says otherwise.</summary>
    public TurnOutcome Outcome(Instant now) => State switch
    {
        MeetingState.Cancelled => TurnOutcome.NotHeld,
        MeetingState.Held or MeetingState.MinutesPublished => TurnOutcome.Hosted,
        // It waits for another date as long as there may be one.
        MeetingState.Postponed => now.InZone(Slot.Zone).Date <= Quarter.Last.PlusYears(1) ? TurnOutcome.Ahead : TurnOutcome.NotHeld,
        _ when !IsOver(now) => TurnOutcome.Ahead,
        MeetingState.Announced => TurnOutcome.Hosted,
        _ => TurnOutcome.NotHeld,
    };

    /// <summary>Tells the members.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.announced</c>: they know already. <c>meeting.link.needed</c>, <c>meeting.place.needed</c>: the way in is not known.
    /// <c>meeting.past</c>: its start is not to come. <c>meeting.postponed</c>: it has no date. <c>meeting.done</c>.
    /// </exception>
    public void Announce(Instant now)
    {
        RefuseIfDone();
        if (State == MeetingState.Postponed) throw new RuleBrokenException("meeting.postponed");
        if (State == MeetingState.Announced) throw new RuleBrokenException("meeting.announced");
        RefuseWithoutWayIn(Venue);
        if (Slot.StartsAt <= now) throw new RuleBrokenException("meeting.past");
        (State, AnnouncedAt, LastModified) = (MeetingState.Announced, now, now);
        Version++;
    }

    /// <summary>
    /// Gives it another date. Answers stay, and their owners are asked to look again (<see cref="Rsvp.IsFor"/>). One that was postponed is
    /// what it was before: announced, if members knew of it.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.past</c>, <c>meeting.early</c>, <c>meeting.late</c>, <c>meeting.far</c>: as when it was scheduled. <c>meeting.same</c>: that is when it is. <c>meeting.over</c>: it was announced, and its time has passed.
    /// <c>meeting.link.needed</c>, <c>meeting.place.needed</c>: members knew of it, and the way in is not known any more. <c>meeting.done</c>.
    /// </exception>
    public void Move(LocalSlot slot, Instant now)
    {
        RefuseIfDone();
        RefuseIfOver(now);
        if (slot == Slot && State != MeetingState.Postponed) throw new RuleBrokenException("meeting.same");
        if (State == MeetingState.Postponed && AnnouncedAt is not null) RefuseWithoutWayIn(Venue);
        Slot = Fitting(slot, now);
        if (State == MeetingState.Postponed) (State, PostponeReason) = (AnnouncedAt is null ? MeetingState.Scheduled : MeetingState.Announced, null);
        if (Kind == MeetingKind.Extra) Quarter = Quarter.Of(slot.Start.Date);
        ShowInCalendars(now);
    }

    /// <summary>
    /// Puts it off: it leaves calendars and waits for another date (<see cref="Move"/>). It keeps its turn, and <see cref="Slot"/> says when it was to be.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.reason</c>: none given, or too long. <c>meeting.postponed</c>: it is already. <c>meeting.over</c>: its time has passed. <c>meeting.done</c>.
    /// </exception>
    public void Postpone(string? reason, Instant now)
    {
        RefuseIfDone();
        RefuseIfOver(now);
        if (State == MeetingState.Postponed) throw new RuleBrokenException("meeting.postponed");
        PostponeReason = PlainText.NeededLine(reason, ReasonLimit, "meeting.reason");
        State = MeetingState.Postponed;
        ShowInCalendars(now);
    }

    /// <summary>Calls it off. Its turn counts as not held, and nothing is owed for it.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.reason</c>: none given, or too long. <c>meeting.done</c>: held or cancelled already.</exception>
    public void Cancel(string? reason, Instant now)
    {
        RefuseIfDone();
        CancelReason = PlainText.NeededLine(reason, ReasonLimit, "meeting.reason");
        (State, PostponeReason) = (MeetingState.Cancelled, null);
        ShowInCalendars(now);
    }

    /// <summary>Records how many came; also again, to put the figures right.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.notyet</c>: it has not begun, or was never announced. <c>meeting.done</c>: cancelled.</exception>
    public void Hold(Attendance attendance, Instant now)
    {
        if (State == MeetingState.Cancelled) throw new RuleBrokenException("meeting.done");
        if (State is MeetingState.Scheduled or MeetingState.Postponed || now < Slot.StartsAt) throw new RuleBrokenException("meeting.notyet");
        if (State == MeetingState.Announced) State = MeetingState.Held;
        Attendance = attendance;
        Version++;
    }

    /// <summary>Its minutes are there for all to read.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.minutes.early</c>: it is not over, or was never announced. <c>meeting.minutes.published</c>: they are already. <c>meeting.done</c>: cancelled.
    /// </exception>
    public void PublishMinutes(Instant now)
    {
        if (State == MeetingState.Cancelled) throw new RuleBrokenException("meeting.done");
        if (State == MeetingState.MinutesPublished) throw new RuleBrokenException("meeting.minutes.published");
        if (StageAt(now) != MeetingStage.Held) throw new RuleBrokenException("meeting.minutes.early");
        State = MeetingState.MinutesPublished;
        Version++;
    }

    /// <summary>What can be taken back, as it is now.</summary>
    public MeetingSnapshot Snapshot() => new(State, AnnouncedAt, Slot, Topic, VenueKind, Link, DialIn, Place, For, Languages, AccessContactId, CancelReason, PostponeReason);

    /// <summary>Takes changes back: it is again as it was. Calendars, which may have seen them, are told by the next sequence.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.done</c>: it has been held since.</exception>
    public void Restore(MeetingSnapshot before, Instant now)
    {
        if (State is MeetingState.Held or MeetingState.MinutesPublished) throw new RuleBrokenException("meeting.done");
        var shown = Snapshot();
        (State, AnnouncedAt, Slot, Topic) = (before.State, before.AnnouncedAt, before.Slot, before.Topic);
        (VenueKind, Link, DialIn, Place) = (before.VenueKind, before.Link, before.DialIn, before.Place);
        (For, Languages, AccessContactId) = (before.For, before.Languages, before.AccessContactId);
        (CancelReason, PostponeReason) = (before.CancelReason, before.PostponeReason);
        if (Kind == MeetingKind.Extra) Quarter = Quarter.Of(Slot.Start.Date);
        if (before.ShowsAs(shown)) Version++;
        else ShowInCalendars(now);
    }

    private void RefuseIfDone()
    {
        if (State is MeetingState.Cancelled or MeetingState.Held or MeetingState.MinutesPublished) throw new RuleBrokenException("meeting.done");
    }

    private void RefuseIfOver(Instant now)
    {
        if (State == MeetingState.Announced && IsOver(now)) throw new RuleBrokenException("meeting.over");
    }
}
