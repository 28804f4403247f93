using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection.Finding;

namespace CoP.Web.Features.CoReflection;

/// <summary>What anyone whom a group is for may know of it.</summary>
/// <param name="Entry">How the viewer comes in. Where one of the group keeps them away, an open group is one to ask, from the first time they see it: so nothing tells that there is anything to ask.</param>
/// <param name="Taken">How many places are: those that are kept for somebody, too.</param>
public sealed record GroupFace(
    Id<Group> Id, string Name, string Purpose, MemberRoles Roles, Areas Areas, string Language, MeetingMode Mode, GroupEntry Entry, int Size, int Members, int Taken, MembershipState? Mine, bool IsArchived)
{
    /// <summary>Whether there is no place. To who waits there is none: should one be free, somebody's word is awaited.</summary>
    public bool IsFull => Taken >= Size || Mine == MembershipState.Waiting;
    public bool IsInside => Mine == MembershipState.Member;
}

/// <summary>How a group meets, as one would say it.</summary>
public sealed record GroupRhythm(Rhythm Rhythm, LocalSlot First, LocalDate? LastDay);

public static class GroupQueries
{
    public static IQueryable<GroupFace> AsFaces(this IQueryable<Group> groups, Viewer viewer)
    {
        var (me, powerAt) = (viewer.Id, viewer.PowerAt());
        return groups.Select(g => new GroupFace(
            g.Id, g.Name, g.Purpose, g.Roles, g.Areas, g.Language, g.Mode,
            g.Entry == GroupEntry.Open && !g.Memberships.Any(m => m.MemberId == me && m.State == MembershipState.Member) && g.IsGuardedFrom(me, powerAt) ? GroupEntry.Ask : g.Entry, g.Size,
            g.Memberships.Count(m => m.State == MembershipState.Member),
            g.Memberships.Count(m => m.State == MembershipState.Member || m.State == MembershipState.Offered),
            g.Memberships.Where(m => m.MemberId == me && (m.State != MembershipState.Invited || g.IsKnownTo(me))).Select(m => (MembershipState?)m.State).FirstOrDefault(), g.ArchivedAt != null));
    }

    /// <summary>How each of the groups meets from now on; none for one that has nothing planned.</summary>
    public static async Task<Dictionary<Id<Group>, GroupRhythm>> Rhythms(this CopDb db, IEnumerable<Id<Group>> groups, Instant now)
    {
        var ids = groups.ToArray();
        var series = await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => ids.Contains(s.GroupId)).ToListAsync();
        return series.Where(s => !s.IsOnce).Select(s => (s.GroupId, Next: s.Schedule.Next(now)?.Slot.StartsAt, Rhythm: new GroupRhythm(s.Rhythm, s.Slot, s.LastDay)))
            .Where(s => s.Next is not null).GroupBy(s => s.GroupId).ToDictionary(s => s.Key, s => s.MinBy(one => one.Next).Rhythm);
    }
}
