using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

public sealed class MeetOnceTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 1, 12, 0);
    private static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
    private static readonly Viewer Ana = new(Id<Member>.New(Now), WorkRole.PeerSupporter, false, null, Duties.None);
    private static readonly Viewer Ben = new(Id<Member>.New(Now), WorkRole.PeerSupporter, false, null, Duties.None);

    [Fact]
    public void One_session_more_leaves_all_that_is_planned_as_it_is()
    {
        var group = Formed();
        var friday = Tuesday with { Start = Tuesday.Start.PlusDays(3) };
        var once = group.MeetOnce(friday, Ana.Id, Now);
        Assert.True(once.IsOnce);
        Assert.False(group.Series[0].IsOnce);
        Assert.Equal([Tuesday.Start, friday.Start, Tuesday.Start.PlusWeeks(1), Tuesday.Start.PlusWeeks(2)], group.SessionsBetween(Now, Now + Duration.FromDays(22)).Select(s => s.Slot.Start));
        group.Cancel(friday.Start, Ana.Id, Now);
        Assert.False(group.Find(friday.Start)!.Value.Session.TakesPlace);
    }

    [Fact]
    public void It_is_on_a_day_without_any_and_agreed_by_who_convenes()
    {
        var group = Formed();
        group.Join(Ben, Now);
        Refused("session.day", () => group.MeetOnce(Tuesday with { Start = Tuesday.Start.PlusHours(5) }, Ana.Id, Now));
        group.Move(Tuesday.Start, Tuesday.Start.PlusDays(1), 60, Ana.Id, Now);
        Refused("session.overlaps", () => group.MeetOnce(Tuesday with { Start = Tuesday.Start.PlusDays(1).PlusMinutes(30) }, Ana.Id, Now));
        Refused("group.convener", () => group.MeetOnce(Tuesday with { Start = Tuesday.Start.PlusDays(3) }, Ben.Id, Now));
        Refused("session.past", () => group.MeetOnce(Tuesday with { Start = new(2026, 8, 31, 12, 0) }, Ana.Id, Now));
        Assert.Single(group.Series);
    }

    private static Group Formed()
    {
        var group = new Group(Id<Group>.New(Now), new("Circle", "To reflect", "", "", MemberRoles.PeerSupporters, Areas.None, "en", MeetingMode.Video, "", 4, GroupEntry.Open), Ana, Now);
        group.Plan(new SeriesPlan(Tuesday, Rhythm.Weekly), Ana.Id, Now);
        return group;
    }

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
