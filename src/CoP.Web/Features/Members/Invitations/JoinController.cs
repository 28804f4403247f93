using System.ComponentModel.DataAnnotations;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Members.Profile;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Members.Invitations;

public sealed class JoinInput
{
    [Required, StringLength(Member.NameLimit)]
    public string Name { get; set; } = "";

    [Required, StringLength(PasswordRules.Longest), DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [Required]
    public string Language { get; set; } = Languages.Current;

    [Required]
    public string ZoneId { get; set; } = "";

    [BindNever, ValidateNever]
    public InvitationCard Card { get; set; } = null!;
}

/// <summary>What an invitation says to the one who was invited.</summary>
public sealed record InvitationCard(
    string Email, string InvitedBy, WorkRole Role, Discipline? Discipline, bool Supervises, string? Agency, Domain.Meetings.Areas Areas, string Language, Instant ExpiresAt);

[AllowAnonymous]
public sealed class JoinController(CopDb db, Invitations invitations, Newcomers newcomers, Rules rules, TimeProvider clock, IStringLocalizer<MembersText> texts) : Controller
{
    [HttpGet("/join/{token}")]
    public async Task<IActionResult> Show(string token, [FromServices] Microsoft.Extensions.Options.IOptions<CopSettings> settings) =>
        await Card(token) is { } card
            ? View("Join", new JoinInput { Card = card, ZoneId = settings.Value.TimeZone, Language = Request.Query.ContainsKey("lang") ? Languages.Current : card.Language })
            : Closed();

    [HttpPost("/join/{token}"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Accept(string token, JoinInput input)
    {
        if (await Card(token) is not { } card) return Closed();
        input.Card = card;
        foreach (var (field, problem) in await newcomers.Problems(card.Email, input.Password, input.ZoneId, input.Language)) ModelState.AddModelError(field, problem);
        if (!ModelState.IsValid) return View("Join", input);
        try
        {
            var id = invitations.Read(token)!.Value;
            await newcomers.Join(card.Email, input.Password, async (memberId, now) =>
            {
                var invitation = await db.Invitations.ForUpdate(id) ?? throw new RuleBrokenException("invitation.closed");
                var member = invitation.Accept(memberId, input.Name, input.Language, input.ZoneId, now);
                db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.Joined, memberId, memberId, id));
                return member;
            });
        }
        catch (RuleBrokenException broken) when (broken.Key == "member.name")
        {
            ModelState.AddModelError(nameof(input.Name), rules.Explain(broken));
            return View("Join", input);
        }
        catch (RuleBrokenException broken) when (broken.Key == "invitation.closed")
        {
            return Closed();
        }

        this.Say(texts["join.done"]);
        return Redirect("/");
    }

    async Task<InvitationCard?> Card(string token)
    {
        if (invitations.Read(token) is not { } id) return null;
        var now = clock.Now();
        return await db.Invitations.Where(i => i.Id == id && i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt > now)
            .Select(i => new InvitationCard(
                i.Email, db.Members.Where(m => m.Id == i.InvitedById).Select(m => m.Name).Single(), i.Role, i.Discipline, i.Supervises,
                db.Agencies.Where(a => a.Id == i.AgencyId).Select(a => a.Name).SingleOrDefault(), i.Areas, i.Language, i.ExpiresAt))
            .SingleOrDefaultAsync();
    }

    ViewResult Closed()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Closed");
    }
}
