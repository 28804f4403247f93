using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;
using static CoP.Domain.Tests.Meetings.QuarterlyMeetingTests;

namespace CoP.Domain.Tests.Meetings;

public sealed class RsvpTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 12, 1, 15, 0);

    [Fact]
    public void The_last_answer_wins()
    {
        var meeting = Announced();
        var rsvp = Answered(meeting, Answer.Maybe, AccessNeeds.Asl, " A seat near the door ");
        Assert.Equal((Answer.Maybe, AccessNeeds.Asl, "A seat near the door"), (rsvp.Answer, rsvp.Needs, rsvp.OtherNeed));
        rsvp.Change(meeting, Answer.Yes, AccessNeeds.Cart | AccessNeeds.Spanish, "", Now);
        Assert.Equal((Answer.Yes, AccessNeeds.Cart | AccessNeeds.Spanish, null), (rsvp.Answer, rsvp.Needs, rsvp.OtherNeed));
    }

    [Fact]
    public void Who_does_not_come_needs_nothing()
    {
        var meeting = Announced();
        var rsvp = Answered(meeting, Answer.Yes, AccessNeeds.Asl, "Large print");
        rsvp.Change(meeting, Answer.No, AccessNeeds.Asl, "Large print", Now);
        Assert.False(rsvp.HasNeeds);
    }

    [Fact]
    public void Needs_can_be_forgotten_and_the_answer_stays()
    {
        var rsvp = Answered(Announced(), Answer.Yes, AccessNeeds.Asl, "Large print");
        rsvp.ForgetNeeds();
        Assert.Equal((Answer.Yes, AccessNeeds.None, null), (rsvp.Answer, rsvp.Needs, rsvp.OtherNeed));
    }

    [Fact]
    public void A_meeting_that_is_not_announced_cancelled_or_over_takes_no_answer()
    {
        Breaks("rsvp.closed", () => Answered(Scheduled(), Answer.Yes));
        var cancelled = Announced();
        cancelled.Cancel("Snow", Now);
        Breaks("rsvp.closed", () => Answered(cancelled, Answer.Yes));
        var meeting = Announced();
        var rsvp = Answered(meeting, Answer.Yes);
        rsvp.Change(meeting, Answer.Maybe, AccessNeeds.None, null, meeting.Slot.EndsAt - Duration.Epsilon);
        Breaks("rsvp.closed", () => rsvp.Change(meeting, Answer.No, AccessNeeds.None, null, meeting.Slot.EndsAt));
        Assert.Equal(Answer.Maybe, rsvp.Answer);
    }

    [Fact]
    public void An_answer_is_for_a_date_and_stands_out_when_that_moves()
    {
        var meeting = Announced();
        var rsvp = Answered(meeting, Answer.Yes);
        Assert.True(rsvp.IsFor(meeting));
        meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 3, 3, 10, 0), 60), Now);
        Assert.False(rsvp.IsFor(meeting));
        rsvp.Change(meeting, Answer.Yes, AccessNeeds.None, null, Now);
        Assert.True(rsvp.IsFor(meeting));
    }

    [Fact]
    public void Nonsense_is_refused_or_left_out()
    {
        var meeting = Announced();
        Breaks("rsvp.answer", () => Answered(meeting, (Answer)7));
        Breaks("rsvp.other", () => Answered(meeting, Answer.Yes, AccessNeeds.None, new string('x', 301)));
        Breaks("rsvp.other", () => Answered(meeting, Answer.Yes, AccessNeeds.None, "one\u0007two"));
        Assert.Equal(AccessNeeds.Asl, Answered(meeting, Answer.Yes, AccessNeeds.Asl | (AccessNeeds)64).Needs);
    }

    private static Rsvp Answered(QuarterlyMeeting meeting, Answer answer, AccessNeeds needs = AccessNeeds.None, string? other = null) =>
        new(Id<Rsvp>.New(Now), meeting, Id<Member>.New(Now), answer, needs, other, Now);
}
