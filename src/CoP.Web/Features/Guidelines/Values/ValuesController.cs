using CoP.Domain.Guidelines;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Guidelines.Values;

/// <summary>The core values: all of them, and each with the discussions that cite it.</summary>
public sealed class ValuesController(CopDb db, CurrentMember me, Anonymity anonymity) : Controller
{
    [HttpGet("/guidelines")]
    public IActionResult Index() => View(CoreValue.All);

    [HttpGet("/guidelines/values/{name}")]
    public async Task<IActionResult> Show(string name, string? before, string? after)
    {
        if (CoreValue.Find(name) is not { } value) return NotFound();
        // One page has one address, by whichever of its names it was asked for.
        if (value.Slug != name) return RedirectPermanent(ValueLinks.Address(value));
        return View(new ValuePage(value, await db.Threads.VisibleTo(db, me.Viewer).Citing(db, value).Newest(db, await anonymity.ReaderOf(db, me.Id), before, after: after)));
    }
}

public sealed record ValuePage(CoreValue Value, ThreadList Threads)
{
    public CoreValue? Previous => CoreValue.All.ElementAtOrDefault(Value.Number - 2);

    public CoreValue? Next => CoreValue.All.ElementAtOrDefault(Value.Number);
}
