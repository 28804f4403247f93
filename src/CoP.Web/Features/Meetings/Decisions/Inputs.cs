using System.ComponentModel.DataAnnotations;
using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings.Decisions;

/// <summary>A decision on turns as it is typed: it names how many there were when its form was shown, so that none is made on what has changed unseen.</summary>
public abstract class DecisionInput
{
    public int Seen { get; set; }

    public string? Why { get; set; }
}

/// <summary>Another order: first the areas and the round, then, with the ten years around in view, why.</summary>
public sealed class OrderInput : DecisionInput
{
    [Required] public Quarter? From { get; set; }
    [Required] public Area? First { get; set; }
    [Required] public Area? Second { get; set; }
    [Required] public Area? Third { get; set; }
    [Required] public Area? Fourth { get; set; }
    [Required] public Area? Fifth { get; set; }

    public IReadOnlyList<Area> Order => [.. new[] { First, Second, Third, Fourth, Fifth }.OfType<Area>()];
}

public sealed class WaiverInput : DecisionInput
{
    [Required] public Area? Debtor { get; set; }
    [Required] public Area? Creditor { get; set; }
}

public sealed class SelfOrganisingInput : DecisionInput
{
    [Required] public LocalDate? From { get; set; }
}

public sealed class ContactInput
{
    /// <summary>Who; empty for nobody.</summary>
    public string? Member { get; set; }
}
