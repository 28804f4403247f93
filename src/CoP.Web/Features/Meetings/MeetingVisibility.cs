using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Features.Meetings;

public static class MeetingVisibility
{
    /// <summary>The meetings that members were told of; and those in preparation, for who prepares them.</summary>
    public static IQueryable<QuarterlyMeeting> VisibleTo(this IQueryable<QuarterlyMeeting> meetings, Viewer viewer) =>
        viewer.IsCommittee
            ? meetings
            : meetings.Where(m => m.AnnouncedAt != null || m.RecoverySeat == viewer.Id || m.PeerSupportSeat == viewer.Id || m.AccessContactId == viewer.Id
                || m.SeatRequests.Any(r => r.MemberId == viewer.Id && r.State == SeatRequestState.Asked));

    /// <summary>
    /// What members asked for at a meeting: all of it for its access contact, one request for whoever was asked to book it, nothing for anyone
    /// else, and for no longer than 30 days after it. Their owner finds their own with their answer.
    /// </summary>
    public static IQueryable<AccessRequest> SeenBy(this IQueryable<AccessRequest> requests, IQueryable<Rsvp> rsvps, Viewer viewer, QuarterlyMeeting meeting, Instant now)
    {
        if (now >= meeting.AccessForgottenAt) return requests.Where(_ => false);
        var (id, all) = (meeting.Id, meeting.AccessContactId == viewer.Id);
        return requests.Where(q => (all || q.BookerId == viewer.Id) && rsvps.Any(r => r.Id == q.RsvpId && r.MeetingId == id));
    }
}
