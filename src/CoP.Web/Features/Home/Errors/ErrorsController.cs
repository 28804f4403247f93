using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Home.Errors;

/// <summary>Says what went wrong and what one can do; stands in for the page that was asked for, whatever the verb.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class ErrorsController : Controller
{
    static readonly int[] Known = [400, 403, 404, 405, 409, 413, 429, 500, 503];

    [Route("/error/{code:int}")]
    public IActionResult Show(int code)
    {
        var kind = Known.Contains(code) ? code : code >= 500 ? 500 : 400;
        Response.StatusCode = code is >= 400 and <= 599 ? code : StatusCodes.Status404NotFound;
        return View(new WrongPage(kind, Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier));
    }
}

/// <param name="Kind">The status whose words fit best.</param>
/// <param name="Number">To be quoted to who runs the site; the log has it too.</param>
public sealed record WrongPage(int Kind, string Number);
