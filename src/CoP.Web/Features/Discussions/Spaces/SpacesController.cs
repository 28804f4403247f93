using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Discussions.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Spaces;

/// <summary>The spaces, and what goes on in them.</summary>
public sealed class SpacesController(CopDb db, ThreadLists lists) : Controller
{
    [HttpGet("/discussions")]
    public async Task<IActionResult> Index(string? show, string? kind, string? value, string? before, string? after, Id<Post>? own)
    {
        var filter = ListFilter.Read(show, kind, value);
        return View(new SpacesPage(
            filter == new ListFilter() && before is null && after is null ? await Cards().ToListAsync() : [],
            new(filter, "/discussions", null, await lists.Of(filter, null, before, after)),
            filter is { Show: ListShow.Mine, IsNarrowed: false } ? await lists.Elsewhere(own) : null));
    }

    [HttpGet("/discussions/{slug}")]
    public async Task<IActionResult> Show(string slug, string? show, string? kind, string? value, string? before, string? after)
    {
        if (await db.Spaces.AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } space) return NotFound();
        var filter = ListFilter.Read(show, kind, value);
        return View(new SpacePage(
            new SpaceCard(space.Slug, space.Name, space.Purpose),
            new(filter, $"/discussions/{space.Slug}", space.Slug, await lists.Of(filter, space.Id, before, after))));
    }

    IQueryable<SpaceCard> Cards() => db.Spaces.AsNoTracking().OrderBy(s => s.Order).Select(s => new SpaceCard(s.Slug, s.Name, s.Purpose));
}

public sealed record SpaceCard(string Slug, TwoLanguages Name, TwoLanguages Purpose);

public sealed record SpacesPage(IReadOnlyList<SpaceCard> Spaces, ListPage List, OwnPosts? Elsewhere);

public sealed record SpacePage(SpaceCard Space, ListPage List);

/// <summary>One list: what was asked for, where it is, in which space, and what there is.</summary>
public sealed record ListPage(ListFilter Filter, string Address, string? Space, ThreadList Threads);
