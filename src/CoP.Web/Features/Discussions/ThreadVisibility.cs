using System.Linq.Expressions;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;

namespace CoP.Web.Features.Discussions;

/// <summary>Who may see a discussion: the one rule behind pages, lists, search, mail and live hints.</summary>
public static class ThreadVisibility
{
    /// <summary>
    /// The threads that a member may read by what they are today: those of their circles and groups, but none whose
    /// author keeps them out.
    /// </summary>
    public static IQueryable<Thread> VisibleTo(this IQueryable<Thread> threads, CopDb db, Viewer viewer)
    {
        var (roles, me) = (viewer.RolesToday(), viewer.Id);
        // Five values and not a list of them: the SQL of a list is made anew at every request.
        var (a, b, c, d, e) = Audience.CirclesOf(viewer) switch
        {
            [var one] => (one, one, one, one, one),
            [var one, var two] => (one, two, two, two, two),
            [var one, var two, var three] => (one, two, three, three, three),
            [var one, var two, var three, var four] => (one, two, three, four, four),
            [var one, var two, var three, var four, var five] => (one, two, three, four, five),
            _ => throw new InvalidOperationException("Everybody is in one circle, and nobody in more than there are."),
        };
        return threads.Where(t => t.IsFor(a, b, c, d, e, roles, me)).NotKeptFrom(db, viewer);
    }

    /// <summary>Those whose author does not keep the viewer out, whatever the audience.</summary>
    public static IQueryable<Thread> NotKeptFrom(this IQueryable<Thread> threads, CopDb db, Viewer viewer)
    {
        var (me, veil) = (viewer.Id, db.Seals.VeilOf(viewer.Id));
        threads = threads.Where(t => t.IsNotKeptFrom(me, veil));
        if (viewer is not { HasPowerAtWork: true, AgencyId: { } agency }) return threads;
        return threads.Where(t => t.IsNotHiddenFrom(me, agency));
    }

    /// <summary>Whether its audience is one of these, or a group that the member is inside of.</summary>
    [SpelledOut(nameof(isFor))]
    public static bool IsFor(this Thread thread, AudienceKind a, AudienceKind b, AudienceKind c, AudienceKind d, AudienceKind e, MemberRoles roles, Id<Member> me) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Thread, AudienceKind, AudienceKind, AudienceKind, AudienceKind, AudienceKind, MemberRoles, Id<Member>, bool>> isFor = (db, t, a, b, c, d, e, roles, me) =>
        t.Audience.Kind == a || t.Audience.Kind == b || t.Audience.Kind == c || t.Audience.Kind == d || t.Audience.Kind == e || db.Groups.Any(g => g.HasInside(roles, me) && g.Id == t.Audience.GroupId);

    /// <summary>Whether its author does not keep the member out, under their name or anonymously.</summary>
    [SpelledOut(nameof(isNotKeptFrom))]
    public static bool IsNotKeptFrom(this Thread thread, Id<Member> me, Guid veil) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Thread, Id<Member>, Guid, bool>> isNotKeptFrom = (db, t, me, veil) =>
        !db.Exclusions.Any(e => e.ExcludedId == me && e.MemberId == t.AuthorId) && (t.AliasId == null || !db.Veils.Any(v => v.ThreadId == t.Id && v.Token == veil));

    /// <summary>Whether its author does not keep out those who have a say at their agency.</summary>
    [SpelledOut(nameof(isNotHiddenFrom))]
    public static bool IsNotHiddenFrom(this Thread thread, Id<Member> me, Id<Agency> agency) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Thread, Id<Member>, Id<Agency>, bool>> isNotHiddenFrom = (db, t, me, agency) =>
        t.AuthorId == me || !db.Members.Any(a => a.Id == t.AuthorId && a.HidesFromAgency && a.AgencyId == agency);

    /// <summary>
    /// The members who may see what somebody begins for an audience: whom to write to, or offer as someone to mention.
    /// <paramref name="author"/> is the one behind an alias, too.
    /// </summary>
    public static IQueryable<Member> WhoMaySee(this IQueryable<Member> members, CopDb db, Audience audience, Id<Member> author) =>
        members.In(db, audience).NotKeptOutBy(db, author);

    /// <summary>The members whom somebody does not keep away from the discussions they begin.</summary>
    public static IQueryable<Member> NotKeptOutBy(this IQueryable<Member> members, CopDb db, Id<Member> author) => members.Where(m =>
        !db.Exclusions.Any(e => e.MemberId == author && e.ExcludedId == m.Id)
        && (m.Id == author
            || !(m.Supervises || m.Role == WorkRole.Administrator || m.Role == WorkRole.DirectorOfPeerSupport)
            || !db.Members.Any(a => a.Id == author && a.HidesFromAgency && a.AgencyId != null && a.AgencyId == m.AgencyId)));

    /// <summary>The members of an audience; for telling how many it is.</summary>
    public static IQueryable<Member> In(this IQueryable<Member> members, CopDb db, Audience audience)
    {
        var active = members.Where(m => m.State == MemberState.Active);
        return audience.Kind switch
        {
            AudienceKind.AllMembers => active,
            AudienceKind.PeerSupporters => active.Where(m => m.Role == WorkRole.PeerSupporter && !m.Supervises),
            AudienceKind.Supervisors => active.Where(m => m.Supervises),
            AudienceKind.Administrators => active.Where(m => m.Role == WorkRole.Administrator || m.Role == WorkRole.DirectorOfPeerSupport),
            AudienceKind.Committee => active.Where(m => (m.Duties & Duties.Committee) == Duties.Committee),
            _ => active.Where(m => db.Memberships.Any(s => s.GroupId == audience.GroupId && s.MemberId == m.Id && s.State == MembershipState.Member)),
        };
    }
}
