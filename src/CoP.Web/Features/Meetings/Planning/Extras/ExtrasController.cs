using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Planning.Extras;

/// <summary>Meetings in a place that use nobody's turn.</summary>
[Authorize(Policies.Committee)]
public sealed class ExtrasController(PlanPages pages, MeetingEdits edits, CurrentMember me, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/steering/meetings/extras/new")]
    public async Task<IActionResult> New() => View("Extra", await pages.Extra(new ExtraInput
    {
        Time = new LocalTime(10, 0),
        Minutes = 90,
        Contact = me.Id.ToString(),
        Venue = VenueKind.InPerson,
        For = [.. MemberRoles.All.Each()],
        Languages = [MeetingLanguages.English],
    }));

    [HttpPost("/steering/meetings/extras")]
    public async Task<IActionResult> Create(ExtraInput input)
    {
        if (!ModelState.IsValid) return await Again(input);
        try
        {
            var id = await edits.Schedule(input);
            this.Say(texts["saved.Extra"]);
            return Redirect($"/steering/meetings/{id}");
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(Fields.Of(broken), rules.Explain(broken));
            return await Again(input);
        }
    }

    async Task<IActionResult> Again(ExtraInput input)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Extra", await pages.Extra(input));
    }
}
