using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Seats;

/// <summary>The seats of a meeting as one member finds them.</summary>
/// <param name="Online">Whether one can also come by the link.</param>
/// <param name="Seats">How many there are; null where there is no limit.</param>
/// <param name="Free">How many nobody has, nor waits for; null where there is no limit.</param>
/// <param name="Mine">How they come, if they do.</param>
/// <param name="Rank">Their place in the line, from 1 on.</param>
public sealed record SeatsPage(bool Online, int? Seats, int? Free, int Waiting, Presence? Mine, int? Rank, bool OnlineMeanwhile);

/// <summary>Reads and gives the seats of a meeting. Only inside <see cref="CopDb.Write{T}"/>, with the meeting's row held.</summary>
static class Seats
{
    public static async Task<Seating> SeatingOf(this CopDb db, QuarterlyMeeting meeting)
    {
        var id = meeting.Id;
        // Whoever may not come any more keeps no seat from others.
        var coming = await db.Rsvps.IgnoreAutoIncludes().Where(r => r.MeetingId == id && r.Answer == Answer.Yes && db.Members.Any(m => m.Id == r.MemberId && m.State == MemberState.Active)).ToListAsync();
        var last = await db.Rsvps.Where(r => r.MeetingId == id).MaxAsync(r => r.SeatNumber) ?? 0;
        return new Seating(meeting, coming, last);
    }

    /// <summary>The same for a page, without holding anything.</summary>
    public static async Task<SeatsPage> RoomOf(this CopDb db, QuarterlyMeeting meeting, Rsvp? mine)
    {
        var id = meeting.Id;
        var asked = await db.Rsvps.Where(r => r.MeetingId == id && r.Answer == Answer.Yes && r.SeatNumber != null && db.Members.Any(m => m.Id == r.MemberId && m.State == MemberState.Active))
            .Select(r => new { r.SeatNumber, r.IsWaiting }).ToListAsync();
        var (taken, waiting) = (asked.Count(r => !r.IsWaiting), asked.Count(r => r.IsWaiting));
        return new SeatsPage(
            meeting.Venue.IsOnline, meeting.Place?.Capacity, meeting.Place?.Capacity is { } seats ? Math.Max(0, seats - taken - waiting) : null, waiting, mine?.PresenceAt(meeting),
            mine?.PresenceAt(meeting) == Presence.Waiting ? 1 + asked.Count(r => r.IsWaiting && r.SeatNumber < mine.SeatNumber) : null, mine?.OnlineMeanwhile ?? false);
    }

    // Who gives it up at once, or asked by mistake, need not be written to.
    static readonly Duration letterWaits = Duration.FromMinutes(1);

    /// <summary>Gives seats that are free to who has waited longest, and tells them.</summary>
    /// <param name="except">Who sees it on the page that answers them.</param>
    public static void MoveUp(this CopDb db, Seating seating, Rsvp? except, Instant now)
    {
        foreach (var rsvp in seating.MoveUp().Where(r => r != except)) db.Tell(Occasion.Of(LetterKind.SeatFound, rsvp.Id.Value, rsvp.SeatNumber!.Value, now + letterWaits, rsvp.MemberId));
    }
}
