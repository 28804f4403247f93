using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

/// <summary>Who comes into a group, in which order, and who is asked before.</summary>
public sealed class EntryTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 1, 12, 0);
    private static readonly Viewer Ana = Someone();
    private static readonly Viewer Ben = Someone();
    private static readonly Viewer Cleo = Someone();
    private static readonly Viewer Dee = Someone();
    private static readonly Viewer Eli = Someone();

    [Fact]
    public void The_line_moves_in_the_order_in_which_people_came()
    {
        var group = Full();
        foreach (var viewer in new[] { Dee, Eli }) Assert.Equal(MembershipState.Waiting, group.Join(viewer, Now).State);
        Assert.Equal([Dee.Id, Eli.Id], group.WaitingLine.Select(m => m.MemberId));
        group.Leave(Ben.Id, Now);
        group.Settle(PeopleAround.Strangers, Now);
        Assert.Equal(new GroupNews(GroupNewsKind.Place, Dee.Id), Assert.Single(group.News));
        group.Settle(PeopleAround.Strangers, Now);
        Assert.Single(group.News);
        Assert.Equal([Eli.Id], group.WaitingLine.Select(m => m.MemberId));
    }

    [Fact]
    public void A_larger_group_has_room_for_who_waits()
    {
        var group = Full();
        group.Join(Dee, Now);
        group.Describe(Outline() with { Size = 4 }, Ana);
        group.Settle(PeopleAround.Strangers, Now);
        Assert.Equal(MembershipState.Member, group.Find(Dee.Id)!.State);
    }

    [Fact]
    public void Whom_a_member_keeps_away_asks_as_anyone_would_and_only_that_member_hears_of_it()
    {
        var group = Formed(GroupEntry.Ask);
        group.Join(Ben, Now);
        group.Accept(Ben.Id, Ana.Id, Now);
        var people = Keeping((Ben, Cleo));
        Assert.Equal(MembershipState.Asked, group.Join(Cleo, people, Now).State);
        Assert.Equal(new GroupNews(GroupNewsKind.AskedAbout, Ben.Id), group.News[^1]);
        Refused("group.request", () => group.Accept(Cleo.Id, Ana.Id, people, Now));
        group.AnswerAbout(Cleo.Id, Ben.Id, yes: true, people, Now);
        Assert.Equal(GroupNewsKind.Request, group.News[^1].Kind);
        group.Accept(Cleo.Id, Ana.Id, people, Now);
        Assert.Equal(MembershipState.Member, group.Find(Cleo.Id)!.State);
    }

    [Fact]
    public void A_no_reads_like_any_other_and_stands_when_they_ask_again()
    {
        var (group, people) = (Formed(), Keeping((Ana, Cleo)));
        group.Join(Cleo, people, Now);
        group.AnswerAbout(Cleo.Id, Ana.Id, yes: false, people, Now);
        Assert.Equal(MembershipState.Declined, group.Find(Cleo.Id)!.State);
        Assert.Equal(MembershipState.Asked, group.Join(Cleo, people, Now).State);
        Assert.Single(group.News, n => n.Kind == GroupNewsKind.AskedAbout);
        group.Settle(people, Now + Group.StandingNoWaits - Duration.Epsilon);
        Assert.Equal(MembershipState.Asked, group.Find(Cleo.Id)!.State);
        group.Settle(people, Now + Group.StandingNoWaits);
        Assert.Equal(MembershipState.Declined, group.Find(Cleo.Id)!.State);
    }

    [Fact]
    public void Into_an_open_group_they_come_by_themselves_once_all_who_keep_them_away_said_yes_or_have_gone()
    {
        var group = Formed(GroupEntry.Open, size: 4);
        group.Join(Ben, Now);
        var people = Keeping((Ana, Cleo), (Ben, Cleo));
        Assert.Equal(MembershipState.Asked, group.Join(Cleo, people, Now).State);
        group.AnswerAbout(Cleo.Id, Ana.Id, yes: true, people, Now);
        Assert.Equal(MembershipState.Asked, group.Find(Cleo.Id)!.State);
        group.Leave(Ben.Id, Now);
        group.Settle(people, Now);
        Assert.Equal(MembershipState.Member, group.Find(Cleo.Id)!.State);
    }

    [Fact]
    public void Who_keeps_a_member_away_says_that_they_know_before_they_are_in()
    {
        var (group, people) = (Formed(), Keeping((Ben, Ana)));
        Refused("group.apart", () => group.Join(Ben, people, Now));
        Assert.Equal(MembershipState.Member, group.Join(Ben, people, Now, knowing: true).State);
    }

    [Fact]
    public void Who_was_let_in_is_offered_a_place_where_they_would_meet_someone_and_it_does_not_wait_for_ever()
    {
        var (group, people) = (Formed(GroupEntry.Ask), Keeping((Ben, Ana)));
        group.Join(Ben, people, Now);
        group.Accept(Ben.Id, Ana.Id, people, Now);
        Assert.Equal(MembershipState.Offered, group.Find(Ben.Id)!.State);
        Refused("group.apart", () => group.Join(Ben, people, Now));
        group.Settle(people, Now + Group.OfferStands);
        Assert.Null(group.Find(Ben.Id));
    }

    [Fact]
    public void A_place_that_is_offered_is_nobody_elses()
    {
        var (group, people) = (Full(), Keeping((Dee, Ana)));
        group.Join(Dee, people, Now);
        group.Leave(Ben.Id, Now);
        group.Settle(people, Now);
        Assert.True(group.IsFull);
        Assert.Equal(MembershipState.Waiting, group.Join(Eli, people, Now).State);
        group.Leave(Dee.Id, Now);
        group.Settle(people, Now);
        Assert.Equal(MembershipState.Member, group.Find(Eli.Id)!.State);
    }

    [Fact]
    public void Whoever_came_in_since_a_place_was_offered_is_asked_as_well()
    {
        var (group, people) = (Formed(GroupEntry.Ask), Keeping((Ben, Ana), (Cleo, Ben)));
        group.Join(Ben, people, Now);
        group.Accept(Ben.Id, Ana.Id, people, Now);
        group.Join(Cleo, people, Now);
        group.Accept(Cleo.Id, Ana.Id, people, Now);
        Assert.Equal(MembershipState.Waiting, group.Join(Ben, people, Now, knowing: true).State);
        Assert.Equal(new GroupNews(GroupNewsKind.AskedAbout, Cleo.Id), group.News[^1]);
    }

    [Fact]
    public void Who_waits_for_a_word_keeps_their_number_and_lets_others_pass()
    {
        var (group, people) = (Full(), Keeping((Cleo, Dee)));
        group.Join(Dee, Now);
        group.Join(Eli, Now);
        group.Leave(Ben.Id, Now);
        group.Settle(people, Now);
        Assert.Equal((MembershipState.Waiting, MembershipState.Member), (group.Find(Dee.Id)!.State, group.Find(Eli.Id)!.State));
        group.AnswerAbout(Dee.Id, Cleo.Id, yes: true, people, Now);
        group.Leave(Eli.Id, Now);
        group.Settle(people, Now);
        Assert.Equal(MembershipState.Member, group.Find(Dee.Id)!.State);
    }

    [Fact]
    public void Nobody_hears_of_an_invitation_before_every_member_who_keeps_them_away_said_yes()
    {
        var group = Formed(GroupEntry.Open);
        group.Join(Ben, Now);
        group.Describe(Outline(GroupEntry.Invitation), Ana);
        var people = Keeping((Ben, Cleo));
        group.Invite(Cleo, Ana.Id, people, Now);
        Assert.DoesNotContain(group.News, n => n.Kind == GroupNewsKind.Invited);
        Refused("group.invitation", () => group.Join(Cleo, people, Now));
        group.AnswerAbout(Cleo.Id, Ben.Id, yes: true, people, Now);
        Assert.Equal(new GroupNews(GroupNewsKind.Invited, Cleo.Id), group.News[^1]);
        Assert.Equal(MembershipState.Member, group.Join(Cleo, people, Now).State);
    }

    [Fact]
    public void Who_invites_someone_whom_they_keep_away_has_said_yes_by_that()
    {
        var (group, people) = (Formed(GroupEntry.Invitation), Keeping((Ana, Cleo)));
        group.Invite(Cleo, Ana.Id, people, Now);
        Assert.Equal(new GroupNews(GroupNewsKind.Invited, Cleo.Id), Assert.Single(group.News));
    }

    [Fact]
    public void Only_who_convenes_invites_and_only_whom_the_group_is_for()
    {
        var group = Formed(GroupEntry.Invitation);
        Refused("group.convener", () => group.Invite(Cleo, Ben.Id, PeopleAround.Strangers, Now));
        Refused("group.role.theirs", () => group.Invite(Cleo with { Supervises = true }, Ana.Id, PeopleAround.Strangers, Now));
        Refused("group.already.theirs", () => group.Invite(Ana, Ana.Id, PeopleAround.Strangers, Now));
        for (var i = 0; i < Group.MostInvitations; i++) group.Invite(Someone(), Ana.Id, PeopleAround.Strangers, Now);
        Refused("group.invitations", () => group.Invite(Someone(), Ana.Id, PeopleAround.Strangers, Now));
        group.Settle(PeopleAround.Strangers, Now + Group.InvitationStands);
        Assert.Single(group.Memberships);
    }

    /// <summary>The one promise behind all of it, whatever people do in whatever order.</summary>
    [Fact]
    public void Nobody_is_ever_together_with_someone_they_keep_away_unless_they_said_so()
    {
        var crowd = Enumerable.Range(0, 6).Select(_ => Someone()).ToArray();
        Prop.ForAll(ArbMap.Default.ArbFor<(int Seed, GroupEntry Entry)>(), with =>
        {
            var random = new System.Random(with.Seed);
            var pairs = Enumerable.Range(0, 8).Select(_ => (random.Next(6), random.Next(6))).Where(p => p.Item1 != p.Item2).Select(p => (crowd[p.Item1].Id, crowd[p.Item2].Id)).ToHashSet();
            var people = new PeopleAround(pairs, []);
            var group = new Group(Id<Group>.New(Now), Outline(with.Entry), crowd[0], Now);
            // What each one has said: that they know of whom they would meet, or that somebody may come.
            var said = new HashSet<(Id<Member>, Id<Member>)>();
            var now = Now;
            for (var step = 0; step < 60; step++)
            {
                var (one, other) = (crowd[random.Next(6)], crowd[random.Next(6)]);
                now += Duration.FromHours(random.Next(60));
                try
                {
                    switch (random.Next(7))
                    {
                        case 0: group.Join(one, people, now); break;
                        case 1:
                            group.Join(one, people, now, knowing: true);
                            foreach (var member in crowd) said.Add((one.Id, member.Id));
                            break;
                        case 2: group.Accept(one.Id, other.Id, people, now); break;
                        case 3:
                            group.Invite(one, other.Id, people, now);
                            said.Add((other.Id, one.Id));
                            break;
                        case 4:
                            var yes = random.Next(2) == 0;
                            group.AnswerAbout(one.Id, other.Id, yes, people, now);
                            if (yes) said.Add((other.Id, one.Id));
                            break;
                        case 5 when group.Members.Count() > 1: group.Leave(one.Id, now); break;
                        default: group.Settle(people, now); break;
                    }
                }
                catch (RuleBrokenException)
                {
                    // Not everybody may do everything.
                }
                foreach (var (keeper, kept) in pairs)
                    if (group.Find(keeper) is { State: MembershipState.Member } && group.Find(kept) is { State: MembershipState.Member } && !said.Contains((keeper, kept))) return false;
                if (group.Memberships.Count(m => m.State is MembershipState.Member or MembershipState.Offered) > group.Size) return false;
                var numbers = group.Memberships.Select(m => m.Line).OfType<int>().ToList();
                if (numbers.Distinct().Count() != numbers.Count) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_group_that_sleeps_is_asked_then_put_away_and_wakes_when_a_member_says_so()
    {
        var group = Formed();
        group.Join(Ben, Now);
        group.LookIn(Now + Group.AsleepAfter - Duration.Epsilon);
        Assert.Null(group.AskedAt);
        var asked = Now + Group.AsleepAfter;
        group.LookIn(asked);
        group.LookIn(asked + Duration.FromDays(1));
        Assert.Equal((asked, 1), (group.AskedAt, group.News.Count(n => n.Kind == GroupNewsKind.Asleep)));
        group.LookIn(asked + Group.AnswersWithin);
        Assert.NotNull(group.ArchivedAt);
        Refused("group.archived", () => group.Join(Cleo, asked));
        Refused("group.archived", () => group.Describe(Outline(), Ana));
        Refused("group.member", () => group.Wake(Cleo.Id, asked));
        group.Wake(Ben.Id, asked + Duration.FromDays(30));
        Assert.Equal((null, null), (group.AskedAt, group.ArchivedAt));
        group.LookIn(asked + Duration.FromDays(31));
        Assert.Null(group.AskedAt);
    }

    [Fact]
    public void A_group_that_has_met_or_plans_to_is_not_asleep()
    {
        var group = Formed();
        group.Plan(new SeriesPlan(LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York"), CoP.Domain.Calendars.Rhythm.Weekly, Times: 2), Ana.Id, Now);
        Assert.False(group.IsAsleep(Now + Duration.FromDays(60)));
        Assert.True(group.IsAsleep(Now + Duration.FromDays(75)));
        group.Plan(new SeriesPlan(LocalSlot.At(new LocalDateTime(2027, 1, 5, 12, 0), 60, "America/New_York"), CoP.Domain.Calendars.Rhythm.Weekly), Ana.Id, Now);
        Assert.False(group.IsAsleep(Now + Duration.FromDays(75)));
    }

    [Theory]
    [InlineData("America/New_York", "2026-09-08T16:00", "America/Chicago", IsoDayOfWeek.Tuesday, DayPart.Afternoon)]
    [InlineData("America/New_York", "2026-09-08T17:30", "America/Chicago", IsoDayOfWeek.Tuesday, DayPart.Afternoon)]
    [InlineData("America/New_York", "2026-09-07T20:00", "Asia/Tokyo", IsoDayOfWeek.Tuesday, DayPart.Morning)]
    [InlineData("Asia/Tokyo", "2026-09-07T09:00", "America/New_York", IsoDayOfWeek.Sunday, DayPart.Evening)]
    public void An_hour_is_looked_for_by_ones_own_clock(string groups, string at, string mine, IsoDayOfWeek day, DayPart part)
    {
        var minute = WeekTimes.MinuteOf(NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(at + ":00").Value);
        bool Fits(WeekTimes times) => new Looking(Ana.Id, new LookingFor(times, mine, null, MeetingModes.All), Now).HasTimeFor(minute, groups, Now);
        Assert.True(Fits(WeekTimes.Of([(day, part)])));
        Assert.False(Fits(new WeekTimes(WeekTimes.Any.Cells & ~WeekTimes.Of([(day, part)]).Cells)));
    }

    private static Viewer Someone() => new(Id<Member>.New(Now), WorkRole.PeerSupporter, false, null, Duties.None);

    private static GroupOutline Outline(GroupEntry entry = GroupEntry.Open) =>
        new("Tuesday circle", "To look at what happened lately", "", "", MemberRoles.PeerSupporters, Areas.None, "en", MeetingMode.Video, "", 3, entry);

    private static Group Formed(GroupEntry entry = GroupEntry.Open, int size = 3) => new(Id<Group>.New(Now), Outline(entry) with { Size = size }, Ana, Now);

    private static Group Full()
    {
        var group = Formed();
        foreach (var viewer in new[] { Ben, Cleo }) group.Join(viewer, Now);
        return group;
    }

    private static PeopleAround Keeping(params (Viewer Keeper, Viewer Kept)[] pairs) => new(pairs.Select(p => (p.Keeper.Id, p.Kept.Id)), []);

    private static void Refused(string key, Action act) => Assert.Equal(key, Assert.Throws<RuleBrokenException>(act).Key);
}
