using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Meetings;

public sealed class RsvpsController(AnswerMeeting answer, MeetingPages pages, CurrentMember me, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpPost("/meetings/{id}/rsvp")]
    public async Task<IActionResult> Save(Id<QuarterlyMeeting> id, RsvpInput mine)
    {
        if (mine.Answer is null) ModelState.AddModelError("Mine.Answer", texts["rsvp.choose"]);
        if (!ModelState.IsValid) return await Again(id, mine);
        try
        {
            if (!await answer.To(id, me.Viewer, mine.Answer!.Value, mine.ToNeeds())) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key == "rsvp.other" ? "Mine.Other" : "Mine.Answer", rules.Explain(broken));
            return await Again(id, mine);
        }
        this.Say(texts["rsvp.saved"]);
        return Redirect($"/meetings/{id}");
    }

    async Task<IActionResult> Again(Id<QuarterlyMeeting> id, RsvpInput mine) =>
        await pages.Find(id, me.Viewer) is { } page ? View("Show", page with { Mine = mine }) : NotFound();
}
