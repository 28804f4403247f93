using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Home;

[AllowAnonymous]
public sealed class HomeController(CurrentMember me) : Controller
{
    [HttpGet("/")]
    public async Task<IActionResult> Show([FromServices] HomePages pages) => me.IsSignedIn ? View("Show", await pages.Find()) : View("Welcome");

    [HttpGet("/privacy")]
    public IActionResult Privacy() => View();

    [HttpGet("/accessibility")]
    public IActionResult Accessibility() => View();
}
