using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Preview;

/// <summary>What a text will look like, made by the same hand as the text itself.</summary>
public sealed class PreviewController(Rules rules) : Controller
{
    [HttpPost("/preview")]
    public IActionResult Show(string? body, string? language)
    {
        try
        {
            return Content(SafeMarkdown.Render(body, language).Html, "text/html; charset=utf-8");
        }
        catch (RuleBrokenException broken)
        {
            return new ContentResult { Content = rules.Explain(broken), ContentType = "text/plain; charset=utf-8", StatusCode = StatusCodes.Status400BadRequest };
        }
    }
}
