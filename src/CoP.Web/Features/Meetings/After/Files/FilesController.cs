using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Uploads;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.Files;

/// <summary>Slides and handouts: brought by who leads the meeting and the committee, for whoever sees it.</summary>
public sealed class FilesController(CopDb db, CurrentMember me, TimeProvider clock, FilePages pages, FileCheck check, Rules rules, IStringLocalizer<AfterText> texts) : Controller
{
    [HttpGet("/meetings/files/{file}")]
    public async Task<IActionResult> Show(Id<MeetingFile> file)
    {
        var found = await db.MeetingFiles.Where(f => f.Id == file).Join(db.Meetings.VisibleTo(me.Viewer), f => f.MeetingId, m => m.Id, (f, _) => new { f.Kind, f.Title }).SingleOrDefaultAsync();
        return found is null ? NotFound() : await this.Serve(file.ToString(), found.Kind, found.Title, () => db.MeetingFiles.Where(f => f.Id == file).Select(f => f.Content!.Bytes).SingleAsync());
    }

    [HttpGet("/meetings/{id}/files/new")]
    public async Task<IActionResult> New(Id<QuarterlyMeeting> id) => await pages.New(id, new() { Language = Languages.Current }) is { } form ? View("Edit", form) : NotFound();

    [HttpPost("/meetings/{id}/files")]
    public async Task<IActionResult> Create(Id<QuarterlyMeeting> id, FileInput input)
    {
        // Who keeps no files of this meeting has none looked at.
        if (await pages.New(id, input) is not { } form) return NotFound();
        try
        {
            if (input.File is null) ModelState.AddModelError("Input.File", texts["file.none"]);
            if (!ModelState.IsValid) return Again(form);
            var words = FileWords.Of(input.Title, input.Language, input.InWords);
            var taken = await check.Of(input.File!);
            var added = await db.Write(async () =>
            {
                if (await db.Meetings.ForUpdate(id, m => m.KeptBy(me.Viewer)) is not { } meeting) return false;
                var now = clock.Now();
                db.MeetingFiles.Add(new MeetingFile(new Id<MeetingFile>(Guid.NewGuid()), meeting, taken.Kind, taken.Bytes, words, me.Id, await db.MeetingFiles.CountAsync(f => f.MeetingId == id), now));
                return true;
            });
            return added ? Said(id, "file.added") : NotFound();
        }
        catch (RuleBrokenException broken)
        {
            Explain(broken);
            return Again(form);
        }
    }

    [HttpGet("/meetings/files/{file}/edit")]
    public async Task<IActionResult> Edit(Id<MeetingFile> file) => await pages.Edit(file, null) is { } form ? View(form) : NotFound();

    [HttpPut("/meetings/files/{file}")]
    public async Task<IActionResult> Update(Id<MeetingFile> file, FileInput input)
    {
        if (await pages.Edit(file, input) is not { } form) return NotFound();
        if (!ModelState.IsValid) return Again(form);
        try
        {
            var words = FileWords.Of(input.Title, input.Language, input.InWords);
            await db.Write(async () => (await db.MeetingFiles.ForUpdate(file))?.Describe(words));
            return Said(form.Meeting.Id, "file.saved");
        }
        catch (RuleBrokenException broken)
        {
            Explain(broken);
            return Again(form);
        }
    }

    [HttpDelete("/meetings/files/{file}")]
    public async Task<IActionResult> Remove(Id<MeetingFile> file)
    {
        if (await pages.Edit(file, null) is not { } form) return NotFound();
        await db.Write(() => db.MeetingFiles.Where(f => f.Id == file).ExecuteDeleteAsync());
        return Said(form.Meeting.Id, "file.removed");
    }

    void Explain(RuleBrokenException broken) => ModelState.AddModelError(broken.Key switch
    {
        "file.title" => "Input.Title",
        "file.words" => "Input.InWords",
        "text.language" => "Input.Language",
        _ => "Input.File",
    }, rules.Explain(broken));

    ViewResult Again(FileForm form)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Edit", form);
    }

    RedirectResult Said(Id<QuarterlyMeeting> id, string said)
    {
        this.Say(texts[said]);
        return Redirect($"/meetings/{id}#files");
    }
}
