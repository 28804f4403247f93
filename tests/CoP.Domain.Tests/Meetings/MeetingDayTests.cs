using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;
using static CoP.Domain.Tests.Meetings.MeetingAgendaTests;

namespace CoP.Domain.Tests.Meetings;

public sealed class MeetingDayTests
{
    private static readonly Instant Early = Instant.FromUtc(2026, 11, 23, 15, 0);

    [Fact]
    public void The_door_opens_fifteen_minutes_before_the_start_and_closes_two_hours_after_the_end()
    {
        var meeting = Meeting();
        Assert.False(meeting.DoorIsOpen(meeting.Slot.StartsAt - Duration.FromMinutes(15) - Duration.FromTicks(1)));
        Assert.True(meeting.DoorIsOpen(meeting.Slot.StartsAt - Duration.FromMinutes(15)));
        Assert.True(meeting.DoorIsOpen(meeting.Slot.EndsAt + Duration.FromHours(2) - Duration.FromTicks(1)));
        Assert.False(meeting.DoorIsOpen(meeting.Slot.EndsAt + Duration.FromHours(2)));
        meeting.Cancel("Snow", Early);
        Assert.False(meeting.DoorIsOpen(meeting.Slot.StartsAt));
    }

    [Fact]
    public void I_am_here_counts_only_while_the_door_is_open()
    {
        var meeting = Meeting();
        Breaks("arrival.closed", () => Here(meeting, meeting.DoorOpensAt() - Duration.FromTicks(1)));
        Breaks("arrival.closed", () => Here(meeting, meeting.DoorClosesAt()));
        Assert.Equal(WorkRole.Supervisor, Here(meeting, meeting.DoorOpensAt()).Role);
    }

    [Fact]
    public void Arrivals_are_counted_as_attendance_is() => Assert.Equal(
        new Attendance(2, 1, 3, 1),
        Arrival.Count([
            WorkRole.PeerSupporter, WorkRole.Administrator, WorkRole.PeerSupporter, WorkRole.AreaDirectorOfRecovery, WorkRole.DirectorOfPeerSupport, WorkRole.Supervisor, WorkRole.DirectorOfPeerSupport,
        ]));

    [Fact]
    public void Notes_are_read_by_those_who_hold_the_role_at_work_and_a_duty_widens_nothing()
    {
        Assert.Equal([BreakoutRole.PeerSupporters], Roles(WorkRole.PeerSupporter));
        Assert.Equal([BreakoutRole.Supervisors], Roles(WorkRole.PeerSupporter, supervises: true));
        Assert.Equal([BreakoutRole.Supervisors], Roles(WorkRole.Supervisor, supervises: true));
        Assert.Equal([BreakoutRole.Administrators], Roles(WorkRole.DirectorOfPeerSupport));
        Assert.Equal([BreakoutRole.Supervisors, BreakoutRole.Administrators], Roles(WorkRole.Administrator, supervises: true));
        Assert.Equal([], Roles(WorkRole.AreaDirectorOfRecovery, duties: Duties.Committee | Duties.Moderator | Duties.SiteAdministrator | Duties.Facilitator));

        static IEnumerable<BreakoutRole> Roles(WorkRole role, bool supervises = false, Duties duties = Duties.None) =>
            Breakout.RolesOf(new Viewer(Id<Member>.New(Early), role, supervises, null, duties));
    }

    [Fact]
    public void Two_notes_at_once_are_two_and_of_two_changes_to_one_the_second_is_told()
    {
        var (meeting, breakout) = (Meeting(), New());
        var at = meeting.DoorOpensAt();
        var first = Add("We\r\nlisten.");
        var second = Add("More time.");
        Assert.Equal((1, 2, 2, 2L), (first.Sequence, second.Sequence, breakout.Count, breakout.Version));
        Assert.Equal("We\nlisten.", first.Text);
        breakout.Reword(meeting, first, 1, "We listen well.", "en", isPublished: false, at);
        Breaks("note.changed", () => breakout.Reword(meeting, first, 1, "No.", "en", isPublished: false, at));
        var version = breakout.Version;
        breakout.Reword(meeting, first, 2, "We listen well.", "en", isPublished: false, at);
        Assert.Equal((version, 2), (breakout.Version, first.Version));
        breakout.Remove();
        Assert.Equal(3, Add("Another").Sequence);

        BreakoutNote Add(string text) => breakout.Add(meeting, StandingQuestion.GoingWell, text, "en", isPublished: false, at);
    }

    [Theory]
    [InlineData("", "en", false, 0, "note.text")]
    [InlineData("long", "en", false, 0, "note.text")]
    [InlineData("bell\u0007", "en", false, 0, "note.text")]
    [InlineData("Fine", "fr", false, 0, "text.language")]
    [InlineData("Fine", "en", true, 0, "note.published")]
    [InlineData("Fine", "en", false, -1, "note.notyet")]
    public void A_note_is_checked(string text, string language, bool published, int ticks, string rule)
    {
        var meeting = Meeting();
        Breaks(rule, () => New().Add(meeting, StandingQuestion.Need, text == "long" ? new('x', BreakoutNote.TextLimit + 1) : text, language, published, meeting.DoorOpensAt() + Duration.FromTicks(ticks)));
    }

    [Fact]
    public void A_group_notes_so_much_and_no_more()
    {
        var (meeting, breakout) = (Meeting(), New());
        for (var i = 0; i < Breakout.NoteLimit; i++) breakout.Add(meeting, StandingQuestion.Need, "x", "en", false, meeting.DoorOpensAt());
        Breaks("note.full", () => breakout.Add(meeting, StandingQuestion.Need, "x", "en", false, meeting.DoorOpensAt()));
        breakout.Remove();
        breakout.Add(meeting, StandingQuestion.Need, "x", "en", false, meeting.DoorOpensAt());
    }

    [Fact]
    public void The_agenda_is_led_by_facilitators_and_committee_and_published_by_facilitators()
    {
        var meeting = Meeting();
        var director = new Member(Id<Member>.New(Early), "Dee", new(WorkRole.AreaDirectorOfRecovery, null, false, null, meeting.Host.AsSet()), "en", QuarterlyMeeting.ZoneId, Early);
        var committee = new Viewer(Id<Member>.New(Early), WorkRole.Supervisor, true, null, Duties.Committee);
        var seated = new Viewer(director.Id, WorkRole.AreaDirectorOfRecovery, false, null, Duties.None);
        var other = new Viewer(Id<Member>.New(Early), WorkRole.Supervisor, true, null, Duties.Facilitator);
        // As long as both seats are empty, somebody must be able to publish.
        Assert.Equal((true, true, false, false), (meeting.IsLedBy(committee), meeting.IsPublishedBy(committee), meeting.IsLedBy(other), meeting.IsPublishedBy(other)));
        meeting.Seat(FacilitatorSeat.Recovery, director);
        Assert.Equal((true, false), (meeting.IsLedBy(committee), meeting.IsPublishedBy(committee)));
        Assert.Equal((true, true), (meeting.IsLedBy(seated), meeting.IsPublishedBy(seated)));
    }

    private static Breakout New() => new(Id<Breakout>.New(Early), Id<QuarterlyMeeting>.New(Early), BreakoutRole.PeerSupporters);

    private static Arrival Here(QuarterlyMeeting meeting, Instant at) => new(meeting, Guid.NewGuid(), WorkRole.Supervisor, at);
}
