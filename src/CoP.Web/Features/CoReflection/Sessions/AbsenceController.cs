using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Sessions;

/// <summary>"I can't make this one": said to the group on the session's page, and taken back.</summary>
public sealed class AbsenceController(Absences absences, CurrentMember me, IStringLocalizer<CoReflectionText> texts) : Controller
{
    [HttpPost("/groups/{id}/sessions/{key}/absence")]
    public async Task<IActionResult> Create(Id<Group> id, SessionKey key) =>
        await absences.Say(id, key, me.Viewer) is { } said ? Done(id, key, said.PassesTurn ? "away.said.turn" : "away.said") : NotFound();

    [HttpDelete("/groups/{id}/sessions/{key}/absence")]
    public async Task<IActionResult> Delete(Id<Group> id, SessionKey key) => await absences.TakeBack(id, key, me.Viewer) ? Done(id, key, "away.unsaid") : NotFound();

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
