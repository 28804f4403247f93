using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class DateSuggestionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 15, 0);
    private static readonly LocalDate Today = new(2026, 11, 23);
    private static readonly Id<Member> Somebody = Id<Member>.New(Now);
    private static readonly MeetingHabit Wednesdays = new(IsoDayOfWeek.Wednesday, new(13, 0), 90, 6, true);
    private static readonly Quarter Spring = new(2027, 2);

    [Fact]
    public void The_usual_day_and_time_in_the_usual_week_come_first()
    {
        var best = DateSuggestions.For(Scene())[0];
        // The seventh week of the quarter; 12 May 2027 is its Wednesday's week.
        Assert.Equal(new LocalDateTime(2027, 5, 12, 13, 0).DayOfWeek, best.Slot.Start.DayOfWeek);
        Assert.Equal((new LocalTime(13, 0), 90, QuarterlyMeeting.ZoneId), (best.Slot.Start.TimeOfDay, best.Slot.Minutes, best.Slot.ZoneId));
        Assert.Equal(6, Period.DaysBetween(Spring.First, best.Slot.Start.Date) / 7);
        Assert.Equal([new DateNote.Usual(IsoDayOfWeek.Wednesday, new(13, 0)), new DateNote.Clear()], best.Notes);
    }

    [Fact]
    public void The_date_that_the_meeting_has_is_not_suggested()
    {
        var best = DateSuggestions.For(Scene())[0].Slot;
        var others = DateSuggestions.For(Scene(), insteadOf: best);
        Assert.Equal(DateSuggestions.Most, others.Count);
        Assert.DoesNotContain(others, s => s.Slot == best);
    }

    [Fact]
    public void Each_is_of_another_week_as_long_as_there_are_weeks()
    {
        var days = DateSuggestions.For(Scene()).Select(s => s.Slot.Start.Date.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday))).ToList();
        Assert.Equal(DateSuggestions.Most, days.Distinct().Count());
        // Also where another day of the best week would weigh less than the usual day of a far one.
        Assert.Equal(12, DateSuggestions.For(Scene(), 12).Select(s => s.Slot.Start.Date.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday))).Distinct().Count());
        var few = Scene() with { Blocked = [Block(new(2027, 4, 1), new(2027, 5, 31)), Block(new(2027, 6, 1), new(2027, 6, 20))] };
        Assert.Equal(DateSuggestions.Most, DateSuggestions.For(few).Count);
    }

    [Fact]
    public void A_week_with_a_holiday_a_blocked_day_or_another_meeting_says_so_and_comes_later()
    {
        var scene = Scene() with { Blocked = [Block(new(2027, 5, 11), new(2027, 5, 11))], Others = [QuarterlyMeeting.SlotFor(new(2027, 5, 20, 10, 0), 60)] };
        Assert.Equal([new DateNote.BlockedNear("Conference")], Cautions(scene, new(2027, 5, 12)));
        Assert.Equal([new DateNote.Blocked("Conference")], Cautions(scene, new(2027, 5, 11)));
        Assert.Equal([new DateNote.MeetingNear(scene.Others[0])], Cautions(scene, new(2027, 5, 19)));
        Assert.Equal([new DateNote.HolidayNear(new(2027, 5, 31), Holiday.MemorialDay)], Cautions(scene, new(2027, 6, 2)));
        Assert.DoesNotContain(DateSuggestions.For(scene), s => s.HasCautions);
    }

    [Fact]
    public void The_Friday_before_a_Saturday_holiday_is_not_suggested_and_said_of_a_day_of_ones_own()
    {
        // Christmas 2027 is a Saturday: state offices are open on Friday, 24 December, federal ones are not.
        var scene = Scene() with { Quarter = new(2027, 4), Habit = Wednesdays with { Weekday = IsoDayOfWeek.Friday, Week = 12 } };
        Assert.False(DateSuggestions.Suits(QuarterlyMeeting.SlotFor(new(2027, 12, 24, 13, 0), 90), scene));
        Assert.Equal([new DateNote.FederalHoliday(Holiday.Christmas)], Cautions(scene, new(2027, 12, 24)));
        Assert.DoesNotContain(DateSuggestions.For(scene, 100), s => s.Slot.Start.Date == new LocalDate(2027, 12, 24));
    }

    [Fact]
    public void Another_meeting_at_that_time_is_a_clash()
    {
        var other = QuarterlyMeeting.SlotFor(new(2027, 5, 12, 14, 0), 60);
        var scene = Scene() with { Others = [other] };
        Assert.Equal([new DateNote.Clash(other)], Cautions(scene, new(2027, 5, 12)));
        Assert.DoesNotContain(DateSuggestions.For(scene, 100), s => s.Slot.Overlaps(other));
        // An hour earlier it is only the same week.
        Assert.Contains(DateSuggestions.For(scene with { Habit = Wednesdays with { Time = new(9, 0) } }, 100), s => s.Slot.Start.Date == other.Start.Date && s.Notes.Contains(new DateNote.MeetingNear(other)));
    }

    [Fact]
    public void What_is_so_near_that_access_cannot_be_booked_comes_last_and_what_is_over_not_at_all()
    {
        var scene = Scene() with { Today = new(2027, 5, 3) };
        var all = DateSuggestions.For(scene, 100);
        Assert.All(all, s => Assert.True(s.Slot.Start.Date > scene.Today));
        Assert.True(Period.DaysBetween(scene.Today, all[0].Slot.Start.Date) >= DateSuggestions.GoodNotice);
        Assert.Contains(all, s => s.Notes.OfType<DateNote.ShortNotice>().Any());
        var day = new LocalDate(2027, 5, 12);
        Assert.Empty(Cautions(Scene() with { Today = day.PlusDays(-DateSuggestions.GoodNotice) }, day));
        Assert.Equal([new DateNote.ShortNotice(DateSuggestions.GoodNotice - 1)], Cautions(Scene() with { Today = day.PlusDays(1 - DateSuggestions.GoodNotice) }, day));
        Assert.Empty(DateSuggestions.For(scene with { Today = Spring.Last }));
    }

    [Fact]
    public void A_habit_is_what_two_years_of_meetings_have_most_in_common()
    {
        Assert.False(MeetingHabit.Of([]).IsKnown);
        var habit = MeetingHabit.Of([At(2026, 2, 10, 13), At(2026, 5, 12, 13), At(2026, 8, 12, 10), At(2026, 11, 10, 13)]);
        Assert.Equal(new MeetingHabit(IsoDayOfWeek.Tuesday, new(13, 0), 90, 5, true), habit);
        // Of two that are as usual, the later.
        Assert.Equal(IsoDayOfWeek.Wednesday, MeetingHabit.Of([At(2026, 2, 10, 13), At(2026, 5, 13, 13)]).Weekday);
        // What was usual before these two years is not any more.
        Assert.Equal(IsoDayOfWeek.Thursday, MeetingHabit.Of([.. Enumerable.Range(0, 20).Select(i => At(2020, 2, 4, 13)), .. Enumerable.Range(0, 8).Select(i => At(2026, 2, 5, 13))]).Weekday);
    }

    [Fact]
    public void Whatever_is_suggested_may_be_and_is_in_nobodys_way() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Scenes(), scene =>
    {
        var all = DateSuggestions.For(scene, 100);
        Assert.Equal(all.Count, all.Select(s => s.Slot).Distinct().Count());
        Assert.Equal(all.Take(DateSuggestions.Most), DateSuggestions.For(scene), (a, b) => a.Slot == b.Slot);
        foreach (var (slot, _) in all)
        {
            // Throws where no meeting may be.
            Assert.Equal(slot, QuarterlyMeeting.SlotFor(slot.Start, slot.Minutes));
            var day = slot.Start.Date;
            Assert.Equal(scene.Quarter, Quarter.Of(day));
            Assert.True(day > scene.Today);
            Assert.Null(FederalHolidays.On(day));
            Assert.DoesNotContain(scene.Blocked, b => b.First <= day && day <= b.Last);
            Assert.DoesNotContain(scene.Others, o => o.Overlaps(slot));
        }
    }));

    [Fact]
    public void Nothing_that_suits_is_left_out_and_what_is_clear_of_everything_comes_first() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Scenes(), scene =>
    {
        var all = DateSuggestions.For(scene, 100);
        var suit = Enumerable.Range(0, 93).Select(scene.Quarter.First.PlusDays)
            .Count(day => DateSuggestions.Suits(new(day + scene.Habit.Time, scene.Habit.Minutes, QuarterlyMeeting.ZoneId), scene));
        Assert.Equal(suit, all.Count);
        if (all.Any(s => !s.HasCautions)) Assert.False(all[0].HasCautions);
        // Of the clear days of one week, the usual weekday is the one that stands for it.
        foreach (var week in all.Where(s => !s.HasCautions).GroupBy(s => s.Slot.Start.Date.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday))))
            if (week.Any(s => s.Slot.Start.DayOfWeek == scene.Habit.Weekday)) Assert.Equal(scene.Habit.Weekday, week.First().Slot.Start.DayOfWeek);
    }));

    [Theory]
    [InlineData("2027-02-10", "2027-02-09", "Snow", "blocked.order")]
    [InlineData("2026-11-01", "2026-11-22", "Snow", "blocked.past")]
    [InlineData("2027-01-01", "2027-03-04", "Snow", "blocked.long")]
    [InlineData("2036-01-01", "2036-01-02", "Snow", "blocked.far")]
    [InlineData("0001-01-01", "9999-12-31", "Snow", "blocked.far")]
    [InlineData("2027-01-01", "2027-01-02", " ", "blocked.reason")]
    [InlineData("2027-01-01", "2027-01-02", "a\u0007b", "blocked.reason")]
    public void Days_that_cannot_be_blocked(string first, string last, string reason, string rule) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(() =>
        Block(NodaTime.Text.LocalDatePattern.Iso.Parse(first).Value, NodaTime.Text.LocalDatePattern.Iso.Parse(last).Value, reason)).Key);

    [Fact]
    public void Two_months_can_be_blocked_and_days_that_have_begun()
    {
        Assert.True(Block(new(2027, 1, 1), new(2027, 3, 3)).Hold(new(2027, 3, 3)));
        Assert.False(Block(new(2026, 11, 1), Today).Hold(Today.PlusDays(1)));
    }

    private static DateScene Scene() => new(Spring, Today, Wednesdays, [], []);

    private static IEnumerable<DateNote> Cautions(DateScene scene, LocalDate day) => DateSuggestions.Cautions(new(day + scene.Habit.Time, scene.Habit.Minutes, QuarterlyMeeting.ZoneId), scene);

    private static LocalSlot At(int year, int month, int day, int hour) => new(new(year, month, day, hour, 0), 90, QuarterlyMeeting.ZoneId);

    private static BlockedDays Block(LocalDate first, LocalDate last, string? reason = "Conference") => new(Id<BlockedDays>.New(Now), first, last, reason, Somebody, Today, Now);

    private static Arbitrary<DateScene> Scenes()
    {
        // The days of one quarter and a bit around it; years enough to meet every weekday of every holiday.
        var scenes =
            from index in Gen.Choose(1, 18)
            let quarter = new Quarter(2026, 4) + index
            from gone in Gen.Choose(-400, 95)
            from weekday in Gen.Choose(1, 7)
            from half in Gen.Choose(14, 36)
            from minutes in Gen.Elements(60, 90, 120)
            from week in Gen.Choose(0, 13)
            from blocked in Gen.Choose(0, 90).Zip(Gen.Choose(0, 30)).ListOf()
            from others in Gen.Choose(-7, 97).Zip(Gen.Choose(16, 34)).ListOf()
            select new DateScene(
                quarter, quarter.First.PlusDays(gone), new MeetingHabit((IsoDayOfWeek)weekday, LocalTime.Midnight.PlusMinutes(half * 30), minutes, week, true),
                [.. blocked.Take(5).Select(b => Block(quarter.First.PlusDays(b.Item1), quarter.First.PlusDays(b.Item1 + b.Item2)))],
                [.. others.Take(8).Select(o => new LocalSlot(quarter.First.PlusDays(o.Item1) + LocalTime.Midnight.PlusMinutes(o.Item2 * 30), 90, QuarterlyMeeting.ZoneId))]);
        return Arb.From(scenes);
    }
}
