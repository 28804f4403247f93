using CoP.Domain.Common;
using CoP.Domain.Reminders;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Reminders;

public sealed class ReminderTests
{
    private static readonly DateTimeZone Boston = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly LocalSlot Thursday = LocalSlot.At(new LocalDateTime(2027, 3, 18, 10, 0), 90, "America/New_York");
    private static readonly Guid Item = Guid.Parse("0199aa00-0000-7000-8000-000000000001");
    private static readonly QuietHours Night = QuietHours.Between(new LocalTime(21, 0), new LocalTime(8, 0));

    [Fact]
    public void A_day_before_is_the_same_time_of_day_although_the_clock_changed_in_between()
    {
        var monday = LocalSlot.At(new LocalDateTime(2027, 3, 15, 1, 30), 60, "America/New_York");
        var due = At(ReminderTime.Day, monday).DueAt(null, Boston);
        Assert.Equal(new LocalDateTime(2027, 3, 14, 1, 30), due.InZone(Boston).LocalDateTime);
        Assert.Equal(Duration.FromHours(23), monday.StartsAt - due);
    }

    [Fact]
    public void A_reminder_that_would_fall_into_the_night_waits_for_the_morning()
    {
        var early = LocalSlot.At(new LocalDateTime(2027, 3, 18, 8, 30), 60, "America/New_York");
        Assert.Equal(new LocalTime(8, 0), At(ReminderTime.Hour, early).DueAt(Night, Boston).InZone(Boston).TimeOfDay);
    }

    [Fact]
    public void A_reminder_that_the_morning_would_bring_too_late_comes_the_evening_before()
    {
        var early = LocalSlot.At(new LocalDateTime(2027, 3, 18, 7, 30), 60, "America/New_York");
        Assert.Equal(new LocalDateTime(2027, 3, 17, 20, 30), At(ReminderTime.Hour, early).DueAt(Night, Boston).InZone(Boston).LocalDateTime);
    }

    [Fact]
    public void Quiet_hours_are_those_of_the_member_not_of_the_event()
    {
        var madrid = DateTimeZoneProviders.Tzdb["Europe/Madrid"];
        var evening = LocalSlot.At(new LocalDateTime(2027, 3, 18, 18, 0), 60, "America/New_York");
        Assert.Equal(new LocalTime(17, 0), At(ReminderTime.Hour, evening).DueAt(Night, Boston).InZone(Boston).TimeOfDay);
        Assert.Equal(new LocalTime(20, 30), At(ReminderTime.Hour, evening).DueAt(Night, madrid).InZone(madrid).TimeOfDay);
    }

    [Fact]
    public void Quiet_hours_that_leave_too_little_of_the_day_are_refused()
    {
        Assert.Equal("quiet.length", Assert.Throws<RuleBrokenException>(() => QuietHours.Between(new LocalTime(9, 0), new LocalTime(9, 0))).Key);
        Assert.Equal("quiet.length", Assert.Throws<RuleBrokenException>(() => QuietHours.Between(new LocalTime(9, 0), new LocalTime(1, 1))).Key);
        Assert.True(QuietHours.Between(new LocalTime(9, 0), new LocalTime(1, 0)).Hold(LocalTime.Midnight));
    }

    [Fact]
    public void After_a_pause_only_the_nearest_reminder_goes()
    {
        var now = Thursday.StartsAt - Duration.FromMinutes(20);
        Assert.Equal(ReminderTime.Hour, Due(Thursday, now)?.Time);
        Assert.Equal(ReminderTime.Day, Due(Thursday, Thursday.StartsAt - Duration.FromHours(5))?.Time);
    }

    [Fact]
    public void What_was_due_before_the_member_knew_is_not_sent()
    {
        var now = Thursday.StartsAt - Duration.FromHours(5);
        Assert.Null(Reminder.DueNow("meeting", Item, Thursday, ReminderChoices.Default, Boston, now - Duration.FromMinutes(1), now));
    }

    [Fact]
    public void From_the_start_on_nothing_is_sent() => Assert.Null(Due(Thursday, Thursday.StartsAt));

    [Fact]
    public void The_key_names_event_start_and_time_and_nothing_else()
    {
        Assert.Equal(At(ReminderTime.Day, Thursday).Key, At(ReminderTime.Day, Thursday with { Minutes = 60 }).Key);
        Guid[] others =
        [
            At(ReminderTime.Day, Thursday).Key, At(ReminderTime.Hour, Thursday).Key,
            At(ReminderTime.Day, Thursday with { Start = Thursday.Start.PlusMinutes(1) }).Key,
            At(ReminderTime.Day, Thursday with { ZoneId = "America/Chicago" }).Key,
            new Reminder("session", Item, Thursday, ReminderTime.Day).Key,
            new Reminder("meeting", Guid.Empty, Thursday, ReminderTime.Day).Key,
        ];
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Fact]
    public void It_is_void_once_moved_cancelled_left_declined_unwanted_or_begun()
    {
        var reminder = At(ReminderTime.Day, Thursday);
        var now = Thursday.StartsAt - Duration.FromHours(3);
        var fine = new ReminderFacts(Thursday, Cancelled: false, TakesPart: true, Declined: false, ReminderTimes.Day);
        Assert.Null(reminder.WhyVoid(fine, now));
        Assert.Null(reminder.WhyVoid(fine with { Slot = Thursday with { Minutes = 45 } }, now));
        Assert.Equal(VoidReason.Moved, reminder.WhyVoid(fine with { Slot = Thursday with { Start = Thursday.Start.PlusHours(1) } }, now));
        Assert.Equal(VoidReason.Cancelled, reminder.WhyVoid(fine with { Slot = null }, now));
        Assert.Equal(VoidReason.Cancelled, reminder.WhyVoid(fine with { Cancelled = true }, now));
        Assert.Equal(VoidReason.Left, reminder.WhyVoid(fine with { TakesPart = false }, now));
        Assert.Equal(VoidReason.Declined, reminder.WhyVoid(fine with { Declined = true }, now));
        Assert.Equal(VoidReason.NotWanted, reminder.WhyVoid(fine with { Times = ReminderTimes.Hour }, now));
        Assert.Equal(VoidReason.Started, reminder.WhyVoid(fine, Thursday.StartsAt));
    }

    [Fact]
    public void No_reminder_is_ever_due_in_quiet_hours_or_after_the_start() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            var due = new Reminder("session", Item, c.Slot, c.Time).DueAt(c.Quiet, c.Zone);
            return due < c.Slot.StartsAt && !c.Quiet.Hold(due, c.Zone);
        }));

    [Fact]
    public void A_clock_that_ticks_with_pauses_sends_each_reminder_at_most_once_and_none_late_or_in_the_night() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Cases.ToArbitrary(), Gen.Choose(1, 3000).ListOf(40).ToArbitrary(), (c, steps) =>
        {
            var choices = new ReminderChoices(ReminderTimeSets.All.Aggregate(ReminderTimes.None, (all, time) => all | time.AsSet()), c.Quiet);
            var now = c.Slot.StartsAt - Duration.FromDays(16);
            var sent = new List<(ReminderTime Time, Instant At)>();
            var keys = new HashSet<Guid>();
            foreach (var step in steps)
            {
                now += Duration.FromMinutes(step);
                if (Reminder.DueNow("session", Item, c.Slot, choices, c.Zone, Instant.MinValue, now) is { } due && keys.Add(due.Key)) sent.Add((due.Time, now));
            }
            return sent.Count <= ReminderTimeSets.All.Count && sent.All(s => s.At < c.Slot.StartsAt && !c.Quiet.Hold(s.At, c.Zone)) && sent.Select(s => s.Time).SequenceEqual(ReminderTimeSets.All.Where(t => sent.Exists(s => s.Time == t)));
        }));

    private sealed record Case(LocalSlot Slot, ReminderTime Time, QuietHours Quiet, DateTimeZone Zone);

    private static readonly Gen<LocalTime> Times = Gen.Choose(0, 24 * 60 - 1).Select(minutes => LocalTime.Midnight.PlusMinutes(minutes));

    private static readonly Gen<string> Zones = Gen.Elements("America/New_York", "America/Phoenix", "Europe/Madrid", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo");

    // Days around the clock changes of both hemispheres come up often.
    private static readonly Gen<LocalDate> Days = Gen.OneOf(
        Gen.Choose(0, 1500).Select(days => new LocalDate(2026, 1, 1).PlusDays(days)),
        Gen.Elements(new LocalDate(2027, 3, 14), new LocalDate(2027, 11, 7), new LocalDate(2027, 3, 28), new LocalDate(2027, 10, 31), new LocalDate(2027, 4, 4)));

    private static readonly Gen<Case> Cases =
        from day in Days
        from time in Times
        from eventZone in Zones
        from memberZone in Zones
        from before in Gen.Elements(Enum.GetValues<ReminderTime>())
        from quietFrom in Times
        from quietMinutes in Gen.Choose(1, QuietHours.LongestHours * 60)
        select new Case(new LocalSlot(day + time, 60, eventZone), before, QuietHours.Between(quietFrom, quietFrom.PlusMinutes(quietMinutes)), DateTimeZoneProviders.Tzdb[memberZone]);

    private static Reminder At(ReminderTime time, LocalSlot slot) => new("meeting", Item, slot, time);

    private static Reminder? Due(LocalSlot slot, Instant now) => Reminder.DueNow("meeting", Item, slot, ReminderChoices.Default, Boston, Instant.MinValue, now);
}
