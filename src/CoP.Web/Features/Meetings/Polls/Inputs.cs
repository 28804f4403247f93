using System.ComponentModel.DataAnnotations;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>A new poll as typed.</summary>
public sealed class AskInput
{
    /// <summary>How many times of one's own the form has room for.</summary>
    public const int OwnAtMost = 3;

    /// <summary>The suggested dates that are proposed, as <see cref="Dates.DayPick"/> writes them.</summary>
    public string[] Picks { get; set; } = [];

    /// <summary>Always <see cref="OwnAtMost"/>, however many were sent.</summary>
    public LocalDateTime?[] Own { get; set => field = [.. (value ?? []).Concat(new LocalDateTime?[OwnAtMost]).Take(OwnAtMost)]; } = new LocalDateTime?[OwnAtMost];

    /// <summary>How long a time of one's own is.</summary>
    public int? Minutes { get; set; }

    /// <summary>The last day to answer, in Massachusetts.</summary>
    [Required] public LocalDate? Until { get; set; }
}
