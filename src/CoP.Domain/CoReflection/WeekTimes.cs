using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>A part of the day, as one says when one has time.</summary>
public enum DayPart
{
    /// <summary>Until noon.</summary>
    Morning,

    /// <summary>From noon until five.</summary>
    Afternoon,

    /// <summary>From five on.</summary>
    Evening,
}

/// <summary>Days and parts of the day at which somebody has time in a usual week, by one wall clock.</summary>
/// <param name="Cells">A bit for each part of each day, Monday morning first.</param>
public readonly record struct WeekTimes(int Cells)
{
    /// <summary>Minutes in a week.</summary>
    public const int Week = 7 * Day;

    private const int Day = 24 * 60;
    private const int Noon = 12 * 60;
    private const int Five = 17 * 60;
    private const int All = (1 << 21) - 1;

    /// <summary>At any time.</summary>
    public static WeekTimes Any { get; } = new(All);

    /// <summary>The times of which it consists, Monday morning first.</summary>
    public IEnumerable<(IsoDayOfWeek Day, DayPart Part)> Each()
    {
        var cells = Cells;
        return from cell in Enumerable.Range(0, 21) where (cells & (1 << cell)) != 0 select ((IsoDayOfWeek)((cell / 3) + 1), (DayPart)(cell % 3));
    }

    /// <summary>The set of these times.</summary>
    public static WeekTimes Of(IEnumerable<(IsoDayOfWeek Day, DayPart Part)> times) => new(times.Aggregate(0, (all, one) => all | (1 << Cell(one.Day, one.Part))));

    /// <summary>Whether it holds this part of this day.</summary>
    public bool Has(IsoDayOfWeek day, DayPart part) => (Cells & (1 << Cell(day, part))) != 0;

    /// <summary>Whether it holds a minute of the week, counted from Monday's midnight.</summary>
    public bool Has(int minute) => Has((IsoDayOfWeek)((minute / Day) + 1), PartAt(minute % Day));

    /// <summary>The minute of the week, counted from Monday's midnight.</summary>
    public static int MinuteOf(LocalDateTime at) => (((int)at.DayOfWeek - 1) * Day) + (at.Hour * 60) + at.Minute;

    /// <summary>From when until when a part of the day lasts, in minutes from midnight.</summary>
    public static (int From, int Until) Of(DayPart part) => part switch
    {
        DayPart.Morning => (0, Noon),
        DayPart.Afternoon => (Noon, Five),
        _ => (Five, Day),
    };

    /// <summary>By how many minutes clocks in <paramref name="to"/> are ahead of those in <paramref name="from"/> at a moment.</summary>
    public static int Ahead(DateTimeZone from, DateTimeZone to, Instant at) => (to.GetUtcOffset(at) - from.GetUtcOffset(at)).Seconds / 60;

    /// <summary>The same minute of the week by a clock that is so many minutes ahead.</summary>
    public static int Shift(int minute, int ahead) => (minute + ahead + Week) % Week;

    /// <summary>
    /// The minutes of the week that a clock shows on a day, in a part of the day, or both, as stretches of a clock that is behind it; none reaches past the end of the week.
    /// </summary>
    /// <param name="day">On which day; null for any.</param>
    /// <param name="part">In which part of it; null for all of it.</param>
    /// <param name="ahead">By how many minutes the clock that is meant is ahead of the one on which the stretches lie.</param>
    public static IEnumerable<(int From, int Until)> Stretches(IsoDayOfWeek? day, DayPart? part, int ahead)
    {
        var (from, until) = part is { } of ? Of(of) : (0, Day);
        foreach (var midnight in day is { } on ? [((int)on - 1) * Day] : Enumerable.Range(0, 7).Select(number => number * Day))
        {
            var (first, last) = (Shift(midnight + from, -ahead), Shift(midnight + until - 1, -ahead) + 1);
            if (first < last)
            {
                yield return (first, last);
                continue;
            }
            yield return (first, Week);
            yield return (0, last);
        }
    }

    private static DayPart PartAt(int minute) => minute < Noon ? DayPart.Morning : minute < Five ? DayPart.Afternoon : DayPart.Evening;

    private static int Cell(IsoDayOfWeek day, DayPart part) => (((int)day - 1) * 3) + (int)part;
}
