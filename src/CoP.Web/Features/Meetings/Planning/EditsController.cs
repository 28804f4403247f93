using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Features.Meetings.Day;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Planning;

/// <summary>What the committee changes about a meeting; each page says before saving who will be told.</summary>
[Authorize(Policies.Committee)]
public sealed class EditsController(PlanPages pages, MeetingEdits edits, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/steering/meetings/{id}/details")]
    public Task<IActionResult> Details(Id<QuarterlyMeeting> id) => Form(id, "Details", now => new DetailsInput
    {
        Version = now.Version,
        Topic = now.Topic,
        Link = now.Link,
        DialIn = now.DialIn,
        Venue = now.Outline.Venue.Kind,
        PlaceName = now.Outline.Venue.Place?.Name,
        PlaceAddress = now.Outline.Venue.Place?.Address,
        PlaceAccess = now.Outline.Venue.Place?.Access,
        Capacity = now.Outline.Venue.Place?.Capacity,
        For = [.. now.Outline.For.Each()],
        Languages = [.. now.Outline.Languages.Each()],
        Contact = now.Contact?.Id.ToString(),
    });

    [HttpPost("/steering/meetings/{id}/details")]
    public Task<IActionResult> Details(Id<QuarterlyMeeting> id, DetailsInput input) =>
        Take(id, input, "Details", () => edits.Change(id, input.Version, (meeting, now) => edits.Describe(meeting, input, now), input.SendNow));

    [HttpGet("/steering/meetings/{id}/announcement")]
    public Task<IActionResult> Announce(Id<QuarterlyMeeting> id) => Form(id, "Announce", now => new AnnouncementInput { Version = now.Version });

    [HttpPost("/steering/meetings/{id}/announcement")]
    public Task<IActionResult> Announce(Id<QuarterlyMeeting> id, AnnouncementInput input) =>
        Take(id, input, "Announce", () => edits.Change(id, input.Version, (meeting, now) => meeting.Announce(now), input.SendNow));

    [HttpGet("/steering/meetings/{id}/date")]
    public Task<IActionResult> Move(Id<QuarterlyMeeting> id) => Form(id, "Move", now => new DateInput
    {
        Version = now.Version,
        Was = now.Slot.Start.Date,
        Date = now.Slot.Start.Date,
        Time = now.Slot.Start.TimeOfDay,
        Minutes = now.Slot.Minutes,
    });

    [HttpPost("/steering/meetings/{id}/date")]
    public Task<IActionResult> Move(Id<QuarterlyMeeting> id, DateInput input)
    {
        DayPick.Settle(input, ModelState, "Input.", rules);
        return Take(id, input, "Move", () => edits.Change(id, input.Version, (meeting, now) => meeting.Move(MeetingEdits.Slot(input), now), input.SendNow));
    }

    [HttpGet("/steering/meetings/{id}/postponement")]
    public Task<IActionResult> Postpone(Id<QuarterlyMeeting> id) => Form(id, "Postpone", now => new PostponementInput { Version = now.Version });

    [HttpPost("/steering/meetings/{id}/postponement")]
    public Task<IActionResult> Postpone(Id<QuarterlyMeeting> id, PostponementInput input) =>
        Take(id, input, "Postpone", () => edits.Change(id, input.Version, (meeting, now) => meeting.Postpone(input.Reason, now), input.SendNow));

    [HttpGet("/steering/meetings/{id}/cancellation")]
    public Task<IActionResult> Cancel(Id<QuarterlyMeeting> id) => Form(id, "Cancel", now => new CancellationInput { Version = now.Version });

    [HttpPost("/steering/meetings/{id}/cancellation")]
    public Task<IActionResult> Cancel(Id<QuarterlyMeeting> id, CancellationInput input) =>
        Take(id, input, "Cancel", () => edits.Change(id, input.Version, (meeting, now) => meeting.Cancel(input.Reason, now), input.SendNow));

    [HttpGet("/steering/meetings/{id}/attendance")]
    public async Task<IActionResult> Attend(Id<QuarterlyMeeting> id, [FromServices] Arrivals arrivals)
    {
        // What was counted on the day is a proposal; what the committee has said stands.
        var counted = await arrivals.Count(id) is { Total: > 0 } came ? came : null;
        return await Form(id, "Attend", now => new AttendanceInput
        {
            Version = now.Version,
            PeerSupporters = (now.Attendance ?? counted)?.PeerSupporters,
            Supervisors = (now.Attendance ?? counted)?.Supervisors,
            Administrators = (now.Attendance ?? counted)?.Administrators,
            Dmh = (now.Attendance ?? counted)?.Dmh,
            IsCounted = now.Attendance is null && counted is not null,
        });
    }

    [HttpPost("/steering/meetings/{id}/attendance")]
    public Task<IActionResult> Attend(Id<QuarterlyMeeting> id, AttendanceInput input) => Take(id, input, "Attend", () => edits.Change(id, input.Version, (meeting, now) =>
        meeting.Hold(Attendance.Of(input.PeerSupporters!.Value, input.Supervisors!.Value, input.Administrators!.Value, input.Dmh!.Value), now)));

    async Task<IActionResult> Form<T>(Id<QuarterlyMeeting> id, string view, Func<PlanPage, T> input, bool changed = false) =>
        await pages.Find(id) is { } now ? View(view, new EditPage<T>(now, input(now), changed)) : NotFound();

    async Task<IActionResult> Take<T>(Id<QuarterlyMeeting> id, T input, string view, Func<Task<bool>> change) where T : EditInput
    {
        if (!ModelState.IsValid) return await Again(id, view, _ => input);
        try
        {
            if (!await change()) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(Fields.Of(broken), rules.Explain(broken));
            return await Again(id, view, now => broken.Key == "meeting.changed" ? Seen(input, now) : input, changed: broken.Key == "meeting.changed");
        }
        this.Say(texts["saved." + view]);
        return Redirect($"/steering/meetings/{id}");
    }

    Task<IActionResult> Again<T>(Id<QuarterlyMeeting> id, string view, Func<PlanPage, T> input, bool changed = false)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Form(id, view, input, changed);
    }

    // What changed meanwhile is shown beside what was typed; who saves again has seen it.
    T Seen<T>(T input, PlanPage now) where T : EditInput
    {
        input.Version = now.Version;
        ModelState.Remove("Input.Version");
        ModelState.Remove("Version");
        return input;
    }
}
