using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;

namespace CoP.Web.Features.Polls;

public static class AvailabilityVisibility
{
    /// <summary>Polls of the groups that the viewer belongs to and still may, and those of the committee for who is on it.</summary>
    public static IQueryable<AvailabilityPoll> VisibleTo(this IQueryable<AvailabilityPoll> polls, CopDb db, Viewer viewer)
    {
        var (inside, committee) = (db.Groups.InsideFor(viewer), viewer.IsCommittee);
        return polls.Where(p => p.GroupId == null ? committee : inside.Any(g => g.Id == p.GroupId));
    }
}
