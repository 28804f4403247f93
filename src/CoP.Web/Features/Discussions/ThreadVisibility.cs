using System.Linq.Expressions;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions;

/// <summary>Who may see a discussion: the one rule behind pages, lists, search, mail and live hints.</summary>
public static class ThreadVisibility
{
    /// <summary>
    /// The threads that a member may read by what they are today. A group's discussions are not among them until the
    /// group's memberships say so.
    /// </summary>
    public static IQueryable<Thread> VisibleTo(this IQueryable<Thread> threads, Viewer viewer) => threads.Where(To(Audience.CirclesOf(viewer)));

    /// <summary>The rule itself, for who is in these circles; a query that is compiled beforehand is compiled with it.</summary>
    internal static Expression<Func<Thread, bool>> To(AudienceKind[] circles) => t => circles.Contains(t.Audience.Kind);

    /// <summary>The members who may read what is kept to a circle; for telling how many will see it, and whom to write to.</summary>
    public static IQueryable<Member> In(this IQueryable<Member> members, AudienceKind circle)
    {
        var active = members.Where(m => m.State == MemberState.Active);
        return circle switch
        {
            AudienceKind.AllMembers => active,
            AudienceKind.PeerSupporters => active.Where(m => m.Role == WorkRole.PeerSupporter && !m.Supervises),
            AudienceKind.Supervisors => active.Where(m => m.Supervises),
            AudienceKind.Administrators => active.Where(m => m.Role == WorkRole.Administrator || m.Role == WorkRole.DirectorOfPeerSupport),
            AudienceKind.Committee => active.Where(m => (m.Duties & Duties.Committee) == Duties.Committee),
            _ => active.Where(_ => false),
        };
    }
}
