using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Members.Security;

public sealed record SessionRow(Id<SignInSession> Id, string? Browser, string? System, Instant StartedAt, Instant LastSeenAt, bool IsThis);

/// <summary>Where the member is signed in, and the ends of it.</summary>
public sealed class SecurityController(CopDb db, CurrentMember me, Sessions sessions, SignInManager<Account> signIn, IStringLocalizer<SecurityText> texts) : Controller
{
    [HttpGet("/profile/security")]
    public async Task<IActionResult> Show()
    {
        var here = me.Member.Session!.Id;
        return View("Security", await db.SignInSessions.Where(s => s.MemberId == me.Id)
            .OrderByDescending(s => s.Id == here).ThenByDescending(s => s.LastSeenAt)
            .Select(s => new SessionRow(s.Id, s.Browser, s.System, s.StartedAt, s.LastSeenAt, s.Id == here)).ToListAsync());
    }

    [HttpDelete("/profile/security/sessions/{id}")]
    public async Task<IActionResult> End(Id<SignInSession> id)
    {
        if (!await sessions.End(me.Id, id)) return NotFound();
        if (id == me.Member.Session!.Id) return await Out("said.ended");
        this.Say(texts["said.ended"]);
        return Redirect("/profile/security");
    }

    [HttpDelete("/profile/security/sessions")]
    public async Task<IActionResult> EndAll()
    {
        await sessions.EndAll(me.Id);
        return await Out("said.everywhere");
    }

    async Task<IActionResult> Out(string said)
    {
        await signIn.SignOutAsync();
        // Drafts that the browser kept are the member's, and the device may be shared.
        Response.Headers["Clear-Site-Data"] = "\"storage\"";
        this.Say(texts[said]);
        return Redirect("/sign-in");
    }
}
