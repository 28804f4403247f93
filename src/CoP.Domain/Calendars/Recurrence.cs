using CoP.Domain.Common;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Calendars;

/// <summary>How often something comes round. The weekday, the place in the month and the time are those of the first.</summary>
public enum Rhythm
{
    /// <summary>Every week on the weekday of the first (RFC 5545 §3.3.10, <c>FREQ=WEEKLY</c>).</summary>
    Weekly,

    /// <summary>Every second week on the weekday of the first (<c>FREQ=WEEKLY;INTERVAL=2</c>).</summary>
    EveryTwoWeeks,

    /// <summary>Every month on the nth weekday that the first is, first to fourth (<c>FREQ=MONTHLY;BYDAY=2TU</c>).</summary>
    MonthlyOnWeekday,

    /// <summary>Every month on the last such weekday (<c>FREQ=MONTHLY;BYDAY=-1TU</c>).</summary>
    MonthlyOnLastWeekday,

    /// <summary>Every third week on the weekday of the first (<c>FREQ=WEEKLY;INTERVAL=3</c>).</summary>
    EveryThreeWeeks,

    /// <summary>Every fourth week on the weekday of the first (<c>FREQ=WEEKLY;INTERVAL=4</c>).</summary>
    EveryFourWeeks,
}

/// <summary>Rhythms in figures.</summary>
public static class Rhythms
{
    /// <summary>From week to week, from the most frequent on, then from month to month.</summary>
    public static IReadOnlyList<Rhythm> InOrder { get; } =
        [Rhythm.Weekly, Rhythm.EveryTwoWeeks, Rhythm.EveryThreeWeeks, Rhythm.EveryFourWeeks, Rhythm.MonthlyOnWeekday, Rhythm.MonthlyOnLastWeekday];

    /// <summary>How many weeks lie between two (RFC 5545 §3.3.10, <c>INTERVAL</c>); null where months are counted.</summary>
    public static int? Weeks(this Rhythm rhythm) => rhythm switch
    {
        Rhythm.Weekly => 1,
        Rhythm.EveryTwoWeeks => 2,
        Rhythm.EveryThreeWeeks => 3,
        Rhythm.EveryFourWeeks => 4,
        _ => null,
    };
}

/// <summary>
/// A rule by which a first day repeats: the small part of RFC 5545 §3.3.10 that every calendar reads alike. A number of times is
/// not part of it: who asks for ten gets the day of the tenth as the last (<see cref="Times"/>), since COUNT also counts what was
/// cancelled, which nobody means, and an end that was brought forward would leave two truths.
/// </summary>
/// <param name="Rhythm">How often.</param>
/// <param name="LastDay">The last local day on which it may fall, itself included; null goes on until someone ends it.</param>
/// <param name="Skips">The holidays on which it does not fall.</param>
public sealed record Recurrence(Rhythm Rhythm, LocalDate? LastDay = null, RestDays Skips = RestDays.None)
{
    /// <summary>Most times that can be asked for.</summary>
    public const int MostTimes = 200;

    /// <summary>For how many years holidays are skipped: calendars have to be told of each by itself (§3.8.5.1), and cannot be of all for ever.</summary>
    public const int YearsOfSkips = 20;

    /// <summary>How many years after the first the last day may be.</summary>
    public const int YearsAtMost = 50;

    /// <summary>A rule that fits the day it starts on, as RFC 5545 §3.8.2.4 asks: the first is always an occurrence.</summary>
    /// <param name="first">The day that everything repeats.</param>
    /// <param name="rhythm">How often.</param>
    /// <param name="lastDay">The last local day; null for no end.</param>
    /// <param name="skips">The holidays to leave out.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>recurrence.rhythm</c>, <c>recurrence.skips</c>: not among what there is. <c>recurrence.fifth</c> (the day, and how many of the twelve months after it have no
    /// such day): a fifth weekday is not in every month, and what is on a 31st is always a fifth. <c>recurrence.last</c>: the first is not the last
    /// such weekday of its month. <c>recurrence.end</c>: ends before it starts. <c>recurrence.far</c>: ends over <see cref="YearsAtMost"/> years later.
    /// <c>recurrence.holiday</c>: the first itself is a holiday to be skipped.
    /// </exception>
    public static Recurrence From(LocalDate first, Rhythm rhythm, LocalDate? lastDay, RestDays skips = RestDays.None)
    {
        if (!Enum.IsDefined(rhythm)) throw new RuleBrokenException("recurrence.rhythm");
        if (!Enum.IsDefined(skips)) throw new RuleBrokenException("recurrence.skips");
        if (rhythm == Rhythm.MonthlyOnWeekday && NthInMonth(first) == 5) throw new RuleBrokenException("recurrence.fifth", first, MonthsWithoutFifth(first));
        if (rhythm == Rhythm.MonthlyOnLastWeekday && first.PlusWeeks(1).Month == first.Month) throw new RuleBrokenException("recurrence.last");
        if (lastDay < first) throw new RuleBrokenException("recurrence.end");
        if (lastDay > first.PlusYears(YearsAtMost)) throw new RuleBrokenException("recurrence.far", YearsAtMost);
        if (skips.On(first) is not null) throw new RuleBrokenException("recurrence.holiday", first);
        return new Recurrence(rhythm, lastDay, skips);
    }

    /// <summary>The rule by which it takes place so many times.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="rhythm">How often.</param>
    /// <param name="times">How many there are in all; a skipped holiday is none of them.</param>
    /// <param name="skips">The holidays to leave out.</param>
    /// <exception cref="RuleBrokenException">As <see cref="From"/>; <c>recurrence.times</c>: none, or over <see cref="MostTimes"/>.</exception>
    public static Recurrence Times(LocalDate first, Rhythm rhythm, int times, RestDays skips = RestDays.None)
    {
        if (times is < 1 or > MostTimes) throw new RuleBrokenException("recurrence.times", 1, MostTimes);
        var endless = From(first, rhythm, null, skips);
        return endless with { LastDay = endless.Days(first, first, first.PlusYears(YearsAtMost)).ElementAt(times - 1) };
    }

    /// <summary>Which of its weekday in its month a day is: 1 to 5.</summary>
    public static int NthInMonth(LocalDate day) => ((day.Day - 1) / 7) + 1;

    /// <summary>The days on which it falls, in order, from <paramref name="from"/> through <paramref name="to"/>; skipped holidays are none of them.</summary>
    /// <param name="first">The day that everything repeats.</param>
    /// <param name="from">The earliest day wanted, itself included.</param>
    /// <param name="to">The latest day wanted, itself included.</param>
    public IEnumerable<LocalDate> Days(LocalDate first, LocalDate from, LocalDate to) => Pattern(first, from, to).Where(day => SkippedOn(first, day) is null);

    /// <summary>The same with the holidays that are skipped.</summary>
    /// <param name="first">The day that everything repeats.</param>
    /// <param name="from">The earliest day wanted, itself included.</param>
    /// <param name="to">The latest day wanted, itself included.</param>
    public IEnumerable<LocalDate> Pattern(LocalDate first, LocalDate from, LocalDate to)
    {
        if (LastDay < to) to = LastDay.Value;
        if (from < first) from = first;
        var days = Rhythm.Weeks() is { } weeks ? EveryWeeks(weeks, first, from) : EveryMonth(first, from);
        return days.TakeWhile(day => day <= to).SkipWhile(day => day < from);
    }

    /// <summary>All days that are left out because they are holidays: what a calendar has to be told of (§3.8.5.1).</summary>
    public IEnumerable<LocalDate> SkippedDays(LocalDate first) =>
        Skips == RestDays.None ? [] : Pattern(first, first, first.PlusYears(YearsOfSkips)).Where(day => SkippedOn(first, day) is not null);

    /// <summary>The holiday because of which it does not fall on a day of its pattern; null where it does.</summary>
    public Holiday? SkippedOn(LocalDate first, LocalDate day) => Skips != RestDays.None && day < first.PlusYears(YearsOfSkips) ? Skips.On(day) : null;

    /// <summary>Whether it falls on <paramref name="day"/>.</summary>
    public bool FallsOn(LocalDate first, LocalDate day) => Days(first, day, day).Any();

    private static int MonthsWithoutFifth(LocalDate first) => Enumerable.Range(1, 12).Select(first.ToYearMonth().PlusMonths)
        .Count(month => month.OnDayOfMonth(1).With(DateAdjusters.NextOrSame(first.DayOfWeek)).PlusWeeks(4).Month != month.Month);

    private static IEnumerable<LocalDate> EveryWeeks(int weeks, LocalDate first, LocalDate from)
    {
        var passed = Period.DaysBetween(first, from) / (7 * weeks);
        for (var day = first.PlusWeeks(passed * weeks); ; day = day.PlusWeeks(weeks)) yield return day;
    }

    private IEnumerable<LocalDate> EveryMonth(LocalDate first, LocalDate from)
    {
        var nth = NthInMonth(first);
        for (var month = from.With(DateAdjusters.StartOfMonth); ; month = month.PlusMonths(1))
        {
            yield return Rhythm == Rhythm.MonthlyOnLastWeekday
                ? month.With(DateAdjusters.EndOfMonth).With(DateAdjusters.PreviousOrSame(first.DayOfWeek))
                : month.With(DateAdjusters.NextOrSame(first.DayOfWeek)).PlusWeeks(nth - 1);
        }
    }
}
