using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Features.Meetings.After;

public static class AfterVisibility
{
    /// <summary>The meetings whose minutes, follow-ups and files a member keeps: their own to facilitate; all of them for the committee.</summary>
    public static IQueryable<QuarterlyMeeting> KeptBy(this IQueryable<QuarterlyMeeting> meetings, Viewer viewer) =>
        viewer.IsCommittee ? meetings : meetings.Where(m => m.RecoverySeat == viewer.Id || m.PeerSupportSeat == viewer.Id);

    /// <summary>Whether a member keeps what comes after this meeting.</summary>
    public static bool IsKeptBy(this QuarterlyMeeting meeting, Viewer viewer) => meeting.IsLedBy(viewer);
}
