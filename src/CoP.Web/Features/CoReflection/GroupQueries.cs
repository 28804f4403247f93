using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection;

/// <summary>What anyone whom a group is for may know of it.</summary>
public sealed record GroupFace(
    Id<Group> Id, string Name, string Purpose, MemberRoles Roles, Areas Areas, string Language, MeetingMode Mode, GroupEntry Entry, int Size, int Members, MembershipState? Mine)
{
    public bool IsFull => Members >= Size;
    public bool IsInside => Mine == MembershipState.Member;
}

/// <summary>How a group meets, as one would say it.</summary>
public sealed record GroupRhythm(Rhythm Rhythm, LocalSlot First, LocalDate? LastDay);

public static class GroupQueries
{
    public static IQueryable<GroupFace> AsFaces(this IQueryable<Group> groups, Id<Member> member) => groups.Select(g => new GroupFace(
        g.Id, g.Name, g.Purpose, g.Roles, g.Areas, g.Language, g.Mode, g.Entry, g.Size,
        g.Memberships.Count(m => m.State == MembershipState.Member),
        g.Memberships.Where(m => m.MemberId == member).Select(m => (MembershipState?)m.State).FirstOrDefault()));

    /// <summary>How each of the groups meets from now on; none for one that has nothing planned.</summary>
    public static async Task<Dictionary<Id<Group>, GroupRhythm>> Rhythms(this CopDb db, IEnumerable<Id<Group>> groups, Instant now)
    {
        var ids = groups.ToArray();
        var series = await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => ids.Contains(s.GroupId)).ToListAsync();
        return series.Where(s => !s.IsOnce).Select(s => (s.GroupId, Next: s.Schedule.Next(now)?.Slot.StartsAt, Rhythm: new GroupRhythm(s.Rhythm, s.Slot, s.LastDay)))
            .Where(s => s.Next is not null).GroupBy(s => s.GroupId).ToDictionary(s => s.Key, s => s.MinBy(one => one.Next).Rhythm);
    }
}
