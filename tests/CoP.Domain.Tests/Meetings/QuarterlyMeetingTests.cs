using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class QuarterlyMeetingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 15, 0);
    private static readonly Turn Turn = Rotation.Founding.TurnOf(new(2027, 1));
    private static readonly LocalSlot Slot = QuarterlyMeeting.SlotFor(new(2027, 2, 10, 13, 0), 90);
    private static readonly Member Contact = Someone(WorkRole.Supervisor, Areas.Central);

    [Fact]
    public void A_turn_becomes_a_meeting_of_its_quarter_and_host()
    {
        var meeting = Scheduled();
        Assert.Equal((new Quarter(2027, 1), Area.Southeast, MeetingState.Scheduled), (meeting.Quarter, meeting.Host, meeting.State));
        Assert.Equal(Contact.Id, meeting.AccessContactId);
        Assert.Equal([FacilitatorSeat.Recovery, FacilitatorSeat.PeerSupport], meeting.EmptySeats);
        Assert.Equal((0, Now), (meeting.Sequence, meeting.LastModified));
        Assert.Equal(new(2027, 1, 27), meeting.BookAccessBy);
    }

    [Theory]
    [InlineData("2027-02-13T13:00", 90, "meeting.weekend")]
    [InlineData("2027-02-14T13:00", 90, "meeting.weekend")]
    [InlineData("2027-02-15T13:00", 90, "meeting.holiday")]
    [InlineData("2027-04-19T13:00", 90, "meeting.holiday")]
    [InlineData("2027-02-10T07:59", 90, "meeting.daytime")]
    [InlineData("2027-02-10T16:31", 90, "meeting.daytime")]
    [InlineData("2027-02-10T23:30", 90, "meeting.daytime")]
    [InlineData("2027-02-10T13:00", 59, "meeting.length")]
    [InlineData("2027-02-10T13:00", 121, "meeting.length")]
    [InlineData("2027-03-14T02:30", 90, "slot.skipped")]
    [InlineData("2027-11-07T01:30", 90, "slot.doubled")]
    public void Some_times_are_no_time_to_meet(string start, int minutes, string rule) =>
        Breaks(rule, () => QuarterlyMeeting.SlotFor(At(start), minutes));

    [Theory]
    [InlineData("2027-02-10T08:00", 60)]
    [InlineData("2027-02-10T16:00", 120)]
    [InlineData("2027-03-17T12:00", 120)]
    public void The_edges_of_a_working_day_are_in_it(string start, int minutes) => Assert.Equal(minutes, QuarterlyMeeting.SlotFor(At(start), minutes).Minutes);

    [Fact]
    public void A_date_lies_ahead_and_not_before_its_quarter_but_may_be_late()
    {
        Breaks("meeting.past", () => New(new(2027, 1), "2026-11-23T10:00"));
        Breaks("meeting.early", () => New(new(2027, 1), "2026-12-30T10:00"));
        Breaks("meeting.late", () => New(new(2027, 1), "2072-02-10T10:00"));
        Assert.Equal(new(2027, 1), New(new(2027, 1), "2027-04-07T10:00").Quarter);
    }

    [Fact]
    public void It_is_announced_once_and_only_with_a_way_in()
    {
        var meeting = Scheduled();
        Breaks("meeting.link.needed", () => meeting.Announce(Now));
        meeting.Meet("https://meet.example/room", null, Now);
        Breaks("meeting.link.needed", () => meeting.Announce(Now));
        meeting.Meet("https://meet.example/room", "+1 617 555 0100, code 42", Now);
        meeting.Announce(Now);
        Assert.Equal((MeetingState.Announced, Now), (meeting.State, meeting.AnnouncedAt));
        Breaks("meeting.announced", () => meeting.Announce(Now));
        Breaks("meeting.link.needed", () => meeting.Meet("", "+1 617 555 0100", Now));
    }

    [Fact]
    public void It_is_not_announced_when_it_has_begun() => Breaks("meeting.past", () => WithLink().Announce(Slot.StartsAt));

    [Theory]
    [InlineData("http://meet.example/room")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("meet.example/room")]
    [InlineData("https://someone:secret@meet.example/")]
    [InlineData("https://meet.example/a room")]
    [InlineData("https://meet.example/\r\nATTENDEE:mailto:a@b.example")]
    public void A_link_is_an_https_address_and_nothing_else(string link) => Breaks("meeting.link", () => Scheduled().Meet(link, null, Now));

    [Fact]
    public void A_link_has_an_end() => Breaks("meeting.link", () => Scheduled().Meet("https://meet.example/" + new string('x', 500), null, Now));

    [Fact]
    public void A_topic_is_a_line_of_text_or_nothing()
    {
        var meeting = Scheduled();
        meeting.About(" Making time for supervision 💬 ");
        Assert.Equal(("Making time for supervision 💬", 0), (meeting.Topic, meeting.Sequence));
        Breaks("meeting.topic", () => meeting.About("one\ntwo"));
        Breaks("meeting.topic", () => meeting.About(new string('x', 121)));
        meeting.About(" ");
        Assert.Null(meeting.Topic);
    }

    [Theory]
    [InlineData("call us")]
    [InlineData("555\r\n0100 617")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890 1")]
    public void A_dial_in_is_a_number(string dialIn) => Breaks("meeting.dialin", () => Scheduled().Meet(null, dialIn, Now));

    [Fact]
    public void Each_change_that_a_calendar_shows_takes_the_next_sequence()
    {
        var meeting = Announced();
        var sequence = meeting.Sequence;
        var later = Now + Duration.FromHours(1);
        meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 2, 11, 13, 0), 90), later);
        Assert.Equal((sequence + 1, later), (meeting.Sequence, meeting.LastModified));
        meeting.Meet("https://meet.example/other", meeting.DialIn, later);
        Assert.Equal(sequence + 2, meeting.Sequence);
        meeting.Meet("https://meet.example/other", meeting.DialIn, later + Duration.FromHours(1));
        Assert.Equal((sequence + 2, later), (meeting.Sequence, meeting.LastModified));
        meeting.Seat(FacilitatorSeat.Recovery, Someone(WorkRole.AreaDirectorOfRecovery, Areas.Southeast));
        Assert.Equal(sequence + 2, meeting.Sequence);
        meeting.Cancel("Snow", later);
        Assert.Equal(sequence + 3, meeting.Sequence);
    }

    [Fact]
    public void Every_change_takes_the_next_version()
    {
        var meeting = WithLink();
        meeting.Expect(meeting.Version);
        Action[] changes =
        [
            () => meeting.Announce(Now), () => meeting.NameContact(Someone(WorkRole.Supervisor, Areas.None)), () => meeting.Seat(FacilitatorSeat.Recovery, null),
            () => meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 2, 11, 13, 0), 90), Now), () => meeting.Meet("https://meet.example/b", "617 555 0100", Now),
            () => meeting.Hold(new(1, 2, 3, 4), Instant.FromUtc(2027, 3, 1, 0, 0)),
        ];
        foreach (var change in changes)
        {
            var seen = meeting.Version;
            change();
            Assert.Equal(seen + 1, meeting.Version);
            Breaks("meeting.changed", () => meeting.Expect(seen));
        }
    }

    [Fact]
    public void Moving_needs_another_date_that_fits()
    {
        var meeting = Announced();
        Breaks("meeting.same", () => meeting.Move(Slot with { }, Now));
        Breaks("meeting.past", () => meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 2, 9, 13, 0), 90), Slot.StartsAt));
        Assert.Equal(Slot, meeting.Slot);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("one\r\ntwo")]
    public void A_cancellation_says_why(string? reason)
    {
        var meeting = Announced();
        Breaks("meeting.reason", () => meeting.Cancel(reason, Now));
        Assert.Equal(MeetingState.Announced, meeting.State);
    }

    [Fact]
    public void What_is_cancelled_stays_so()
    {
        var meeting = Announced();
        meeting.Cancel(" Snow ❄️ ", Now);
        Assert.Equal("Snow ❄️", meeting.CancelReason);
        Assert.Equal(TurnOutcome.NotHeld, meeting.Outcome(Now));
        Action[] changes =
        [
            () => meeting.Cancel("Again", Now), () => meeting.Announce(Now), () => meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 2, 11, 13, 0), 90), Now),
            () => meeting.Meet(null, null, Now), () => meeting.Seat(FacilitatorSeat.Recovery, null), () => meeting.Hold(new(1, 1, 1, 1), Slot.EndsAt),
        ];
        Assert.All(changes, change => Breaks("meeting.done", change));
    }

    [Fact]
    public void Seats_are_for_two_directors_of_the_host_area()
    {
        var meeting = Scheduled();
        Breaks("meeting.seat.role", () => meeting.Seat(FacilitatorSeat.Recovery, Someone(WorkRole.DirectorOfPeerSupport, Areas.Southeast)));
        Breaks("meeting.seat.role", () => meeting.Seat(FacilitatorSeat.PeerSupport, Someone(WorkRole.Administrator, Areas.Southeast)));
        Breaks("meeting.seat.area", () => meeting.Seat(FacilitatorSeat.PeerSupport, Someone(WorkRole.DirectorOfPeerSupport, Areas.Western)));
        var suspended = Someone(WorkRole.DirectorOfPeerSupport, Areas.Southeast);
        suspended.Suspend();
        Breaks("meeting.seat.state", () => meeting.Seat(FacilitatorSeat.PeerSupport, suspended));

        var director = Someone(WorkRole.DirectorOfPeerSupport, Areas.Southeast | Areas.Western);
        meeting.Seat(FacilitatorSeat.PeerSupport, director);
        Assert.Equal(director.Id, meeting.PeerSupportSeat);
        Assert.Equal([FacilitatorSeat.Recovery], meeting.EmptySeats);
        meeting.Seat(FacilitatorSeat.PeerSupport, null);
        Assert.Equal(2, meeting.EmptySeats.Count());
    }

    [Fact]
    public void It_is_held_when_it_has_begun_with_figures_that_can_be()
    {
        var meeting = Announced();
        Breaks("meeting.notyet", () => meeting.Hold(new(1, 1, 1, 1), Slot.StartsAt - Duration.Epsilon));
        Breaks("meeting.attendance", () => Attendance.Of(-1, 0, 0, 0));
        Breaks("meeting.attendance", () => Attendance.Of(0, 0, 0, 5001));
        meeting.Hold(Attendance.Of(20, 10, 5, 2), Slot.EndsAt);
        meeting.Hold(Attendance.Of(21, 10, 5, 2), Slot.EndsAt);
        Assert.Equal((MeetingState.Held, 38), (meeting.State, meeting.Attendance!.Total));
        Breaks("meeting.notyet", () => Scheduled().Hold(new(1, 1, 1, 1), Slot.EndsAt));
    }

    [Fact]
    public void An_announced_meeting_that_is_over_counts_as_hosted_and_an_unannounced_one_does_not()
    {
        Assert.Equal(TurnOutcome.Ahead, Announced().Outcome(Slot.EndsAt - Duration.Epsilon));
        Assert.Equal(TurnOutcome.Hosted, Announced().Outcome(Slot.EndsAt));
        Assert.Equal(TurnOutcome.NotHeld, Scheduled().Outcome(Slot.EndsAt));
    }

    [Fact]
    public void A_contact_is_an_active_member()
    {
        var gone = Someone(WorkRole.Supervisor, Areas.None);
        gone.Suspend();
        Breaks("meeting.contact", () => Scheduled().NameContact(gone));
    }

    private static QuarterlyMeeting New(Quarter quarter, string start) =>
        new(Id<QuarterlyMeeting>.New(Now), Rotation.Founding.TurnOf(quarter), QuarterlyMeeting.SlotFor(At(start), 90), Contact, Now);

    internal static QuarterlyMeeting Scheduled() => new(Id<QuarterlyMeeting>.New(Now), Turn, Slot, Contact, Now);

    private static QuarterlyMeeting WithLink()
    {
        var meeting = Scheduled();
        meeting.Meet("https://meet.example/room", "+1 617 555 0100", Now);
        return meeting;
    }

    internal static QuarterlyMeeting Announced()
    {
        var meeting = WithLink();
        meeting.Announce(Now);
        return meeting;
    }

    internal static Member Someone(WorkRole role, Areas areas) =>
        new(Id<Member>.New(Now), "Robin", new(role, role == WorkRole.PeerSupporter ? Discipline.RecoveryCoach : null, false, null, areas), "en", "America/New_York", Now);

    private static LocalDateTime At(string text) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value;

    internal static void Breaks(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
