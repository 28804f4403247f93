using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Access;
using CoP.Web.Features.Meetings.Seats;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings;

/// <summary>What a member needs in order to take part, as they said it.</summary>
public sealed record Needs(AccessNeeds Known, string? Other);

/// <summary>How a member comes where there is a room and a link: null leaves it as it was.</summary>
/// <param name="MustChoose">Whether they were asked, and a yes says which way.</param>
public sealed record Coming(bool? InPerson = null, bool OnlineMeanwhile = false, bool MustChoose = false);

/// <summary>What came of an answer.</summary>
/// <param name="Presence">How they come; null for who has not said yes.</param>
/// <param name="Rank">Their place in the line, from 1 on; null for who does not wait.</param>
public sealed record Answered(Presence? Presence, int? Rank);

/// <summary>A member says whether they come.</summary>
public sealed class AnswerMeeting(CopDb db, TimeProvider clock)
{
    /// <param name="needs">Null where nobody asked for them: then what was said before stays.</param>
    /// <returns>Null where the member sees no such meeting.</returns>
    public Task<Answered?> To(Id<QuarterlyMeeting> id, Viewer viewer, Answer answer, Needs? needs, Coming? coming = null) => db.Write(async () =>
    {
        // The meeting's row is held, so that of two answers at once one is the last, none meets a meeting that is just being moved, and seats
        // go in the order in which they are asked for.
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(viewer)) is not { } meeting) return null;
        if (coming is { InPerson: null, MustChoose: true } && answer == Answer.Yes && meeting.VenueKind == VenueKind.Both) throw new RuleBrokenException("rsvp.way");
        var now = clock.Now();
        var mine = await db.Rsvps.SingleOrDefaultAsync(r => r.MeetingId == id && r.MemberId == viewer.Id);
        var booked = mine?.Requests.Where(r => r.StateFor(meeting) == BookingState.Booked).ToList() ?? [];
        if (mine is null) db.Rsvps.Add(mine = new Rsvp(Id<Rsvp>.New(now), meeting, viewer.Id, answer, needs?.Known ?? AccessNeeds.None, needs?.Other, now));
        else mine.Change(meeting, answer, needs?.Known ?? mine.Needs, needs is null ? mine.OtherNeed : needs.Other, now);
        // Whoever booked what is not needed any more can call it off; the letter knows the kind of thing, and not who it was for.
        foreach (var request in booked.Except(mine.Requests))
            db.Tell(Occasion.Of(LetterKind.AccessWithdrawn, id.Value, (int)request.Kind, now + BookAccess.Wait, request.BookerId ?? meeting.AccessContactId));
        if (!meeting.Venue.IsInPerson && mine.SeatNumber is null) return new Answered(mine.PresenceAt(meeting), null);
        var seating = await db.SeatingOf(meeting);
        seating.Take(mine, coming?.InPerson, coming is null ? mine.OnlineMeanwhile : coming.OnlineMeanwhile);
        db.MoveUp(seating, except: mine, now);
        return new Answered(mine.PresenceAt(meeting), seating.RankOf(mine));
    });
}
