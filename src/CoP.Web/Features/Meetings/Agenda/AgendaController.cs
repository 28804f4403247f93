using CoP.Domain.Meetings;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>The agenda of a meeting, and the same with clock times for paper.</summary>
public sealed class AgendaController(AgendaPages pages, ItemPages items) : Controller
{
    [HttpGet("/meetings/{id}/agenda")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? View(page) : NotFound();

    [HttpGet("/meetings/{id}/agenda/run-sheet")]
    public async Task<IActionResult> RunSheet(Id<QuarterlyMeeting> id, [FromServices] MeetingPages meetings, [FromServices] CurrentMember me) =>
        await pages.Find(id) is { } page && await meetings.Find(id, me.Viewer) is { } meeting ? View(new RunSheetPage(page, meeting.Seats, meeting.DialIn)) : NotFound();

    [HttpGet("/meetings/{id}/agenda/items/{item}")]
    public async Task<IActionResult> Item(Id<QuarterlyMeeting> id, Id<AgendaItem> item) => await items.Find(id, item) is { } page ? View(page) : NotFound();
}

public sealed record RunSheetPage(AgendaPage Agenda, IReadOnlyList<SeatRow> Seats, string? DialIn);
