using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Administration;

/// <summary>Where the committee and the site administrators find what is theirs to do.</summary>
[Authorize(Policies.Steward)]
public sealed class SteeringController : Controller
{
    [HttpGet("/steering")]
    public IActionResult Index() => View("Steering");
}
