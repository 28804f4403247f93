using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Members;

/// <summary>
/// What one member does to the standing of another: checked, done and put on record in one step. Nobody changes their
/// own standing. Whoever works at the member's agency (before or after the change) changes neither role, agency nor
/// state: an employer must not be able to read along, or to shut someone out, by way of the committee.
/// </summary>
/// <param name="actor">Who acts, as they stand now.</param>
/// <param name="now">When.</param>
public sealed class Oversight(Member actor, Instant now)
{
    /// <summary>Changes what the member does at work, and where.</summary>
    /// <returns>A line on record for each thing that changed; none where nothing did.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>oversight.committee</c>: only the committee may. <c>oversight.self</c>. <c>oversight.agency</c>: role,
    /// discipline, supervising or agency, by someone of that agency (areas alone may be). <c>member.discipline</c>.
    /// </exception>
    public IReadOnlyList<AuditEntry> ChangeWork(Member member, WorkPlace work)
    {
        RequireCommittee();
        RequireOther(member);
        if (work with { Areas = member.Areas } != member.Work)
        {
            RequireOutside(member.AgencyId);
            RequireOutside(work.AgencyId);
        }

        var before = member.Work;
        member.TakeRole(work);
        var after = member.Work;
        return [.. Lines(member,
            (AuditKind.Role, before.Role.ToString(), after.Role.ToString()),
            (AuditKind.Discipline, before.Discipline?.ToString(), after.Discipline?.ToString()),
            (AuditKind.Supervises, Flag(before.Supervises), Flag(after.Supervises)),
            (AuditKind.Agency, before.AgencyId?.ToString(), after.AgencyId?.ToString()),
            (AuditKind.Areas, before.Areas.ToString(), after.Areas.ToString()))];
    }

    /// <summary>Entrusts the member with duties, or takes them back.</summary>
    /// <returns>A line on record; none where nothing changed.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>oversight.self</c>. <c>oversight.committee</c>: facilitator, moderator and committee are the committee's to
    /// give. <c>oversight.site</c>: only a site administrator makes or unmakes one.
    /// </exception>
    public IReadOnlyList<AuditEntry> ChangeDuties(Member member, Duties duties)
    {
        RequireOther(member);
        var changed = member.Duties ^ duties;
        if (changed.HasFlag(Duties.SiteAdministrator)) RequireSiteAdministrator();
        if ((changed & ~Duties.SiteAdministrator) != Duties.None) RequireCommittee();

        var before = member.Duties;
        member.Entrust(duties);
        return [.. Lines(member, (AuditKind.Duties, before.ToString(), duties.ToString()))];
    }

    /// <summary>Keeps the member out until readmitted.</summary>
    /// <returns>A line on record; none where they were suspended already.</returns>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="ChangeWork"/>; <c>oversight.site</c>: a site administrator is suspended by a site administrator.
    /// <c>member.closed</c>: they left.
    /// </exception>
    public IReadOnlyList<AuditEntry> Suspend(Member member) => ChangeState(member, m => m.Suspend());

    /// <summary>Lets a suspended member in again.</summary>
    /// <returns>A line on record; none where they were not suspended.</returns>
    /// <exception cref="RuleBrokenException">As <see cref="Suspend"/>.</exception>
    public IReadOnlyList<AuditEntry> Readmit(Member member) => ChangeState(member, m => m.Readmit());

    private List<AuditEntry> ChangeState(Member member, Action<Member> change)
    {
        RequireCommittee();
        RequireOther(member);
        RequireOutside(member.AgencyId);
        if (member.Duties.HasFlag(Duties.SiteAdministrator)) RequireSiteAdministrator();
        if (member.State == MemberState.Closed) throw new RuleBrokenException("member.closed");
        var before = member.State;
        change(member);
        return [.. Lines(member, (AuditKind.State, before.ToString(), member.State.ToString()))];
    }

    private void RequireCommittee()
    {
        if (!Holds(Duties.Committee)) throw new RuleBrokenException("oversight.committee");
    }

    private void RequireSiteAdministrator()
    {
        if (!Holds(Duties.SiteAdministrator)) throw new RuleBrokenException("oversight.site");
    }

    private void RequireOther(Member member)
    {
        if (member.Id == actor.Id) throw new RuleBrokenException("oversight.self");
    }

    private void RequireOutside(Id<Agency>? agency)
    {
        if (agency.HasValue && agency == actor.AgencyId) throw new RuleBrokenException("oversight.agency");
    }

    // A suspended committee member's open page must not act any more.
    private bool Holds(Duties duty) => actor.State == MemberState.Active && actor.Duties.HasFlag(duty);

    private IEnumerable<AuditEntry> Lines(Member member, params (AuditKind What, string? Before, string? After)[] changes) =>
        changes.Where(c => c.Before != c.After)
            .Select(c => new AuditEntry(Id<AuditEntry>.New(now), now, c.What, actor.Id, member.Id, before: c.Before, after: c.After));

    private static string Flag(bool value) => value ? "Yes" : "No";
}
