using CoP.Domain.Meetings;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Rsvps;

public sealed class RsvpsController(AnswerMeeting answer, MeetingPages pages, CurrentMember me, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpPost("/meetings/{id}/rsvp")]
    public async Task<IActionResult> Save(Id<QuarterlyMeeting> id, RsvpInput input)
    {
        if (input.Answer is null) ModelState.AddModelError(nameof(input.Answer), texts["rsvp.choose"]);
        if (!ModelState.IsValid) return await Again(id, input);
        try
        {
            if (!await answer.To(id, me.Viewer, input.Answer!.Value, input.Needs)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key == "rsvp.other" ? nameof(input.Other) : nameof(input.Answer), rules.Explain(broken));
            return await Again(id, input);
        }
        TempData["flash"] = texts["rsvp.saved"].Value;
        return Redirect($"/meetings/{id}");
    }

    async Task<IActionResult> Again(Id<QuarterlyMeeting> id, RsvpInput input) =>
        await pages.Find(id, me.Viewer) is { } page ? View("../Meetings/Show", page with { Mine = input }) : NotFound();
}
