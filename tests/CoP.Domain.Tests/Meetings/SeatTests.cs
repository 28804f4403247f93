using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

/// <summary>Who facilitates: asked, accepted, declined, replaced, handed over. The meeting of the tests is hosted by the Southeast.</summary>
public sealed class SeatTests
{
    private const FacilitatorSeat Seat = FacilitatorSeat.Recovery;
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 15, 0);
    private static readonly Id<Member> Committee = Id<Member>.New(Now);

    [Fact]
    public void Nobody_sits_before_they_have_said_yes()
    {
        var (meeting, robin) = (QuarterlyMeetingTests.Scheduled(), Director());
        var version = meeting.Version;
        var request = Ask(meeting, robin);
        Assert.Equal((SeatRequestState.Asked, null, version + 1), (request.State, meeting.HolderOf(Seat), meeting.Version));
        meeting.Accept(Seat, robin, false, Now);
        Assert.Equal((SeatRequestState.Accepted, robin.Id, Now), (request.State, meeting.RecoverySeat, request.AnsweredAt));
        Assert.Equal(0, meeting.Sequence);
        QuarterlyMeetingTests.Breaks("seat.notasked", () => meeting.Accept(Seat, robin, false, Now));
    }

    [Fact]
    public void A_no_is_kept_with_its_words_and_someone_else_is_asked()
    {
        var (meeting, robin, kim) = (QuarterlyMeetingTests.Scheduled(), Director(), Director());
        Ask(meeting, robin);
        QuarterlyMeetingTests.Breaks("seat.words", () => meeting.Decline(Seat, robin.Id, new string('x', 501), Now));
        QuarterlyMeetingTests.Breaks("seat.words", () => meeting.Decline(Seat, robin.Id, "bell\u0007", Now));
        QuarterlyMeetingTests.Breaks("seat.notasked", () => meeting.Decline(Seat, kim.Id, null, Now));
        meeting.Decline(Seat, robin.Id, " On leave.\r\nSorry! ", Now);
        Ask(meeting, kim);
        meeting.Accept(Seat, kim, false, Now);
        Assert.Equal([SeatRequestState.Declined, SeatRequestState.Accepted], meeting.SeatRequests.Select(r => r.State));
        Assert.Equal(("On leave.\nSorry!", Now), (meeting.SeatRequests[0].Words, meeting.SeatRequests[0].EndedAt));
    }

    [Fact]
    public void Whoever_is_asked_instead_takes_the_place_of_the_one_who_has_not_answered()
    {
        var (meeting, robin, kim) = (QuarterlyMeetingTests.Scheduled(), Director(), Director());
        Ask(meeting, robin);
        QuarterlyMeetingTests.Breaks("seat.taken", () => Ask(meeting, robin));
        Ask(meeting, kim);
        Assert.Equal([SeatRequestState.Withdrawn, SeatRequestState.Asked], meeting.SeatRequests.Select(r => r.State));
        QuarterlyMeetingTests.Breaks("seat.notasked", () => meeting.Accept(Seat, robin, false, Now));
        meeting.Withdraw(Seat, Now);
        QuarterlyMeetingTests.Breaks("seat.notasked", () => meeting.Withdraw(Seat, Now));
        QuarterlyMeetingTests.Breaks("seat.notasked", () => meeting.Accept(Seat, kim, false, Now));
    }

    [Fact]
    public void The_seat_stays_whose_it_is_until_the_other_says_yes()
    {
        var (meeting, robin, kim) = (QuarterlyMeetingTests.Scheduled(), Director(), Director());
        Sit(meeting, robin);
        Ask(meeting, kim);
        Assert.Equal(robin.Id, meeting.RecoverySeat);
        meeting.Accept(Seat, kim, false, Now);
        Assert.Equal((kim.Id, SeatRequestState.Replaced), (meeting.RecoverySeat, meeting.SeatRequests[0].State));
        QuarterlyMeetingTests.Breaks("seat.notheld", () => meeting.GiveUp(Seat, robin.Id, null, Now));
    }

    [Fact]
    public void There_are_two_seats() => QuarterlyMeetingTests.Breaks("seat.notasked", () =>
        QuarterlyMeetingTests.Scheduled().Ask(Id<SeatRequest>.New(Now), (FacilitatorSeat)2, Director(), Director().Id, true, Now));

    [Fact]
    public void A_seat_is_handed_over_by_who_has_it()
    {
        var (meeting, robin, kim) = (QuarterlyMeetingTests.Scheduled(), Director(), Director());
        QuarterlyMeetingTests.Breaks("seat.notheld", () => HandOver(meeting, robin, kim));
        Sit(meeting, robin);
        HandOver(meeting, robin, kim);
        meeting.Accept(Seat, kim, false, Now);
        Assert.Equal((kim.Id, SeatRequestState.HandedOver), (meeting.RecoverySeat, meeting.SeatRequests[0].State));
    }

    [Fact]
    public void Who_gives_up_leaves_the_seat_empty_and_nobody_takes_it_from_them()
    {
        var (meeting, robin, kim) = (QuarterlyMeetingTests.Scheduled(), Director(), Director());
        Sit(meeting, robin);
        HandOver(meeting, robin, kim);
        meeting.GiveUp(Seat, robin.Id, "Ill", Now);
        Assert.Equal((null, SeatRequestState.GivenUp, "Ill"), (meeting.RecoverySeat, meeting.SeatRequests[0].State, meeting.SeatRequests[0].Words));
        QuarterlyMeetingTests.Breaks("seat.notasked", () => meeting.Accept(Seat, kim, false, Now));
    }

    [Fact]
    public void The_committee_empties_a_seat_also_one_that_was_agreed_by_word_of_mouth()
    {
        var (meeting, robin) = (QuarterlyMeetingTests.Scheduled(), Director());
        meeting.Seat(Seat, robin);
        meeting.Free(Seat, Now);
        Assert.Null(meeting.RecoverySeat);
        QuarterlyMeetingTests.Breaks("seat.notheld", () => meeting.Free(Seat, Now));
        Sit(meeting, robin);
        meeting.Free(Seat, Now);
        Assert.Equal(SeatRequestState.Replaced, meeting.SeatRequests[0].State);
    }

    [Fact]
    public void Nobody_has_both_seats()
    {
        var (meeting, robin) = (QuarterlyMeetingTests.Scheduled(), Director());
        meeting.Ask(Id<SeatRequest>.New(Now), Seat, robin, Committee, true, Now);
        meeting.Accept(Seat, robin, true, Now);
        QuarterlyMeetingTests.Breaks("seat.taken", () => meeting.Ask(Id<SeatRequest>.New(Now), FacilitatorSeat.PeerSupport, robin, Committee, true, Now));
    }

    [Fact]
    public void Once_self_organising_anyone_of_the_host_area_may_take_a_seat_and_offer_it()
    {
        var meeting = QuarterlyMeetingTests.Scheduled();
        var (near, far) = (QuarterlyMeetingTests.Someone(WorkRole.PeerSupporter, Areas.Southeast), QuarterlyMeetingTests.Someone(WorkRole.PeerSupporter, Areas.Western));
        QuarterlyMeetingTests.Breaks("meeting.seat.role", () => Ask(meeting, near));
        QuarterlyMeetingTests.Breaks("seat.volunteer", () => Volunteer(near, open: false));
        QuarterlyMeetingTests.Breaks("meeting.seat.area", () => Volunteer(far));
        Volunteer(near);
        Assert.Equal((near.Id, SeatRequestState.Accepted, near.Id), (meeting.RecoverySeat, meeting.SeatRequests[0].State, meeting.SeatRequests[0].AskedById));
        QuarterlyMeetingTests.Breaks("seat.notempty", () => Volunteer(QuarterlyMeetingTests.Someone(WorkRole.Supervisor, Areas.Southeast)));

        void Volunteer(Member member, bool open = true) => meeting.Volunteer(Id<SeatRequest>.New(Now), Seat, member, open, Now);
    }

    [Fact]
    public void Who_has_changed_since_they_were_asked_is_asked_in_vain()
    {
        var (meeting, robin) = (QuarterlyMeetingTests.Scheduled(), Director());
        Ask(meeting, robin);
        robin.TakeRole(new(WorkRole.Supervisor, null, true, null, Areas.Southeast));
        QuarterlyMeetingTests.Breaks("meeting.seat.role", () => meeting.Accept(Seat, robin, false, Now));
        robin.TakeRole(new(WorkRole.AreaDirectorOfRecovery, null, false, null, Areas.Western));
        QuarterlyMeetingTests.Breaks("meeting.seat.area", () => meeting.Accept(Seat, robin, false, Now));
    }

    [Fact]
    public void What_is_over_or_cancelled_asks_nobody()
    {
        var (meeting, robin) = (QuarterlyMeetingTests.Announced(), Director());
        QuarterlyMeetingTests.Breaks("meeting.over", () => meeting.Ask(Id<SeatRequest>.New(Now), Seat, robin, Committee, false, meeting.Slot.EndsAt));
        Ask(meeting, robin);
        QuarterlyMeetingTests.Breaks("meeting.over", () => meeting.Accept(Seat, robin, false, meeting.Slot.EndsAt));
        meeting.Cancel("Snow", Now);
        QuarterlyMeetingTests.Breaks("meeting.done", () => meeting.Accept(Seat, robin, false, Now));
        QuarterlyMeetingTests.Breaks("meeting.done", () => meeting.Withdraw(Seat, Now));
        QuarterlyMeetingTests.Breaks("meeting.done", () => Ask(meeting, Director()));
    }

    [Theory]
    [InlineData(29, null)]
    [InlineData(28, 28)]
    [InlineData(15, 28)]
    [InlineData(14, 14)]
    [InlineData(8, 14)]
    [InlineData(7, 7)]
    [InlineData(1, 7)]
    [InlineData(-1, null)]
    public void An_empty_seat_is_told_four_two_and_one_weeks_before(int daysBefore, int? told)
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var at = meeting.Slot.Start.Date.PlusDays(-daysBefore) + SeatReminder.Hour;
        Assert.Equal(told, SeatReminder.DueNow(meeting, at.InZoneStrictly(meeting.Slot.Zone).ToInstant())?.DaysBefore);
        if (daysBefore is 28 or 14 or 7) Assert.NotEqual(told, SeatReminder.DueNow(meeting, at.InZoneStrictly(meeting.Slot.Zone).ToInstant() - Duration.Epsilon)?.DaysBefore);
    }

    [Fact]
    public void Full_seats_put_off_meetings_and_hours_before_the_date_was_set_are_not_told_of()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var week = meeting.Slot.StartsAt - Duration.FromDays(7);
        Assert.Equal(SeatReminder.DueNow(meeting, week)!.Key, SeatReminder.DueNow(meeting, week + Duration.FromDays(1))!.Key);
        var late = new QuarterlyMeeting(meeting.Id, new Turn(meeting.Quarter, meeting.Host, meeting.Host, TurnOutcome.Ahead), meeting.Slot, QuarterlyMeetingTests.Someone(WorkRole.Supervisor, Areas.None), week + Duration.FromDays(1));
        Assert.Null(SeatReminder.DueNow(late, week + Duration.FromDays(2)));
        meeting.Seat(FacilitatorSeat.Recovery, Director());
        meeting.Seat(FacilitatorSeat.PeerSupport, QuarterlyMeetingTests.Someone(WorkRole.DirectorOfPeerSupport, Areas.Southeast));
        Assert.Null(SeatReminder.DueNow(meeting, week));
        meeting.Seat(FacilitatorSeat.Recovery, null);
        Assert.NotNull(SeatReminder.DueNow(meeting, week));
        meeting.Postpone("Snow", week);
        Assert.Null(SeatReminder.DueNow(meeting, week));
    }

    private static Member Director() => QuarterlyMeetingTests.Someone(WorkRole.AreaDirectorOfRecovery, Areas.Southeast);

    private static SeatRequest Ask(QuarterlyMeeting meeting, Member member) => meeting.Ask(Id<SeatRequest>.New(Now), Seat, member, Committee, false, Now);

    private static SeatRequest HandOver(QuarterlyMeeting meeting, Member from, Member to) => meeting.HandOver(Id<SeatRequest>.New(Now), Seat, from.Id, to, false, Now);

    private static void Sit(QuarterlyMeeting meeting, Member member)
    {
        Ask(meeting, member);
        meeting.Accept(Seat, member, false, Now);
    }
}
