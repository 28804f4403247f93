using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection.Facilitation;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Sessions;

/// <summary>That a member cannot make one session, said and taken back, from whichever way it comes. Who is away facilitates nothing there.</summary>
public sealed class Absences(CopDb db, ShareRoles roles, TimeProvider clock)
{
    /// <summary>Says it to the group; null where the member does not belong to it, or it has no such session.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Group.CannotMake"/>.</exception>
    public async Task<Away?> Say(Id<Group> id, SessionKey key, Viewer who)
    {
        var passes = false;
        return await Note(id, key, who, group => group.CannotMake(key.Original, who.Id, clock.Now()), (f, group, present, now) => passes = f.StayAway(key.Original, group, who.Id, present, now)) ? new Away(passes) : null;
    }

    /// <summary>They can come after all; false as above.</summary>
    public Task<bool> TakeBack(Id<Group> id, SessionKey key, Viewer who) => Note(id, key, who, _ => null, (f, _, _, _) => f.ComeAfterAll(key.Original, who.Id));

    Task<bool> Note(Id<Group> id, SessionKey key, Viewer who, Func<Group, SessionAbsence?> say, ShareRoles.Verb turn) => db.Write(async () =>
    {
        if (await db.Groups.ForUpdate(id, g => g.InsideFor(who).Whole()) is not { } group || group.Find(key.Original) is null) return false;
        var absence = say(group);
        // Said again, or of another hour: the newest word counts.
        await db.SessionAbsences.Where(a => a.GroupId == id && a.Original == key.Original && a.MemberId == who.Id).ExecuteDeleteAsync();
        if (absence is not null) db.SessionAbsences.Add(absence);
        return await roles.Change(id, who, turn);
    });
}

/// <summary>Someone said that they cannot come.</summary>
/// <param name="PassesTurn">Whether it was theirs to facilitate, and passes to whoever comes next.</param>
public sealed record Away(bool PassesTurn);
