using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Features.Members.Security;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Members.Profile;

public sealed class ProfileInput
{
    [Required, StringLength(Member.NameLimit)]
    public string Name { get; set; } = "";

    [Required]
    public string Language { get; set; } = "";

    [Required]
    public string ZoneId { get; set; } = "";

    [BindNever, ValidateNever]
    public Standing Standing { get; set; } = null!;
}

/// <summary>What others vouch for, shown to the member.</summary>
public sealed record Standing(
    string Email, WorkRole Role, Discipline? Discipline, bool Supervises, string? Agency, Domain.Meetings.Areas Areas, Duties Duties, string ZoneId);

public sealed class PasswordInput
{
    /// <summary>Not asked for where the member came by an emailed link a moment ago.</summary>
    [StringLength(1000), DataType(DataType.Password)]
    public string? Current { get; set; }

    [Required, StringLength(PasswordRules.Longest), DataType(DataType.Password)]
    public string New { get; set; } = "";

    [BindNever, ValidateNever]
    public bool AsksForCurrent { get; set; }

    [BindNever, ValidateNever]
    public string Email { get; set; } = "";
}

public sealed class ProfileController(CopDb db, CurrentMember me, Rules rules, IStringLocalizer<MembersText> texts, IStringLocalizer<CommonText> common) : Controller
{
    [HttpGet("/profile")]
    public async Task<IActionResult> Show() =>
        View("Profile", new ProfileInput { Name = me.Member.Name, Language = me.Member.Language, ZoneId = me.Member.ZoneId, Standing = await MyStanding() });

    [HttpPost("/profile")]
    public async Task<IActionResult> Save(ProfileInput input)
    {
        input.Standing = await MyStanding();
        // A zone that is not offered may be kept by who has it, and chosen by nobody.
        if (!Format.IsOffered(input.ZoneId) && input.ZoneId != me.Member.ZoneId)
            ModelState.AddModelError(nameof(input.ZoneId), common["wrong.form"]);
        if (!ModelState.IsValid) return View("Profile", input);
        try
        {
            await db.Write(async () => (await db.Members.ForUpdate(me.Id))!.Introduce(input.Name, input.Language, input.ZoneId));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key == "member.language" ? nameof(input.Language) : nameof(input.Name), rules.Explain(broken));
            return View("Profile", input);
        }

        // What was switched to on some page gives way to what is now chosen for good.
        Response.Cookies.Delete(Languages.Cookie);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(input.Language);
        this.Say(texts["profile.saved"]);
        return Redirect("/profile");
    }

    Task<Standing> MyStanding() =>
        db.Members.Where(m => m.Id == me.Id).Select(m => new Standing(
            db.Users.Where(a => a.Id == me.Id.Value).Select(a => a.Email!).Single(), m.Role, m.Discipline, m.Supervises,
            db.Agencies.Where(a => a.Id == m.AgencyId).Select(a => a.Name).SingleOrDefault(), m.Areas, m.Duties, m.ZoneId)).SingleAsync();
}

/// <summary>A new password. Every other device is signed out with it.</summary>
public sealed class PasswordController(
    CopDb db, CurrentMember me, UserManager<Account> accounts, SignInManager<Account> signIn, Newcomers newcomers, Sessions sessions, TimeProvider clock,
    IStringLocalizer<MembersText> texts) : Controller
{
    [HttpGet("/profile/password")]
    public async Task<IActionResult> Show() => View("Password", await Asking(new PasswordInput()));

    [HttpPost("/profile/password"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Save(PasswordInput input)
    {
        await Asking(input);
        var account = (await accounts.FindByIdAsync(me.Id.Value.ToString()))!;
        if (input.AsksForCurrent && !await accounts.CheckPasswordAsync(account, input.Current ?? ""))
            ModelState.AddModelError(nameof(input.Current), texts["password.wrong"]);
        if (ModelState.IsValid && await newcomers.PasswordProblem(account, input.New) is { } problem) ModelState.AddModelError(nameof(input.New), problem);
        if (!ModelState.IsValid) return View("Password", input);

        var hash = accounts.PasswordHasher.HashPassword(account, input.New);
        await db.Write(async () =>
        {
            await db.Lock("Accounts", account.Id);
            await db.Entry(account).ReloadAsync();
            account.PasswordHash = hash;
            // Set by who showed the mailbox alone, it proves no more than that for a while.
            if (!input.AsksForCurrent) account.PasswordByMailAt = me.OpensOwn ? null : clock.Now();
            await accounts.UpdateSecurityStampAsync(account);
            await sessions.EndAll(me.Id, but: me.Member.Session!.Id);
        });
        await signIn.RefreshSignInAsync(account);
        this.Say(texts["password.saved"]);
        return Redirect("/profile");
    }

    async Task<PasswordInput> Asking(PasswordInput input)
    {
        input.AsksForCurrent = !await Doorkeeper.CameByLink(HttpContext, clock);
        input.Email = await db.Users.Where(a => a.Id == me.Id.Value).Select(a => a.Email!).SingleAsync();
        return input;
    }
}
