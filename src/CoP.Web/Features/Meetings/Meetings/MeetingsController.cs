using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.Meetings;

public sealed class MeetingsController(CopDb db, CurrentMember me, TimeProvider clock, MeetingPages pages) : Controller
{
    [HttpGet("/meetings")]
    public async Task<IActionResult> Index()
    {
        var now = clock.Now();
        var visible = db.Meetings.AsNoTracking().VisibleTo(me.Viewer);
        var coming = await visible.Coming(db.Rsvps, me.Id, now);
        var turns = await visible.Turns(Quarter.At(now, DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]), 6, now);
        return View(new MeetingsPage(coming, await visible.Past(db.Rsvps, me.Id, now), turns.FindAll(t => t is { Meeting: null, Turn.Outcome: TurnOutcome.Ahead }), now));
    }

    [HttpGet("/meetings/{id}")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) =>
        await pages.Find(id, me.Viewer) is { } page ? View(page) : NotFound();
}

public sealed record MeetingsPage(IReadOnlyList<MeetingRow> Coming, IReadOnlyList<MeetingRow> Past, IReadOnlyList<TurnRow> Planned, Instant Now);
