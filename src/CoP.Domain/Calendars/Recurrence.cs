using CoP.Domain.Common;
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
}

/// <summary>
/// A rule by which a first day repeats: the small part of RFC 5545 §3.3.10 that every calendar reads alike.
/// </summary>
/// <param name="Rhythm">How often.</param>
/// <param name="LastDay">The last local day on which it may fall, itself included; null goes on until someone ends it.</param>
public sealed record Recurrence(Rhythm Rhythm, LocalDate? LastDay = null)
{
    /// <summary>A rule that fits the day it starts on, as RFC 5545 §3.8.2.4 asks: the first is always an occurrence.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>recurrence.fifth</c>: a fifth weekday is not in every month. <c>recurrence.last</c>: the first is not the last such
    /// weekday of its month. <c>recurrence.end</c>: ends before it starts.
    /// </exception>
    public static Recurrence From(LocalDate first, Rhythm rhythm, LocalDate? lastDay)
    {
        if (rhythm == Rhythm.MonthlyOnWeekday && NthInMonth(first) == 5) throw new RuleBrokenException("recurrence.fifth");
        if (rhythm == Rhythm.MonthlyOnLastWeekday && first.PlusWeeks(1).Month == first.Month) throw new RuleBrokenException("recurrence.last");
        if (lastDay < first) throw new RuleBrokenException("recurrence.end");
        return new Recurrence(rhythm, lastDay);
    }

    /// <summary>Which of its weekday in its month a day is: 1 to 5.</summary>
    public static int NthInMonth(LocalDate day) => ((day.Day - 1) / 7) + 1;

    /// <summary>The days on which it falls, in order, from <paramref name="from"/> through <paramref name="to"/>.</summary>
    /// <param name="first">The day that everything repeats.</param>
    /// <param name="from">The earliest day wanted, itself included.</param>
    /// <param name="to">The latest day wanted, itself included.</param>
    public IEnumerable<LocalDate> Days(LocalDate first, LocalDate from, LocalDate to)
    {
        if (LastDay < to) to = LastDay.Value;
        if (from < first) from = first;
        var days = Rhythm switch
        {
            Rhythm.Weekly => EveryWeeks(1, first, from),
            Rhythm.EveryTwoWeeks => EveryWeeks(2, first, from),
            _ => EveryMonth(first, from),
        };
        return days.TakeWhile(day => day <= to).SkipWhile(day => day < from);
    }

    /// <summary>Whether it falls on <paramref name="day"/>.</summary>
    public bool FallsOn(LocalDate first, LocalDate day) => Days(first, day, day).Any();

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
