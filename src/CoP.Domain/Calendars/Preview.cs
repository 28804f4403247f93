using CoP.Domain.Common;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Calendars;

/// <summary>One day that a schedule would come to, told before anyone agrees to it.</summary>
/// <param name="Slot">When.</param>
/// <param name="RestDay">The holiday because of which nothing takes place that day; null where it does.</param>
/// <param name="Clock">Whether the clock shows that time once on that day.</param>
/// <param name="ClocksMoved">By how many minutes the clocks of the schedule's zone were put forward since the line before; back is negative.</param>
/// <param name="ReaderMoved">By how many minutes later it begins on the reader's own clock than the line before did; earlier is negative.</param>
public sealed record PreviewLine(LocalSlot Slot, Holiday? RestDay, ClockShows Clock, int ClocksMoved, int ReaderMoved)
{
    /// <summary>Whether people could come.</summary>
    public bool CanBe => Clock == ClockShows.Once;
}

/// <summary>How often the clock of a zone shows a time on a day.</summary>
public enum ClockShows
{
    /// <summary>Once, as on any other day.</summary>
    Once,

    /// <summary>Never: clocks are put forward over it.</summary>
    Never,

    /// <summary>Twice: clocks are put back over it.</summary>
    Twice,
}

/// <summary>Looks ahead along a plan.</summary>
public static class Preview
{
    /// <summary>
    /// The first days of a plan, until it has taken place <paramref name="count"/> times or ends. The wall clock of the schedule's zone stays;
    /// what a change of clocks does to whoever reads elsewhere is said with each.
    /// </summary>
    /// <param name="first">The first slot.</param>
    /// <param name="recurrence">How it repeats.</param>
    /// <param name="count">How many times it is to take place in the preview; skipped holidays come on top.</param>
    /// <param name="reader">Where the reader's clock hangs.</param>
    public static IReadOnlyList<PreviewLine> Of(LocalSlot first, Recurrence recurrence, int count, DateTimeZone reader)
    {
        List<PreviewLine> lines = [];
        foreach (var day in recurrence.Pattern(first.Start.Date, first.Start.Date, first.Start.Date.PlusYears(Recurrence.YearsAtMost)))
        {
            if (lines.Count(line => line.RestDay is null) == count) break;
            var slot = first with { Start = day.At(first.Start.TimeOfDay) };
            var (here, there) = Offsets(slot, reader);
            var before = lines.Count == 0 ? (here, there) : Offsets(lines[^1].Slot, reader);
            lines.Add(new PreviewLine(slot, recurrence.SkippedOn(first.Start.Date, day), Shown(slot), here - before.here, there - here - (before.there - before.here)));
        }

        return lines;
    }

    private static ClockShows Shown(LocalSlot slot) => slot.Zone.MapLocal(slot.Start).Count switch
    {
        0 => ClockShows.Never,
        1 => ClockShows.Once,
        _ => ClockShows.Twice,
    };

    private static (int here, int there) Offsets(LocalSlot slot, DateTimeZone reader) => (Minutes(slot.Zone, slot.StartsAt), Minutes(reader, slot.StartsAt));

    private static int Minutes(DateTimeZone zone, Instant at) => zone.GetUtcOffset(at).Seconds / 60;
}
