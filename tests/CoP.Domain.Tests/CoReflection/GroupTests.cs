using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

public sealed class GroupTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 1, 12, 0);
    private static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
    private static readonly Viewer Ana = Someone(WorkRole.PeerSupporter);
    private static readonly Viewer Ben = Someone(WorkRole.PeerSupporter);
    private static readonly Viewer Cleo = Someone(WorkRole.PeerSupporter);
    private static readonly Viewer Dee = Someone(WorkRole.PeerSupporter);
    private static readonly Viewer Boss = Someone(WorkRole.Supervisor);

    private static readonly GroupOutline Peers = new("Tuesday circle", "To look at what happened lately", "", "", MemberRoles.PeerSupporters,
        Areas.None, "en", MeetingMode.Video, "https://video.example/room", 3, GroupEntry.Open);

    [Fact]
    public void Whoever_forms_a_group_belongs_to_it_and_convenes()
    {
        var member = Assert.Single(Formed().Members);
        Assert.Equal((Ana.Id, true), (member.MemberId, member.Convenes));
    }

    [Fact]
    public void The_last_place_is_taken_once()
    {
        var group = Formed();
        group.Join(Ben, Now);
        group.Join(Cleo, Now);
        Assert.Equal(MembershipState.Waiting, group.Join(Dee, Now).State);
        group.Leave(Ben.Id, Now);
        Assert.Equal(MembershipState.Waiting, group.Find(Dee.Id)!.State);
        group.Settle(PeopleAround.Strangers, Now);
        Assert.Equal(MembershipState.Member, group.Find(Dee.Id)!.State);
    }

    [Fact]
    public void A_group_for_peer_supporters_takes_no_one_who_supervises_whatever_else_they_are()
    {
        Refused("group.role", () => Formed().Join(Boss, Now));
        Refused("group.role", () => Formed().Join(Ben with { Supervises = true }, Now));
    }

    [Fact]
    public void Joining_twice_is_refused() => Refused("group.already", () => Formed().Join(Ana, Now));

    [Fact]
    public void Asking_takes_no_place_until_someone_who_convenes_says_yes()
    {
        var group = Formed(Peers with { Entry = GroupEntry.Ask });
        foreach (var viewer in new[] { Ben, Cleo, Dee }) Assert.Equal(MembershipState.Asked, group.Join(viewer, Now).State);
        Assert.Single(group.Members);
        Refused("group.convener", () => group.Accept(Cleo.Id, Ben.Id, Now));
        group.Accept(Ben.Id, Ana.Id, Now);
        group.Accept(Cleo.Id, Ana.Id, Now);
        group.Accept(Dee.Id, Ana.Id, Now);
        Assert.Equal((3, MembershipState.Waiting), (group.Members.Count(), group.Find(Dee.Id)!.State));
        Refused("group.request", () => group.Accept(Ben.Id, Ana.Id, Now));
    }

    [Fact]
    public void Who_was_told_no_may_ask_again()
    {
        var group = Formed(Peers with { Entry = GroupEntry.Ask });
        group.Join(Ben, Now);
        group.Decline(Ben.Id, Ana.Id, Now);
        Assert.Equal(MembershipState.Declined, group.Find(Ben.Id)!.State);
        Assert.Equal(MembershipState.Asked, group.Join(Ben, Now).State);
    }

    [Fact]
    public void When_the_last_who_convenes_goes_the_longest_member_convenes()
    {
        var group = Formed();
        group.Join(Ben, Now + Duration.FromDays(1));
        group.Join(Cleo, Now);
        group.Leave(Ana.Id, Now);
        Assert.Equal(Cleo.Id, Assert.Single(group.Members, m => m.Convenes).MemberId);
    }

    [Fact]
    public void One_who_asked_does_not_convene_in_place_of_a_member_who_left()
    {
        var group = Formed(Peers with { Entry = GroupEntry.Ask });
        group.Join(Ben, Now);
        group.Leave(Ana.Id, Now);
        Assert.Equal((Now, 0), (group.ClosedAt, group.Memberships.Count));
        Refused("group.closed", () => group.Join(Cleo, Now));
    }

    [Fact]
    public void Convening_is_shared_with_members_only()
    {
        var group = Formed();
        Refused("group.member", () => group.ShareConvening(Ben.Id, Ana.Id));
        group.Join(Ben, Now);
        group.ShareConvening(Ben.Id, Ana.Id);
        group.Describe(Peers with { Name = "Circle" }, Ben);
        Assert.Equal("Circle", group.Name);
    }

    [Theory]
    [InlineData("", 3, "group.name")]
    [InlineData("two\nlines", 3, "group.name")]
    [InlineData("Circle", 2, "group.size")]
    [InlineData("Circle", 13, "group.size")]
    public void An_outline_outside_the_limits_is_refused(string name, int size, string rule) => Refused(rule, () => Formed(Peers with { Name = name, Size = size }));

    [Fact]
    public void A_group_is_for_the_one_who_forms_it_too() => Refused("group.roles.own", () => Formed(Peers with { Roles = MemberRoles.Supervisors }));

    [Fact]
    public void A_group_does_not_shrink_below_its_members()
    {
        var group = Formed(Peers with { Size = 4 });
        foreach (var viewer in new[] { Ben, Cleo, Dee }) group.Join(viewer, Now);
        Refused("group.size.members", () => group.Describe(Peers with { Size = 3 }, Ana));
    }

    [Fact]
    public void A_moved_session_keeps_its_first_name_however_often_it_moves()
    {
        var (group, original) = (Meeting(), Tuesday.Start.PlusWeeks(1));
        var first = group.Move(original, original.PlusDays(1), 60, Ana.Id, Now);
        var second = group.Move(original, original.PlusDays(2), 45, Ana.Id, Now + Duration.FromHours(1));
        Assert.Same(first, second);
        Assert.Equal((original, original.PlusDays(2), 2), (second.Original, second.MovedTo, second.Version));
        var stamp = Assert.Single(group.Series).Stamp;
        Assert.Equal((2, Now + Duration.FromHours(1)), (stamp.Sequence, stamp.ChangedAt));
    }

    [Fact]
    public void A_cancelled_session_can_take_place_after_all()
    {
        var (group, original) = (Meeting(), Tuesday.Start.PlusWeeks(1));
        group.Cancel(original, Ana.Id, Now);
        Assert.False(group.Find(original)!.Value.Session.TakesPlace);
        Refused("session.cancelled", () => group.Cancel(original, Ana.Id, Now));
        group.Move(original, original, 60, Ana.Id, Now);
        Assert.Equal(OccurrenceKind.AsPlanned, group.Find(original)!.Value.Session.Kind);
    }

    [Fact]
    public void A_session_moves_neither_into_the_past_nor_onto_another_nor_to_where_it_is()
    {
        var (group, original) = (Meeting(), Tuesday.Start.PlusWeeks(1));
        Refused("session.past", () => group.Move(original, new LocalDateTime(2026, 8, 31, 12, 0), 60, Ana.Id, Now));
        Refused("session.overlaps", () => group.Move(original, Tuesday.Start.PlusMinutes(30), 60, Ana.Id, Now));
        Refused("session.same", () => group.Move(original, original, 60, Ana.Id, Now));
        Refused("session.unknown", () => group.Move(original.PlusDays(1), original, 60, Ana.Id, Now));
        Refused("session.past", () => group.Cancel(Tuesday.Start, Ana.Id, Tuesday.StartsAt));
        Refused("slot.skipped", () => group.Move(original, new LocalDateTime(2027, 3, 14, 2, 30), 60, Ana.Id, Now));
        Refused("group.convener", () => group.Cancel(original, Ben.Id, Now));
        Assert.Empty(group.Series[0].Changes);
    }

    [Fact]
    public void From_a_date_on_there_is_a_new_series_with_a_name_of_its_own_and_no_orphan_in_the_old()
    {
        var group = Meeting();
        var kept = Tuesday.Start.PlusWeeks(1);
        group.Move(kept, new LocalDateTime(2026, 10, 28, 9, 0), 60, Ana.Id, Now);
        group.Cancel(Tuesday.Start.PlusWeeks(6), Ana.Id, Now);
        var thursdays = group.Plan(new SeriesPlan(LocalSlot.At(new LocalDateTime(2026, 10, 1, 17, 0), 60, "America/New_York"), Rhythm.EveryTwoWeeks), Ana.Id, Now);
        var old = group.Series[0];
        Assert.Equal(new LocalDate(2026, 9, 30), old.LastDay);
        Assert.Equal(kept, Assert.Single(old.Changes).Original);
        Assert.NotEqual(old.Uid, thursdays.Uid);
        Assert.Equal(
            [new(2026, 9, 8, 12, 0), new(2026, 9, 22, 12, 0), new(2026, 9, 29, 12, 0), new(2026, 10, 1, 17, 0), new(2026, 10, 15, 17, 0), new(2026, 10, 28, 9, 0), new(2026, 10, 29, 17, 0)],
            group.SessionsBetween(Now, Instant.FromUtc(2026, 11, 1, 0, 0)).Select(session => session.Slot.Start));
    }

    [Fact]
    public void This_one_and_all_after_it_change_and_what_was_before_stays()
    {
        var group = Meeting();
        var old = group.Series[0];
        var from = Tuesday.Start.PlusWeeks(3);
        // A day earlier in that week than the session it replaces.
        var mondays = group.ChangeFrom(from, new SeriesPlan(LocalSlot.At(from.PlusDays(-1).PlusHours(5), 90, "America/New_York"), Rhythm.EveryThreeWeeks), Ana.Id, Now);
        Assert.Equal((from.Date.PlusDays(-1), 1), (old.LastDay, old.Sequence));
        Assert.NotEqual(old.Uid, mondays.Uid);
        Assert.Equal(
            [new(2026, 9, 8, 12, 0), new(2026, 9, 15, 12, 0), new(2026, 9, 22, 12, 0), new(2026, 9, 28, 17, 0), new(2026, 10, 19, 17, 0), new(2026, 11, 9, 17, 0)],
            group.SessionsBetween(Now, Instant.FromUtc(2026, 11, 12, 0, 0)).Select(session => session.Slot.Start));
    }

    [Fact]
    public void Whoever_moves_to_another_zone_takes_the_sessions_along_from_a_day_on()
    {
        var group = Meeting();
        var from = Tuesday.Start.PlusWeeks(3);
        group.ChangeFrom(from, new SeriesPlan(LocalSlot.At(from, 60, "America/Puerto_Rico"), Rhythm.Weekly), Ana.Id, Now);
        var starts = group.SessionsBetween(Now, Instant.FromUtc(2026, 11, 11, 0, 0)).Select(session => session.Slot.StartsAt.InUtc().Hour).ToList();
        // Noon in New York and in San Juan is the same until clocks go back in New York; San Juan's do not.
        Assert.Equal(10, starts.Count);
        Assert.All(starts, hour => Assert.Equal(16, hour));
    }

    [Fact]
    public void What_was_cancelled_stays_so_when_the_sessions_around_it_change_their_hour()
    {
        var group = Meeting();
        var away = Tuesday.Start.PlusWeeks(4);
        group.Cancel(away, Ana.Id, Now);
        group.Move(Tuesday.Start.PlusWeeks(5), Tuesday.Start.PlusWeeks(5).PlusDays(1), 60, Ana.Id, Now);
        group.ChangeFrom(Tuesday.Start.PlusWeeks(2), new SeriesPlan(Tuesday with { Start = Tuesday.Start.PlusWeeks(2).PlusHours(1) }, Rhythm.Weekly), Ana.Id, Now);
        var after = group.SessionsBetween(Now, Instant.FromUtc(2026, 10, 20, 0, 0)).ToList();
        Assert.Equal([away.PlusHours(1)], after.Where(session => !session.TakesPlace).Select(session => session.Original));
        Assert.DoesNotContain(after, session => session.Kind == OccurrenceKind.Moved);
    }

    [Fact]
    public void A_new_plan_begins_after_the_sessions_that_stay_and_leaves_room_for_what_was_moved()
    {
        var group = Meeting();
        var from = Tuesday.Start.PlusWeeks(3);
        Refused("session.order", () => group.ChangeFrom(from, new SeriesPlan(Tuesday with { Start = from.PlusDays(-7).PlusHours(3) }, Rhythm.Weekly), Ana.Id, Now));
        Refused("session.unknown", () => group.ChangeFrom(from.PlusDays(1), new SeriesPlan(Tuesday with { Start = from }, Rhythm.Weekly), Ana.Id, Now));
        Refused("group.convener", () => group.ChangeFrom(from, new SeriesPlan(Tuesday with { Start = from }, Rhythm.Weekly), Ben.Id, Now));
        Refused("recurrence.ends", () => group.ChangeFrom(from, new SeriesPlan(Tuesday with { Start = from }, Rhythm.Weekly, from.Date.PlusDays(70), 3), Ana.Id, Now));
        group.Move(Tuesday.Start.PlusWeeks(1), from.PlusDays(9).PlusMinutes(30), 60, Ana.Id, Now);
        Refused("session.overlaps", () => group.ChangeFrom(from, new SeriesPlan(Tuesday with { Start = from.PlusDays(2) }, Rhythm.Weekly), Ana.Id, Now));
        Assert.Single(group.Series);
    }

    [Fact]
    public void Before_and_after_the_change_each_session_is_planned_once_whatever_the_change() => Prop.ForAll(
        (from week in Gen.Choose(1, 30)
         from days in Gen.Choose(-6, 20)
         from minutes in Gen.Choose(0, 95)
         from rhythm in Gen.Elements(Rhythms.InOrder.ToArray())
         from times in Gen.Choose(1, 20)
         from skips in Gen.Elements(RestDays.None, RestDays.Massachusetts)
         select (week, days, minutes, rhythm, times, skips)).ToArbitrary(), any =>
        {
            var group = Meeting();
            var from = Tuesday.Start.PlusWeeks(any.week);
            var first = from.Date.PlusDays(any.days).At(LocalTime.Midnight.PlusMinutes(any.minutes * 15));
            try
            {
                group.ChangeFrom(from, new SeriesPlan(new LocalSlot(first, 60, "America/New_York"), any.rhythm, Times: any.times, Skips: any.skips), Ana.Id, Now);
            }
            catch (RuleBrokenException)
            {
                return group.Series.Count == 1 && group.Series[0].Sequence == 0;
            }

            var days = group.SessionsBetween(Now, Now + Duration.FromDays(1200)).Select(session => session.Original.Date).ToList();
            return days.Count == any.week + any.times && days.Distinct().Count() == days.Count && days.Take(any.week).SequenceEqual(Enumerable.Range(0, any.week).Select(Tuesday.Start.Date.PlusWeeks));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_session_can_be_longer_and_elsewhere_at_its_own_hour()
    {
        var (group, original) = (Meeting(), Tuesday.Start.PlusWeeks(1));
        var change = group.Move(original, original, 90, Ana.Id, Now, "  The library, room 2 ");
        var session = group.Find(original)!.Value.Session;
        Assert.Equal((OccurrenceKind.Changed, 90, "The library, room 2"), (session.Kind, session.Slot.Minutes, session.Place));
        Refused("session.same", () => group.Move(original, original, 90, Ana.Id, Now, "The library, room 2"));
        Refused("group.place", () => group.Move(original, original, 90, Ana.Id, Now, "two\nlines"));
        Assert.Same(change, group.Restore(original, Ana.Id, Now));
        Assert.Equal((OccurrenceKind.AsPlanned, null), (group.Find(original)!.Value.Session.Kind, group.Find(original)!.Value.Session.Place));
    }

    [Fact]
    public void A_session_moves_onto_the_day_of_another()
    {
        var (group, original) = (Meeting(), Tuesday.Start.PlusWeeks(1));
        group.Move(original, Tuesday.Start.PlusWeeks(2).PlusHours(2), 60, Ana.Id, Now);
        Assert.Equal([Tuesday.Start.PlusWeeks(2), original], group.SessionsBetween(Now + Duration.FromDays(8), Now + Duration.FromDays(24)).Select(session => session.Original));
    }

    [Fact]
    public void What_is_as_planned_is_over_or_has_lost_its_hour_is_not_restored()
    {
        var (group, original) = (Meeting(), Tuesday.Start.PlusWeeks(1));
        Refused("session.same", () => group.Restore(original, Ana.Id, Now));
        Refused("session.unknown", () => group.Restore(original.PlusDays(1), Ana.Id, Now));
        group.Cancel(original, Ana.Id, Now);
        Refused("group.convener", () => group.Restore(original, Ben.Id, Now));
        group.Move(original.PlusWeeks(1), original.PlusMinutes(30), 60, Ana.Id, Now);
        Refused("session.overlaps", () => group.Restore(original, Ana.Id, Now));
        Refused("session.past", () => group.Restore(original, Ana.Id, Now + Duration.FromDays(30)));
    }

    [Fact]
    public void Every_four_weeks_at_half_past_two_is_refused_though_it_goes_well_for_years()
    {
        // The first Sunday of such a series that has no half past two comes in 2032.
        var first = new LocalSlot(new LocalDateTime(2026, 9, 6, 2, 30), 60, "America/New_York");
        var broken = Assert.Throws<RuleBrokenException>(() => Formed().Plan(new SeriesPlan(first, Rhythm.EveryFourWeeks), Ana.Id, Now));
        Assert.Equal(("slot.skipped", new LocalDate(2032, 3, 14)), (broken.Key, broken.Details[0]));
    }

    [Fact]
    public void A_series_that_would_start_after_its_end_is_gone()
    {
        var group = Meeting();
        var sooner = group.Plan(new SeriesPlan(Tuesday with { Start = Tuesday.Start.PlusDays(-1) }, Rhythm.Weekly), Ana.Id, Now);
        Assert.Same(sooner, Assert.Single(group.Series));
    }

    [Fact]
    public void An_end_does_not_lie_in_the_past() => Refused("session.past", () => Meeting().StopAfter(new LocalDate(2026, 8, 31), Ana.Id, Now));

    [Theory]
    [InlineData(2026, 9, 6, 2, 30, "America/New_York", "slot.skipped")]
    [InlineData(2026, 9, 6, 1, 30, "America/New_York", "slot.doubled")]
    [InlineData(2026, 9, 8, 12, 0, "Africa/Casablanca", "slot.zone")]
    [InlineData(2026, 9, 8, 12, 0, "Mars/Olympus", "slot.zone")]
    [InlineData(2026, 9, 1, 7, 0, "America/New_York", "session.past")]
    [InlineData(1, 1, 1, 7, 0, "America/New_York", "session.past")]
    [InlineData(2028, 9, 2, 7, 0, "America/New_York", "session.far")]
    [InlineData(9999, 12, 31, 23, 0, "America/New_York", "session.far")]
    public void A_series_that_people_cannot_keep_is_refused(int year, int month, int day, int hour, int minute, string zone, string rule) =>
        Refused(rule, () => Formed().Plan(new SeriesPlan(new LocalSlot(new LocalDateTime(year, month, day, hour, minute), 60, zone), Rhythm.Weekly), Ana.Id, Now));

    [Fact]
    public void A_session_of_a_minute_is_refused() => Refused("slot.length", () => Formed().Plan(new SeriesPlan(Tuesday with { Minutes = 1 }, Rhythm.Weekly), Ana.Id, Now));

    private static Group Formed(GroupOutline? outline = null) => new(Id<Group>.New(Now), outline ?? Peers, Ana, Now);

    private static Group Meeting()
    {
        var group = Formed();
        group.Plan(new SeriesPlan(Tuesday, Rhythm.Weekly), Ana.Id, Now);
        return group;
    }

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);

    private static Viewer Someone(WorkRole role) => new(Id<Member>.New(Now), role, role == WorkRole.Supervisor, null, Duties.None);
}
