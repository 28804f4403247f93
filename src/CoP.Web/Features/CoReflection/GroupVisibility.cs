using System.Linq.Expressions;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection;

public static class GroupVisibility
{
    /// <summary>
    /// The groups that are for someone of the viewer's role today; of those by invitation, and of those that are put away, the ones that the viewer belongs
    /// to or is on the way to. All that anyone else may know of them is nothing.
    /// </summary>
    public static IQueryable<Group> VisibleTo(this IQueryable<Group> groups, Viewer viewer)
    {
        var (roles, me) = (viewer.RolesToday(), viewer.Id);
        return groups.Where(g => g.IsOpenTo(roles) && ((g.ArchivedAt == null && g.Entry != GroupEntry.Invitation) || g.IsKnownTo(me)));
    }

    /// <summary>Whether the member belongs to it or knows that they are on the way: an invitation is not known to who got it while others have still to be asked about them.</summary>
    [SpelledOut(nameof(known))]
    public static bool IsKnownTo(this Group group, Id<Member> member) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Group, Id<Member>, bool>> known = (_, g, me) => g.Memberships.Any(m => m.MemberId == me && m.State != MembershipState.Declined
        && (m.State != MembershipState.Invited || !g.Consents.Any(c => c.NewcomerId == me && c.Answer != true)));

    /// <summary>
    /// The groups that the viewer belongs to and still may: who is in it, where and when it meets. Someone whose role has
    /// changed is outside, though nobody has written them off.
    /// </summary>
    public static IQueryable<Group> InsideFor(this IQueryable<Group> groups, Viewer viewer)
    {
        var (roles, me) = (viewer.RolesToday(), viewer.Id);
        return groups.Where(g => g.HasInside(roles, me));
    }

    [SpelledOut(nameof(open))]
    public static bool IsOpenTo(this Group group, MemberRoles roles) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Group, MemberRoles, bool>> open = (_, g, roles) => g.ClosedAt == null && (g.Roles & roles) != MemberRoles.None;

    /// <summary>Whether somebody of these roles is in it and still may.</summary>
    [SpelledOut(nameof(inside))]
    public static bool HasInside(this Group group, MemberRoles roles, Id<Member> member) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Group, MemberRoles, Id<Member>, bool>> inside = (_, g, roles, member) => g.IsOpenTo(roles) && g.Memberships.Any(m => m.MemberId == member && m.State == MembershipState.Member);

    /// <summary>The groups that the viewer convenes.</summary>
    public static IQueryable<Group> ConvenedBy(this IQueryable<Group> groups, Viewer viewer) =>
        groups.VisibleTo(viewer).Where(g => g.Memberships.Any(m => m.MemberId == viewer.Id && m.State == MembershipState.Member && m.Convenes));

    /// <summary>A whole group, to be changed.</summary>
    public static IQueryable<Group> Whole(this IQueryable<Group> groups) =>
        groups.Include(g => g.Memberships).Include(g => g.Consents).Include(g => g.Series).ThenInclude(s => s.Changes).AsSplitQuery();
}
