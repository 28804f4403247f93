using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection;

/// <summary>A session of a group that one belongs to.</summary>
public sealed record MySession(Id<Group> GroupId, string Group, Occurrence Session)
{
    public string Path => $"/groups/{GroupId}/sessions/{new SessionKey(Session.Original)}";
}

/// <summary>A series of a group that one belongs to, for a calendar.</summary>
public sealed record MySeries(Id<Group> GroupId, string Group, string Place, SessionSeries Series);

/// <summary>The sessions of the groups that a member belongs to today.</summary>
public sealed class MySessions(CopDb db)
{
    /// <summary>Those that share time with the stretch, the earliest first; cancelled ones among them.</summary>
    public async Task<IReadOnlyList<MySession>> Between(Viewer viewer, Instant from, Instant to) =>
    [
        .. (await Series(viewer))
            .SelectMany(mine => mine.Series.Schedule.Between(from, to).Select(session => new MySession(mine.GroupId, mine.Group, session)))
            .OrderBy(mine => mine.Session.Slot.StartsAt).ThenBy(mine => mine.GroupId),
    ];

    /// <param name="only">One group alone; null for all.</param>
    public async Task<List<MySeries>> Series(Viewer viewer, Id<Group>? only = null)
    {
        var groups = await db.Groups.InsideFor(viewer).Where(g => only == null || g.Id == only).Select(g => new { g.Id, g.Name, g.Place }).ToDictionaryAsync(g => g.Id);
        var series = await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => groups.Keys.Contains(s.GroupId)).OrderBy(s => s.Id).ToListAsync();
        return series.ConvertAll(s => new MySeries(s.GroupId, groups[s.GroupId].Name, groups[s.GroupId].Place, s));
    }
}
