using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Checklist;

/// <summary>A meeting's checklist: who prepares the meeting ticks what is done, the committee changes the list.</summary>
public sealed class ChecklistController(Checklists checklists, ChecklistPages pages, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/meetings/{id}/checklist")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? View(page) : NotFound();

    [HttpPost("/meetings/{id}/checklist/{item}/done")]
    public async Task<IActionResult> Do(Id<QuarterlyMeeting> id, Id<ChecklistItem> item) => await checklists.Do(id, item) ? Back(id, "done", item) : NotFound();

    [HttpDelete("/meetings/{id}/checklist/{item}/done")]
    public async Task<IActionResult> Undo(Id<QuarterlyMeeting> id, Id<ChecklistItem> item) => await checklists.Undo(id, item) ? Back(id, "undone", item) : NotFound();

    [Authorize(Policies.Committee)]
    [HttpPost("/steering/meetings/{id}/checklist")]
    public Task<IActionResult> Add(Id<QuarterlyMeeting> id, TaskInput input) => Take(id, null, input, "added", () => checklists.Add(id, input.ToTask(), input.Owner));

    [Authorize(Policies.Committee)]
    [HttpGet("/steering/meetings/{id}/checklist/{item}")]
    public async Task<IActionResult> Edit(Id<QuarterlyMeeting> id, Id<ChecklistItem> item) =>
        await pages.Find(id) is { } page && page.Rows.FirstOrDefault(r => r.Id == item) is { } row
            ? View("Show", page with { Input = TaskInput.Of(row.Task, row.NamedOwner, row.Version), Editing = item })
            : NotFound();

    [Authorize(Policies.Committee)]
    [HttpPost("/steering/meetings/{id}/checklist/{item}")]
    public Task<IActionResult> Change(Id<QuarterlyMeeting> id, Id<ChecklistItem> item, TaskInput input) =>
        Take(id, item, input, "changed", () => checklists.Change(id, item, input.Version, input.ToTask(), input.Owner));

    [Authorize(Policies.Committee)]
    [HttpDelete("/steering/meetings/{id}/checklist/{item}")]
    public async Task<IActionResult> Remove(Id<QuarterlyMeeting> id, Id<ChecklistItem> item) => await checklists.Remove(id, item) ? Back(id, "removed") : NotFound();

    async Task<IActionResult> Take(Id<QuarterlyMeeting> id, Id<ChecklistItem>? item, TaskInput input, string said, Func<Task<bool>> act)
    {
        if (!ModelState.IsValid) return await Again(id, item, input);
        try
        {
            return await act() ? Back(id, said) : NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(TaskInput.FieldOf(broken), rules.Explain(broken));
            return await Again(id, item, input, seen: broken.Key == "checklist.changed");
        }
    }

    async Task<IActionResult> Again(Id<QuarterlyMeeting> id, Id<ChecklistItem>? item, TaskInput input, bool seen = false)
    {
        if (await pages.Find(id, input, item) is not { } page || (item is not null && page.Rows.All(r => r.Id != item))) return NotFound();
        if (seen)
        {
            // The list above shows what it is now; who saves again has seen it.
            input.Version = page.Rows.First(r => r.Id == item).Version;
            ModelState.Remove("Input.Version");
            ModelState.Remove("Version");
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Show", page);
    }

    RedirectResult Back(Id<QuarterlyMeeting> id, string said, Id<ChecklistItem>? item = null)
    {
        this.Say(texts["checklist.said." + said]);
        return Redirect($"/meetings/{id}/checklist{(item is null ? "" : "#task-" + item)}");
    }
}
