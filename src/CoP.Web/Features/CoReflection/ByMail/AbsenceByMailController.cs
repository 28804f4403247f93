using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection.Sessions;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.CoReflection.ByMail;

/// <summary>
/// The links in letters of a session. As those of a meeting: opening one changes nothing, its one button answers, the address itself says who answers and
/// for what, and whoever has it learns nothing that the letter did not say.
/// </summary>
[AllowAnonymous]
public sealed class AbsenceByMailController(CopDb db, AbsenceLinks links, Absences absences, TimeProvider clock) : Controller
{
    [HttpGet("/absence/{token}/{answer}"), HttpHead("/absence/{token}/{answer}")]
    public async Task<IActionResult> Ask(string token, SessionAnswer answer) => await Find(token, answer) switch
    {
        null => NotFound(),
        { IsOpen: false } => Over(),
        var asked => View("Ask", asked.Page),
    };

    [HttpPost("/absence/{token}/{answer}"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Save(string token, SessionAnswer answer)
    {
        if (await Find(token, answer) is not { } asked) return NotFound();
        if (!asked.IsOpen) return Over();
        try
        {
            var done = answer == SessionAnswer.Can ? await absences.TakeBack(asked.Group, asked.Session, asked.Viewer) : await absences.Say(asked.Group, asked.Session, asked.Viewer) is not null;
            return done ? View("Done", asked.Page) : NotFound();
        }
        catch (RuleBrokenException broken) when (broken.Key.StartsWith("session.", StringComparison.Ordinal))
        {
            // It began, or was called off, in this moment.
            return Over();
        }
    }

    // Who left the group or may not sign in, and a token that was never ours, are answered alike.
    async Task<Asked?> Find(string token, SessionAnswer answer)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (!ModelState.IsValid || links.Read(token) is not var (who, where, key) || await CurrentMember.Find(db, who) is not { } member) return null;
        if (await db.Groups.AsNoTracking().InsideFor(member.Viewer).Whole().SingleOrDefaultAsync(g => g.Id == where) is not { } group) return null;
        // A session that is planned no more has gone with its series.
        if (group.Find(key.Original)?.Session is not { } session) return new Asked(member.Viewer, where, key, IsOpen: false, new SessionByMailPage(token, null, answer));
        return new Asked(member.Viewer, where, key, session.TakesPlace && session.Slot.StartsAt > clock.Now(), new SessionByMailPage(token, session.Slot, answer));
    }

    ViewResult Over()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Over");
    }

    sealed record Asked(Viewer Viewer, Id<Group> Group, SessionKey Session, bool IsOpen, SessionByMailPage Page);
}

/// <summary>What whoever holds the letter may see: when the session is. Not whose it is, not who answers, not what was answered before.</summary>
public sealed record SessionByMailPage(string Token, LocalSlot? Slot, SessionAnswer Answer)
{
    public SessionAnswer Other => Answer == SessionAnswer.Can ? SessionAnswer.Cannot : SessionAnswer.Can;
}
