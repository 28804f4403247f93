using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Spaces;

/// <summary>The spaces, and what goes on in them.</summary>
public sealed class SpacesController(CopDb db, CurrentMember me, Anonymity anonymity) : Controller
{
    [HttpGet("/discussions")]
    public async Task<IActionResult> Index(string? before) => View(new SpacesPage(
        before is null ? await Cards().ToListAsync() : [],
        await db.Threads.VisibleTo(db, me.Viewer).Newest(db, await anonymity.ReaderOf(db, me.Id), before)));

    [HttpGet("/discussions/{slug}")]
    public async Task<IActionResult> Show(string slug, string? before)
    {
        if (await db.Spaces.AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } space) return NotFound();
        return View(new SpacePage(
            new SpaceCard(space.Slug, space.Name, space.Purpose),
            await db.Threads.VisibleTo(db, me.Viewer).Where(t => t.SpaceId == space.Id).Newest(db, await anonymity.ReaderOf(db, me.Id), before)));
    }

    IQueryable<SpaceCard> Cards() => db.Spaces.AsNoTracking().OrderBy(s => s.Order).Select(s => new SpaceCard(s.Slug, s.Name, s.Purpose));
}

public sealed record SpaceCard(string Slug, TwoLanguages Name, TwoLanguages Purpose);

public sealed record SpacesPage(IReadOnlyList<SpaceCard> Spaces, ThreadList Threads);

public sealed record SpacePage(SpaceCard Space, ThreadList Threads);
