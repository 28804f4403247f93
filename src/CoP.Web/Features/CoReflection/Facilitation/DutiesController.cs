using CoP.Domain.CoReflection;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Facilitation;

/// <summary>Taking on one session, and saying "not this time": to facilitate it, or to keep its notes.</summary>
public sealed class DutiesController(ShareRoles roles, CurrentMember me, IStringLocalizer<FacilitationText> texts) : Controller
{
    [HttpPost("/groups/{id}/sessions/{key}/facilitation")]
    public Task<IActionResult> Facilitate(Id<Group> id, SessionKey key, bool here) => Take(id, key, here, SessionDutyKind.Facilitates, "facilitate.said");

    [HttpDelete("/groups/{id}/sessions/{key}/facilitation")]
    public Task<IActionResult> NotThisTime(Id<Group> id, SessionKey key, bool here) => GiveUp(id, key, here, SessionDutyKind.Facilitates, "skip.said");

    [HttpPost("/groups/{id}/sessions/{key}/note-keeping")]
    public Task<IActionResult> KeepNotes(Id<Group> id, SessionKey key, bool here) => Take(id, key, here, SessionDutyKind.KeepsNotes, "notes.said");

    [HttpDelete("/groups/{id}/sessions/{key}/note-keeping")]
    public Task<IActionResult> KeepNoNotes(Id<Group> id, SessionKey key, bool here) => GiveUp(id, key, here, SessionDutyKind.KeepsNotes, "notes.up.said");

    Task<IActionResult> Take(Id<Group> id, SessionKey key, bool here, SessionDutyKind kind, string said) =>
        Done(id, key, here, said, roles.Change(id, (f, group, present, now) => f.Volunteer(key.Original, kind, group, me.Id, present, now)));

    Task<IActionResult> GiveUp(Id<Group> id, SessionKey key, bool here, SessionDutyKind kind, string said) =>
        Done(id, key, here, said, roles.Change(id, (f, group, present, now) => f.GiveUp(key.Original, kind, group, me.Id, present, now)));

    // Back to where one pressed: the page of the session, or the one of all.
    async Task<IActionResult> Done(Id<Group> id, SessionKey key, bool here, string said, Task<bool> change)
    {
        if (!await change) return NotFound();
        this.Say(texts[said]);
        return Redirect(here ? $"/groups/{id}/sessions/{key}" : $"/groups/{id}/roles");
    }
}
