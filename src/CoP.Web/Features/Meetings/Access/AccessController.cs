using CoP.Domain.Meetings;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.Access;

public sealed class AccessController(AccessPages pages) : Controller
{
    [HttpGet("/meetings/{id}/access")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? View(page) : NotFound();
}
