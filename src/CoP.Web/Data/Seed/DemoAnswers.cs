using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Data.Seed;

/// <summary>What the demo community has answered beyond a yes and a no: a room that is full, and access needs on their way.</summary>
static class DemoAnswers
{
    /// <summary>More than the room holds, so that the last of them wait.</summary>
    const int InPerson = 27;
    const int Online = 7;

    public static void Give(CopDb db, People people, Instant now)
    {
        var meetings = db.Meetings.Local.Where(m => m.TakesAnswers(now)).OrderBy(m => m.Slot.StartsAt).ToList();
        if (meetings.Find(m => m.VenueKind == VenueKind.Both) is { } room) Fill(db, people, room);
        if (meetings.Find(m => m.VenueKind == VenueKind.Online) is { } next) Book(db, people, next, now);
    }

    static void Fill(CopDb db, People people, QuarterlyMeeting room)
    {
        var seating = new Seating(room, [], 0);
        // The demo's own sign-ins have not answered: what a full room says to them is there to be seen.
        foreach (var (i, member) in people.All.Where(m => m != people["supporter"] && m != people["supervisor"]).Take(InPerson + Online).Index())
        {
            var at = room.AnnouncedAt!.Value + Duration.FromMinutes(40 * (i + 1));
            var rsvp = new Rsvp(Id<Rsvp>.New(at), room, member.Id, Answer.Yes, AccessNeeds.None, null, at);
            seating.Take(rsvp, inPerson: i < InPerson, onlineMeanwhile: i == InPerson - 1);
            db.Rsvps.Add(rsvp);
        }
    }

    // One booked, one that cannot be, one handed on, the rest still to do.
    static void Book(CopDb db, People people, QuarterlyMeeting next, Instant now)
    {
        var requests = db.Rsvps.Local.Where(r => r.MeetingId == next.Id).OrderBy(r => r.AnsweredAt).SelectMany(r => r.Requests).ToList();
        foreach (var (i, request) in requests.Index())
        {
            if (i % 4 == 0) request.Book(next, now);
            if (i % 4 == 1) request.HandTo(people["director"]);
            if (i == 2) request.Refuse("Nobody is free at that hour. Live captions are on, and slides come the day before. Call 617-555-0142 if that does not help.", next, now);
        }
    }
}
