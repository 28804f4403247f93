using CoP.Domain.Records;
using CoP.Web.Features.Common;
using CoP.Web.Features.Common.Forms;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Record.Reflections;

/// <summary>What a member writes for themselves.</summary>
[OwnEyes]
public sealed class ReflectionsController(MyRecord mine, RecordPages pages, Drafts drafts, CurrentMember me, Format format, Rules rules, IStringLocalizer<RecordText> texts) : Controller
{
    [HttpGet("/record/reflections")]
    public async Task<IActionResult> Index(int page = 1) => View(await pages.Reflections(page));

    [HttpGet("/record/reflections/new")]
    public async Task<IActionResult> New(Id<Attended>? about)
    {
        var record = await mine.Read();
        var entry = about is { } id ? record.Find(id) : null;
        if (about is not null && entry is null) return NotFound();
        var input = new ReflectionInput { Day = entry?.Day ?? format.Today, Language = Languages.Current, About = about };
        await this.Resume(drafts, me.Id, DraftKey.Reflection(about), input);
        return View(new ReflectionForm(input, DraftKey.Reflection(about), record, null));
    }

    [HttpPost("/record/reflections")]
    public Task<IActionResult> Create(ReflectionInput input) =>
        Take("New", input, null, record => record.Reflect(input.Day!.Value, input.Title, input.Language, input.About, format.Today).Id);

    [HttpGet("/record/reflections/{id}")]
    public async Task<IActionResult> Show(Id<Reflection> id)
    {
        var record = await mine.Read();
        if (record.Find(id) is not { } reflection) return NotFound();
        return View(new ReflectionPage(reflection, SafeMarkdown.Html(await mine.TextOf(reflection), reflection.Language), reflection.About is { } about ? record.Find(about) : null));
    }

    [HttpGet("/record/reflections/{id}/edit")]
    public async Task<IActionResult> Edit(Id<Reflection> id)
    {
        var record = await mine.Read();
        if (record.Find(id) is not { } reflection) return NotFound();
        var input = ReflectionInput.Of(reflection, await mine.TextOf(reflection));
        await this.Resume(drafts, me.Id, DraftKey.Reflection(id), input);
        return View(new ReflectionForm(input, DraftKey.Reflection(id), record, id));
    }

    [HttpPut("/record/reflections/{id}")]
    public async Task<IActionResult> Save(Id<Reflection> id, ReflectionInput input) =>
        (await mine.Read()).Find(id) is null ? NotFound() : await Take("Edit", input, id, record => record.Revise(id, input.Day!.Value, input.Title, input.Language, input.About, format.Today) ? id : null);

    [HttpDelete("/record/reflections/{id}")]
    public async Task<IActionResult> Remove(Id<Reflection> id)
    {
        if (!await mine.Forget(id)) return NotFound();
        await drafts.Drop(me.Id, DraftKey.Reflection(id));
        this.Say(texts["said.removed"]);
        return Redirect("/record");
    }

    async Task<IActionResult> Take(string form, ReflectionInput input, Id<Reflection>? of, Func<MemberRecord, Id<Reflection>?> verb)
    {
        // As the form began: what it is about may have been chosen anew since.
        var draft = DraftKey.Read(Request.Form[DraftFilter.Field]) is { IsOfRecord: true } begun ? begun : of is { } there ? DraftKey.Reflection(there) : DraftKey.Reflection(input.About);
        if (ModelState.IsValid)
        {
            try
            {
                if (await mine.Reflect(verb, SafeMarkdown.Render(input.Body, input.Language).Source) is not { } id) return NotFound();
                await drafts.Drop(me.Id, draft);
                this.Say(texts["said.saved"]);
                return Redirect($"/record/reflections/{id}");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(ReflectionInput.FieldOf(broken), rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(form, new ReflectionForm(input, draft, await mine.Read(), of));
    }
}
