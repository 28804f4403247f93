using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Html;

namespace CoP.Web.Features.CoReflection.Groups;

public sealed record GroupCard(GroupFace Face, GroupRhythm? Rhythm);

/// <summary>A group that one belongs to and, after a change of role, no longer sees.</summary>
public sealed record LockedGroup(Id<Group> Id, string Name);

public sealed record GroupsPage(IReadOnlyList<GroupCard> Mine, IReadOnlyList<GroupCard> Others, IReadOnlyList<LockedGroup> Locked, string? Language, int Page, int Of);

/// <param name="Within">What only members see; null for everyone else.</param>
public sealed record GroupPage(GroupFace Face, HtmlString Description, GroupRhythm? Rhythm, GroupWithin? Within);

public sealed record GroupWithin(string Place, bool Convenes, IReadOnlyList<GroupMember> Members, IReadOnlyList<GroupMember> Requests, IReadOnlyList<GroupSession> Sessions, Occurrence? Last);

/// <param name="Away">How many said that they cannot come.</param>
public sealed record GroupSession(Occurrence Session, int Away);

public sealed record GroupMember(Id<Member> Id, string Name, bool Convenes);

/// <summary>Reads the pages of groups.</summary>
public sealed class GroupPages(CopDb db, TimeProvider clock)
{
    const int Size = 24;
    const int SessionsShown = 6;

    public async Task<GroupsPage> List(Viewer viewer, string? language, int page)
    {
        var now = clock.Now();
        var visible = db.Groups.VisibleTo(viewer);
        var others = visible.Where(g => !g.Memberships.Any(m => m.MemberId == viewer.Id && m.State == MembershipState.Member));
        if (language is "en" or "es") others = others.Where(g => g.Language == language);
        var pages = Math.Max(1, (await others.CountAsync() + Size - 1) / Size);
        page = Math.Clamp(page, 1, pages);
        var mine = await db.Groups.InsideFor(viewer).OrderBy(g => g.Name).ThenBy(g => g.Id).AsFaces(viewer.Id).ToListAsync();
        var rest = await others.OrderBy(g => g.Name).ThenBy(g => g.Id).Skip((page - 1) * Size).Take(Size).AsFaces(viewer.Id).ToListAsync();
        var rhythms = await db.Rhythms(mine.Concat(rest).Select(g => g.Id), now);
        var roles = viewer.RolesToday();
        var locked = await db.Groups.Where(g => g.ClosedAt == null && (g.Roles & roles) == MemberRoles.None && g.Memberships.Any(m => m.MemberId == viewer.Id && m.State == MembershipState.Member))
            .OrderBy(g => g.Name).Select(g => new LockedGroup(g.Id, g.Name)).ToListAsync();
        GroupCard Card(GroupFace face) => new(face, rhythms.GetValueOrDefault(face.Id));
        return new GroupsPage(mine.ConvertAll(Card), rest.ConvertAll(Card), locked, language, page, pages);
    }

    public async Task<GroupPage?> Find(Id<Group> id, Viewer viewer)
    {
        var now = clock.Now();
        var found = await db.Groups.VisibleTo(viewer).Where(g => g.Id == id).Select(g => new { g.DescriptionHtml, g.Place }).SingleOrDefaultAsync();
        if (found is null) return null;
        var face = await db.Groups.Where(g => g.Id == id).AsFaces(viewer.Id).SingleAsync();
        var within = face.IsInside ? await Within(id, viewer, found.Place, now) : null;
        return new GroupPage(face, new HtmlString(found.DescriptionHtml), (await db.Rhythms([id], now)).GetValueOrDefault(id), within);
    }

    async Task<GroupWithin> Within(Id<Group> id, Viewer viewer, string place, Instant now)
    {
        var people = await (
            from membership in db.Memberships
            where membership.GroupId == id
            join member in db.Members on membership.MemberId equals member.Id
            orderby member.Name, member.Id
            select new { membership.State, Person = new GroupMember(member.Id, member.Name, membership.Convenes) }).ToListAsync();
        var series = await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => s.GroupId == id).ToListAsync();
        var sessions = series.SelectMany(s => s.Schedule.Between(now, now + Duration.FromDays(190))).OrderBy(s => s.Slot.StartsAt).Take(SessionsShown);
        var last = series.SelectMany(s => s.Schedule.Between(now - Duration.FromDays(60), now)).Where(s => s.TakesPlace && s.Slot.EndsAt <= now).MaxBy(s => s.Slot.StartsAt);
        var away = await db.SessionAbsences.Where(a => a.GroupId == id && a.StartsAt > now).GroupBy(a => new { a.Original, a.StartsAt }).Select(a => new { a.Key, Count = a.Count() }).ToListAsync();
        var convenes = people.Exists(p => p.Person.Id == viewer.Id && p.Person.Convenes);
        return new GroupWithin(
            place, convenes, [.. people.Where(p => p.State == MembershipState.Member).Select(p => p.Person)],
            // Who asks is for those to see who answer.
            convenes ? [.. people.Where(p => p.State == MembershipState.Asked).Select(p => p.Person)] : [],
            [.. sessions.Select(session => new GroupSession(session, session.TakesPlace ? away.Where(a => a.Key.Original == session.Original && a.Key.StartsAt == session.Slot.StartsAt).Sum(a => a.Count) : 0))], last);
    }
}
