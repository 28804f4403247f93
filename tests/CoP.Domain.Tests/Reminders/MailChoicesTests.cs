using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Reminders;

public sealed class MailChoicesTests
{
    private static readonly DateTimeZone Boston = DateTimeZoneProviders.Tzdb["America/New_York"];

    // A Wednesday, 10:00 in Boston.
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 10, 15, 0);

    private static MailChoices New() => new(Id<Member>.New(Now));

    [Fact]
    public void Who_has_not_chosen_gets_everything_at_once()
    {
        var choices = New();
        Assert.All(MailTopicSets.All, topic => Assert.Equal(Pace.AtOnce, choices.PaceOf(topic)));
        Assert.Null(choices.DigestDue(Now, Boston));
        Assert.Equal(ReminderTimes.Day | ReminderTimes.Hour, choices.Times);
    }

    [Fact]
    public void Each_topic_is_at_one_pace_whatever_was_chosen_one_after_the_other() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Steps.ListOf(12).ToArbitrary(), steps =>
        {
            var choices = New();
            var model = MailTopicSets.All.ToDictionary(t => t, _ => Pace.AtOnce);
            foreach (var (topics, pace) in steps)
            {
                choices.Set(topics, pace, Now);
                foreach (var topic in topics.Each()) model[topic] = pace is Pace.Daily or Pace.Weekly && (topic & MailTopicSets.CanWait) == MailTopics.None ? Pace.AtOnce : pace;
            }
            return model.All(m => choices.PaceOf(m.Key) == m.Value && choices.Wants(m.Key) == (m.Value != Pace.Never))
                && Gathering.Parse(choices.Gathered.ToString()).Equals(choices.Gathered);
        }));

    [Fact]
    public void What_goes_from_daily_to_weekly_goes_on_where_it_stood_and_what_came_at_once_begins_now()
    {
        var choices = New();
        choices.Set(MailTopics.Replies, Pace.Daily, Now);
        choices.Told(MailTopics.Replies, Now + Duration.FromHours(3));
        choices.Told(MailTopics.Replies, Now);
        choices.Set(MailTopics.Replies | MailTopics.News, Pace.Weekly, Now + Duration.FromHours(5));
        Assert.Equal(Now + Duration.FromHours(3), choices.Gathered.SinceOf(MailTopics.Replies));
        Assert.Equal(Now + Duration.FromHours(5), choices.Gathered.SinceOf(MailTopics.News));
        choices.Mute(MailTopics.Replies);
        Assert.Equal((Pace.Never, Pace.Weekly), (choices.PaceOf(MailTopics.Replies), choices.PaceOf(MailTopics.News)));
    }

    [Fact]
    public void A_digest_that_would_have_come_before_it_was_chosen_is_not_due()
    {
        var choices = New();
        choices.Set(MailTopics.Replies, Pace.Daily, Now);
        Assert.Null(choices.DigestDue(Now + Duration.FromHours(1), Boston));
        Assert.Equal(new LocalDate(2027, 3, 11), choices.DigestDue(Instant.FromUtc(2027, 3, 11, 13, 0), Boston));
    }

    [Fact]
    public void A_weekly_digest_holds_both_on_its_day_and_the_other_days_hold_what_is_daily()
    {
        var choices = New();
        choices.GatherAt(DigestTime.At(8, IsoDayOfWeek.Friday), Now);
        choices.Set(MailTopics.News, Pace.Weekly, Now);
        Assert.Null(choices.DigestDue(Now + Duration.FromDays(1), Boston));
        Assert.Equal(new LocalDate(2027, 3, 12), choices.DigestDue(Now + Duration.FromDays(4), Boston));
        choices.Set(MailTopics.Replies, Pace.Daily, Now);
        Assert.Equal(MailTopics.Replies, choices.TopicsOn(new LocalDate(2027, 3, 11)));
        Assert.Equal(MailTopics.Replies | MailTopics.News, choices.TopicsOn(new LocalDate(2027, 3, 12)));
    }

    [Fact]
    public void A_pause_ends_by_itself_as_its_day_begins_and_reaches_no_further_than_a_year()
    {
        var (choices, today) = (New(), new LocalDate(2027, 3, 10));
        Assert.Equal("pause.past", Assert.Throws<RuleBrokenException>(() => choices.Pause(today, today)).Key);
        Assert.Equal("pause.long", Assert.Throws<RuleBrokenException>(() => choices.Pause(today.PlusDays(367), today)).Key);
        choices.Pause(today.PlusDays(2), today);
        var end = Instant.FromUtc(2027, 3, 12, 5, 0);
        Assert.True(choices.IsPaused(end - Duration.FromSeconds(1), Boston));
        Assert.False(choices.IsPaused(end, Boston));
        choices.Resume();
        Assert.False(choices.IsPaused(Now, Boston));
    }

    [Fact]
    public void Hours_and_days_that_there_are_not_are_refused()
    {
        Assert.Equal("digest.time", Assert.Throws<RuleBrokenException>(() => DigestTime.At(24, IsoDayOfWeek.Monday)).Key);
        Assert.Equal("digest.time", Assert.Throws<RuleBrokenException>(() => DigestTime.At(8, IsoDayOfWeek.None)).Key);
        Assert.Equal("digest.time", Assert.Throws<RuleBrokenException>(() => DigestTime.At(8, (IsoDayOfWeek)8)).Key);
    }

    [Fact]
    public void Walked_through_clock_changes_with_pauses_and_jumps_back_each_days_digest_is_begun_once_and_never_before_its_hour() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Walks.ToArbitrary(), Gen.Choose(-200, 2000).ListOf(60).ToArbitrary(), (walk, steps) =>
        {
            var choices = New();
            var start = walk.Start.AtMidnight().InZoneLeniently(walk.Zone).ToInstant();
            choices.GatherAt(walk.Time, start);
            choices.Set(MailTopics.Replies, walk.Pace, start);
            var (now, begun) = (start, new List<LocalDate>());
            foreach (var minutes in steps)
            {
                now += Duration.FromMinutes(minutes);
                if (choices.DigestDue(now, walk.Zone) is not { } day) continue;
                choices.BeginDigest(day);
                begun.Add(day);
                if (walk.Time.On(day, walk.Zone) > now || (walk.Pace == Pace.Weekly && day.DayOfWeek != walk.Time.Day)) return false;
                // The latest that is due, and no older one.
                var next = choices.DigestsAt.Next(walk.Pace, walk.Time.On(day, walk.Zone), walk.Zone);
                if (next <= now) return false;
            }
            return begun.SequenceEqual(begun.Distinct().Order());
        }));

    [Fact]
    public void Walked_minute_by_minute_a_digest_comes_on_every_day_that_has_one() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Walks.ToArbitrary(), walk =>
        {
            var choices = New();
            var start = walk.Start.AtMidnight().InZoneLeniently(walk.Zone).ToInstant() - Duration.FromMinutes(1);
            choices.GatherAt(walk.Time, start);
            choices.Set(MailTopics.News, walk.Pace, start);
            var begun = new List<LocalDate>();
            for (var now = start; begun.Count < 3 && now < start + Duration.FromDays(30); now += Duration.FromMinutes(10))
                if (choices.DigestDue(now, walk.Zone) is { } day)
                {
                    begun.Add(day);
                    choices.BeginDigest(day);
                }
            var step = walk.Pace == Pace.Weekly ? 7 : 1;
            return begun.Count == 3 && begun[1] == begun[0].PlusDays(step) && begun[2] == begun[1].PlusDays(step);
        }));

    [Fact]
    public void The_longest_time_before_comes_first_and_stored_choices_mean_what_they_meant()
    {
        Assert.Equal([ReminderTime.Week, ReminderTime.Day, ReminderTime.Hour], ((ReminderTimes)7).Each());
        var slot = LocalSlot.At(new LocalDateTime(2027, 3, 18, 10, 0), 60, "America/New_York");
        var moments = ReminderTimeSets.All.Select(t => t.Before(slot)).ToList();
        Assert.Equal(moments.Order(), moments);
        Assert.Equal(7, moments.Distinct().Count());
        Assert.Equal(slot.StartsAt - Duration.FromMinutes(10), moments[^1]);
    }

    private sealed record Walk(LocalDate Start, DigestTime Time, Pace Pace, DateTimeZone Zone);

    private static readonly Gen<(MailTopics, Pace)> Steps =
        from bits in Gen.Choose(1, (int)MailTopicSets.Everything)
        from pace in Gen.Elements(Enum.GetValues<Pace>())
        select ((MailTopics)bits & MailTopicSets.Everything, pace);

    // Days around the clock changes of both hemispheres, and of a zone that changes by half an hour, come up often.
    private static readonly Gen<Walk> Walks =
        from start in Gen.OneOf(Gen.Choose(0, 1000).Select(d => new LocalDate(2026, 1, 1).PlusDays(d)), Gen.Elements(new LocalDate(2027, 3, 13), new LocalDate(2027, 11, 6), new LocalDate(2027, 3, 27), new LocalDate(2027, 4, 3)))
        from hour in Gen.Choose(0, 23)
        from day in Gen.Choose(1, 7)
        from pace in Gen.Elements(Pace.Daily, Pace.Weekly)
        from zone in Gen.Elements("America/New_York", "America/Phoenix", "Europe/Madrid", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Cairo")
        select new Walk(start, DigestTime.At(hour, (IsoDayOfWeek)day), pace, DateTimeZoneProviders.Tzdb[zone]);
}
