using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Administration.Members;

/// <summary>Members as the committee lists them: by name, page by page from where the last one ended.</summary>
public static class Standings
{
    public static IQueryable<Member> Matching(this IQueryable<Member> members, MemberFilter filter)
    {
        if (filter.Name?.Trim().ToLowerInvariant() is { Length: > 0 } name) members = members.Where(m => m.Name.ToLower().Contains(name));
        if (filter.Role is { } role) members = members.Where(m => m.Role == role);
        if (filter.State is { } state) members = members.Where(m => m.State == state);
        if (filter.Area?.AsSet() is { } area) members = members.Where(m => (m.Areas & area) != Areas.None);
        return members;
    }

    /// <summary>From the first on, or from the one behind <paramref name="last"/> on: a page costs the same however far in it is.</summary>
    public static IQueryable<Member> After(this IQueryable<Member> members, CopDb db, Id<Member>? last)
    {
        if (last is { } id)
        {
            var name = db.Members.Where(m => m.Id == id).Select(m => m.Name);
            members = members.Where(m => string.Compare(m.Name, name.First()) > 0 || (m.Name == name.First() && m.Id.CompareTo(id) > 0));
        }

        return members.OrderBy(m => m.Name).ThenBy(m => m.Id);
    }

    public static IQueryable<MemberRow> AsRows(this IQueryable<Member> members, CopDb db) => members.Select(m => new MemberRow(
        m.Id, m.Name, m.Role, m.Supervises, db.Agencies.Where(a => a.Id == m.AgencyId).Select(a => a.Name).SingleOrDefault(), m.Areas, m.Duties, m.State));

    public static IEnumerable<Duties> Each(Duties duties) => Enum.GetValues<Duties>().Where(d => d != Duties.None && duties.HasFlag(d));
}
