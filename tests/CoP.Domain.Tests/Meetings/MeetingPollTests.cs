using CoP.Domain.Common;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class MeetingPollTests
{
    private static readonly Quarter Quarter = new(2027, 1);

    [Theory]
    [InlineData(2026, 12, 30, "meeting.early")]
    [InlineData(2028, 4, 3, "meeting.late")]
    public void Only_a_time_that_the_turn_may_have_is_proposed_and_an_extra_meeting_has_no_turn(int year, int month, int day, string rule)
    {
        var start = new LocalDateTime(year, month, day, 13, 0);
        QuarterlyMeetingTests.Breaks(rule, () => MeetingPoll.Proposal(Quarter, MeetingKind.Quarterly, start, 90));
        Assert.Equal(start, MeetingPoll.Proposal(Quarter, MeetingKind.Extra, start, 90).Start);
    }

    [Theory]
    [InlineData(2027, 1, 4)]
    [InlineData(2028, 3, 31)]
    public void The_first_and_the_last_day_of_a_turn_are_its_own(int year, int month, int day)
    {
        var start = new LocalDateTime(year, month, day, 13, 0);
        Assert.Equal(start, MeetingPoll.Proposal(Quarter, MeetingKind.Quarterly, start, 90).Start);
    }
}
