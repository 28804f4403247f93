using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Facilitation;

/// <summary>What the one who is asked to facilitate, or does, may say.</summary>
public sealed class SeatsController(FacilitatorSeats seats, SeatPages pages, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/meetings/{id}/seats")]
    public async Task<IActionResult> Mine(Id<QuarterlyMeeting> id) => await pages.Mine(id) is { } page ? View(page) : NotFound();

    [HttpPost("/meetings/{id}/seats/{seat}/acceptance")]
    public Task<IActionResult> Accept(Id<QuarterlyMeeting> id, FacilitatorSeat seat) => Take(id, seat, "accepted", "", () => seats.Accept(id, seat));

    [HttpPost("/meetings/{id}/seats/{seat}/refusal")]
    public Task<IActionResult> Decline(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string? words) => Take(id, seat, "declined", nameof(words), () => seats.Decline(id, seat, words));

    [HttpDelete("/meetings/{id}/seats/{seat}")]
    public Task<IActionResult> GiveUp(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string? words) => Take(id, seat, "givenup", nameof(words), () => seats.GiveUp(id, seat, words));

    [HttpPost("/meetings/{id}/seats/{seat}/handover")]
    public Task<IActionResult> HandOver(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string? member) => Take(id, seat, "handed", nameof(member), () => seats.HandOver(id, seat, member));

    [HttpPost("/meetings/{id}/seats/{seat}/offer")]
    public Task<IActionResult> Volunteer(Id<QuarterlyMeeting> id, FacilitatorSeat seat) => Take(id, seat, "accepted", "", () => seats.Volunteer(id, seat));

    async Task<IActionResult> Take(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string said, string field, Func<Task<bool>> act)
    {
        // Whoever has nothing to do with the seats finds none, whatever they send.
        if (!ModelState.IsValid || !Enum.IsDefined(seat) || await pages.Mine(id) is null) return NotFound();
        try
        {
            if (!await act()) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key == "seat.words" || broken.Key.StartsWith("meeting.seat", StringComparison.Ordinal) ? field : "", rules.Explain(broken));
            if (await pages.Mine(id) is not { } page) return NotFound();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Mine", page);
        }
        this.Say(texts["seats.said." + said]);
        // Who has said no may not see a meeting any more that is still being prepared.
        return Redirect(said is "declined" or "givenup" ? "/meetings" : $"/meetings/{id}");
    }
}
