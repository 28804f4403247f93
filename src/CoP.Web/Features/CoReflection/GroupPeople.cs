using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection;

/// <summary>Somebody who belongs to a group and still may.</summary>
public sealed record GroupPerson(Id<Member> Id, string Name);

public static class GroupPeople
{
    /// <summary>Those who belong to a group today, by name: not who may no longer sign in, nor whose role it is no longer for.</summary>
    public static async Task<IReadOnlyList<GroupPerson>> PresentIn(this CopDb db, Id<Group> id)
    {
        var found = await (
            from m in db.Memberships
            where m.GroupId == id && m.State == MembershipState.Member
            join g in db.Groups on m.GroupId equals g.Id
            join p in db.Members on m.MemberId equals p.Id
            where p.State == MemberState.Active
            orderby p.Name, p.Id
            select new { g.Roles, p.Name, Viewer = new Viewer(p.Id, p.Role, p.Supervises, p.AgencyId, p.Duties) }).ToListAsync();
        return [.. found.Where(p => p.Roles.Admit(p.Viewer)).Select(p => new GroupPerson(p.Viewer.Id, p.Name))];
    }

    public static HashSet<Id<Member>> Ids(this IReadOnlyList<GroupPerson> people) => [.. people.Select(p => p.Id)];
}
