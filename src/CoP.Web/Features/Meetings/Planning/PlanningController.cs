using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Planning;

[Authorize(Policies.Committee)]
public sealed class PlanningController(PlanPages pages, MeetingEdits edits, CurrentMember me, Rules rules, SuggestDates suggest, DateWords words, IStringLocalizer<DatesText> texts) : Controller
{
    [HttpGet("/steering/meetings")]
    public async Task<IActionResult> Index() => View(await pages.Index());

    [HttpGet("/steering/meetings/turns/{quarter}")]
    public Task<IActionResult> New(Quarter quarter) => Form(quarter, new ScheduleInput
    {
        Time = new LocalTime(10, 0),
        Minutes = 90,
        Contact = me.Id.ToString(),
        For = [.. MemberRoles.All.Each()],
        Languages = [MeetingLanguages.English],
    });

    [HttpPost("/steering/meetings/turns/{quarter}")]
    public async Task<IActionResult> Create(Quarter quarter, ScheduleInput input)
    {
        // A quarter that is over, or in the next century, has no form.
        if (await pages.Schedule(quarter, input) is null) return NotFound();
        DayPick.Settle(input, ModelState, "Input.", rules);
        if (!ModelState.IsValid) return await Again(quarter, input);
        try
        {
            var id = await edits.Schedule(quarter, input);
            this.Say(words.After(texts["scheduled"], await suggest.Cautions(MeetingEdits.Slot(input), id)));
            return Redirect($"/steering/meetings/{id}");
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(Fields.Of(broken), rules.Explain(broken));
            return await Again(quarter, input);
        }
    }

    [HttpGet("/steering/meetings/{id}")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? View(page) : NotFound();

    Task<IActionResult> Again(Quarter quarter, ScheduleInput input)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Form(quarter, input);
    }

    async Task<IActionResult> Form(Quarter quarter, ScheduleInput input) =>
        quarter != default && await pages.Schedule(quarter, input) is { } page ? View("New", page) : NotFound();
}
