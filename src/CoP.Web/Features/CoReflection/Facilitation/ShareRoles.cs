using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Facilitation;

/// <summary>Who does what in a group: changed by its members, one at a time.</summary>
public sealed class ShareRoles(CopDb db, CurrentMember me, TimeProvider clock)
{
    public delegate void Verb(Domain.CoReflection.Facilitation facilitation, Group group, IReadOnlyCollection<Id<Member>> present, Instant now);

    /// <returns>False where the member does not belong to the group.</returns>
    public Task<bool> Change(Id<Group> id, Verb verb) => Change(id, me.Viewer, verb);

    /// <summary>The same by a member who need not be the one that asks: a letter answers for whom it was written to.</summary>
    /// <inheritdoc cref="Change(Id{Group}, Verb)" path="/returns"/>
    public Task<bool> Change(Id<Group> id, Viewer by, Verb verb) => db.Write(async () =>
    {
        if (await db.Groups.ForUpdate(id, g => g.InsideFor(by).Whole()) is not { } group) return false;
        verb(await Of(id), group, (await db.PresentIn(id)).Ids(), clock.Now());
        return true;
    });

    /// <summary>Asks another to change places, who is told on the site.</summary>
    /// <returns>False where the member does not belong to the group.</returns>
    public Task<bool> AskToSwap(Id<Group> id, LocalDateTime mine, LocalDateTime theirs) => Change(id, (facilitation, group, present, now) =>
    {
        var asked = facilitation.AskToSwap(mine, theirs, group, me.Id, present, now).AskedId;
        db.Notices.Add(Notice.OfGroup(asked, NoticeKind.SwapAsked, id, now));
        db.NoticesChanged(asked, now);
    });

    /// <summary>Brings a group up to what is so now.</summary>
    public Task LineUp(Id<Group> id) => db.Write(async () =>
    {
        if (await db.Groups.ForUpdate(id, g => g.Whole()) is { ClosedAt: null } group) (await Of(id)).LineUp(group, (await db.PresentIn(id)).Ids(), clock.Now());
    });

    async Task<Domain.CoReflection.Facilitation> Of(Id<Group> id)
    {
        if (await db.Facilitations.Whole().SingleOrDefaultAsync(f => f.GroupId == id) is { } found) return found;
        var facilitation = new Domain.CoReflection.Facilitation(id);
        db.Add(facilitation);
        return facilitation;
    }
}

/// <summary>Has the sessions of all groups spoken for.</summary>
public sealed class FacilitationRounds(CopDb db, ShareRoles roles, TimeProvider clock)
{
    public async Task Go()
    {
        foreach (var id in await db.Groups.Where(g => g.ClosedAt == null && g.Series.Any()).Select(g => g.Id).ToListAsync())
        {
            // Looked at first, and only then held: of most there is nothing to do.
            var group = await db.Groups.AsNoTracking().Whole().SingleOrDefaultAsync(g => g.Id == id);
            if (group is not null && (await db.FacilitationOf(id)).LineUp(group, (await db.PresentIn(id)).Ids(), clock.Now())) await roles.LineUp(id);
        }
    }
}

public static class FacilitationQueries
{
    /// <summary>All of it.</summary>
    public static IQueryable<Domain.CoReflection.Facilitation> Whole(this IQueryable<Domain.CoReflection.Facilitation> facilitations) =>
        facilitations.Include(f => f.Turns).Include(f => f.Duties).Include(f => f.Skips).Include(f => f.Swaps).AsSplitQuery();

    /// <summary>As it is kept, to be looked at; what is not kept yet is new.</summary>
    public static async Task<Domain.CoReflection.Facilitation> FacilitationOf(this CopDb db, Id<Group> id) =>
        await db.Facilitations.AsNoTracking().Whole().SingleOrDefaultAsync(f => f.GroupId == id) ?? new(id);
}
