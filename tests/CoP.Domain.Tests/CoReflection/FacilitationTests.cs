using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

public sealed class FacilitationTests
{
    [Fact]
    public void Each_of_n_facilitates_once_in_any_n_sessions_in_the_order_in_which_they_came()
    {
        var circle = new Circle(5);
        var taken = Enumerable.Range(0, 20).Select(_ => circle.NextWeek()!.Value).ToList();
        Assert.Equal(circle.People, taken.Take(5));
        for (var i = 0; i + 5 <= taken.Count; i++) Assert.Equal(5, taken.Skip(i).Take(5).Distinct().Count());
    }

    [Fact]
    public void Who_leaves_opens_only_their_own_session_and_who_comes_opens_none()
    {
        var circle = new Circle(5);
        var newcomer = circle.Join();
        Assert.Equal([circle.People[0], circle.People[1], circle.People[2]], circle.Coming(3));
        var people = circle.People;
        circle.Leave(people[1]);
        // The fourth's turn is longest ago of those without a session; the newcomer came last.
        Assert.Equal([people[0], people[3], people[2]], circle.Coming(3));
        Assert.Equal([people[4], newcomer], circle.Facilitation.InTurn(circle.Group, circle.People, circle.Now).Take(2));
    }

    [Fact]
    public void Who_was_shown_to_facilitate_does_also_where_nothing_was_kept_before_it_began()
    {
        var circle = new Circle(4);
        var late = new Facilitation(circle.Group.Id);
        late.LineUp(circle.Group, circle.People, circle.Sessions(1)[0].Slot.StartsAt + Duration.FromMinutes(10));
        Assert.Equal([.. circle.Coming(3), circle.People[3]], Enumerable.Range(0, 4).Select(week => late.Who(Circle.Week(week), SessionDutyKind.Facilitates)));
    }

    [Fact]
    public void A_moved_session_keeps_who_facilitates_it()
    {
        var circle = new Circle(5);
        circle.Group.Move(Circle.Week(1), Circle.Week(3).PlusDays(1), 60, circle.People[0], circle.Now);
        circle.LineUp();
        Assert.Equal(circle.People[1], circle.Facilitation.Who(Circle.Week(1), SessionDutyKind.Facilitates));
        Assert.Equal([circle.People[0], circle.People[2]], circle.Coming(2));
    }

    [Theory]
    [InlineData(Rhythm.Weekly, 4)]
    [InlineData(Rhythm.Weekly, -1)]
    [InlineData(Rhythm.EveryTwoWeeks, 2)]
    public void Whoever_had_a_session_has_the_one_of_the_same_week_when_all_from_one_on_are_planned_anew(Rhythm rhythm, int later)
    {
        var circle = new Circle(5);
        circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(5), SessionDutyKind.Facilitates, g, circle.People[4], p, now));
        circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(3), SessionDutyKind.KeepsNotes, g, circle.People[2], p, now));
        var first = LocalSlot.At(Circle.Week(1).PlusDays(later).PlusHours(5), 60, "America/New_York");
        circle.Group.ChangeFrom(Circle.Week(1), new SeriesPlan(first, rhythm), circle.People[0], circle.Now);
        circle.LineUp();
        LocalDateTime InWeek(int week) => first.Start.PlusWeeks(week - 1);
        Assert.Equal([circle.People[0], circle.People[1]], circle.Coming(2));
        Assert.Equal(circle.People[4], circle.Facilitation.Who(InWeek(5), SessionDutyKind.Facilitates));
        Assert.Equal(circle.People[2], circle.Facilitation.Who(InWeek(3), SessionDutyKind.KeepsNotes));
        Assert.Equal(DutyOrigin.Volunteered, circle.Facilitation.Duties.Single(d => d.Original == InWeek(5)).Origin);
        // Of a week without a session nobody has the turn, and nothing is left of the old names.
        Assert.Equal(rhythm == Rhythm.Weekly ? circle.People[2] : null, circle.Facilitation.Who(InWeek(2), SessionDutyKind.Facilitates));
        Assert.All(circle.Facilitation.Duties, d => Assert.NotNull(circle.Group.Find(d.Original)));
    }

    [Fact]
    public void Whoever_had_a_session_has_the_only_one_of_the_month_when_a_group_meets_monthly_on_another_day()
    {
        var circle = new Circle(3);
        circle.Group.Plan(new SeriesPlan(LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York"), Rhythm.MonthlyOnWeekday), circle.People[0], circle.Now);
        circle.LineUp();
        circle.Act((f, g, p, now) => f.Volunteer(new LocalDateTime(2027, 1, 12, 12, 0), SessionDutyKind.Facilitates, g, circle.People[2], p, now));
        circle.Group.ChangeFrom(new LocalDateTime(2026, 10, 13, 12, 0), new SeriesPlan(LocalSlot.At(new LocalDateTime(2026, 10, 22, 12, 0), 60, "America/New_York"), Rhythm.MonthlyOnWeekday), circle.People[0], circle.Now);
        circle.LineUp();
        Assert.Equal(circle.People[2], circle.Facilitation.Who(new LocalDateTime(2027, 1, 28, 12, 0), SessionDutyKind.Facilitates));
        Assert.Equal([circle.People[0], circle.People[1], circle.People[2]], circle.Coming(3));
    }

    [Fact]
    public void Of_a_cancelled_session_nobody_had_the_turn_and_restored_it_is_theirs_again()
    {
        var circle = new Circle(4);
        circle.Group.Cancel(Circle.Week(0), circle.People[0], circle.Now);
        circle.LineUp();
        // The others keep theirs; whose session fell away comes next.
        Assert.Equal([circle.People[1], circle.People[2], circle.People[0]], circle.Coming(3));
        circle.Group.Restore(Circle.Week(0), circle.People[0], circle.Now);
        circle.LineUp();
        Assert.Equal(circle.People[0], circle.Coming(1).Single());
    }

    [Fact]
    public void Who_says_not_this_time_keeps_their_place_and_the_rest_keep_their_sessions()
    {
        var circle = new Circle(4);
        circle.Act((f, g, p, now) => f.GiveUp(Circle.Week(0), SessionDutyKind.Facilitates, g, circle.People[0], p, now));
        Assert.Equal([circle.People[3], circle.People[1], circle.People[2]], circle.Coming(3));
        Assert.Equal(circle.People[0], circle.After());
        Refused("duty.others", () => circle.Act((f, g, p, now) => f.GiveUp(Circle.Week(0), SessionDutyKind.Facilitates, g, circle.People[0], p, now)));
    }

    [Fact]
    public void Who_cannot_come_facilitates_nothing_there_and_may_offer_to_once_they_can()
    {
        var circle = new Circle(4);
        circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(1), SessionDutyKind.KeepsNotes, g, circle.People[1], p, now));
        circle.Act((f, g, p, now) => Assert.True(f.StayAway(Circle.Week(1), g, circle.People[1], p, now)));
        Assert.Equal([circle.People[0], circle.People[3], circle.People[2]], circle.Coming(3));
        Assert.Null(circle.Facilitation.Who(Circle.Week(1), SessionDutyKind.KeepsNotes));
        // Nor does a turn at a session that is not spoken for yet fall to them: the fourth week would have been theirs.
        circle.Act((f, g, p, now) => Assert.False(f.StayAway(Circle.Week(3), g, circle.People[1], p, now)));
        circle.NextWeek();
        Assert.Equal(circle.People[0], circle.Facilitation.Who(Circle.Week(3), SessionDutyKind.Facilitates));
        circle.Facilitation.ComeAfterAll(Circle.Week(1), circle.People[1]);
        circle.LineUp();
        Assert.Equal(circle.People[3], circle.Coming(1).Single());
        Refused("session.past", () => circle.Act((f, g, p, now) => f.StayAway(Circle.Week(0), g, circle.People[1], p, now)));
    }

    [Fact]
    public void Where_nobody_is_willing_nobody_is_lined_up_and_anyone_may_offer()
    {
        var circle = new Circle(3);
        foreach (var person in circle.People) circle.Act((f, g, p, now) => f.TakeTurns(false, g, person, p, now));
        Assert.Equal([null, null, null], circle.Coming(3));
        circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(1), SessionDutyKind.Facilitates, g, circle.People[2], p, now));
        Assert.Equal([null, circle.People[2], null], circle.Coming(3));
        Refused("duty.taken", () => circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(1), SessionDutyKind.Facilitates, g, circle.People[1], p, now)));
        Assert.False(circle.Facilitation.IsWilling(circle.People[2]));
        circle.Act((f, g, p, now) => f.TakeTurns(true, g, circle.People[1], p, now));
        Assert.Equal([circle.People[1], circle.People[2], circle.People[1]], circle.Coming(3));
    }

    [Fact]
    public void What_one_offered_to_do_stays_when_one_takes_no_turns_any_more()
    {
        var circle = new Circle(4);
        circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(4), SessionDutyKind.Facilitates, g, circle.People[0], p, now));
        circle.Act((f, g, p, now) => f.TakeTurns(false, g, circle.People[0], p, now));
        Assert.NotEqual(circle.People[0], circle.Coming(1).Single());
        Assert.Equal(circle.People[0], circle.Facilitation.Who(Circle.Week(4), SessionDutyKind.Facilitates));
    }

    [Fact]
    public void Two_change_places_when_the_other_says_yes()
    {
        var circle = new Circle(4);
        var swap = circle.Swap(0, 2);
        Assert.Equal(circle.People[0], circle.Coming(1).Single());
        Refused("swap.gone", () => circle.Act((f, g, p, now) => f.AnswerSwap(swap.Id, true, g, circle.People[1], p, now)));
        circle.Act((f, g, p, now) => f.AnswerSwap(swap.Id, true, g, circle.People[2], p, now));
        Assert.Equal([circle.People[2], circle.People[1], circle.People[0]], circle.Coming(3));
        Refused("swap.gone", () => circle.Act((f, g, p, now) => f.AnswerSwap(swap.Id, true, g, circle.People[2], p, now)));
    }

    [Fact]
    public void A_question_to_change_places_ends_with_what_it_was_about()
    {
        var circle = new Circle(4);
        circle.Swap(0, 1);
        circle.Leave(circle.People[1]);
        Assert.Empty(circle.Facilitation.Swaps);
        var again = circle.Swap(0, 2);
        Refused("swap.gone", () => circle.Facilitation.WithdrawSwap(again.Id, circle.People[2]));
        circle.Facilitation.WithdrawSwap(again.Id, circle.People[0]);
        Assert.Empty(circle.Facilitation.Swaps);
        circle.Swap(0, 2);
        circle.Group.Cancel(Circle.Week(2), circle.People[0], circle.Now);
        circle.LineUp();
        Assert.Empty(circle.Facilitation.Swaps);
        Refused("swap.nobody", () => circle.Act((f, g, p, now) => f.AskToSwap(Circle.Week(0), Circle.Week(9), g, circle.People[0], p, now)));
    }

    [Fact]
    public void Notes_are_kept_by_whoever_offers_and_nothing_is_known_of_it_when_the_session_is_over()
    {
        var circle = new Circle(3);
        circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(0), SessionDutyKind.KeepsNotes, g, circle.People[1], p, now));
        Refused("duty.taken", () => circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(0), SessionDutyKind.KeepsNotes, g, circle.People[2], p, now)));
        Refused("duty.others", () => circle.Act((f, g, p, now) => f.GiveUp(Circle.Week(0), SessionDutyKind.KeepsNotes, g, circle.People[2], p, now)));
        Assert.Equal(circle.People[1], circle.Facilitation.Who(Circle.Week(0), SessionDutyKind.KeepsNotes));
        circle.Act((f, g, p, now) => f.GiveUp(Circle.Week(0), SessionDutyKind.KeepsNotes, g, circle.People[1], p, now));
        circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(0), SessionDutyKind.KeepsNotes, g, circle.People[2], p, now));
        circle.NextWeek();
        Assert.DoesNotContain(circle.Facilitation.Duties, d => d.Original == Circle.Week(0));
        Refused("session.past", () => circle.Act((f, g, p, now) => f.Volunteer(Circle.Week(0), SessionDutyKind.KeepsNotes, g, circle.People[2], p, now)));
    }

    /// <summary>Whatever people do: the next sessions are spoken for, by whoever's turn is longest ago, and nobody loses a session to what others do.</summary>
    [Fact]
    public void Whoever_has_facilitated_least_recently_comes_next_whatever_happens() =>
        Prop.ForAll(Steps(10), steps =>
        {
            var circle = new Circle(4);
            foreach (var (what, who, week) in steps) circle.Step(what, who, week);
            return true;
        }).QuickCheckThrowOnFailure();

    /// <summary>While people come and go, nobody has three turns between two of somebody who was there all along.</summary>
    [Fact]
    public void Nobody_who_stays_is_left_behind() =>
        Prop.ForAll(Steps(2), steps =>
        {
            var circle = new Circle(4);
            foreach (var (what, who, week) in steps.Concat(steps).Concat(steps)) circle.Step(what, who, week);
            var stayed = circle.People.Where(p => circle.Founders.Contains(p)).ToList();
            return stayed.TrueForAll(one => stayed.Where(other => other != one).All(other =>
            {
                var turns = circle.Taken.Where(t => t == one || t == other).ToList();
                return !Enumerable.Range(0, Math.Max(0, turns.Count - 2)).Any(i => turns.Skip(i).Take(3).All(t => t == other));
            }));
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<List<(int What, int Who, int Week)>> Steps(int kinds) => Gen.Choose(0, kinds).Zip(Gen.Choose(0, 30)).Zip(Gen.Choose(0, 5)).Select(s => (s.Item1.Item1, s.Item1.Item2, s.Item2)).ListOf().Select(all => all.Take(40).ToList()).ToArbitrary();

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);

    /// <summary>A group that meets every Tuesday, and a record of its own of who had which turn when.</summary>
    private sealed class Circle
    {
        private static readonly Instant Start = Instant.FromUtc(2026, 9, 1, 12, 0);
        private static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
        private readonly Dictionary<Id<Member>, Instant> since = [];

        public Circle(int people)
        {
            Now = Start;
            var founder = Someone();
            Group = new Group(Id<Group>.New(Now), new GroupOutline("Circle", "To reflect", "", "", MemberRoles.All, Areas.None, "en", MeetingMode.Video, "", 12, GroupEntry.Open), founder, Now);
            since[founder.Id] = Now;
            Facilitation = new Facilitation(Group.Id);
            for (var i = 1; i < people; i++) Join();
            Founders = People;
            Group.Plan(new SeriesPlan(Tuesday, Rhythm.Weekly), founder.Id, Now);
            LineUp();
        }

        public Group Group { get; }
        public Facilitation Facilitation { get; }
        public Instant Now { get; private set; }
        public List<Id<Member>> People => [.. Group.Members.OrderBy(m => m.Since).ThenBy(m => m.MemberId).Select(m => m.MemberId)];
        public List<Id<Member>> Founders { get; }
        public List<Id<Member>> Taken { get; } = [];

        public static LocalDateTime Week(int week) => Tuesday.Start.PlusWeeks(week);

        public void LineUp() => Facilitation.LineUp(Group, People, Now);

        public void Act(Action<Facilitation, Group, IReadOnlyCollection<Id<Member>>, Instant> act) => act(Facilitation, Group, People, Now);

        public TurnSwap Swap(int mine, int theirs) => Facilitation.AskToSwap(Week(mine), Week(theirs), Group, Facilitation.Who(Week(mine), SessionDutyKind.Facilitates)!.Value, People, Now);

        public Id<Member> Join()
        {
            var viewer = Someone();
            Now += Duration.FromMinutes(1);
            Group.Join(viewer, Now);
            since[viewer.Id] = Now;
            LineUp();
            return viewer.Id;
        }

        /// <summary>As the database does it: what hangs on the membership goes with it.</summary>
        public void Leave(Id<Member> member)
        {
            Group.Leave(member, Now);
            LineUp();
        }

        public List<Occurrence> Sessions(int count) => [.. Group.SessionsBetween(Now, Now + Duration.FromDays(120)).Where(s => s.TakesPlace && s.Slot.StartsAt > Now).Take(count)];

        public List<Id<Member>?> Coming(int count) => Sessions(count).ConvertAll(s => Facilitation.Who(s.Original, SessionDutyKind.Facilitates));

        public Id<Member> After() => Facilitation.InTurn(Group, People, Now)[0];

        /// <summary>The next session is held, and over.</summary>
        public Id<Member>? NextWeek()
        {
            if (Sessions(1) is not [var session]) return null;
            var who = Facilitation.Who(session.Original, SessionDutyKind.Facilitates);
            Now = session.Slot.StartsAt + SessionAbsence.Kept;
            foreach (var duty in Facilitation.Duties.Where(d => d.Kind == SessionDutyKind.Facilitates))
                if (Group.Find(duty.Original)?.Session is { TakesPlace: true } held && held.Slot.StartsAt + SessionAbsence.Kept <= Now) since[duty.MemberId] = Instant.Max(since[duty.MemberId], held.Slot.StartsAt);
            if (who is { } member) Taken.Add(member);
            LineUp();
            return who;
        }

        public void Step(int what, int who, int week)
        {
            var before = Facilitation.Duties.Where(d => d.Kind == SessionDutyKind.Facilitates).ToDictionary(d => d.Original, d => d.MemberId);
            var member = People[who % People.Count];
            var session = Sessions(week + 1)[^1];
            HashSet<LocalDateTime> free = [];
            try
            {
                switch (what)
                {
                    case 0 or 1:
                        NextWeek();
                        break;
                    case 2:
                        if (People.Count > 7 && member != People[0]) Leave(member);
                        else if (!Group.IsFull) Join();
                        break;
                    case 3:
                        Group.Cancel(session.Original, Convener, Now);
                        break;
                    case 4:
                        Group.Move(session.Original, session.Slot.Start.PlusDays(1 + who), 60, Convener, Now);
                        break;
                    case 5:
                        Act((f, g, p, now) => f.GiveUp(session.Original, SessionDutyKind.Facilitates, g, member, p, now));
                        free.Add(session.Original);
                        break;
                    case 10:
                        Act((f, g, p, now) => f.StayAway(session.Original, g, member, p, now));
                        if (before.TryGetValue(session.Original, out var away) && away == member) free.Add(session.Original);
                        break;
                    case 6:
                        Act((f, g, p, now) => f.Volunteer(session.Original, SessionDutyKind.Facilitates, g, member, p, now));
                        break;
                    case 7:
                        Act((f, g, p, now) => f.TakeTurns(!f.IsWilling(member), g, member, p, now));
                        if (!Facilitation.IsWilling(member)) free.UnionWith(before.Where(b => b.Value == member).Select(b => b.Key));
                        break;
                    case 8 when Sessions(who % 3 + 1)[^1] is var other && Facilitation.Who(session.Original, SessionDutyKind.Facilitates) is { } holder && Facilitation.Who(other.Original, SessionDutyKind.Facilitates) is { } asked:
                        Act((f, g, p, now) => f.AnswerSwap(f.AskToSwap(session.Original, other.Original, g, holder, p, now).Id, true, g, asked, p, now));
                        free.UnionWith([session.Original, other.Original]);
                        break;
                    case 9 when Group.SessionsBetween(Now, Now + Duration.FromDays(60)).FirstOrDefault(s => !s.TakesPlace) is { } gone:
                        Group.Restore(gone.Original, Convener, Now);
                        break;
                }
            }
            catch (RuleBrokenException)
            {
                // What cannot be done changes nothing.
            }
            LineUp();
            Assert.False(Facilitation.LineUp(Group, People, Now));
            foreach (var (original, holder) in before)
                if (!free.Contains(original) && People.Contains(holder) && Sessions(20).Exists(s => s.Original == original)) Assert.Equal(holder, Facilitation.Who(original, SessionDutyKind.Facilitates));
            var window = Sessions(Facilitation.Ahead);
            var given = window.FindAll(s => free.Contains(s.Original) || !before.TryGetValue(s.Original, out var had) || had != Facilitation.Who(s.Original, SessionDutyKind.Facilitates));
            foreach (var coming in window)
            {
                var chosen = Facilitation.Duties.SingleOrDefault(d => d.Original == coming.Original && d.Kind == SessionDutyKind.Facilitates);
                var eligible = People.Where(p => Facilitation.IsWilling(p) && !Facilitation.Skips.Any(s => s.Original == coming.Original && s.MemberId == p)).ToList();
                if (chosen is null) Assert.Empty(eligible);
                if (chosen is not { Origin: DutyOrigin.Rotation } || !given.Contains(coming)) continue;
                Assert.Contains(chosen.MemberId, eligible);
                // Of all who could have had it nobody has waited longer. They are given in their order, so what was given later does not count.
                Assert.True(eligible.TrueForAll(p => Last(p) >= Last(chosen.MemberId)));

                Instant Last(Id<Member> member) => Facilitation.Duties
                    .Where(d => d.MemberId == member && d.Kind == SessionDutyKind.Facilitates).Select(d => Group.Find(d.Original)?.Session).OfType<Occurrence>()
                    .Where(s => s.TakesPlace && s.Slot.StartsAt <= window[^1].Slot.StartsAt && !given.Exists(g => g.Original == s.Original && g.Slot.StartsAt >= coming.Slot.StartsAt))
                    .Select(s => s.Slot.StartsAt).Append(since[member]).Max();
            }
        }

        private Id<Member> Convener => Group.Members.First(m => m.Convenes).MemberId;

        private static Viewer Someone() => new(Id<Member>.New(Start), WorkRole.PeerSupporter, false, null, Duties.None);
    }
}
