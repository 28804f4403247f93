using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.Calendars.Choices;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Sessions;

/// <summary>One session: seen by the group's members, moved or cancelled by who convenes.</summary>
public sealed class SessionsController(CopDb db, SessionPages pages, CurrentMember me, TimeProvider clock, Rules rules, SessionEvents events, IStringLocalizer<CoReflectionText> texts) : Controller
{
    [HttpGet("/groups/{id}/sessions/{key}")]
    public async Task<IActionResult> Show(Id<Group> id, SessionKey key) => await pages.Find(id, key, me.Viewer) is { } page ? View(page) : NotFound();

    /// <summary>The session for a calendar, in the language of the page that it was taken from.</summary>
    [HttpGet("/groups/{id}/sessions/{key}.ics")]
    public async Task<IActionResult> Download(Id<Group> id, SessionKey key)
    {
        if (await pages.Series(id, key, me.Viewer) is not { } series || series.Series.Schedule.Find(key.Original) is not { } session) return NotFound();
        var detailed = await db.Feeds.AnyAsync(f => f.MemberId == me.Id && f.Detailed);
        return File(CalendarText.Single(events.OfOne(series, session, detailed) with { Alarm = await db.AlarmOf(me.Id) }), CalendarText.MediaType, $"session-{key}.ics");
    }

    [HttpGet("/groups/{id}/sessions/{key}/move")]
    public async Task<IActionResult> Move(Id<Group> id, SessionKey key) =>
        await pages.Find(id, key, me.Viewer) is { Convenes: true } page ? View(new MovePage(page, MoveInput.Of(page.Session))) : NotFound();

    [HttpPost("/groups/{id}/sessions/{key}/move")]
    public async Task<IActionResult> Move(Id<Group> id, SessionKey key, [Bind(Prefix = nameof(MovePage.Input))] MoveInput input)
    {
        if (await pages.Find(id, key, me.Viewer) is not { Convenes: true } page) return NotFound();
        if (!ModelState.IsValid) return Again("Move", new MovePage(page, input));
        try
        {
            await Change(id, LetterKind.SessionMoved, (group, now) => group.Move(key.Original, input.Day!.Value.At(input.Time!.Value), input.Minutes!.Value, me.Id, now, input.Place));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(MoveInput.FieldOf(broken), rules.Explain(broken));
            return Again("Move", new MovePage(page, input));
        }
        this.Say(texts["session.moved.done"]);
        return Redirect($"/groups/{id}/sessions/{key}");
    }

    [HttpPost("/groups/{id}/sessions/{key}/restore")]
    public async Task<IActionResult> Restore(Id<Group> id, SessionKey key)
    {
        if (await pages.Find(id, key, me.Viewer) is not { Convenes: true } page) return NotFound();
        try
        {
            await Change(id, LetterKind.SessionMoved, (group, now) => group.Restore(key.Original, me.Id, now));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("", rules.Explain(broken));
            return Again("Show", page);
        }
        this.Say(texts["session.restored.done"]);
        return Redirect(page.Path);
    }

    [HttpGet("/groups/{id}/sessions/{key}/cancel")]
    public async Task<IActionResult> Cancel(Id<Group> id, SessionKey key) =>
        await pages.Find(id, key, me.Viewer) is { Convenes: true } page ? View(page) : NotFound();

    [HttpPost("/groups/{id}/sessions/{key}/cancel")]
    public async Task<IActionResult> CancelNow(Id<Group> id, SessionKey key)
    {
        if (await pages.Find(id, key, me.Viewer) is not { Convenes: true } page) return NotFound();
        try
        {
            await Change(id, LetterKind.SessionCancelled, (group, now) => group.Cancel(key.Original, me.Id, now));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("", rules.Explain(broken));
            return Again("Cancel", page);
        }
        this.Say(texts["session.cancelled.done"]);
        return Redirect($"/groups/{id}/sessions/{key}");
    }

    // A form that comes back has changed nothing, and says so to programs too.
    ViewResult Again(string view, object page)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(view, page);
    }

    Task Change(Id<Group> id, LetterKind kind, Func<Group, Instant, SessionChange> change) => db.Write(async () =>
    {
        var now = clock.Now();
        var changed = change((await db.Groups.ForUpdate(id, g => g.Whole()))!, now);
        db.Tell(Occasion.Of(kind, changed.Id.Value, changed.Version, now));
    });
}
