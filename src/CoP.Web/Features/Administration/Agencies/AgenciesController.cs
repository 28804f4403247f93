using System.ComponentModel.DataAnnotations;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Administration.Agencies;

public sealed class AgencyInput
{
    [Required, StringLength(Agency.NameLimit)]
    public string Name { get; set; } = "";

    public List<Area> Areas { get; set; } = [];

    [BindNever, ValidateNever]
    public IReadOnlyList<AgencyRow> Rows { get; set; } = [];
}

public sealed record AgencyRow(Id<Agency> Id, string Name, Domain.Meetings.Areas Areas, int Members);

/// <summary>The provider agencies that members work for. There are a few dozen, so they are one page.</summary>
[Authorize(Policies.Steward)]
public sealed class AgenciesController(CopDb db, Rules rules, TimeProvider clock, IStringLocalizer<AdministrationText> texts, IStringLocalizer<CommonText> common) : Controller
{
    [HttpGet("/steering/agencies")]
    public async Task<IActionResult> Index() => View("Index", await Fill(new AgencyInput()));

    [HttpPost("/steering/agencies")]
    public async Task<IActionResult> Add(AgencyInput input)
    {
        if (!input.Areas.TrueForAll(Enum.IsDefined)) ModelState.AddModelError(nameof(input.Areas), common["wrong.form"]);
        if (!ModelState.IsValid) return View("Index", await Fill(input));
        try
        {
            var areas = input.Areas.Aggregate(Domain.Meetings.Areas.None, (set, area) => set | area.AsSet());
            await db.Write(async () =>
            {
                var agency = new Agency(Id<Agency>.New(clock.Now()), input.Name, areas);
                if (await db.Agencies.AnyAsync(a => a.Name.ToLower() == agency.Name.ToLower())) throw new RuleBrokenException("agency.twice");
                db.Agencies.Add(agency);
            });
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(nameof(input.Name), rules.Explain(broken));
            return View("Index", await Fill(input));
        }

        this.Say(texts["agency.added"]);
        return Redirect("/steering/agencies");
    }

    async Task<AgencyInput> Fill(AgencyInput input)
    {
        input.Rows = await db.Agencies.OrderBy(a => a.Name)
            .Select(a => new AgencyRow(a.Id, a.Name, a.Areas, db.Members.Count(m => m.AgencyId == a.Id && m.State == MemberState.Active))).ToListAsync();
        return input;
    }
}
