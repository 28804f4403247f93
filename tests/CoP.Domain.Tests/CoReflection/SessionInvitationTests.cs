using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

public sealed class SessionInvitationTests
{
    static readonly Instant Now = Instant.FromUtc(2031, 3, 3, 15, 0);
    static readonly Viewer Ana = new(Id<Member>.New(Now), WorkRole.PeerSupporter, false, null, Duties.None);
    static readonly Guid Words = Guid.NewGuid();

    [Fact]
    public void Each_message_has_a_higher_sequence_than_the_one_before_and_than_the_series()
    {
        var series = Series();
        var invitation = new SessionInvitation(Id<SessionInvitation>.New(Now), Ana.Id, series, Now);
        Assert.Equal(0, invitation.NextSequence(series.Sequence));
        Assert.Equal(5, invitation.NextSequence(5));
        invitation.Told(5, series, Words);
        Assert.Equal(6, invitation.NextSequence(series.Sequence));
        invitation.Withdrawn(6);
        Assert.Equal(7, invitation.NextSequence(series.Sequence));
        Assert.Equal(9, invitation.NextSequence(9));
    }

    [Fact]
    public void It_is_behind_until_the_same_edition_was_told_in_the_same_words()
    {
        var series = Series();
        var invitation = new SessionInvitation(Id<SessionInvitation>.New(Now), Ana.Id, series, Now);
        Assert.True(invitation.IsBehind(series.Sequence, Words));
        Assert.False(invitation.HoldsAnything(Now));
        invitation.Told(0, series, Words);
        Assert.False(invitation.IsBehind(series.Sequence, Words));
        Assert.True(invitation.IsBehind(series.Sequence + 1, Words));
        Assert.True(invitation.IsBehind(series.Sequence, Guid.NewGuid()));
        invitation.Withdrawn(1);
        Assert.True(invitation.IsBehind(series.Sequence, Words));
    }

    [Fact]
    public void What_is_over_needs_no_word_and_what_has_no_end_always_does()
    {
        var (endless, ended) = (Series(), Series(new LocalDate(2031, 3, 18)));
        var invitation = new SessionInvitation(Id<SessionInvitation>.New(Now), Ana.Id, endless, Now);
        invitation.Told(0, endless, Words);
        Assert.True(invitation.HoldsAnything(Now + Duration.FromDays(5000)));
        invitation.Told(1, ended, Words);
        Assert.True(invitation.HoldsAnything(Instant.FromUtc(2031, 3, 18, 16, 0)));
        Assert.False(invitation.HoldsAnything(Instant.FromUtc(2031, 3, 18, 17, 0)));
    }

    static SessionSeries Series(LocalDate? last = null)
    {
        var group = new Group(Id<Group>.New(Now), new GroupOutline("Circle", "To reflect", "", "", MemberRoles.All, Areas.None, "en", MeetingMode.Video, "", 4, GroupEntry.Open), Ana, Now);
        return group.Plan(new SeriesPlan(LocalSlot.At(new LocalDateTime(2031, 3, 4, 12, 0), 60, "America/New_York"), Rhythm.Weekly, last), Ana.Id, Now);
    }
}
