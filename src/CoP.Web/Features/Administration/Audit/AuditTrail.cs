using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Administration.Audit;

/// <summary>One line as it is shown; names are today's.</summary>
public sealed record AuditLine(
    Id<AuditEntry> Id, Instant At, AuditKind What, string? Actor, Id<Member>? SubjectId, string? Subject, string? Invited, string? Before, string? After);

/// <summary>What the committee did with its powers, newest first.</summary>
public sealed class AuditTrail(CopDb db)
{
    public const int PageSize = 50;

    /// <summary>A page and, where more follows, its last line; <paramref name="before"/> is the last line of the page before.</summary>
    public async Task<(IReadOnlyList<AuditLine> Lines, Id<AuditEntry>? Next)> Page(Id<AuditEntry>? before)
    {
        var entries = db.AuditTrail.AsQueryable();
        if (before is { } id)
        {
            var at = db.AuditTrail.Where(e => e.Id == id).Select(e => e.At);
            entries = entries.Where(e => e.At < at.First() || (e.At == at.First() && e.Id.CompareTo(id) < 0));
        }

        var lines = await Lines(entries, PageSize + 1);
        return (lines.Take(PageSize).ToList(), lines.Count > PageSize ? lines[PageSize - 1].Id : null);
    }

    /// <summary>The last lines on one member.</summary>
    public async Task<IReadOnlyList<AuditLine>> Of(Id<Member> member) => await Lines(db.AuditTrail.Where(e => e.SubjectId == member), PageSize);

    async Task<List<AuditLine>> Lines(IQueryable<AuditEntry> entries, int count)
    {
        var lines = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(count).Select(e => new AuditLine(
            e.Id, e.At, e.What, db.Members.Where(m => m.Id == e.ActorId).Select(m => m.Name).SingleOrDefault(), e.SubjectId,
            db.Members.Where(m => m.Id == e.SubjectId).Select(m => m.Name).SingleOrDefault(),
            db.Invitations.Where(i => i.Id == e.InvitationId).Select(i => i.Email).SingleOrDefault(), e.Before, e.After)).ToListAsync();
        return lines.Exists(l => l.What == AuditKind.Agency) ? await WithAgencies(lines) : lines;
    }

    // Agencies are kept by id, which outlives their names.
    async Task<List<AuditLine>> WithAgencies(List<AuditLine> lines)
    {
        var names = await db.Agencies.ToDictionaryAsync(a => a.Id.ToString(), a => a.Name, StringComparer.Ordinal);
        string? Name(string? id) => id is null ? null : names.GetValueOrDefault(id, id);
        return [.. lines.Select(l => l.What == AuditKind.Agency ? l with { Before = Name(l.Before), After = Name(l.After) } : l)];
    }
}
