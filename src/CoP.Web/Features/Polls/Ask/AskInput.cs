using System.ComponentModel.DataAnnotations;
using CoP.Domain.Polls;

namespace CoP.Web.Features.Polls.Ask;

/// <summary>A new poll as typed.</summary>
public sealed class AskInput
{
    /// <summary>How many single times the form has room for; with the next look at the times there is room again.</summary>
    public const int OwnAtMost = 4;

    [StringLength(AvailabilityPoll.TitleLimit)] public string? Title { get; set; }

    [StringLength(AvailabilityPoll.NoteLimit)] public string? Note { get; set; }

    [Required, StringLength(64)] public string? Zone { get; set; }

    /// <summary>How long each of the times is that are added.</summary>
    [Range(LocalSlot.MinutesAtLeast, LocalSlot.MinutesAtMost)] public int? Minutes { get; set; }

    /// <summary>The times to propose, as <see cref="Meetings.Dates.DayPick"/> writes them.</summary>
    public string[] Picks { get; set => field = value ?? []; } = [];

    /// <summary>On which days of the week the pattern has times; none is no pattern.</summary>
    public IsoDayOfWeek[] Days { get; set => field = value ?? []; } = [];

    public LocalTime? From { get; set; }

    public LocalTime? To { get; set; }

    public LocalDate? FirstDay { get; set; }

    [Range(1, SlotPattern.WeeksAtMost)] public int? Weeks { get; set; }

    /// <summary>Always <see cref="OwnAtMost"/>, however many were sent.</summary>
    public LocalDateTime?[] Own { get; set => field = [.. (value ?? []).Concat(new LocalDateTime?[OwnAtMost]).Take(OwnAtMost)]; } = new LocalDateTime?[OwnAtMost];

    /// <summary>The last day to answer, in the zone of the poll.</summary>
    public LocalDate? Until { get; set; }

    /// <summary>Where it is said that a rule was broken.</summary>
    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "poll.title" => "Input.Title",
        "poll.note" => "Input.Note",
        "slot.zone" => "Input.Zone",
        "slot.length" => "Input.Minutes",
        "pattern.days" => "Input.Days",
        "pattern.weeks" => "Input.Weeks",
        "pattern.hours" => "Input.To",
        "poll.deadline" or "poll.deadline.late" => "Input.Until",
        "poll.open.many" => "",
        _ => "Input.Picks",
    };
}

/// <summary>The form for a new poll.</summary>
/// <param name="At">Where the form is sent.</param>
/// <param name="Group">The group that is asked; null is the committee.</param>
/// <param name="Name">Its name.</param>
/// <param name="Asked">How many others are asked.</param>
/// <param name="Times">The times to propose, in order.</param>
/// <param name="LeftOut">Times of the pattern that cannot be, with the reasons.</param>
public sealed record AskPage(string At, Id<Domain.CoReflection.Group>? Group, string? Name, int Asked, AskInput Input, IReadOnlyList<LocalSlot> Times, IReadOnlyList<PatternTime> LeftOut);
