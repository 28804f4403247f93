using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Features.Record;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Day;

/// <summary>The notice board of a meeting, and "I'm here".</summary>
public sealed class DayController(DayPages pages, Arrivals arrivals, MyRecord mine, TimeProvider clock, IStringLocalizer<MeetingsText> texts) : Controller
{
    /// <summary>The parts of the meeting's page that change while it is open.</summary>
    [HttpGet("/meetings/{id}/day")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? PartialView("_Parts", page) : NotFound();

    /// <param name="keep">Whether they want it in their own record.</param>
    [HttpPost("/meetings/{id}/here")]
    public async Task<IActionResult> Here(Id<QuarterlyMeeting> id, bool keep)
    {
        if (await arrivals.Say(id) is not { } meeting) return NotFound();
        if (keep) await mine.Change(record => record.Came(meeting, texts.NameOf(meeting), clock.Now()));
        this.Say(texts[keep ? "here.kept.said" : "here.said"]);
        return Redirect($"/meetings/{id}#day");
    }

    [HttpDelete("/meetings/{id}/here")]
    public async Task<IActionResult> NotHere(Id<QuarterlyMeeting> id)
    {
        if (!await arrivals.Unsay(id)) return NotFound();
        this.Say(texts["here.undone.said"]);
        return Redirect($"/meetings/{id}#day");
    }
}
