using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Administration;

/// <summary>What members do at work, as the forms of the committee ask for it: when inviting, and when something changed.</summary>
public abstract class WorkInput
{
    [System.ComponentModel.DataAnnotations.Required]
    public WorkRole? Role { get; set; }

    public Discipline? Discipline { get; set; }

    public bool Supervises { get; set; }

    /// <summary>An agency's id; empty for DMH and the unaffiliated.</summary>
    public string? Agency { get; set; }

    public List<Area> Areas { get; set; } = [];

    /// <summary>The same as one value; null where the agency is none of ours.</summary>
    public async Task<WorkPlace?> Read(CopDb db)
    {
        var agency = (Id<Agency>?)null;
        if (!string.IsNullOrEmpty(Agency))
        {
            if (!Id<Agency>.TryParse(Agency, null, out var id) || !await db.Agencies.AnyAsync(a => a.Id == id)) return null;
            agency = id;
        }

        return Role is { } role && Enum.IsDefined(role) && (Discipline is null || Enum.IsDefined(Discipline.Value)) && Areas.TrueForAll(Enum.IsDefined)
            ? new WorkPlace(role, Discipline, Supervises, agency, Areas.Aggregate(Domain.Meetings.Areas.None, (set, area) => set | area.AsSet()))
            : null;
    }

    public void Show(WorkPlace work)
    {
        (Role, Discipline, Supervises, Agency) = (work.Role, work.Discipline, work.Supervises, work.AgencyId?.ToString());
        Areas = [.. work.Areas.Each()];
    }

    /// <summary>What there is to choose from.</summary>
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever, Microsoft.AspNetCore.Mvc.ModelBinding.Validation.ValidateNever]
    public IReadOnlyList<Choice> Agencies { get; set; } = [];

    public async Task Offer(CopDb db, IStringLocalizer<AdministrationText> texts)
    {
        var agencies = await db.Agencies.OrderBy(a => a.Name).Select(a => new { a.Id, a.Name }).ToListAsync();
        Agencies = [new Choice("", texts["agency.none"]), .. agencies.Select(a => new Choice(a.Id.ToString(), a.Name))];
    }
}
