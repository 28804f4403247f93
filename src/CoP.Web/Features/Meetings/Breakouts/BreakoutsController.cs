using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Breakouts;

/// <summary>Breakout groups and their notes.</summary>
public sealed class BreakoutsController(BreakoutPages pages, TakeNotes notes, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/meetings/{id}/breakouts/{breakout}")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id, string breakout) => await pages.Find(id, breakout) is { } page ? View(page) : NotFound();

    /// <summary>The notes as they are now, for a page that is open.</summary>
    [HttpGet("/meetings/{id}/breakouts/{breakout}/notes")]
    public async Task<IActionResult> Notes(Id<QuarterlyMeeting> id, string breakout) =>
        await pages.Find(id, breakout) is { Notes: not null } page ? PartialView("_Notes", page) : NotFound();

    [HttpPost("/meetings/{id}/breakouts/{breakout}/notes")]
    public async Task<IActionResult> Add(Id<QuarterlyMeeting> id, string breakout, NoteInput input)
    {
        if (await pages.Find(id, breakout) is not { IsRole: true } page) return NotFound();
        try
        {
            if (!await notes.Add(id, page.Role, input)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            if (Request.IsFromScript()) return BadRequest(new { error = rules.Explain(broken) });
            ModelState.Clear();
            ModelState.AddModelError("", rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Show", page with { Typed = input, Wrong = rules.Explain(broken) });
        }
        return Request.IsFromScript() ? Json(new { }) : Redirect($"{page.Address}#q-{input.Question}");
    }

    [HttpGet("/meetings/{id}/breakouts/{breakout}/notes/{note}")]
    public async Task<IActionResult> Edit(Id<QuarterlyMeeting> id, string breakout, Id<BreakoutNote> note) => await Form(id, breakout, note) is { } page ? View(page) : NotFound();

    [HttpPut("/meetings/{id}/breakouts/{breakout}/notes/{note}")]
    public async Task<IActionResult> Save(Id<QuarterlyMeeting> id, string breakout, Id<BreakoutNote> note, NoteInput input)
    {
        if (await Form(id, breakout, note) is not { } page) return NotFound();
        try
        {
            if (!await notes.Reword(id, page.Breakout.Role, note, input)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            // What was typed stays beside what the note says now; who saves again has seen both.
            var changed = broken.Key == "note.changed";
            ModelState.Clear();
            ModelState.AddModelError(broken.Key == "note.text" ? "Input.Text" : "", rules.Explain(broken));
            Response.StatusCode = changed ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            if (changed) input.Version = page.Now.Version;
            return View("Edit", page with { Input = input, Changed = changed });
        }
        this.Say(texts["note.saved.said"]);
        return Redirect($"{page.Breakout.Address}#q-{page.Now.Question}");
    }

    [HttpDelete("/meetings/{id}/breakouts/{breakout}/notes/{note}")]
    public async Task<IActionResult> Remove(Id<QuarterlyMeeting> id, string breakout, Id<BreakoutNote> note)
    {
        if (await pages.Find(id, breakout) is not { } page || !await notes.Remove(id, page.Role, note)) return NotFound();
        this.Say(texts["note.removed.said"]);
        return Redirect(page.IsPublished ? $"/meetings/{id}/report-back" : page.Address);
    }

    async Task<NotePage?> Form(Id<QuarterlyMeeting> id, string breakout, Id<BreakoutNote> note) =>
        await pages.Find(id, breakout) is { IsRole: true, Notes: { } all } page && all.FirstOrDefault(n => n.Id == note) is { } now
            ? new NotePage(page, now, new NoteInput { Text = now.Text, Language = now.Language, Version = now.Version })
            : null;
}

/// <summary>What all groups noted, for everyone who may see the meeting, once the facilitators publish it.</summary>
public sealed class ReportBackController(BreakoutPages pages, TakeNotes notes, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/meetings/{id}/report-back")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Report(id) is { } page ? View("Report", page) : NotFound();

    [HttpPost("/meetings/{id}/report-back")]
    public async Task<IActionResult> Publish(Id<QuarterlyMeeting> id)
    {
        if (!await notes.Publish(id)) return NotFound();
        this.Say(texts["report.published.said"]);
        return Redirect($"/meetings/{id}/report-back");
    }
}
