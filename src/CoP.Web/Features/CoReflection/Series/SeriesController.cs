using System.ComponentModel.DataAnnotations;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Series;

/// <summary>When a group meets: agreed on, changed from a date on, ended.</summary>
public sealed class SeriesController(CopDb db, CurrentMember me, TimeProvider clock, Rules rules, IStringLocalizer<CoReflectionText> texts) : Controller
{
    [HttpGet("/groups/{id}/series")]
    public async Task<IActionResult> Edit(Id<Group> id) =>
        await Page(id, new PlanInput { Zone = me.Member.ZoneId }, new EndInput()) is { } page ? View(page) : NotFound();

    [HttpPost("/groups/{id}/series")]
    public Task<IActionResult> Create(Id<Group> id, [Bind(Prefix = nameof(SeriesPage.Plan))] PlanInput plan) => Save(id, plan, new EndInput(), "series.planned", group =>
        group.Plan(new SeriesPlan(LocalSlot.At(plan.Day!.Value.At(plan.Time!.Value), plan.Minutes!.Value, plan.Zone!), plan.Rhythm!.Value, plan.LastDay), me.Id, clock.Now()));

    [HttpPost("/groups/{id}/series/end")]
    public Task<IActionResult> End(Id<Group> id, [Bind(Prefix = nameof(SeriesPage.End))] EndInput end) =>
        Save(id, new PlanInput { Zone = me.Member.ZoneId }, end, "series.ended", group => group.StopAfter(end.LastDay!.Value, me.Id, clock.Now()));

    async Task<IActionResult> Save(Id<Group> id, PlanInput plan, EndInput end, string said, Action<Group> change)
    {
        if (await Page(id, plan, end) is not { } page) return NotFound();
        if (!ModelState.IsValid) return View("Edit", page);
        try
        {
            await db.Write(async () => change((await db.Groups.ForUpdate(id, g => g.Whole()))!));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(said == "series.ended" ? "End.LastDay" : PlanInput.FieldOf(broken), rules.Explain(broken));
            return View("Edit", page);
        }
        this.Say(texts[said]);
        return Redirect($"/groups/{id}");
    }

    async Task<SeriesPage?> Page(Id<Group> id, PlanInput plan, EndInput end) =>
        await db.Groups.ConvenedBy(me.Viewer).Where(g => g.Id == id).Select(g => g.Name).SingleOrDefaultAsync() is { } name
            ? new SeriesPage(id, name, (await db.Rhythms([id], clock.Now())).GetValueOrDefault(id), plan, end)
            : null;
}

/// <param name="Now">How the group meets so far; null where nothing is planned.</param>
public sealed record SeriesPage(Id<Group> Id, string Name, GroupRhythm? Now, PlanInput Plan, EndInput End);

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

    public static string FieldOf(RuleBrokenException broken) => "Plan." + broken.Key switch
    {
        "slot.zone" => nameof(Zone),
        "slot.length" => nameof(Minutes),
        "slot.skipped" or "slot.doubled" => nameof(Time),
        "recurrence.fifth" or "recurrence.last" => nameof(Rhythm),
        "recurrence.end" => nameof(LastDay),
        _ => nameof(Day),
    };
}

public sealed class EndInput
{
    [Required]
    public LocalDate? LastDay { get; set; }
}
