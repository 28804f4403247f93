using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>What dates for a meeting are measured by.</summary>
/// <param name="Quarter">Whose turn the meeting uses.</param>
/// <param name="Today">The day that it is.</param>
/// <param name="Habit">When the community is used to meet.</param>
/// <param name="Blocked">Days that the committee blocked.</param>
/// <param name="Others">The other meetings around that quarter.</param>
public sealed record DateScene(Quarter Quarter, LocalDate Today, MeetingHabit Habit, IReadOnlyList<BlockedDays> Blocked, IReadOnlyList<LocalSlot> Others);

/// <summary>A date for a meeting, and what speaks for it or is to be thought of.</summary>
/// <param name="Slot">When.</param>
/// <param name="Notes">What speaks for it first.</param>
public sealed record DateSuggestion(LocalSlot Slot, IReadOnlyList<DateNote> Notes)
{
    /// <summary>Whether anything is to be thought of.</summary>
    public bool HasCautions => Notes.Any(n => n.IsCaution);
}

/// <summary>What there is to say of a date.</summary>
public abstract record DateNote
{
    /// <summary>Whether it is to be thought of, rather than speaking for the date.</summary>
    public virtual bool IsCaution => true;

    /// <summary>The usual day of the week and time of day.</summary>
    public sealed record Usual(IsoDayOfWeek Weekday, LocalTime Time) : DateNote
    {
        /// <inheritdoc />
        public override bool IsCaution => false;
    }

    /// <summary>No holiday, no blocked day and no other meeting is in that week.</summary>
    public sealed record Clear : DateNote
    {
        /// <inheritdoc />
        public override bool IsCaution => false;
    }

    /// <summary>Federal offices are closed that day, and state offices are not.</summary>
    public sealed record FederalHoliday(Holiday Holiday) : DateNote;

    /// <summary>The committee blocked that day.</summary>
    public sealed record Blocked(string Reason) : DateNote;

    /// <summary>Another meeting is at that time.</summary>
    public sealed record Clash(LocalSlot Other) : DateNote;

    /// <summary>A holiday is in that week.</summary>
    public sealed record HolidayNear(LocalDate Day, Holiday Holiday) : DateNote;

    /// <summary>The committee blocked other days of that week.</summary>
    public sealed record BlockedNear(string Reason) : DateNote;

    /// <summary>Another meeting is in that week.</summary>
    public sealed record MeetingNear(LocalSlot Other) : DateNote;

    /// <summary>It is so near that access could not be asked for and booked in good time.</summary>
    public sealed record ShortNotice(int Days) : DateNote;
}

/// <summary>
/// Dates that suit a meeting: working days that no government office and no committee keeps free, at the usual time, at which no other meeting is.
/// The usual day of the week and the usual part of the quarter come first, and before both, weeks in which nothing else is.
/// </summary>
public static class DateSuggestions
{
    /// <summary>How many are offered.</summary>
    public const int Most = 5;

    /// <summary>So many days ahead, members have two weeks to ask for access, and who books it has <see cref="QuarterlyMeeting.AccessNoticeDays"/>.</summary>
    public const int GoodNotice = QuarterlyMeeting.AccessNoticeDays + 14;

    // What is to be thought of outweighs what is usual: no quarter has this many weeks.
    private const int Caution = 40;
    private const int OtherWeekday = 4;

    /// <summary>The best dates of a quarter, the best first, of different weeks as long as there are any. None where the quarter has no day left.</summary>
    /// <param name="scene">What they are measured by.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="insteadOf">The date that the meeting has, which is nothing to suggest; null where it has none.</param>
    public static IReadOnlyList<DateSuggestion> For(DateScene scene, int most = Most, LocalSlot? insteadOf = null)
    {
        var ranked = Days(scene).Select(day => new LocalSlot(day + scene.Habit.Time, scene.Habit.Minutes, QuarterlyMeeting.ZoneId)).Where(slot => slot != insteadOf && Suits(slot, scene))
            .Select(slot => new DateSuggestion(slot, [.. Notes(slot, scene)])).OrderBy(s => Weight(s, scene)).ThenBy(s => s.Slot.Start).ToList();
        // One of each week, then what is left.
        var weeks = ranked.DistinctBy(s => Monday(s.Slot.Start.Date)).ToList();
        return [.. weeks.Concat(ranked.Except(weeks)).Take(most)];
    }

    /// <summary>Whether a date can be suggested.</summary>
    public static bool Suits(LocalSlot slot, DateScene scene)
    {
        var day = slot.Start.Date;
        return Quarter.Of(day) == scene.Quarter && day > scene.Today && CanBe(slot)
            && FederalHolidays.On(day) is null && !scene.Blocked.Any(b => b.Hold(day)) && !scene.Others.Any(o => o.Overlaps(slot));
    }

    /// <summary>What is to be thought of at a date, whoever chose it.</summary>
    public static IEnumerable<DateNote> Cautions(LocalSlot slot, DateScene scene)
    {
        var day = slot.Start.Date;
        var week = Enumerable.Range(0, 5).Select(Monday(day).PlusDays).ToList();
        if (scene.Blocked.FirstOrDefault(b => b.Hold(day)) is { } blocked) yield return new DateNote.Blocked(blocked.Reason);
        else if (scene.Blocked.FirstOrDefault(b => week.Any(b.Hold)) is { } near) yield return new DateNote.BlockedNear(near.Reason);
        if (FederalHolidays.On(day) is { } closed && Holidays.On(day) is null) yield return new DateNote.FederalHoliday(closed);
        else if (week.FirstOrDefault(d => d != day && Closed(d) is not null) is var off && off != default) yield return new DateNote.HolidayNear(off, Closed(off)!.Value);
        if (scene.Others.FirstOrDefault(o => o.Overlaps(slot)) is { } clash) yield return new DateNote.Clash(clash);
        else if (scene.Others.FirstOrDefault(o => Monday(o.Start.Date) == Monday(day)) is { } other) yield return new DateNote.MeetingNear(other);
        if (Period.DaysBetween(scene.Today, day) is var days && days < GoodNotice) yield return new DateNote.ShortNotice(days);
    }

    private static IEnumerable<DateNote> Notes(LocalSlot slot, DateScene scene)
    {
        var cautions = Cautions(slot, scene).ToList();
        if (scene.Habit.IsKnown && slot.Start.DayOfWeek == scene.Habit.Weekday) yield return new DateNote.Usual(scene.Habit.Weekday, scene.Habit.Time);
        if (!cautions.Exists(c => c is DateNote.BlockedNear or DateNote.HolidayNear or DateNote.MeetingNear)) yield return new DateNote.Clear();
        foreach (var caution in cautions) yield return caution;
    }

    private static int Weight(DateSuggestion suggestion, DateScene scene)
    {
        var day = suggestion.Slot.Start.Date;
        var week = Period.DaysBetween(scene.Quarter.First, day) / 7;
        return (suggestion.Notes.Count(n => n.IsCaution) * Caution) + Math.Abs(week - scene.Habit.Week) + (day.DayOfWeek == scene.Habit.Weekday ? 0 : OtherWeekday);
    }

    private static bool CanBe(LocalSlot slot)
    {
        try
        {
            QuarterlyMeeting.SlotFor(slot.Start, slot.Minutes);
            return true;
        }
        catch (RuleBrokenException)
        {
            return false;
        }
    }

    private static IEnumerable<LocalDate> Days(DateScene scene)
    {
        for (var day = scene.Quarter.First; day <= scene.Quarter.Last; day = day.PlusDays(1))
            if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)) yield return day;
    }

    private static Holiday? Closed(LocalDate day) => Holidays.On(day) ?? FederalHolidays.On(day);

    private static LocalDate Monday(LocalDate day) => day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday));
}
