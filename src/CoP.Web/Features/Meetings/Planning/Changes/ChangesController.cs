using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Planning.Changes;

/// <summary>A change whose letters wait: taken back, or told at once.</summary>
[Authorize(Policies.Committee)]
public sealed class ChangesController(MeetingEdits edits, PlanPages pages, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpDelete("/steering/meetings/{id}/changes/{change}")]
    public Task<IActionResult> TakeBack(Id<QuarterlyMeeting> id, Id<MeetingChange> change) => Take(id, "changes.undone", () => edits.TakeBack(id, change));

    [HttpPost("/steering/meetings/{id}/changes/{change}/sending")]
    public Task<IActionResult> Send(Id<QuarterlyMeeting> id, Id<MeetingChange> change) => Take(id, "changes.sent", () => edits.SendNow(id, change));

    async Task<IActionResult> Take(Id<QuarterlyMeeting> id, string said, Func<Task<bool>> act)
    {
        try
        {
            if (!await act()) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("", rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await pages.Find(id) is { } page ? View("Show", page) : NotFound();
        }
        this.Say(texts[said]);
        return Redirect($"/steering/meetings/{id}");
    }
}
