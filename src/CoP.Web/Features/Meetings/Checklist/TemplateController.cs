using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Checklist;

/// <summary>The template with which the checklist of each new meeting begins.</summary>
[Authorize(Policies.Committee)]
public sealed class TemplateController(Checklists checklists, ChecklistPages pages, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/steering/checklist")]
    public async Task<IActionResult> Template() => View(await pages.Template());

    [HttpPost("/steering/checklist")]
    public Task<IActionResult> Add(TaskInput input) => Take(null, input, "added", async () =>
    {
        await checklists.AddToTemplate(input.ToTask());
        return true;
    });

    [HttpGet("/steering/checklist/{id}")]
    public async Task<IActionResult> Edit(Id<TemplateTask> id)
    {
        var page = await pages.Template();
        return page.Rows.FirstOrDefault(r => r.Id == id) is { } row ? View("Template", page with { Input = TaskInput.Of(row.Task, null, row.Version), Editing = id }) : NotFound();
    }

    [HttpPost("/steering/checklist/{id}")]
    public Task<IActionResult> Change(Id<TemplateTask> id, TaskInput input) => Take(id, input, "changed", () => checklists.ChangeTemplate(id, input.Version, input.ToTask()));

    [HttpDelete("/steering/checklist/{id}")]
    public async Task<IActionResult> Remove(Id<TemplateTask> id) => await checklists.RemoveFromTemplate(id) ? Back("removed") : NotFound();

    async Task<IActionResult> Take(Id<TemplateTask>? id, TaskInput input, string said, Func<Task<bool>> act)
    {
        if (!ModelState.IsValid) return await Again(id, input);
        try
        {
            return await act() ? Back(said) : NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(TaskInput.FieldOf(broken), rules.Explain(broken));
            return await Again(id, input, seen: broken.Key == "checklist.changed");
        }
    }

    async Task<IActionResult> Again(Id<TemplateTask>? id, TaskInput input, bool seen = false)
    {
        var page = await pages.Template(input, id);
        var row = page.Rows.FirstOrDefault(r => r.Id == id);
        if (id is not null && row is null) return NotFound();
        if (seen && row is not null)
        {
            // The list shows what it is now; who saves again has seen it.
            input.Version = row.Version;
            ModelState.Remove("Input.Version");
            ModelState.Remove("Version");
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Template", page);
    }

    RedirectResult Back(string said)
    {
        this.Say(texts["checklist.said." + said]);
        return Redirect("/steering/checklist");
    }
}
