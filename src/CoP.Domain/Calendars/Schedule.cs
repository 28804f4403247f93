using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Calendars;

/// <summary>
/// What happens when: a first slot, how it repeats, and what became of single occurrences. An occurrence is known by the
/// local time at which it was first planned, however often it moves since (RFC 5545 §3.8.4.4, RECURRENCE-ID).
/// </summary>
/// <param name="First">The first occurrence; its zone is everyone's.</param>
/// <param name="Recurrence">How it repeats; null happens once.</param>
/// <param name="Changes">What moved, was cancelled, is longer, shorter or elsewhere. A change of a time that is not in the pattern means nothing.</param>
public sealed record Schedule(LocalSlot First, Recurrence? Recurrence, IReadOnlyList<OccurrenceChange> Changes)
{
    /// <summary>When it is over for good: no occurrence is told of that ends later. Null while nobody has set an end.</summary>
    public Instant? Ends
    {
        get
        {
            if (Recurrence is { LastDay: null }) return null;
            var last = Recurrence?.LastDay is { } day ? SlotAt(day.At(First.Start.TimeOfDay)).EndsAt : First.EndsAt;
            return Changes.Select(change => change.MovedTo?.EndsAt).OfType<Instant>().Append(last).Max();
        }
    }

    /// <summary>Happens once, at <paramref name="slot"/>.</summary>
    public static Schedule Once(LocalSlot slot) => new(slot, null, []);

    /// <summary>
    /// Every occurrence that shares time with the stretch from <paramref name="from"/> (included) to <paramref name="to"/>
    /// (excluded), ordered by when it begins. Cancelled ones are among them, at the time they would have had.
    /// </summary>
    public IEnumerable<Occurrence> Between(Instant from, Instant to)
    {
        // A slot lasts hours, an offset changes by hours: a day or two on either side loses nothing.
        var reach = Duration.FromMinutes(First.Minutes) + Duration.FromDays(2);
        var (firstDay, lastDay) = (LocalDay(from - reach), LocalDay(to + Duration.FromDays(2)));
        var changed = Changes.Select(change => change.Original).ToHashSet();
        return Planned(firstDay, lastDay)
            .Where(start => !changed.Contains(start))
            .Select(AsPlanned)
            .Concat(Changes.Where(change => IsPlanned(change.Original)).Select(After))
            .Where(occurrence => occurrence.Slot.StartsAt < to && from < occurrence.Slot.EndsAt)
            .OrderBy(occurrence => occurrence.Slot.StartsAt).ThenBy(occurrence => occurrence.Original);
    }

    /// <summary>The occurrence that was first planned for <paramref name="original"/>; null if none was.</summary>
    public Occurrence? Find(LocalDateTime original) =>
        !IsPlanned(original) ? null
        : Changes.FirstOrDefault(change => change.Original == original) is { } change ? After(change)
        : AsPlanned(original);

    /// <summary>
    /// What became of each occurrence that a change speaks of, ordered by the time first planned: what calendars are told of by itself (RFC 5545 §3.8.4.4),
    /// or of which they are told that it is not (§3.8.5.1). A change of a time that is not in the pattern is not among them.
    /// </summary>
    public IEnumerable<Occurrence> Changed => Changes.Where(change => IsPlanned(change.Original)).OrderBy(change => change.Original).Select(After);

    /// <summary>The next that takes place and is not over at <paramref name="now"/>, looking a year ahead; null if there is none.</summary>
    public Occurrence? Next(Instant now) => Between(now, now + Duration.FromDays(366)).FirstOrDefault(occurrence => occurrence.TakesPlace);

    /// <summary>Whether anything of it, cancelled or not, is still running or to come at <paramref name="instant"/>.</summary>
    public bool HasAnyAfter(Instant instant) =>
        Recurrence is { LastDay: null }
        || Between(instant, (Recurrence?.LastDay ?? First.Start.Date).PlusDays(2).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()).Any()
        || Changes.Any(change => change.MovedTo is { } slot && slot.EndsAt > instant);

    /// <summary>Whether the pattern, before any change, has an occurrence at <paramref name="original"/>.</summary>
    public bool IsPlanned(LocalDateTime original) =>
        original.TimeOfDay == First.Start.TimeOfDay
        && (Recurrence is null ? original.Date == First.Start.Date : Recurrence.FallsOn(First.Start.Date, original.Date));

    /// <summary>The days of the pattern, before any change, from <paramref name="from"/> through <paramref name="to"/>, in the schedule's zone.</summary>
    public IEnumerable<LocalDate> PlannedDays(LocalDate from, LocalDate to)
    {
        var first = First.Start.Date;
        return Recurrence is not null ? Recurrence.Days(first, from, to) : first >= from && first <= to ? [first] : [];
    }

    private IEnumerable<LocalDateTime> Planned(LocalDate from, LocalDate to) => PlannedDays(from, to).Select(day => day.At(First.Start.TimeOfDay));

    private Occurrence AsPlanned(LocalDateTime original) => new(original, SlotAt(original), OccurrenceKind.AsPlanned);

    private Occurrence After(OccurrenceChange change)
    {
        var planned = SlotAt(change.Original);
        if (change.MovedTo is not { } slot) return new Occurrence(change.Original, planned, OccurrenceKind.Cancelled);
        // Moved back to where it was, or on again after all: as if nothing had been.
        var kind = (slot.Start, slot.ZoneId) != (planned.Start, planned.ZoneId) ? OccurrenceKind.Moved
            : slot.Minutes != planned.Minutes || change.Place is not null ? OccurrenceKind.Changed
            : OccurrenceKind.AsPlanned;
        return new Occurrence(change.Original, slot, kind, change.Place);
    }

    private LocalSlot SlotAt(LocalDateTime start) => First with { Start = start };

    private LocalDate LocalDay(Instant instant) => instant.InZone(First.Zone).Date;
}

/// <summary>What became of one occurrence.</summary>
/// <param name="Original">When it was first planned, in the zone of the schedule.</param>
/// <param name="MovedTo">When it is, and for how long; null was cancelled.</param>
/// <param name="Place">Where it is instead; null is where all of them are.</param>
public sealed record OccurrenceChange(LocalDateTime Original, LocalSlot? MovedTo, string? Place = null);

/// <summary>One time that something happens, or would have.</summary>
/// <param name="Original">When it was first planned, in the zone of the schedule: what it is known by.</param>
/// <param name="Slot">When it is.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Place">Where it is instead of where all of them are; null is there.</param>
public sealed record Occurrence(LocalDateTime Original, LocalSlot Slot, OccurrenceKind Kind, string? Place = null)
{
    /// <summary>Whether it was not cancelled.</summary>
    public bool TakesPlace => Kind != OccurrenceKind.Cancelled;

    /// <summary>Whether it takes place otherwise than planned: calendars are told of it by itself (RFC 5545 §3.8.4.4).</summary>
    public bool IsException => Kind is OccurrenceKind.Moved or OccurrenceKind.Changed;
}

/// <summary>What became of an occurrence.</summary>
public enum OccurrenceKind
{
    /// <summary>It is when and where it was planned.</summary>
    AsPlanned,

    /// <summary>It begins at another time.</summary>
    Moved,

    /// <summary>It does not take place.</summary>
    Cancelled,

    /// <summary>It begins when it was planned, and lasts longer or shorter or is elsewhere.</summary>
    Changed,
}
