using System.ComponentModel.DataAnnotations;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Members.SignIn;

public sealed class LinkInput
{
    [Required, StringLength(254), EmailAddress]
    public string Email { get; set; } = "";
}

public sealed class LinkButton
{
    public bool Stay { get; set; }
}

/// <summary>Signing in with a letter. Scanners of mail open what they find: opening a link signs nobody in, its button does.</summary>
[AllowAnonymous]
public sealed class LinkController(Doorkeeper doorkeeper, SignInLinks links, IStringLocalizer<MembersText> texts) : Controller
{
    [HttpGet("/sign-in/link")]
    public IActionResult Ask() => View("Ask", new LinkInput());

    [HttpPost("/sign-in/link"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Send(LinkInput input)
    {
        var pace = new Pace();
        if (ModelState.IsValid) await doorkeeper.SendLink(input.Email);
        await pace.Keep();
        return ModelState.IsValid ? Redirect("/sign-in/link/sent") : View("Ask", input);
    }

    [HttpGet("/sign-in/link/sent")]
    public IActionResult Sent() => View("Sent");

    [HttpGet("/sign-in/link/{token}")]
    public async Task<IActionResult> Open(string token) => links.Read(token) is { } id && await doorkeeper.Opens(id) ? View("Open", new LinkButton()) : Gone();

    [HttpPost("/sign-in/link/{token}"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Use(string token, LinkButton input) =>
        links.Read(token) is { } id && await doorkeeper.WithLink(id, input.Stay) ? Redirect("/") : Gone();

    ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        ModelState.AddModelError("", texts["link.gone"]);
        return View("Ask", new LinkInput());
    }
}
