using System.ComponentModel.DataAnnotations;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Members.Security;

public sealed class ProofInput
{
    [Required, StringLength(1000), DataType(DataType.Password)]
    public string Password { get; set; } = "";

    public string? ReturnUrl { get; set; }

    /// <summary>When it opens by itself.</summary>
    [BindNever, ValidateNever]
    public Instant OpensAt { get; set; }
}

/// <summary>Asks a member who came by mail for their password, and leads back to where they wanted to go.</summary>
public sealed class ProofController(Doorkeeper doorkeeper, CurrentMember me, IStringLocalizer<SecurityText> texts) : Controller
{
    public static string For(string address) => "/profile/security/proof?returnUrl=" + Uri.EscapeDataString(address);

    [HttpGet("/profile/security/proof")]
    public IActionResult Show(string? returnUrl) => me.OpensOwn ? LocalRedirect(Local(returnUrl)) : View("Proof", Asking(new ProofInput { ReturnUrl = returnUrl }));

    [HttpPost("/profile/security/proof"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Give(ProofInput input)
    {
        if (me.OpensOwn) return LocalRedirect(Local(input.ReturnUrl));
        if (ModelState.IsValid)
        {
            var proof = await doorkeeper.Prove(me.Member, input.Password);
            if (proof == Proof.Given) return LocalRedirect(Local(input.ReturnUrl));
            ModelState.AddModelError(nameof(input.Password), texts[proof == Proof.ByMailToo ? "proof.mail" : "proof.wrong"]);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Proof", Asking(input));
    }

    ProofInput Asking(ProofInput input)
    {
        input.OpensAt = me.Member.Session!.OpensOwnAt;
        return input;
    }

    string Local(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : "/";
}
