using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Administration.Audit;

public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, Id<AuditEntry>? Next);

[Authorize(Policies.Committee)]
public sealed class AuditController(AuditTrail trail) : Controller
{
    [HttpGet("/steering/audit")]
    public async Task<IActionResult> Index(Id<AuditEntry>? before)
    {
        var (lines, next) = await trail.Page(before);
        return View("Index", new AuditPage(lines, next));
    }
}
