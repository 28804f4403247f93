using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Html;

namespace CoP.Web.Features.CoReflection.Groups;

/// <param name="Asks">The group has a question that only the reader can answer.</param>
public sealed record GroupCard(GroupFace Face, GroupRhythm? Rhythm, bool Asks = false);

/// <summary>A group that one belongs to and, after a change of role, no longer sees.</summary>
public sealed record LockedGroup(Id<Group> Id, string Name);

/// <param name="Doors">Where the reader is invited, or has a place kept for them.</param>
/// <param name="Suits">What would suit the reader, who looks for a group; null for one who does not.</param>
/// <param name="Next">After which group the list goes on; null at its end.</param>
public sealed record GroupsPage(
    IReadOnlyList<GroupCard> Mine, IReadOnlyList<GroupCard> Doors, IReadOnlyList<GroupCard>? Suits, IReadOnlyList<GroupCard> Others, IReadOnlyList<LockedGroup> Locked, GroupFilter Filter, Id<Group>? Next);

/// <param name="Within">What only members see; null for everyone else.</param>
public sealed record GroupPage(GroupFace Face, HtmlString Description, GroupRhythm? Rhythm, GroupWithin? Within, Door Door);

public sealed record GroupWithin(string Place, bool Convenes, IReadOnlyList<GroupMember> Members, IReadOnlyList<GroupMember> Requests, IReadOnlyList<GroupSession> Sessions, Occurrence? Last);

/// <param name="Away">How many said that they cannot come.</param>
public sealed record GroupSession(Occurrence Session, int Away);

public sealed record GroupMember(Id<Member> Id, string Name, bool Convenes);

/// <summary>Reads the pages of groups.</summary>
public sealed class GroupPages(CopDb db, TimeProvider clock, CurrentMember me, Doors doors, Fits fits)
{
    const int Size = 24;
    const int SessionsShown = 6;

    public async Task<GroupsPage> List(Viewer viewer, GroupFilter filter)
    {
        var (now, my) = (clock.Now(), viewer.Id);
        var visible = db.Groups.VisibleTo(viewer);
        var mine = await db.Groups.InsideFor(viewer).OrderBy(g => g.ArchivedAt != null).ThenBy(g => g.Name).ThenBy(g => g.Id).AsFaces(viewer).ToListAsync();
        var atDoors = await visible.Where(g => g.Memberships.Any(m => m.MemberId == my && (m.State == MembershipState.Offered || (m.State == MembershipState.Invited && g.IsKnownTo(my)))))
            .OrderBy(g => g.Name).ThenBy(g => g.Id).AsFaces(viewer).ToListAsync();
        var suits = await db.Lookings.AsNoTracking().SingleOrDefaultAsync(l => l.MemberId == my) is { } looking ? await fits.GroupsFor(viewer, looking) : null;
        var fitting = suits is null ? [] : await db.Groups.Where(g => suits.Contains(g.Id)).AsFaces(viewer).ToListAsync();
        var (rest, next) = await Others(viewer, filter, now);
        var rhythms = await db.Rhythms(mine.Concat(atDoors).Concat(fitting).Concat(rest).Select(g => g.Id), now);
        var asking = await db.Consents.Where(c => c.MemberId == my && c.Answer == null).Select(c => c.GroupId).Distinct().ToListAsync();
        var roles = viewer.RolesToday();
        var locked = await db.Groups.Where(g => g.ClosedAt == null && (g.Roles & roles) == MemberRoles.None && g.Memberships.Any(m => m.MemberId == my && m.State == MembershipState.Member))
            .OrderBy(g => g.Name).Select(g => new LockedGroup(g.Id, g.Name)).ToListAsync();
        return new GroupsPage(Cards(mine), Cards(atDoors), suits is null ? null : Cards(fitting.OrderBy(f => suits.IndexOf(f.Id))), Cards(rest), locked, filter, next);
        List<GroupCard> Cards(IEnumerable<GroupFace> faces) => [.. faces.Select(face => new GroupCard(face, rhythms.GetValueOrDefault(face.Id), asking.Contains(face.Id)))];
    }

    // By the name and not by a number of rows: what is formed or closed meanwhile moves nothing that one has not seen.
    async Task<(List<GroupFace> Rows, Id<Group>? Next)> Others(Viewer viewer, GroupFilter filter, Instant now)
    {
        var my = viewer.Id;
        var others = db.Groups.VisibleTo(viewer).Where(g => !g.Memberships.Any(m => m.MemberId == my && (m.State == MembershipState.Member || m.State == MembershipState.Offered || m.State == MembershipState.Invited)) || (g.Entry != GroupEntry.Invitation && g.ArchivedAt == null && !g.IsKnownTo(my)));
        others = await filter.Of(others, db, viewer, me.Zone, now);
        if (filter.After is { } after && await db.Groups.VisibleTo(viewer).Where(g => g.Id == after).Select(g => g.Name).SingleOrDefaultAsync() is { } name)
            others = others.Where(g => string.Compare(g.Name, name) > 0 || (g.Name == name && g.Id > after));
        var rows = await others.OrderBy(g => g.Name).ThenBy(g => g.Id).Take(Size + 1).AsFaces(viewer).ToListAsync();
        return rows.Count > Size ? (rows[..Size], rows[Size - 1].Id) : (rows, null);
    }

    public async Task<GroupPage?> Find(Id<Group> id, Viewer viewer)
    {
        var now = clock.Now();
        var found = await db.Groups.VisibleTo(viewer).Where(g => g.Id == id).Select(g => new { g.DescriptionHtml, g.Place }).SingleOrDefaultAsync();
        if (found is null) return null;
        var face = await db.Groups.Where(g => g.Id == id).AsFaces(viewer).SingleAsync();
        var within = face.IsInside ? await Within(id, viewer, found.Place, face.IsArchived, now) : null;
        return new GroupPage(face, new HtmlString(found.DescriptionHtml), (await db.Rhythms([id], now)).GetValueOrDefault(id), within, await doors.Of(face, viewer));
    }

    async Task<GroupWithin> Within(Id<Group> id, Viewer viewer, string place, bool isArchived, Instant now)
    {
        var people = await (
            from membership in db.Memberships
            where membership.GroupId == id
            join member in db.Members on membership.MemberId equals member.Id
            orderby member.Name, member.Id
            select new
            {
                membership.State,
                IsRequest = membership.State == MembershipState.Asked && !membership.IsWanted && !db.Consents.Any(c => c.GroupId == id && c.NewcomerId == member.Id && c.Answer != true),
                Person = new GroupMember(member.Id, member.Name, membership.Convenes),
            }).ToListAsync();
        var series = await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => s.GroupId == id).ToListAsync();
        var sessions = series.SelectMany(s => s.Schedule.Between(now, now + Duration.FromDays(190))).OrderBy(s => s.Slot.StartsAt).Take(SessionsShown);
        var last = series.SelectMany(s => s.Schedule.Between(now - Duration.FromDays(60), now)).Where(s => s.TakesPlace && s.Slot.EndsAt <= now).MaxBy(s => s.Slot.StartsAt);
        var away = await db.SessionAbsences.Where(a => a.GroupId == id && a.StartsAt > now).GroupBy(a => new { a.Original, a.StartsAt }).Select(a => new { a.Key, Count = a.Count() }).ToListAsync();
        // Where a group is put away, nothing can be set.
        var convenes = !isArchived && people.Exists(p => p.Person.Id == viewer.Id && p.Person.Convenes);
        return new GroupWithin(
            place, convenes, [.. people.Where(p => p.State == MembershipState.Member).Select(p => p.Person)],
            // Who asks is for those to see who answer, once no member has still to be asked about them.
            convenes ? [.. people.Where(p => p.IsRequest).Select(p => p.Person)] : [],
            [.. sessions.Select(session => new GroupSession(session, session.TakesPlace ? away.Where(a => a.Key.Original == session.Original && a.Key.StartsAt == session.Slot.StartsAt).Sum(a => a.Count) : 0))], last);
    }
}
