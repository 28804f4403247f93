using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>Days on which the committee wants no meeting to be suggested: a conference, the end of the fiscal year, school vacation.</summary>
public sealed class BlockedDays
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLimit = 120;

    /// <summary>Longest stretch, in days.</summary>
    public const int DaysAtMost = 62;

    /// <summary>How many years ahead days can be blocked.</summary>
    public const int YearsAhead = 5;

    private BlockedDays()
    {
    }

    /// <summary>Blocks a stretch of days.</summary>
    /// <param name="id">Which stretch.</param>
    /// <param name="first">Its first day.</param>
    /// <param name="last">Its last day.</param>
    /// <param name="reason">Why; whoever plans a meeting reads it.</param>
    /// <param name="by">Who blocks it.</param>
    /// <param name="today">The day that it is.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>blocked.order</c>: the last day is before the first. <c>blocked.long</c>, <c>blocked.past</c>, <c>blocked.far</c>: over <see cref="DaysAtMost"/>
    /// days, all over, or over <see cref="YearsAhead"/> years ahead. <c>blocked.reason</c>: none given, or too long.
    /// </exception>
    public BlockedDays(Id<BlockedDays> id, LocalDate first, LocalDate last, string? reason, Id<Member> by, LocalDate today, Instant now)
    {
        if (last < first) throw new RuleBrokenException("blocked.order");
        if (last < today) throw new RuleBrokenException("blocked.past");
        // First of all how far, so that no sum leaves the calendar.
        if (last > today.PlusYears(YearsAhead)) throw new RuleBrokenException("blocked.far", YearsAhead);
        if (Period.DaysBetween(first, last) >= DaysAtMost) throw new RuleBrokenException("blocked.long", DaysAtMost);
        Reason = PlainText.NeededLine(reason, ReasonLimit, "blocked.reason");
        (Id, First, Last, ById, At) = (id, first, last, by, now);
    }

    /// <summary>Which stretch.</summary>
    public Id<BlockedDays> Id { get; private set; }

    /// <summary>The first day.</summary>
    public LocalDate First { get; private set; }

    /// <summary>The last day.</summary>
    public LocalDate Last { get; private set; }

    /// <summary>Why.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who blocked it.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>When.</summary>
    public Instant At { get; private set; }

    /// <summary>Whether the day is one of them.</summary>
    public bool Hold(LocalDate day) => First <= day && day <= Last;
}
