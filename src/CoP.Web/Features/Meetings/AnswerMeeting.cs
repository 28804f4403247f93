using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings;

/// <summary>What a member needs in order to take part, as they said it.</summary>
public sealed record Needs(AccessNeeds Known, string? Other);

/// <summary>A member says whether they come.</summary>
public sealed class AnswerMeeting(CopDb db, TimeProvider clock)
{
    /// <param name="needs">Null where nobody asked for them: then what was said before stays.</param>
    /// <returns>False where the member sees no such meeting.</returns>
    public Task<bool> To(Id<QuarterlyMeeting> id, Viewer viewer, Answer answer, Needs? needs) => db.Write(async () =>
    {
        // The meeting's row is held, so that of two answers at once one is the last, and none meets a meeting that is just being moved.
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(viewer)) is not { } meeting) return false;
        var now = clock.Now();
        var mine = await db.Rsvps.SingleOrDefaultAsync(r => r.MeetingId == id && r.MemberId == viewer.Id);
        if (mine is null) db.Rsvps.Add(new Rsvp(Id<Rsvp>.New(now), meeting, viewer.Id, answer, needs?.Known ?? AccessNeeds.None, needs?.Other, now));
        else mine.Change(meeting, answer, needs?.Known ?? mine.Needs, needs is null ? mine.OtherNeed : needs.Other, now);
        return true;
    });
}
