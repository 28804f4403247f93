using System.ComponentModel.DataAnnotations;
using CoP.Domain.Members;
using CoP.Web.Features.Common;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Features.Members.Profile;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CoP.Web.Features.Administration.SetUp;

public sealed class SetUpInput
{
    [Required, StringLength(Member.NameLimit)]
    public string Name { get; set; } = "";

    [Required, StringLength(Invitation.EmailLimit), EmailAddress]
    public string Email { get; set; } = "";

    [Required, StringLength(PasswordRules.Longest), DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [Required]
    public string Language { get; set; } = Languages.Current;

    [Required]
    public string ZoneId { get; set; } = "";

    [Required]
    public WorkRole? Role { get; set; }

    public Discipline? Discipline { get; set; }
}

[AllowAnonymous]
public sealed class SetUpController(FirstAdministrator first, Newcomers newcomers, Rules rules, IStringLocalizer<AdministrationText> texts, IStringLocalizer<CommonText> common) : Controller
{
    [HttpGet("/setup/{token}")]
    public async Task<IActionResult> Show(string token, [FromServices] IOptions<CopSettings> settings) =>
        await first.Opens(token) ? View("SetUp", new SetUpInput { ZoneId = settings.Value.TimeZone }) : NotFound();

    [HttpPost("/setup/{token}"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Save(string token, SetUpInput input)
    {
        if (!await first.Opens(token)) return NotFound();
        foreach (var (field, problem) in await newcomers.Problems(input.Email, input.Password, input.ZoneId, input.Language)) ModelState.AddModelError(field, problem);
        if (!string.IsNullOrEmpty(input.Email) && !Invitation.IsAddress(input.Email.Trim())) ModelState.AddModelError(nameof(input.Email), common["wrong.email"]);
        if (!ModelState.IsValid) return View("SetUp", input);
        try
        {
            var work = new WorkPlace(input.Role!.Value, input.Discipline, Supervises: false, AgencyId: null, Domain.Meetings.Areas.None);
            await first.Join(token, input.Name, input.Email.Trim(), input.Password, work, input.Language, input.ZoneId);
        }
        catch (RuleBrokenException broken) when (broken.Key.StartsWith("member.", StringComparison.Ordinal))
        {
            ModelState.AddModelError(broken.Key == "member.discipline" ? nameof(input.Discipline) : nameof(input.Name), rules.Explain(broken));
            return View("SetUp", input);
        }
        catch (RuleBrokenException broken) when (broken.Key == "setup.closed")
        {
            return NotFound();
        }

        this.Say(texts["setup.done"]);
        return Redirect("/steering/agencies");
    }
}
