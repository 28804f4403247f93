using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class FollowUpTests
{
    static readonly Instant planned = Instant.FromUtc(2027, 1, 4, 15, 0);
    static readonly Member owner = Someone();
    readonly QuarterlyMeeting meeting = Announced();
    Instant Now => meeting.Slot.EndsAt;
    LocalDate Today => meeting.Slot.Start.Date;

    [Fact]
    public void It_is_written_down_once_the_meeting_has_begun()
    {
        Assert.Equal("followup.early", Broken(() => Agreed(now: meeting.Slot.StartsAt - Duration.FromMinutes(1))));
        var followUp = Agreed(" Ask three teams ", now: meeting.Slot.StartsAt);
        Assert.Equal(("Ask three teams", owner.Id, true), (followUp.Text, followUp.OwnerId, followUp.IsOpen));
        Assert.Equal("followup.many", Broken(() => Agreed(others: FollowUp.MeetingLimit)));
    }

    [Theory]
    [InlineData(null, 3, "followup.text")]
    [InlineData("  ", 3, "followup.text")]
    [InlineData("one\ntwo", 3, "followup.text")]
    [InlineData("turned \u202E round", 3, "followup.text")]
    [InlineData("Ask", -1, "followup.due")]
    [InlineData("Ask", 740, "followup.due")]
    public void What_makes_no_sense_is_refused(string? text, int days, string rule) => Assert.Equal(rule, Broken(() => Agreed(text, days)));

    [Fact]
    public void Only_an_active_member_is_given_one_and_who_has_it_keeps_it()
    {
        var gone = Someone();
        gone.Suspend();
        Assert.Equal("followup.owner", Broken(() => Agreed(by: gone)));
        var leaving = Someone();
        var followUp = Agreed(by: leaving);
        leaving.Suspend();
        followUp.Change("Other words", leaving, Today.PlusDays(3), Now);
        Assert.Equal("Other words", followUp.Text);
    }

    [Fact]
    public void A_day_that_has_passed_may_stay_when_the_words_change()
    {
        var followUp = Agreed(days: 1);
        followUp.Change("Other words", owner, Today.PlusDays(1), Now + Duration.FromDays(5));
        Assert.Equal("followup.due", Broken(() => followUp.Change("Other words", owner, Today.PlusDays(2), Now + Duration.FromDays(5))));
    }

    [Fact]
    public void Its_owner_is_reminded_once_from_eight_in_the_morning_of_the_day()
    {
        var followUp = Agreed(days: 3);
        var eight = (Today.PlusDays(3) + FollowUp.RemindedFrom).InZoneStrictly(meeting.Slot.Zone).ToInstant();
        Assert.False(followUp.Remind(eight - Duration.FromSeconds(1)));
        Assert.True(followUp.Remind(eight));
        Assert.False(followUp.Remind(eight + Duration.FromDays(2)));
        followUp.Change(followUp.Text, owner, Today.PlusDays(9), eight);
        Assert.False(followUp.Remind(eight));
        Assert.True(followUp.Remind(eight + Duration.FromDays(6)));
        followUp.Change(followUp.Text, Someone(), Today.PlusDays(9), eight);
        Assert.True(followUp.Remind(eight + Duration.FromDays(6)));
    }

    [Fact]
    public void What_is_done_reminds_nobody_until_it_is_open_again()
    {
        var followUp = Agreed(days: 3);
        followUp.Finish(Now);
        var at = followUp.DoneAt;
        followUp.Finish(Now + Duration.FromDays(1));
        Assert.Equal(at, followUp.DoneAt);
        Assert.False(followUp.Remind(Now + Duration.FromDays(9)));
        followUp.Reopen();
        Assert.True(followUp.Remind(Now + Duration.FromDays(9)));
    }

    FollowUp Agreed(string? text = "Ask", int days = 3, int others = 0, Instant? now = null, Member? by = null) =>
        new(Id<FollowUp>.New(planned), meeting, text, by ?? owner, Today.PlusDays(days), others, now ?? Now);

    static QuarterlyMeeting Announced()
    {
        var told = new QuarterlyMeeting(Id<QuarterlyMeeting>.New(planned), Rotation.Founding.TurnOf(new Quarter(2027, 1)), QuarterlyMeeting.SlotFor(new LocalDateTime(2027, 2, 10, 13, 0), 90), owner, planned);
        told.Meet("https://meet.example/room", "617-555-0100", planned);
        told.Announce(planned);
        return told;
    }

    static Member Someone() => new(Id<Member>.New(planned), "Owner", new WorkPlace(WorkRole.AreaDirectorOfRecovery, null, false, null, Areas.Central), "en", "America/New_York", planned);

    static string Broken(Action act) => Assert.Throws<RuleBrokenException>(act).Key;
}
