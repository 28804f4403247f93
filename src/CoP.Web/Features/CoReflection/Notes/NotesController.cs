using CoP.Domain.CoReflection;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection.Sessions;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Notes;

/// <summary>What a group notes down at a session: live, in nobody's name, and the group's to remove.</summary>
public sealed class NotesController(SessionPages pages, NoteWriting notes, CurrentMember me, Rules rules, IStringLocalizer<CoReflectionText> texts) : Controller
{
    /// <summary>The notes as they are now, for a page that is open.</summary>
    [HttpGet("/groups/{id}/sessions/{key}/notes")]
    public async Task<IActionResult> Show(Id<Group> id, SessionKey key) => await pages.Find(id, key, me.Viewer) is { } page ? PartialView("_Notes", page.Notes) : NotFound();

    [HttpPost("/groups/{id}/sessions/{key}/notes")]
    public async Task<IActionResult> Add(Id<Group> id, SessionKey key, NoteInput input)
    {
        if (await pages.Find(id, key, me.Viewer) is not { } page) return NotFound();
        try
        {
            if (!await notes.Add(id, key, input)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            if (Request.IsFromScript()) return BadRequest(new { error = rules.Explain(broken) });
            ModelState.Clear();
            ModelState.AddModelError("", rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("/Features/CoReflection/Sessions/Show.cshtml", page with { Notes = page.Notes with { Typed = input, Wrong = rules.Explain(broken) } });
        }
        return Request.IsFromScript() ? Json(new { }) : Redirect($"{page.Path}#notes-{input.Kind}");
    }

    [HttpGet("/groups/{id}/sessions/{key}/notes/{note}")]
    public async Task<IActionResult> Edit(Id<Group> id, SessionKey key, Id<SessionNote> note) => await Form(id, key, note) is { } page ? View(page) : NotFound();

    [HttpPut("/groups/{id}/sessions/{key}/notes/{note}")]
    public async Task<IActionResult> Save(Id<Group> id, SessionKey key, Id<SessionNote> note, NoteInput input)
    {
        if (await Form(id, key, note) is not { } page) return NotFound();
        try
        {
            if (!await notes.Reword(id, key, note, input)) return NotFound();
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
        this.Say(texts["note.saved"]);
        return Redirect($"{page.Notes.Path}#notes-{page.Now.Kind}");
    }

    [HttpDelete("/groups/{id}/sessions/{key}/notes/{note}")]
    public Task<IActionResult> Remove(Id<Group> id, SessionKey key, Id<SessionNote> note) => Gone(id, key, "note.removed", notes.Remove(id, key, note));

    [HttpDelete("/groups/{id}/sessions/{key}/notes")]
    public Task<IActionResult> Clear(Id<Group> id, SessionKey key) => Gone(id, key, "notes.cleared", notes.Clear(id, key));

    async Task<IActionResult> Gone(Id<Group> id, SessionKey key, string said, Task<bool> removal)
    {
        if (!await removal) return NotFound();
        this.Say(texts[said]);
        return Redirect($"/groups/{id}/sessions/{key}");
    }

    async Task<NotePage?> Form(Id<Group> id, SessionKey key, Id<SessionNote> note) =>
        await pages.Find(id, key, me.Viewer) is { } page && page.Notes.Notes.FirstOrDefault(n => n.Id == note) is { } now
            ? new NotePage(id, page.Group, page.Notes, now, new NoteInput { Text = now.Text, Language = now.Language, Version = now.Version })
            : null;
}
