using System.ComponentModel.DataAnnotations;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Administration.Invitations;

public sealed class InviteInput : WorkInput
{
    [Required, StringLength(Invitation.EmailLimit), EmailAddress]
    public string Email { get; set; } = "";

    [Required]
    public string Language { get; set; } = "en";
}

public sealed record InvitationRow(
    Id<Invitation> Id, string Email, WorkRole Role, string InvitedBy, Instant InvitedAt, Instant ExpiresAt, bool IsAccepted, bool IsWithdrawn, Id<Member>? MemberId);

public sealed record InvitationListPage(IReadOnlyList<InvitationRow> Rows, Id<Invitation>? Next, Instant Now);

/// <summary>One joins by a personal invitation. The committee writes them, sends them again, and withdraws them; each is on record.</summary>
[Authorize(Policies.Committee)]
public sealed class InvitationsController(
    CopDb db, CurrentMember me, UserManager<Account> accounts, Rules rules, TimeProvider clock, IStringLocalizer<AdministrationText> texts) : Controller
{
    const int PageSize = 50;

    [HttpGet("/steering/invitations")]
    public async Task<IActionResult> Index(Id<Invitation>? before)
    {
        var invitations = db.Invitations.AsQueryable();
        if (before is { } id)
        {
            var at = db.Invitations.Where(i => i.Id == id).Select(i => i.InvitedAt);
            invitations = invitations.Where(i => i.InvitedAt < at.First() || (i.InvitedAt == at.First() && i.Id.CompareTo(id) < 0));
        }

        var rows = await invitations.OrderByDescending(i => i.InvitedAt).ThenByDescending(i => i.Id).Take(PageSize + 1).Select(i => new InvitationRow(
            i.Id, i.Email, i.Role, db.Members.Where(m => m.Id == i.InvitedById).Select(m => m.Name).Single(), i.InvitedAt, i.ExpiresAt,
            i.AcceptedAt != null, i.WithdrawnAt != null, i.MemberId)).ToListAsync();
        return View("Index", new InvitationListPage(rows.Take(PageSize).ToList(), rows.Count > PageSize ? rows[PageSize - 1].Id : null, clock.Now()));
    }

    [HttpGet("/steering/invitations/new")]
    public async Task<IActionResult> New() => View("New", await Offer(new InviteInput()));

    [HttpPost("/steering/invitations")]
    public async Task<IActionResult> Invite(InviteInput input)
    {
        var work = await input.Read(db);
        if (ModelState.IsValid && work is null) ModelState.AddModelError("", texts["work.unknown"]);
        if (!ModelState.IsValid) return View("New", await Offer(input));
        try
        {
            await db.Write(() => Send(new Invitation(Id<Invitation>.New(clock.Now()), input.Email, work!, input.Language, me.Id, clock.Now())));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(
                broken.Key switch { "member.discipline" => nameof(input.Discipline), "member.language" => nameof(input.Language), _ => nameof(input.Email) }, rules.Explain(broken));
            return View("New", await Offer(input));
        }

        this.Say(texts["invitation.sent", input.Email.Trim()]);
        return Redirect("/steering/invitations");
    }

    [HttpPost("/steering/invitations/{id}/letters")]
    public Task<IActionResult> SendAgain(Id<Invitation> id) => Change(id, "invitation.again", AuditKind.InvitationRenewed, (invitation, now) =>
    {
        invitation.Renew(now);
        db.Tell(Occasion.Of(LetterKind.Invitation, id.Value, invitation.Version, now));
    });

    [HttpDelete("/steering/invitations/{id}")]
    public Task<IActionResult> Withdraw(Id<Invitation> id) => Change(id, "invitation.withdrawn", AuditKind.InvitationWithdrawn, (invitation, now) => invitation.Withdraw(now));

    async Task<IActionResult> Change(Id<Invitation> id, string said, AuditKind what, Action<Invitation, Instant> change)
    {
        var found = await db.Write(async () =>
        {
            if (await db.Invitations.ForUpdate(id) is not { } invitation) return false;
            var now = clock.Now();
            change(invitation, now);
            db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, what, me.Id, invitationId: id));
            return true;
        });
        if (!found) return NotFound();
        this.Say(texts[said]);
        return Redirect("/steering/invitations");
    }

    async Task Send(Invitation invitation)
    {
        var now = invitation.InvitedAt;
        // One that ran out makes room for a new one; the index on open invitations lets no second one in beside it.
        foreach (var old in await db.Invitations.Where(i => i.Email == invitation.Email && i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt <= now).ToListAsync())
            old.Withdraw(now);
        await db.SaveChangesAsync();
        if (await db.Invitations.AnyAsync(i => i.Email == invitation.Email && i.AcceptedAt == null && i.WithdrawnAt == null)
            || await db.Users.AnyAsync(a => a.NormalizedEmail == accounts.NormalizeEmail(invitation.Email)))
            throw new RuleBrokenException("invitation.twice");
        db.Invitations.Add(invitation);
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.Invited, me.Id, invitationId: invitation.Id));
        db.Tell(Occasion.Of(LetterKind.Invitation, invitation.Id.Value, invitation.Version, now));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Another member of the committee invited the same address in the same moment.
            throw new RuleBrokenException("invitation.twice");
        }
    }

    async Task<InviteInput> Offer(InviteInput input)
    {
        await input.Offer(db, texts);
        return input;
    }
}
