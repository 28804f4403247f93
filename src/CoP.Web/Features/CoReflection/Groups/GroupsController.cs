using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Groups;

public sealed class GroupsController(CopDb db, GroupPages pages, GroupEntrance entrance, CurrentMember me, TimeProvider clock, Rules rules, IStringLocalizer<CoReflectionText> texts) : Controller
{
    [HttpGet("/groups")]
    public async Task<IActionResult> Index(GroupFilter filter) => View(await pages.List(me.Viewer, filter));

    [HttpGet("/groups/{id}")]
    public async Task<IActionResult> Show(Id<Group> id) => await pages.Find(id, me.Viewer) is { } page ? View(page) : NotFound();

    [HttpGet("/groups/new")]
    public IActionResult New() => View(new GroupInput { Suggested = true });

    [HttpPost("/groups")]
    public async Task<IActionResult> Create(GroupInput input)
    {
        if (!ModelState.IsValid) return Again("New", input);
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
            return Again("New", input);
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
        if (!ModelState.IsValid) return Again("Edit", input);
        try
        {
            await entrance.Change(id, (group, people, now) =>
            {
                group.Describe(input.Outline(), me.Viewer);
                // A larger group has room for who waits.
                group.Settle(people, now);
            });
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(GroupInput.FieldOf(broken), rules.Explain(broken));
            return Again("Edit", input);
        }
        this.Say(texts["group.saved"]);
        return Redirect($"/groups/{id}");
    }

    ViewResult Again(string form, GroupInput input)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(form, input);
    }
}
