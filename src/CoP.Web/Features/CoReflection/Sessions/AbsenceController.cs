using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection.Facilitation;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Sessions;

/// <summary>"I can't make this one": said to the group, and taken back. Who is away facilitates nothing there.</summary>
public sealed class AbsenceController(CopDb db, ShareRoles roles, CurrentMember me, TimeProvider clock, IStringLocalizer<CoReflectionText> texts) : Controller
{
    [HttpPost("/groups/{id}/sessions/{key}/absence")]
    public async Task<IActionResult> Create(Id<Group> id, SessionKey key)
    {
        var facilitates = false;
        return await Say(id, key, group => group.CannotMake(key.Original, me.Id, clock.Now()), (f, group, present, now) => facilitates = f.StayAway(key.Original, group, me.Id, present, now))
            ? Done(id, key, facilitates ? "away.said.turn" : "away.said")
            : NotFound();
    }

    [HttpDelete("/groups/{id}/sessions/{key}/absence")]
    public async Task<IActionResult> Delete(Id<Group> id, SessionKey key) =>
        await Say(id, key, _ => null, (f, _, _, _) => f.ComeAfterAll(key.Original, me.Id)) ? Done(id, key, "away.unsaid") : NotFound();

    Task<bool> Say(Id<Group> id, SessionKey key, Func<Group, SessionAbsence?> say, ShareRoles.Verb turn) => db.Write(async () =>
    {
        if (await db.Groups.ForUpdate(id, g => g.InsideFor(me.Viewer).Whole()) is not { } group || group.Find(key.Original) is null) return false;
        var absence = say(group);
        // Said again, or of another hour: the newest word counts.
        await db.SessionAbsences.Where(a => a.GroupId == id && a.Original == key.Original && a.MemberId == me.Id).ExecuteDeleteAsync();
        if (absence is not null) db.SessionAbsences.Add(absence);
        return await roles.Change(id, turn);
    });

    RedirectResult Done(Id<Group> id, SessionKey key, string said)
    {
        this.Say(texts[said]);
        return Redirect($"/groups/{id}/sessions/{key}");
    }
}

/// <summary>Keeps the promise that nobody finds a record of who was at a session: who said that they could not come is gone when it is over.</summary>
public sealed class ForgetAbsences(CopDb db, TimeProvider clock)
{
    public Task Due() => db.Write(() =>
    {
        var before = clock.Now() - SessionAbsence.Kept;
        return db.SessionAbsences.Where(a => a.StartsAt < before).ExecuteDeleteAsync();
    });
}
