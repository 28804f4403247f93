using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Sessions;

/// <summary>"I can't make this one": said to the group, and taken back.</summary>
public sealed class AbsenceController(CopDb db, CurrentMember me, TimeProvider clock, IStringLocalizer<CoReflectionText> texts) : Controller
{
    [HttpPost("/groups/{id}/sessions/{key}/absence")]
    public Task<IActionResult> Create(Id<Group> id, SessionKey key) => Say(id, key, "away.said", group => group.CannotMake(key.Original, me.Id, clock.Now()));

    [HttpDelete("/groups/{id}/sessions/{key}/absence")]
    public Task<IActionResult> Delete(Id<Group> id, SessionKey key) => Say(id, key, "away.unsaid", _ => null);

    async Task<IActionResult> Say(Id<Group> id, SessionKey key, string said, Func<Group, SessionAbsence?> say)
    {
        var found = await db.Write(async () =>
        {
            if (await db.Groups.ForUpdate(id, g => g.InsideFor(me.Viewer).Whole()) is not { } group || group.Find(key.Original) is null) return false;
            var absence = say(group);
            // Said again, or of another hour: the newest word counts.
            await db.SessionAbsences.Where(a => a.GroupId == id && a.Original == key.Original && a.MemberId == me.Id).ExecuteDeleteAsync();
            if (absence is not null) db.SessionAbsences.Add(absence);
            return true;
        });
        if (!found) return NotFound();
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
