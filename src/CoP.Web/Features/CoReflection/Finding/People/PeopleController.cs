using System.ComponentModel.DataAnnotations;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Finding.People;

/// <summary>Whom to invite, by the name that others see.</summary>
public sealed class InviteInput
{
    [Required, StringLength(Member.NameLimit)]
    public string? Name { get; set; }
}

/// <summary>Somebody who bears the name that was typed.</summary>
public sealed record Namesake(Id<Member> Id, string Name, WorkRole Role);

/// <param name="Seekers">People who look for a group like this one.</param>
/// <param name="Invited">Whose invitation stands open.</param>
/// <param name="Found">Who could be meant by the name; empty where none was typed, or one was clear.</param>
public sealed record PeoplePage(Id<Group> Id, string Group, GroupEntry Entry, IReadOnlyList<Seeker> Seekers, IReadOnlyList<AtTheDoor> Invited, InviteInput Input, IReadOnlyList<Namesake> Found);

/// <summary>Whom those who convene may invite. The invited decide.</summary>
public sealed class PeopleController(CopDb db, Fits fits, GroupEntrance entrance, CurrentMember me, Rules rules, IStringLocalizer<FindingText> texts) : Controller
{
    const int Most = 12;

    [HttpGet("/groups/{id}/people")]
    public async Task<IActionResult> Show(Id<Group> id) => await Page(id, new()) is { } page ? View("Show", page) : NotFound();

    /// <summary>Invites who bears the name; where several could be meant, asks which.</summary>
    [HttpPost("/groups/{id}/invitations")]
    public async Task<IActionResult> Seek(Id<Group> id, InviteInput input)
    {
        if (!await IsMine(id)) return NotFound();
        if (!ModelState.IsValid) return await Again(id, input);
        var folded = input.Name!.Trim().ToUpperInvariant();
        var found = await db.Members.Where(m => m.Id != me.Id && m.State == MemberState.Active && m.Name.ToUpper() == folded).OrderBy(m => m.Id).Take(Most)
            .Select(m => new Namesake(m.Id, m.Name, m.Role)).ToListAsync();
        if (found is [var one]) return await Invite(id, one.Id, input);
        if (found.Count == 0) ModelState.AddModelError(nameof(InviteInput.Name), texts["invite.nobody"]);
        return await Again(id, input, found);
    }

    [HttpPost("/groups/{id}/invitations/{member}")]
    public async Task<IActionResult> Invite(Id<Group> id, Id<Member> member, InviteInput input)
    {
        if (!await IsMine(id)) return NotFound();
        if (await db.Members.Where(m => m.Id == member && m.State == MemberState.Active).Select(m => new { m.Name, Viewer = new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties) }).SingleOrDefaultAsync() is not { } person) return NotFound();
        try
        {
            await entrance.Change(id, (group, people, now) => group.Invite(person.Viewer, me.Id, people, now), member);
        }
        catch (RuleBrokenException broken)
        {
            ModelState.Clear();
            ModelState.AddModelError(nameof(InviteInput.Name), rules.Explain(broken));
            return await Again(id, new() { Name = person.Name });
        }
        this.Say(texts["invite.done", person.Name]);
        return Redirect($"/groups/{id}/people");
    }

    [HttpDelete("/groups/{id}/invitations/{member}")]
    public async Task<IActionResult> Uninvite(Id<Group> id, Id<Member> member)
    {
        if (!await IsMine(id)) return NotFound();
        await entrance.Change(id, (group, _, _) => group.Uninvite(member, me.Id));
        this.Say(texts["invite.undone"]);
        return Redirect($"/groups/{id}/people");
    }

    Task<bool> IsMine(Id<Group> id) => db.Groups.ConvenedBy(me.Viewer).AnyAsync(g => g.Id == id && g.ArchivedAt == null);

    async Task<IActionResult> Again(Id<Group> id, InviteInput input, IReadOnlyList<Namesake>? found = null)
    {
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Page(id, input, found) is { } page ? View("Show", page) : NotFound();
    }

    async Task<PeoplePage?> Page(Id<Group> id, InviteInput input, IReadOnlyList<Namesake>? found = null)
    {
        if (!await IsMine(id)) return null;
        var group = await db.Groups.Where(g => g.Id == id).Select(g => new { g.Name, g.Entry }).SingleAsync();
        var invited = await db.Memberships.Where(m => m.GroupId == id && (m.State == MembershipState.Invited || (m.State == MembershipState.Asked && m.IsWanted)))
            .Join(db.Members, m => m.MemberId, p => p.Id, (m, p) => p).OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new AtTheDoor(p.Id, p.Name)).ToListAsync();
        return new PeoplePage(id, group.Name, group.Entry, await fits.PeopleFor(id), invited, input, found ?? []);
    }
}
