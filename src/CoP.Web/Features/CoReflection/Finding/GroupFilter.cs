using System.Linq.Expressions;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>Whether supervisors are among those a group is for.</summary>
public enum WithSupervisors
{
    With,
    Without,
}

/// <summary>What somebody asked of the directory, out of its address: <c>?language=es&amp;day=Tuesday&amp;part=Evening</c>. What it does not know, it leaves out.</summary>
public sealed class GroupFilter
{
    public const string Statewide = "statewide";

    public string? Where { get; set; }
    public string? Role { get; set; }
    public string? Language { get; set; }
    public string? Mode { get; set; }
    public string? Day { get; set; }
    public string? Part { get; set; }
    public string? Room { get; set; }
    public string? Supervisors { get; set; }

    /// <summary>The group after which the page begins.</summary>
    public Id<Group>? After { get; set; }

    public Area? Area => Known<Area>(Where);
    public MemberRoles? ForRole => Known<MemberRoles>(Role) is { } role && role is not (MemberRoles.None or MemberRoles.All) ? role : null;
    public MeetingMode? HowItMeets => Known<MeetingMode>(Mode);
    public IsoDayOfWeek? OnDay => Known<IsoDayOfWeek>(Day) is { } day && day != IsoDayOfWeek.None ? day : null;
    public DayPart? AtPart => Known<DayPart>(Part);
    public WithSupervisors? Includes => Known<WithSupervisors>(Supervisors);
    public bool HasRoom => Room == "true";

    public bool IsNarrowed => Parts.Any();

    /// <summary>The query of the address, up to where a place in the list is added.</summary>
    public string Prefix => string.Concat(Parts.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}&"));

    IEnumerable<(string Name, string Value)> Parts => new (string, string?)[]
    {
        ("where", Where == Statewide ? Statewide : Area?.ToString()), ("role", ForRole?.ToString()), ("language", Language is "en" or "es" ? Language : null), ("mode", HowItMeets?.ToString()),
        ("day", OnDay?.ToString()), ("part", AtPart?.ToString()), ("room", HasRoom ? "true" : null), ("supervisors", Includes?.ToString()),
    }.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!));

    /// <summary>Those that are so.</summary>
    public async Task<IQueryable<Group>> Of(IQueryable<Group> groups, CopDb db, Viewer viewer, DateTimeZone zone, Instant now)
    {
        if (Where == Statewide) groups = groups.Where(g => g.Areas == Areas.None);
        if (Area?.AsSet() is { } area) groups = groups.Where(g => (g.Areas & area) != Areas.None);
        if (ForRole is { } role) groups = groups.Where(g => (g.Roles & role) != MemberRoles.None);
        if (Language is "en" or "es") groups = groups.Where(g => g.Language == Language);
        if (HowItMeets is { } mode) groups = groups.Where(g => g.Mode == mode);
        if (Includes is { } includes) groups = groups.Where(g => (g.Roles & MemberRoles.Supervisors) != MemberRoles.None == (includes == WithSupervisors.With));
        // To who waits in line, a place that is free is none: somebody's word is awaited.
        if (HasRoom) groups = groups.Where(g => g.Memberships.Count(m => m.State == MembershipState.Member || m.State == MembershipState.Offered) < g.Size && !g.Memberships.Any(m => m.MemberId == viewer.Id && m.State == MembershipState.Waiting));
        return OnDay is null && AtPart is null ? groups : groups.Where(await Meet(db, zone, now));
    }

    // Groups say their hour by their own clocks. Few zones are in use, fewer that are apart by another number of hours: of each, the stretches of its week that are
    // meant on the reader's clock become lines of the question that an index answers.
    async Task<Expression<Func<Group, bool>>> Meet(CopDb db, DateTimeZone zone, Instant now)
    {
        var zones = await db.Groups.Where(g => g.MeetsIn != null).Select(g => g.MeetsIn!).Distinct().ToListAsync();
        Expression<Func<Group, bool>> meet = g => false;
        foreach (var together in zones.GroupBy(id => WeekTimes.Ahead(DateTimeZoneProviders.Tzdb[id], zone, now)))
        {
            var ids = together.ToArray();
            foreach (var (from, until) in WeekTimes.Stretches(OnDay, AtPart, together.Key))
            {
                Expression<Func<Group, bool>> there = g => ids.Contains(g.MeetsIn) && g.MeetsAt >= from && g.MeetsAt < until;
                meet = Expression.Lambda<Func<Group, bool>>(Expression.OrElse(meet.Body, new Renamed(there.Parameters[0], meet.Parameters[0]).Visit(there.Body)), meet.Parameters);
            }
        }
        return meet;
    }

    sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    static T? Known<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !int.TryParse(text, out _) ? value : null;
}
