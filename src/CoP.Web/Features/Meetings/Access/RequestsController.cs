using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Access;

/// <summary>One thing that somebody asked for, for who books it.</summary>
public sealed class RequestsController(AccessPages pages, BookAccess book, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/meetings/{id}/access/{request}")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id, Id<AccessRequest> request) => await pages.Find(id, request) is { } page ? View("Request", page) : NotFound();

    [HttpPost("/meetings/{id}/access/{request}/booking")]
    public Task<IActionResult> Book(Id<QuarterlyMeeting> id, Id<AccessRequest> request) =>
        Take(id, request, book.Say(id, request, (r, meeting, now) => r.Book(meeting, now)), "booked", "", page => page);

    [HttpDelete("/meetings/{id}/access/{request}/booking")]
    public Task<IActionResult> Reopen(Id<QuarterlyMeeting> id, Id<AccessRequest> request) =>
        Take(id, request, book.Say(id, request, (r, meeting, now) => r.Reopen(meeting, now)), "reopened", "", page => page);

    [HttpPost("/meetings/{id}/access/{request}/refusal")]
    public Task<IActionResult> Refuse(Id<QuarterlyMeeting> id, Id<AccessRequest> request, RefusalInput refusal) =>
        Take(id, request, book.Say(id, request, (r, meeting, now) => r.Refuse(refusal.Words, meeting, now)), "refused", "Refusal.Words", page => page with { Refusal = refusal });

    [HttpPost("/meetings/{id}/access/{request}/booker")]
    public Task<IActionResult> Hand(Id<QuarterlyMeeting> id, Id<AccessRequest> request, BookerInput booker) =>
        Take(id, request, book.Hand(id, request, booker.Member), "handed", "Booker.Member", page => page with { Booker = booker });

    async Task<IActionResult> Take(Id<QuarterlyMeeting> id, Id<AccessRequest> request, Task<bool> change, string done, string field, Func<RequestPage, RequestPage> typed)
    {
        try
        {
            if (!await change) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key == "access.over" ? "" : field, rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await pages.Find(id, request) is { } page ? View("Request", typed(page)) : NotFound();
        }
        this.Say(texts["access.said." + done]);
        return Redirect($"/meetings/{id}/access");
    }
}
