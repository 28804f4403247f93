using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Access;

/// <summary>What whoever books access says of what was asked for. Whoever asked is told by mail, with time to take a word back.</summary>
public sealed class BookAccess(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <summary>Until when a word can be taken back before it goes by mail.</summary>
    public static readonly Duration Wait = Duration.FromMinutes(5);

    /// <summary>Says something of a request.</summary>
    /// <returns>False where the member sees no such request.</returns>
    public Task<bool> Say(Id<QuarterlyMeeting> id, Id<AccessRequest> request, Action<AccessRequest, QuarterlyMeeting, Instant> word) => db.Write(async () =>
    {
        if (await Find(id, request) is not var (meeting, found)) return false;
        var (now, before) = (clock.Now(), found.Version);
        word(found, meeting, now);
        if (found.Version != before)
        {
            var owner = await db.Rsvps.Where(r => r.Id == found.RsvpId).Select(r => r.MemberId).SingleAsync();
            db.Tell(Occasion.Of(LetterKind.AccessAnswered, found.Id.Value, found.Version, now + Wait, owner));
        }
        return true;
    });

    /// <summary>Asks somebody to book it, or takes it back; for the access contact alone.</summary>
    /// <returns>False where the member is not that.</returns>
    public Task<bool> Hand(Id<QuarterlyMeeting> id, Id<AccessRequest> request, string? to) => db.Write(async () =>
    {
        if (await Find(id, request) is not var (meeting, found) || meeting.AccessContactId != me.Id) return false;
        var booker = string.IsNullOrEmpty(to) ? null : await Candidate(to, found) ?? throw new RuleBrokenException("access.booker");
        var before = found.BookerId;
        found.HandTo(booker);
        if (booker is not null && booker.Id != before) db.Tell(Occasion.Of(LetterKind.AccessHanded, found.Id.Value, found.Version, clock.Now(), booker.Id));
        return true;
    });

    Task<Member?> Candidate(string id, AccessRequest request) => Id<Member>.TryParse(id, null, out var member)
        ? db.Members.SingleOrDefaultAsync(m => m.Id == member && m.Id != me.Id && ((m.Duties & (Duties.Committee | Duties.Facilitator)) != Duties.None || m.Id == request.BookerId))
        : Task.FromResult<Member?>(null);

    // The meeting's row is held: a booking does not meet a meeting that is just being moved, nor a need that is just being taken back.
    async Task<(QuarterlyMeeting Meeting, AccessRequest Request)?> Find(Id<QuarterlyMeeting> id, Id<AccessRequest> request) =>
        await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer)) is { } meeting
        && await db.AccessRequests.SeenBy(db.Rsvps, me.Viewer, meeting, clock.Now()).SingleOrDefaultAsync(r => r.Id == request) is { } found ? (meeting, found) : null;
}
