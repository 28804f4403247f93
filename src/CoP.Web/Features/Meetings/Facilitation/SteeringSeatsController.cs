using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Facilitation;

/// <summary>Whom the committee asks to facilitate.</summary>
[Authorize(Policies.Committee)]
public sealed class SteeringSeatsController(FacilitatorSeats seats, SeatPages pages, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/steering/meetings/{id}/seats")]
    public async Task<IActionResult> Steering(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? View(page) : NotFound();

    [HttpPost("/steering/meetings/{id}/seats/{seat}/request")]
    public Task<IActionResult> Ask(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string? member, int version) => Take(id, seat, "asked", () => seats.Ask(id, version, seat, member));

    [HttpDelete("/steering/meetings/{id}/seats/{seat}/request")]
    public Task<IActionResult> Withdraw(Id<QuarterlyMeeting> id, FacilitatorSeat seat, int version) => Take(id, seat, "withdrawn", () => seats.Withdraw(id, version, seat));

    [HttpDelete("/steering/meetings/{id}/seats/{seat}")]
    public Task<IActionResult> Free(Id<QuarterlyMeeting> id, FacilitatorSeat seat, int version) => Take(id, seat, "freed", () => seats.Free(id, version, seat));

    async Task<IActionResult> Take(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string said, Func<Task<bool>> act)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(seat)) return NotFound();
        try
        {
            if (!await act()) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("", rules.Explain(broken));
            // Whoever sends the form again has seen what has changed.
            ModelState.Remove("version");
            if (await pages.Find(id) is not { } page) return NotFound();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Steering", page);
        }
        this.Say(texts["seats.said." + said]);
        return Redirect($"/steering/meetings/{id}/seats");
    }
}
