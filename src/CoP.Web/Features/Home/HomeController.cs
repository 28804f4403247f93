using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Home;

[AllowAnonymous]
public sealed class HomeController(CurrentMember me) : Controller
{
    [HttpGet("/")]
    public IActionResult Show() => me.IsSignedIn ? View("Show") : View("Welcome");

    [HttpGet("/privacy")]
    public IActionResult Privacy() => View();

    [HttpGet("/accessibility")]
    public IActionResult Accessibility() => View();
}
