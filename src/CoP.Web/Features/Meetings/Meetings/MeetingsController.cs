using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.Calendars.Choices;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.Meetings;

public sealed class MeetingsController(CopDb db, CurrentMember me, TimeProvider clock, MeetingPages pages, MeetingEvents events, Ledgers ledgers) : Controller
{
    [HttpGet("/meetings")]
    public async Task<IActionResult> Index()
    {
        var now = clock.Now();
        var visible = db.Meetings.AsNoTracking().VisibleTo(me.Viewer);
        var coming = await visible.Coming(db.Rsvps, me.Id, now);
        var turns = await ledgers.Turns(visible, ledgers.Current, 6);
        return View(new MeetingsPage(coming, await visible.Past(db.Rsvps, me.Id, now), turns.FindAll(t => t is { Meeting: null, Turn.Outcome: TurnOutcome.Ahead }), now));
    }

    [HttpGet("/meetings/{id}")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) =>
        await pages.Find(id, me.Viewer) is { } page ? View(page) : NotFound();

    /// <summary>The meeting for a calendar, in the language of the page that it was taken from.</summary>
    [HttpGet("/meetings/{id}.ics")]
    public async Task<IActionResult> Download(Id<QuarterlyMeeting> id) =>
        await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is { } meeting
            ? File(CalendarText.Single(events.ToCalendarEvent(meeting, Languages.Current) with { Alarm = await db.AlarmOf(me.Id) }), CalendarText.MediaType, $"meeting-{meeting.Quarter}.ics")
            : NotFound();
}

public sealed record MeetingsPage(IReadOnlyList<MeetingRow> Coming, IReadOnlyList<MeetingRow> Past, IReadOnlyList<TurnRow> Planned, Instant Now);
