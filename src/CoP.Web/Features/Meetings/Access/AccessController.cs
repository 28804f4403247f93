using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.Access;

public sealed class AccessController(CopDb db, CurrentMember me, TimeProvider clock) : Controller
{
    [HttpGet("/meetings/{id}/access")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting || meeting.AccessContactId != me.Id) return NotFound();
        var now = clock.Now();
        var needs = await (
            from rsvp in db.Rsvps.NeedsSeenBy(me.Viewer, meeting, now)
            join member in db.Members on rsvp.MemberId equals member.Id
            orderby member.Name, member.Id
            select new NeedRow(member.Name, rsvp.Answer, rsvp.Needs, rsvp.OtherNeed)).ToListAsync();
        return View(new AccessPage(id, meeting.Quarter, meeting.Slot, meeting.BookAccessBy, meeting.AccessForgottenAt, meeting.AccessForgottenAt <= now, needs));
    }
}

public sealed record AccessPage(
    Id<QuarterlyMeeting> Id, Quarter Quarter, LocalSlot Slot, LocalDate BookBy, Instant ForgottenAt, bool Forgotten, IReadOnlyList<NeedRow> Needs)
{
    public int Asking(AccessNeeds need) => Needs.Count(n => n.Needs.HasFlag(need));
}

public sealed record NeedRow(string Name, Answer Answer, AccessNeeds Needs, string? Other);
