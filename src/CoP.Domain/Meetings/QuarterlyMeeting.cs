using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// The meeting of one quarter. A turn of the <see cref="Rotation"/> is only planned until the committee gives it a date; that makes
/// it a meeting, which is then announced to the members, moved, cancelled or held. It belongs to its quarter even if it is held late.
/// Beside these there are meetings in a place that use no turn (<see cref="MeetingKind.Extra"/>).
/// </summary>
public sealed partial class QuarterlyMeeting
{
    /// <summary>Where the clock hangs that decides: the meetings are Massachusetts's.</summary>
    public const string ZoneId = "America/New_York";

    /// <summary>Shortest meeting, in minutes.</summary>
    public const int MinutesAtLeast = 60;

    /// <summary>Longest meeting, in minutes.</summary>
    public const int MinutesAtMost = 120;

    /// <summary>Longest topic, in characters.</summary>
    public const int TopicLimit = 120;

    /// <summary>Longest link, in characters.</summary>
    public const int LinkLimit = Venue.LinkLimit;

    /// <summary>Longest dial-in number with its code, in characters.</summary>
    public const int DialInLimit = Venue.DialInLimit;

    /// <summary>Longest reason for a cancellation, in characters.</summary>
    public const int ReasonLimit = 300;

    /// <summary>How many minutes before the start it opens.</summary>
    public const int OpensMinutesBefore = 15;

    /// <summary>How many days before the meeting interpreters and captioners must be booked.</summary>
    public const int AccessNoticeDays = 14;

    /// <summary>How many days after the meeting access needs are forgotten.</summary>
    public const int AccessKeptDays = 30;

    /// <summary>How many years ahead a meeting that uses no turn may be.</summary>
    public const int YearsAhead = 3;

    private static readonly LocalTime DayStarts = new(8, 0);
    private static readonly LocalTime DayEnds = new(18, 0);

    private QuarterlyMeeting()
    {
    }

    /// <summary>Turns a planned turn into a meeting with a date.</summary>
    /// <param name="id">Which meeting.</param>
    /// <param name="turn">The turn that it uses.</param>
    /// <param name="slot">When; see <see cref="SlotFor"/>.</param>
    /// <param name="accessContact">Who arranges what members need in order to take part, and alone sees it.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.past</c>, <c>meeting.early</c>, <c>meeting.late</c>: the date is not to come, before the quarter, or over a year
    /// behind it. <c>meeting.contact</c>: the contact is not an active member.
    /// </exception>
    public QuarterlyMeeting(Id<QuarterlyMeeting> id, Turn turn, LocalSlot slot, Member accessContact, Instant now)
    {
        (Id, Quarter, Host, CreatedAt, LastModified) = (id, turn.Quarter, turn.Host, now, now);
        Slot = Fitting(slot, now);
        NameContact(accessContact);
        Version = 1;
    }

    private QuarterlyMeeting(Id<QuarterlyMeeting> id, Area host, bool hostAreaOnly, LocalSlot slot, Venue venue, Member accessContact, Instant now)
    {
        (Id, Kind, Host, HostAreaOnly, CreatedAt, LastModified) = (id, MeetingKind.Extra, host, hostAreaOnly, now, now);
        Slot = Fitting(slot, now);
        Quarter = Quarter.Of(slot.Start.Date);
        Meet(venue, now);
        NameContact(accessContact);
        (Sequence, Version) = (0, 1);
    }

    /// <summary>A meeting in a place that uses nobody's turn.</summary>
    /// <param name="id">Which meeting.</param>
    /// <param name="host">The area in which it is.</param>
    /// <param name="hostAreaOnly">Whether only members of that area are invited; if not, it is statewide.</param>
    /// <param name="slot">When; see <see cref="SlotFor"/>.</param>
    /// <param name="venue">Where.</param>
    /// <param name="accessContact">Who arranges what members need in order to take part, and alone sees it.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.past</c>, <c>meeting.far</c>: the date is not to come, or over <see cref="YearsAhead"/> years away. <c>meeting.extra.place</c>:
    /// it is not in a place. <c>meeting.contact</c>: the contact is not an active member. And as <see cref="Venue.Checked"/>.
    /// </exception>
    public static QuarterlyMeeting Extra(Id<QuarterlyMeeting> id, Area host, bool hostAreaOnly, LocalSlot slot, Venue venue, Member accessContact, Instant now) =>
        new(id, host, hostAreaOnly, slot, venue, accessContact, now);

    /// <summary>Which meeting.</summary>
    public Id<QuarterlyMeeting> Id { get; private set; }

    /// <summary>Whether it uses a turn.</summary>
    public MeetingKind Kind { get; private set; }

    /// <summary>The quarter whose turn this is; of one that uses no turn, the quarter in which it is.</summary>
    public Quarter Quarter { get; private set; }

    /// <summary>The area that hosts.</summary>
    public Area Host { get; private set; }

    /// <summary>Whether only members of the host area are invited; the meeting of a quarter is always statewide.</summary>
    public bool HostAreaOnly { get; private set; }

    /// <summary>Whom it is for: who is invited by mail.</summary>
    public MemberRoles For { get; private set; } = MemberRoles.All;

    /// <summary>What is spoken.</summary>
    public MeetingLanguages Languages { get; private set; } = MeetingLanguages.English;

    /// <summary>How people come together.</summary>
    public VenueKind VenueKind { get; private set; }

    /// <summary>The place to meet in; null online, and while it is not known.</summary>
    public Place? Place { get; private set; }

    /// <summary>Where it takes place, as one value.</summary>
    public Venue Venue => new(VenueKind, Link, DialIn, Place);

    /// <summary>How far it has come.</summary>
    public MeetingState State { get; private set; }

    /// <summary>When, on the clock of <see cref="ZoneId"/>.</summary>
    public LocalSlot Slot { get; private set; } = null!;

    /// <summary>What it is about, in a few words; null if that is open.</summary>
    public string? Topic { get; private set; }

    /// <summary>The https address at which it takes place; null while it is not known.</summary>
    public string? Link { get; private set; }

    /// <summary>The telephone number, with its code, for who has no link to follow; null while it is not known.</summary>
    public string? DialIn { get; private set; }

    /// <summary>The facilitator from DMH: the host area's Area Director of Recovery. Null while the seat is empty.</summary>
    public Id<Member>? RecoverySeat { get; private set; }

    /// <summary>The facilitator from a provider: an ACCS Director of Peer Support of the host area. Null while the seat is empty.</summary>
    public Id<Member>? PeerSupportSeat { get; private set; }

    /// <summary>The one member beside its owner who sees an access need.</summary>
    public Id<Member> AccessContactId { get; private set; }

    /// <summary>Why it was cancelled; null otherwise.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>Why it was put off; null unless it is waiting for another date.</summary>
    public string? PostponeReason { get; private set; }

    /// <summary>How many came, by role; null until the committee says.</summary>
    public Attendance? Attendance { get; private set; }

    /// <summary>When the turn became a meeting.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When members were told of it; null before.</summary>
    public Instant? AnnouncedAt { get; private set; }

    /// <summary>The latest change that a calendar shows (RFC 5545 §3.8.7.3).</summary>
    public Instant LastModified { get; private set; }

    /// <summary>How often what a calendar shows has changed (RFC 5545 §3.8.7.4).</summary>
    public int Sequence { get; private set; }

    /// <summary>How often anything has changed: an edit names the version that it was made on, and none overwrites another unseen.</summary>
    public int Version { get; private set; }

    /// <summary>Facilitators' seats that nobody has taken; a warning, never a hindrance.</summary>
    public IEnumerable<FacilitatorSeat> EmptySeats
    {
        get
        {
            if (RecoverySeat is null) yield return FacilitatorSeat.Recovery;
            if (PeerSupportSeat is null) yield return FacilitatorSeat.PeerSupport;
        }
    }

    /// <summary>The day by which access needs must be known, for interpreters and captioners to be booked.</summary>
    public LocalDate BookAccessBy => Slot.Start.Date.PlusDays(-AccessNoticeDays);

    /// <summary>When the access needs told for it are forgotten.</summary>
    public Instant AccessForgottenAt => Slot.EndsAt + Duration.FromDays(AccessKeptDays);

    /// <summary>A slot that a quarterly meeting may have: a weekday's daytime (8:00 to 18:00), 60 to 120 minutes, no state holiday.</summary>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="LocalSlot.At"/>, and <c>meeting.length</c>, <c>meeting.weekend</c>, <c>meeting.holiday</c>, <c>meeting.daytime</c>.
    /// </exception>
    public static LocalSlot SlotFor(LocalDateTime start, int minutes)
    {
        if (minutes is < MinutesAtLeast or > MinutesAtMost) throw new RuleBrokenException("meeting.length", MinutesAtLeast, MinutesAtMost);
        var slot = LocalSlot.At(start, minutes, ZoneId);
        if (start.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) throw new RuleBrokenException("meeting.weekend");
        if (Holidays.On(start.Date) is { } holiday) throw new RuleBrokenException("meeting.holiday", holiday);
        if (start.TimeOfDay < DayStarts || start.PlusMinutes(minutes) > start.Date + DayEnds) throw new RuleBrokenException("meeting.daytime");
        return slot;
    }

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

    /// <summary>Makes sure that a change was made on what the meeting is now.</summary>
    /// <param name="version">The <see cref="Version"/> that the one who makes it has seen.</param>
    /// <exception cref="RuleBrokenException"><c>meeting.changed</c>: someone else was faster.</exception>
    public void Expect(int version)
    {
        if (version != Version) throw new RuleBrokenException("meeting.changed");
    }

    /// <summary>Says what it is about, or leaves that open. Calendars do not show it: a title there is for everyone's eyes.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.topic</c>: too long, or with control characters. <c>meeting.done</c>.</exception>
    public void About(string? topic)
    {
        RefuseIfDone();
        topic = PlainText.Line(topic, TopicLimit, "meeting.topic");
        if (topic == Topic) return;
        Topic = topic;
        Version++;
    }

    /// <summary>Sets where it takes place.</summary>
    /// <param name="venue">Where.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="Venue.Checked"/>. <c>meeting.link.needed</c>, <c>meeting.place.needed</c>: an announced meeting keeps a way in.
    /// <c>meeting.extra.place</c>: one that uses no turn is in a place. <c>meeting.done</c>.
    /// </exception>
    public void Meet(Venue venue, Instant now)
    {
        RefuseIfDone();
        venue = venue.Checked();
        if (Kind == MeetingKind.Extra && !venue.IsInPerson) throw new RuleBrokenException("meeting.extra.place");
        if (State == MeetingState.Announced) RefuseWithoutWayIn(venue);
        if (venue == Venue) return;
        (VenueKind, Link, DialIn, Place) = (venue.Kind, venue.Link, venue.DialIn, venue.Place);
        ShowInCalendars(now);
    }

    /// <summary>It takes place online.</summary>
    /// <inheritdoc cref="Meet(Venue,Instant)"/>
    public void Meet(string? link, string? dialIn, Instant now) => Meet(Venue.Online(link, dialIn), now);

    /// <summary>Says whom it is for, and in which languages it is held.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.for</c>, <c>meeting.languages</c>: none, or not among what there is. <c>meeting.done</c>.</exception>
    public void Welcome(MemberRoles roles, MeetingLanguages languages)
    {
        RefuseIfDone();
        if (!roles.AreKnown()) throw new RuleBrokenException("meeting.for");
        if (languages == MeetingLanguages.None || (languages & ~MeetingLanguages.Both) != MeetingLanguages.None) throw new RuleBrokenException("meeting.languages");
        if ((roles, languages) == (For, Languages)) return;
        (For, Languages) = (roles, languages);
        Version++;
    }

    /// <summary>Gives a facilitator's seat to a member who has agreed by word of mouth, or empties it; <see cref="Ask"/> asks in writing.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.seat.role</c>, <c>meeting.seat.area</c>: the seat is for someone of another role, or of the host area.
    /// <c>meeting.seat.state</c>: not an active member. <c>meeting.done</c>.
    /// </exception>
    public void Seat(FacilitatorSeat seat, Member? member)
    {
        RefuseIfDone();
        if (member is not null) RefuseUnlessFit(seat, member, selfOrganising: false);
        Occupy(seat, member?.Id);
    }

    /// <summary>Who may take a seat, apart from being of the host area.</summary>
    public static WorkRole RoleOf(FacilitatorSeat seat) =>
        seat == FacilitatorSeat.Recovery ? WorkRole.AreaDirectorOfRecovery : WorkRole.DirectorOfPeerSupport;

    /// <summary>Names who arranges access; from then on that member sees what was asked for, and nobody else does.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.contact</c>: not an active member.</exception>
    public void NameContact(Member member)
    {
        if (member.State != MemberState.Active) throw new RuleBrokenException("meeting.contact");
        AccessContactId = member.Id;
        Version++;
    }

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

    private LocalSlot Fitting(LocalSlot slot, Instant now)
    {
        if (slot.StartsAt <= now) throw new RuleBrokenException("meeting.past");
        if (Kind == MeetingKind.Extra)
            return slot.Start.Date <= now.InZone(slot.Zone).Date.PlusYears(YearsAhead) ? slot : throw new RuleBrokenException("meeting.far", YearsAhead);
        if (slot.Start.Date < Quarter.First) throw new RuleBrokenException("meeting.early", Quarter.First);
        if (slot.Start.Date > Quarter.Last.PlusYears(1)) throw new RuleBrokenException("meeting.late", Quarter.Last);
        return slot;
    }

    private void RefuseIfDone()
    {
        if (State is MeetingState.Cancelled or MeetingState.Held or MeetingState.MinutesPublished) throw new RuleBrokenException("meeting.done");
    }

    private void RefuseIfOver(Instant now)
    {
        if (State == MeetingState.Announced && IsOver(now)) throw new RuleBrokenException("meeting.over");
    }

    private void ShowInCalendars(Instant now)
    {
        LastModified = now;
        Sequence++;
        Version++;
    }

    private static void RefuseWithoutWayIn(Venue venue)
    {
        if (venue.IsComplete) return;
        throw new RuleBrokenException(venue.IsOnline && (venue.Link is null || venue.DialIn is null) ? "meeting.link.needed" : "meeting.place.needed");
    }
}

/// <summary>How far a meeting has come.</summary>
public enum MeetingState
{
    /// <summary>It has a date; only who prepares it knows.</summary>
    Scheduled,

    /// <summary>The members have been told.</summary>
    Announced,

    /// <summary>It took place.</summary>
    Held,

    /// <summary>It will not take place.</summary>
    Cancelled,

    /// <summary>It will take place, and when is not known yet.</summary>
    Postponed,

    /// <summary>It took place, and what was said can be read.</summary>
    MinutesPublished,
}

/// <summary>How far a meeting has come, as its turn, what was done and the clock say together.</summary>
public enum MeetingStage
{
    /// <summary>A turn without a date: there is no meeting yet.</summary>
    Planned,

    /// <summary>It has a date; only who prepares it knows.</summary>
    Scheduled,

    /// <summary>The members have been told.</summary>
    Announced,

    /// <summary>People may come in.</summary>
    Open,

    /// <summary>It is over.</summary>
    Held,

    /// <summary>It is over, and what was said can be read.</summary>
    MinutesPublished,

    /// <summary>It waits for another date.</summary>
    Postponed,

    /// <summary>It will not take place.</summary>
    Cancelled,
}

/// <summary>The two who facilitate a meeting together, both of the host area.</summary>
public enum FacilitatorSeat
{
    /// <summary>A DMH Area Director of Recovery.</summary>
    Recovery,

    /// <summary>An ACCS Director of Peer Support.</summary>
    PeerSupport,
}

/// <summary>How many came, by role: figures, never names.</summary>
/// <param name="PeerSupporters">Peer supporters.</param>
/// <param name="Supervisors">Peer support supervisors.</param>
/// <param name="Administrators">Administrators of provider agencies.</param>
/// <param name="Dmh">Area Directors of Recovery.</param>
public sealed record Attendance(int PeerSupporters, int Supervisors, int Administrators, int Dmh)
{
    /// <summary>Most of one role.</summary>
    public const int Limit = 5000;

    /// <summary>Everyone who came.</summary>
    public int Total => PeerSupporters + Supervisors + Administrators + Dmh;

    /// <summary>Figures as typed.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.attendance</c>: negative, or over <see cref="Limit"/>.</exception>
    public static Attendance Of(int peerSupporters, int supervisors, int administrators, int dmh) =>
        new[] { peerSupporters, supervisors, administrators, dmh }.All(n => n is >= 0 and <= Limit)
            ? new(peerSupporters, supervisors, administrators, dmh)
            : throw new RuleBrokenException("meeting.attendance", Limit);
}
