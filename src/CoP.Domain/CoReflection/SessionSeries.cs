using CoP.Domain.Calendars;
using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// Sessions that come round in the local time of one zone: the group's zone decides. When clocks change, members elsewhere
/// shift, the group does not.
/// </summary>
public sealed class SessionSeries
{
    private readonly List<SessionChange> _changes = [];

    private SessionSeries()
    {
    }

    /// <summary>Which series.</summary>
    public Id<SessionSeries> Id { get; private set; }

    /// <summary>Whose.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>What calendars know it by, for ever.</summary>
    public string Uid { get; private set; } = "";

    /// <summary>Its first session.</summary>
    public LocalSlot Slot { get; private set; } = null!;

    /// <summary>How it repeats.</summary>
    public Rhythm Rhythm { get; private set; }

    /// <summary>The last local day on which a session may be planned; null while nobody has set one.</summary>
    public LocalDate? LastDay { get; private set; }

    /// <summary>Whether no more than one session was ever planned: it says nothing of how the group meets.</summary>
    public bool IsOnce => LastDay == Slot.Start.Date;

    /// <summary>The holidays without a session.</summary>
    public RestDays Skips { get; private set; }

    /// <summary>How often it changed (RFC 5545 §3.8.7.4).</summary>
    public int Sequence { get; private set; }

    /// <summary>When it was agreed on.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When it last changed.</summary>
    public Instant ChangedAt { get; private set; }

    /// <summary>The sessions of it that are otherwise than planned.</summary>
    public IReadOnlyList<SessionChange> Changes => _changes;

    /// <summary>Which edition of it calendars are to hold.</summary>
    public Stamp Stamp => new(Sequence, CreatedAt, ChangedAt);

    /// <summary>When its sessions are.</summary>
    public Schedule Schedule => new(Slot, new Recurrence(Rhythm, LastDay, Skips), [.. _changes.Select(change => change.In(Slot))]);

    /// <summary>A series that people can keep.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="SeriesPlan.Checked"/>.</exception>
    internal static SessionSeries Plan(Id<Group> group, SeriesPlan plan, Instant now)
    {
        var recurrence = plan.Checked(now);
        return new SessionSeries
        {
            Id = Id<SessionSeries>.New(now),
            GroupId = group,
            Uid = Guid.NewGuid().ToString("D"),
            Slot = plan.First,
            Rhythm = recurrence.Rhythm,
            LastDay = recurrence.LastDay,
            Skips = recurrence.Skips,
            CreatedAt = now,
            ChangedAt = now,
        };
    }

    internal SessionChange Change(LocalDateTime original, LocalSlot? movedTo, string? place, Instant now)
    {
        Touch(now);
        var change = _changes.Find(c => c.Original == original);
        if (change is null) _changes.Add(change = new SessionChange(Id<SessionChange>.New(now), Id, original));
        change.Become(movedTo, place, Sequence);
        return change;
    }

    internal void EndOn(LocalDate lastDay, Instant now)
    {
        if (LastDay <= lastDay) return;
        LastDay = lastDay;
        // A change of a session that is no longer planned would be an orphan in every calendar.
        _changes.RemoveAll(change => change.Original.Date > lastDay);
        Touch(now);
    }

    private void Touch(Instant now) => (Sequence, ChangedAt) = (Sequence + 1, now);
}

/// <summary>What became of one session.</summary>
public sealed class SessionChange
{
    private SessionChange()
    {
    }

    internal SessionChange(Id<SessionChange> id, Id<SessionSeries> series, LocalDateTime original) => (Id, SeriesId, Original) = (id, series, original);

    /// <summary>Which change; it stays the same when the session moves again.</summary>
    public Id<SessionChange> Id { get; private set; }

    /// <summary>Of which series.</summary>
    public Id<SessionSeries> SeriesId { get; private set; }

    /// <summary>When the session was first planned, in the zone of the series: what it is known by.</summary>
    public LocalDateTime Original { get; private set; }

    /// <summary>When it begins instead, in the zone of the series; null was cancelled.</summary>
    public LocalDateTime? MovedTo { get; private set; }

    /// <summary>How many minutes it lasts then; null was cancelled.</summary>
    public int? Minutes { get; private set; }

    /// <summary>Where it is instead of where the group meets; null is there.</summary>
    public string? Place { get; private set; }

    /// <summary>The sequence that the series took with this change: mail about an earlier one has been overtaken.</summary>
    public int Version { get; private set; }

    internal void Become(LocalSlot? movedTo, string? place, int version) => (MovedTo, Minutes, Place, Version) = (movedTo?.Start, movedTo?.Minutes, place, version);

    internal OccurrenceChange In(LocalSlot series) => new(Original, MovedTo is { } start ? series with { Start = start, Minutes = Minutes!.Value } : null, Place);
}
