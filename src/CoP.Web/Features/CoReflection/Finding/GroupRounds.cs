using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>
/// What falls due in groups without anybody asking: places and invitations that lapse, a line that can move since a list or a role has changed, groups that fell asleep. Each group is
/// looked at again under its lock: what one node has done, the next finds done.
/// </summary>
public sealed class GroupRounds(CopDb db, GroupEntrance entrance, TimeProvider clock)
{
    public async Task Go()
    {
        await Settle();
        await LookIn();
    }

    async Task Settle()
    {
        var now = clock.Now();
        var (offers, invitations, requests) = (now - Group.OfferStands, now - Group.InvitationStands, now - Group.StandingNoWaits);
        var due = await db.Groups.Where(g => g.ClosedAt == null && g.ArchivedAt == null && (
                g.Memberships.Any(m => (m.State == MembershipState.Offered && m.Since <= offers) || (m.State == MembershipState.Invited && m.Since <= invitations))
                || (g.Memberships.Any(m => m.State == MembershipState.Waiting) && g.Memberships.Count(m => m.State == MembershipState.Member || m.State == MembershipState.Offered) < g.Size)
                || g.Consents.Any(c => c.Answer == null || (c.Answer == false && g.Memberships.Any(m => m.MemberId == c.NewcomerId && m.State == MembershipState.Asked && m.Since <= requests)))))
            .Select(g => g.Id).ToListAsync();
        foreach (var id in due) await entrance.Change(id, (group, people, at) => group.Settle(people, at));
        var today = now.InUtc().Date.PlusDays(-1);
        // A series may have been agreed on before groups were found by their hour.
        foreach (var id in await db.Groups.Where(g => g.ClosedAt == null && g.MeetsAt == null && g.Series.Any(s => s.LastDay == null || s.LastDay >= today)).Select(g => g.Id).ToListAsync())
            await entrance.Change(id, (group, _, at) => group.NoteWhenItMeets(at));
    }

    async Task LookIn()
    {
        var now = clock.Now();
        var (stirred, answered) = (now - Group.AsleepAfter, now - Group.AnswersWithin);
        var old = await db.Groups.AsNoTracking().Include(g => g.Series).ThenInclude(s => s.Changes)
            .Where(g => g.ClosedAt == null && g.ArchivedAt == null && g.StirredAt <= stirred && (g.AskedAt == null || g.AskedAt <= answered || g.MeetsAt != null)).ToListAsync();
        foreach (var group in old.Where(g => g.IsAsleep(now) != (g.AskedAt is not null) || g.AskedAt <= answered)) await entrance.Change(group.Id, (g, _, at) => g.LookIn(at));
    }
}
