using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Groups;

public sealed class GroupsController(CopDb db, GroupPages pages, CurrentMember me, TimeProvider clock, Rules rules, IStringLocalizer<CoReflectionText> texts) : Controller
{
    [HttpGet("/groups")]
    public async Task<IActionResult> Index(string? language, int page = 1) => View(await pages.List(me.Viewer, language, page));

    [HttpGet("/groups/{id}")]
    public async Task<IActionResult> Show(Id<Group> id) => await pages.Find(id, me.Viewer) is { } page ? View(page) : NotFound();

    [HttpGet("/groups/new")]
    public IActionResult New() => View(new GroupInput());

    [HttpPost("/groups")]
    public async Task<IActionResult> Create(GroupInput input)
    {
        if (!ModelState.IsValid) return View("New", input);
        var id = Id<Group>.New(clock.Now());
        try
        {
            await db.Write(() =>
            {
                db.Groups.Add(new Group(id, input.Outline(), me.Viewer, clock.Now()));
                return Task.CompletedTask;
            });
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(GroupInput.FieldOf(broken), rules.Explain(broken));
            return View("New", input);
        }
        this.Say(texts["group.formed"]);
        return Redirect($"/groups/{id}");
    }

    [HttpGet("/groups/{id}/edit")]
    public async Task<IActionResult> Edit(Id<Group> id) =>
        await db.Groups.AsNoTracking().ConvenedBy(me.Viewer).SingleOrDefaultAsync(g => g.Id == id) is { } group ? View(GroupInput.Of(group)) : NotFound();

    [HttpPost("/groups/{id}/edit")]
    public async Task<IActionResult> Save(Id<Group> id, GroupInput input)
    {
        if (!await db.Groups.ConvenedBy(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        if (!ModelState.IsValid) return View("Edit", input);
        try
        {
            await db.Write(async () => (await db.Groups.ForUpdate(id, g => g.Whole()))!.Describe(input.Outline(), me.Viewer));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(GroupInput.FieldOf(broken), rules.Explain(broken));
            return View("Edit", input);
        }
        this.Say(texts["group.saved"]);
        return Redirect($"/groups/{id}");
    }
}
