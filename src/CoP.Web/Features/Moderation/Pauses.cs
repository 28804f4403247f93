using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Moderation;

/// <summary>Whether an author may write now. Who stands behind a paused alias is found out here, in memory, and told to nobody.</summary>
public sealed class Pauses(CopDb db, Anonymity anonymity, CurrentMember me, TimeProvider clock)
{
    /// <summary>
    /// A paused member writes nothing. Who is paused behind an alias writes nothing anonymous anywhere, and nothing at all in the
    /// thread of that alias: they could go on there under their own name otherwise, and be known by it.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>pause.member</c>, <c>pause.alias</c>: with the day on which it ends.</exception>
    public async Task RequireNone(Id<Member> member, Id<Thread>? thread, bool anonymous)
    {
        var now = clock.Now();
        var standing = await db.Pauses.Where(p => p.Until > now && (p.MemberId == member || p.AliasId != null)).Select(p => new { IsTheirs = p.MemberId == member, p.Until }).ToListAsync();
        if (standing.Where(p => p.IsTheirs).Max(p => (Instant?)p.Until) is { } until) throw new RuleBrokenException("pause.member", Day(until));
        if (standing.Count == 0) return;
        var aliases = await anonymity.AliasesOf(db, member);
        var paused = await db.Pauses.Where(p => p.AliasId != null && aliases.Contains(p.AliasId.Value) && p.Until > now)
            .Join(db.Aliases, p => p.AliasId, a => a.Id, (p, a) => new { p.Until, a.ThreadId }).ToListAsync();
        if (paused.Where(p => anonymous || p.ThreadId == thread).Select(p => (Instant?)p.Until).Max() is { } end) throw new RuleBrokenException("pause.alias", Day(end));
    }

    LocalDate Day(Instant until) => until.InZone(me.Zone).Date;
}
