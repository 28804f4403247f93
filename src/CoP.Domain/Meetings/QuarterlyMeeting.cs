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

    /// <summary>Longest topic, in characters.</summary>
    public const int TopicLimit = 120;

    /// <summary>Longest link, in characters.</summary>
    public const int LinkLimit = Venue.LinkLimit;

    /// <summary>Longest dial-in number with its code, in characters.</summary>
    public const int DialInLimit = Venue.DialInLimit;

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
