using System.Linq.Expressions;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>Who does not want to meet whom in a group: by the list, and the choice about one's agency, that keep discussions out of somebody's sight.</summary>
public static class KeptApart
{
    /// <summary>The agency at which one has a say over peer supporters; the id of none for who has not.</summary>
    public static Id<Agency> PowerAt(this Viewer viewer) => viewer.HasPowerAtWork ? viewer.AgencyId ?? default : default;

    /// <summary>Whether somebody who belongs to the group keeps the member away.</summary>
    /// <param name="group">The group.</param>
    /// <param name="member">Who.</param>
    /// <param name="powerAt">As <see cref="PowerAt"/>.</param>
    [SpelledOut(nameof(guarded))]
    public static bool IsGuardedFrom(this Group group, Id<Member> member, Id<Agency> powerAt) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Group, Id<Member>, Id<Agency>, bool>> guarded = (db, g, me, powerAt) => g.Memberships.Any(m => m.State == MembershipState.Member && m.MemberId != me
        && (db.Exclusions.Any(e => e.MemberId == m.MemberId && e.ExcludedId == me) || db.Members.Any(a => a.Id == m.MemberId && a.HidesFromAgency && a.AgencyId == powerAt)));

    /// <summary>Whether somebody belongs to the group whom the member keeps away.</summary>
    [SpelledOut(nameof(avoided))]
    public static bool IsAvoidedBy(this Group group, Id<Member> member) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Group, Id<Member>, bool>> avoided = (db, g, me) => g.Memberships.Any(m => m.State == MembershipState.Member && m.MemberId != me
        && (db.Exclusions.Any(e => e.MemberId == me && e.ExcludedId == m.MemberId) || db.Members.Any(a => a.Id == me && a.HidesFromAgency && a.AgencyId != null
            && db.Members.Any(b => b.Id == m.MemberId && b.AgencyId == a.AgencyId && (b.Supervises || b.Role == WorkRole.Administrator || b.Role == WorkRole.DirectorOfPeerSupport)))));

    /// <summary>What has to be known of those in a group, those on the way there and one more. Only inside <see cref="CopDb.Write{T}"/>, with the group's row held.</summary>
    public static async Task<PeopleAround> PeopleAround(this CopDb db, Group group, Id<Member>? newcomer = null)
    {
        var ids = group.Memberships.Select(m => (Id<Member>?)m.MemberId).Append(newcomer).OfType<Id<Member>>().Distinct().ToArray();
        var people = await db.Members.AsNoTracking().Where(m => ids.Contains(m.Id)).Select(m => new { Viewer = new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties), m.HidesFromAgency, m.State }).ToListAsync();
        var lists = await db.Exclusions.AsNoTracking().Where(e => ids.Contains(e.MemberId) && ids.Contains(e.ExcludedId)).ToListAsync();
        var hidden = from member in people
                     where member.HidesFromAgency && member.Viewer.AgencyId is not null
                     from other in people
                     where other != member && other.Viewer.PowerAt() == member.Viewer.AgencyId
                     select (member.Viewer.Id, other.Viewer.Id);
        return new PeopleAround(
            [.. lists.Select(e => (e.MemberId, e.ExcludedId)), .. hidden],
            people.Where(p => p.State != MemberState.Active || !group.Roles.Admit(p.Viewer)).Select(p => p.Viewer.Id));
    }
}
