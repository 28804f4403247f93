using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Search.Similar;

/// <summary>While a title is typed: what may have been talked about already.</summary>
public sealed class SimilarController(SimilarThreads similar) : Controller
{
    [HttpGet("/threads/similar")]
    public async Task<IActionResult> Show(string? title) => PartialView("_Similar", await similar.To(title));
}
