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
            if (await answer.To(id, me.Viewer, mine.Answer!.Value, mine.ToNeeds(), mine.ToComing()) is not { } answered) return NotFound();
            this.Say(answered.Rank is { } rank ? texts["seat.saved", rank] : texts["rsvp.saved"]);
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key switch { "rsvp.other" => "Mine.Other", "rsvp.way" => "Mine.Way", _ => "Mine.Answer" }, rules.Explain(broken));
            return await Again(id, mine);
        }
        return Redirect($"/meetings/{id}");
    }

    async Task<IActionResult> Again(Id<QuarterlyMeeting> id, RsvpInput mine)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await pages.Find(id, me.Viewer) is { } page ? View("Show", page with { Mine = mine }) : NotFound();
    }
}
