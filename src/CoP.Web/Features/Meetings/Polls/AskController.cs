using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>The committee asks which of some days suit.</summary>
[Authorize(Policies.Committee)]
public sealed class AskController(PollPages pages, PollEdits edits, Rules rules, IStringLocalizer<PollsText> texts, IStringLocalizer<CommonText> common) : Controller
{
    [HttpGet("/steering/meetings/turns/{quarter}/poll")]
    public async Task<IActionResult> Turn(Quarter quarter) => await Form(await pages.Ask(quarter, null), quarter, null);

    [HttpPost("/steering/meetings/turns/{quarter}/poll")]
    public async Task<IActionResult> Turn(Quarter quarter, AskInput input) => await Ask(await pages.Ask(quarter, input), quarter, null, input);

    [HttpGet("/steering/meetings/{id}/poll")]
    public async Task<IActionResult> Meeting(Id<QuarterlyMeeting> id) => await pages.Ask(id, null) is { } page ? await Form(page, page.Quarter, id) : NotFound();

    [HttpPost("/steering/meetings/{id}/poll")]
    public async Task<IActionResult> Meeting(Id<QuarterlyMeeting> id, AskInput input) => await pages.Ask(id, input) is { } page ? await Ask(page, page.Quarter, id, input) : NotFound();

    async Task<IActionResult> Form(AskPage? page, Quarter quarter, Id<QuarterlyMeeting>? meeting) =>
        page is null ? NotFound() : await edits.Open(quarter, meeting) is { } open ? Redirect($"/meetings/polls/{open}") : View("Ask", page);

    async Task<IActionResult> Ask(AskPage? page, Quarter quarter, Id<QuarterlyMeeting>? meeting, AskInput input)
    {
        if (page is null) return NotFound();
        var slots = Slots(page, input);
        if (!ModelState.IsValid) return Again(page);
        try
        {
            var id = await edits.Ask(quarter, meeting, slots, input.Until!.Value);
            this.Say(texts["asked"]);
            return Redirect($"/meetings/polls/{id}");
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key.StartsWith("poll.deadline", StringComparison.Ordinal) ? "Input.Until" : broken.Key == "poll.open" ? "" : "Input.Picks", rules.Explain(broken));
            return Again(page);
        }
    }

    // Each of them as a meeting may have it; what is wrong with one is said at that one.
    List<LocalSlot> Slots(AskPage page, AskInput input)
    {
        var slots = new List<LocalSlot>();
        foreach (var pick in input.Picks)
            if (DayPick.Read(pick) is var (start, minutes)) Add("Input.Picks", start, minutes);
            else ModelState.AddModelError("Input.Picks", rules.Explain(new("dates.pick")));
        foreach (var (i, own) in input.Own.Index())
            if (own is { } at && input.Minutes is { } length) Add($"Input.Own[{i}]", at, length);
        if (input.Own.Any(o => o is not null) && input.Minutes is null && ModelState["Input.Minutes"] is not { Errors.Count: > 0 }) ModelState.AddModelError("Input.Minutes", common["wrong.missing"]);
        return slots;

        void Add(string field, LocalDateTime start, int minutes)
        {
            try
            {
                slots.Add(MeetingPoll.Proposal(page.Quarter, page.Kind, start, minutes));
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(broken.Key is "meeting.length" or "slot.length" && field != "Input.Picks" ? "Input.Minutes" : field, rules.Explain(broken));
            }
        }
    }

    ViewResult Again(AskPage page)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Ask", page);
    }
}
