using System.ComponentModel.DataAnnotations;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Members.SignIn;

public sealed class SignInInput
{
    [Required, StringLength(254)]
    public string Email { get; set; } = "";

    [Required, StringLength(1000), DataType(DataType.Password)]
    public string Password { get; set; } = "";

    /// <summary>Signed in after the browser was closed, too: for a device of one's own.</summary>
    public bool Stay { get; set; }

    public string? ReturnUrl { get; set; }

    /// <summary>What they had written when their sign-in ended, sealed.</summary>
    public string? Kept { get; set; }
}

[AllowAnonymous]
public sealed class SignInController(Doorkeeper doorkeeper, ResumedText written, CurrentMember me, IStringLocalizer<MembersText> texts) : Controller
{
    [HttpGet("/sign-in")]
    public IActionResult Show(string? returnUrl) => me.IsSignedIn ? LocalRedirect(Local(returnUrl)) : View("SignIn", new SignInInput { ReturnUrl = returnUrl });

    [HttpPost("/sign-in"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> SignIn(SignInInput input)
    {
        var pace = new Pace();
        if (ModelState.IsValid)
        {
            if (await doorkeeper.WithPassword(input.Email, input.Password, input.Stay)) return LocalRedirect(await written.Resume(User, input.Kept) ?? Local(input.ReturnUrl));
            ModelState.AddModelError("", texts["signin.refused"]);
        }

        await pace.Keep();
        return View("SignIn", input);
    }

    [HttpPost("/sign-out")]
    public async Task<IActionResult> Leave([FromServices] SignInManager<Data.Account> signIn, [FromServices] Sessions sessions)
    {
        await sessions.End(me.Id, me.Member.Session!.Id);
        await signIn.SignOutAsync();
        // Drafts that the browser kept are the member's, and the device may be shared.
        Response.Headers["Clear-Site-Data"] = "\"storage\"";
        this.Say(texts["signout.done"]);
        return Redirect("/sign-in");
    }

    string Local(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : "/";
}
