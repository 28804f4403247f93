using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.ByMail;

/// <summary>
/// The links in letters of a meeting. Opening one changes nothing, since scanners open links; its one button answers. The address itself
/// says who answers and for what, so there is no sign-in and no form token, and whoever has it learns nothing that the letter did not say.
/// </summary>
[AllowAnonymous]
public sealed class ByMailController(CopDb db, RsvpLinks links, AnswerMeeting answering, TimeProvider clock) : Controller
{
    [HttpGet("/rsvp/{token}/{answer}"), HttpHead("/rsvp/{token}/{answer}")]
    public async Task<IActionResult> Ask(string token, MailAnswer answer) => await Find(token, answer) switch
    {
        null => NotFound(),
        { IsOpen: false } => Closed(),
        var asked => View("Ask", asked.Page),
    };

    [HttpPost("/rsvp/{token}/{answer}"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Save(string token, MailAnswer answer)
    {
        if (await Find(token, answer) is not { } asked) return NotFound();
        try
        {
            return await answering.To(asked.Page.Meeting, asked.Viewer, answer.Plain(), needs: null, answer.Coming()) is { } answered ? View("Done", asked.Page with { Answered = answered }) : NotFound();
        }
        catch (RuleBrokenException broken) when (broken.Key == "rsvp.closed")
        {
            return Closed();
        }
    }

    // A member who left or was kept out, and a token that was never ours, are answered alike.
    async Task<Asked?> Find(string token, MailAnswer answer)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (!ModelState.IsValid || links.Read(token) is not var (who, what) || await CurrentMember.Find(db, who) is not { } member) return null;
        if (await db.Meetings.AsNoTracking().VisibleTo(member.Viewer).SingleOrDefaultAsync(m => m.Id == what) is not { } meeting) return null;
        return new Asked(member.Viewer, meeting.TakesAnswers(clock.Now()), new ByMailPage(token, meeting.Id, meeting.Host, meeting.Slot, meeting.VenueKind, answer));
    }

    ViewResult Closed()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Closed");
    }

    sealed record Asked(Domain.Members.Viewer Viewer, bool IsOpen, ByMailPage Page);
}

/// <summary>What whoever holds the letter may see: nothing but what it says. Not who answers, not what was answered before.</summary>
public sealed record ByMailPage(string Token, Id<QuarterlyMeeting> Meeting, Area Host, LocalSlot Slot, VenueKind Venue, MailAnswer Answer, Answered? Answered = null);
