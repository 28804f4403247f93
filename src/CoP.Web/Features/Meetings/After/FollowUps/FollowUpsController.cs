using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.FollowUps;

public sealed class FollowUpsController(FollowUpPages pages, KeepFollowUps keep, Rules rules, IStringLocalizer<AfterText> texts) : Controller
{
    /// <summary>All that is open, for the committee.</summary>
    [HttpGet("/steering/follow-ups"), Authorize(Policies.Committee)]
    public async Task<IActionResult> Index() => View(new FollowUpList(await pages.Open(), "steering", true));

    [HttpGet("/meetings/{id}/follow-ups/new")]
    public async Task<IActionResult> New(Id<QuarterlyMeeting> id) => await pages.New(id, new()) is { } form ? View("Edit", form) : NotFound();

    [HttpPost("/meetings/{id}/follow-ups")]
    public async Task<IActionResult> Create(Id<QuarterlyMeeting> id, FollowUpInput input)
    {
        try
        {
            if (!ModelState.IsValid) return Again(await pages.New(id, input));
            if (!await keep.Add(id, input)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            Explain(broken);
            return Again(await pages.New(id, input));
        }
        return Done(id, "followup.added", null);
    }

    [HttpGet("/follow-ups/{followUp}/edit")]
    public async Task<IActionResult> Edit(Id<FollowUp> followUp) => await pages.Edit(followUp, null) is { } form ? View(form) : NotFound();

    [HttpPut("/follow-ups/{followUp}")]
    public async Task<IActionResult> Update(Id<FollowUp> followUp, FollowUpInput input)
    {
        try
        {
            if (!ModelState.IsValid) return Again(await pages.Edit(followUp, input));
            return await keep.Change(followUp, input) is { } meeting ? Done(meeting, "followup.saved", null) : NotFound();
        }
        catch (RuleBrokenException broken)
        {
            Explain(broken);
            return Again(await pages.Edit(followUp, input));
        }
    }

    [HttpDelete("/follow-ups/{followUp}")]
    public async Task<IActionResult> Remove(Id<FollowUp> followUp) => await keep.Remove(followUp) is { } meeting ? Done(meeting, "followup.removed", null) : NotFound();

    [HttpPost("/follow-ups/{followUp}/done")]
    public async Task<IActionResult> Finish(Id<FollowUp> followUp, string? from) => await keep.Finish(followUp) is { } meeting ? Done(meeting, "followup.done.said", from) : NotFound();

    [HttpDelete("/follow-ups/{followUp}/done")]
    public async Task<IActionResult> Reopen(Id<FollowUp> followUp, string? from) => await keep.Reopen(followUp) is { } meeting ? Done(meeting, "followup.reopened", from) : NotFound();

    RedirectResult Done(Id<QuarterlyMeeting> meeting, string said, string? from)
    {
        this.Say(texts[said]);
        return Redirect(from switch
        {
            "meetings" => "/meetings",
            "steering" => "/steering/follow-ups",
            _ when Id<QuarterlyMeeting>.TryParse(from, null, out var other) => $"/meetings/{other}#follow-ups",
            _ => $"/meetings/{meeting}#follow-ups",
        });
    }

    void Explain(RuleBrokenException broken) => ModelState.AddModelError(broken.Key switch { "followup.text" => "Input.Text", "followup.owner" => "Input.Owner", "followup.due" => "Input.Due", _ => "" }, rules.Explain(broken));

    IActionResult Again(FollowUpForm? form)
    {
        if (form is null) return NotFound();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Edit", form);
    }
}
