using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Meetings.Breakouts;

public static class BreakoutVisibility
{
    /// <summary>
    /// The meetings of which a member reads the notes of a role: with that role at work today, all that they may see; without it, those
    /// whose report-back is published. No duty widens that.
    /// </summary>
    public static IQueryable<QuarterlyMeeting> WithNotesFor(this IQueryable<QuarterlyMeeting> meetings, CopDb db, Viewer viewer, BreakoutRole role) =>
        Breakout.AudienceOf(role).Admits(viewer)
            ? meetings.VisibleTo(viewer)
            : meetings.VisibleTo(viewer).Where(m => db.Agendas.Any(a => a.MeetingId == m.Id && a.ReportBackAt != null));
}
