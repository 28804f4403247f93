using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Features.Meetings;

public static class MeetingVisibility
{
    /// <summary>The meetings that members were told of; and those in preparation, for who prepares them.</summary>
    public static IQueryable<QuarterlyMeeting> VisibleTo(this IQueryable<QuarterlyMeeting> meetings, Viewer viewer) =>
        viewer.IsCommittee
            ? meetings
            : meetings.Where(m => m.AnnouncedAt != null || m.RecoverySeat == viewer.Id || m.PeerSupportSeat == viewer.Id || m.AccessContactId == viewer.Id);

    /// <summary>
    /// What members need at a meeting, for its access contact and nobody else, and for no longer than 30 days after it. Their owner
    /// finds their own with their answer.
    /// </summary>
    public static IQueryable<Rsvp> NeedsSeenBy(this IQueryable<Rsvp> rsvps, Viewer viewer, QuarterlyMeeting meeting, Instant now) =>
        meeting.AccessContactId == viewer.Id && now < meeting.AccessForgottenAt
            ? rsvps.Where(r => r.MeetingId == meeting.Id && (r.Needs != AccessNeeds.None || r.OtherNeed != null))
            : rsvps.Where(_ => false);
}
