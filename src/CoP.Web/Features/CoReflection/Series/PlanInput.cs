using System.ComponentModel.DataAnnotations;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;

namespace CoP.Web.Features.CoReflection.Series;

/// <summary>What is typed when sessions are planned or changed from one on.</summary>
public sealed class PlanInput
{
    [Required]
    public LocalDate? Day { get; set; }

    [Required]
    public LocalTime? Time { get; set; }

    [Required, Range(15, 480)]
    public int? Minutes { get; set; }

    [Required]
    public Rhythm? Rhythm { get; set; }

    [Required, StringLength(64)]
    public string? Zone { get; set; }

    public LocalDate? LastDay { get; set; }

    [Range(1, Recurrence.MostTimes)]
    public int? Times { get; set; }

    public RestDays Skips { get; set; }

    public SeriesPlan Plan() => new(new LocalSlot(Day!.Value.At(Time!.Value), Minutes!.Value, Zone!), Rhythm!.Value, LastDay, Times, Skips);

    /// <summary>As the sessions are now, from one of them on: whoever changes one thing keeps the others.</summary>
    public static PlanInput Of(SessionSeries series, LocalDateTime from) => new()
    {
        Day = from.Date,
        Time = series.Slot.Start.TimeOfDay,
        Minutes = series.Slot.Minutes,
        Rhythm = series.Rhythm,
        Zone = series.Slot.ZoneId,
        LastDay = series.LastDay,
        Skips = series.Skips,
    };

    public static string FieldOf(RuleBrokenException broken) => "Plan." + broken.Key switch
    {
        "slot.zone" => nameof(Zone),
        "slot.length" => nameof(Minutes),
        "slot.skipped" or "slot.doubled" => nameof(Time),
        "recurrence.fifth" or "recurrence.last" => nameof(Rhythm),
        "recurrence.end" or "recurrence.far" or "recurrence.ends" => nameof(LastDay),
        "recurrence.times" => nameof(Times),
        "recurrence.skips" => nameof(Skips),
        _ => nameof(Day),
    };
}

public sealed class EndInput
{
    [Required]
    public LocalDate? LastDay { get; set; }
}

/// <param name="Action">Where the form goes.</param>
/// <param name="Now">How the group meets so far; null where nothing is planned.</param>
/// <param name="From">The session from which on things change; null where a day is chosen.</param>
public sealed record SeriesPage(Id<Group> Id, string Name, string Action, GroupRhythm? Now, Occurrence? From, PlanInput Plan, EndInput End)
{
    /// <summary>What the plan would come to; null before it was asked for.</summary>
    public IReadOnlyList<PreviewLine>? Preview { get; init; }
}
