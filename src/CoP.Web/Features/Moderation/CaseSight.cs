using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Moderation;

/// <summary>
/// Which cases there are for a moderator. None about a post of theirs, about themselves, or by someone who keeps them out:
/// such a case does not exist for them, whatever else they may see.
/// </summary>
public sealed class CaseSight
{
    readonly CopDb db;
    readonly Anonymity anonymity;
    // Who a letter is for is known only when it is written.
    readonly Func<Viewer> me;
    HashSet<Id<Member>>? keepers;

    public CaseSight(CopDb db, CurrentMember me, Anonymity anonymity)
        : this(db, () => me.Viewer, anonymity)
    {
    }

    CaseSight(CopDb db, Func<Viewer> me, Anonymity anonymity) => (this.db, this.me, this.anonymity) = (db, me, anonymity);

    /// <summary>For somebody who has no request of their own, as the live channel.</summary>
    public static CaseSight For(CopDb db, Viewer viewer, Anonymity anonymity) => new(db, () => viewer, anonymity);

    /// <summary>Of these cases, those that there are for the moderator.</summary>
    public async Task<HashSet<Id<Case>>> Of(IQueryable<Case> cases)
    {
        var seen = new HashSet<Id<Case>>();
        foreach (var parties in await Parties(cases).ToListAsync())
            if (await May(parties)) seen.Add(parties.Id);
        return seen;
    }

    public async Task<bool> May(Id<Case> id) => (await Of(db.Cases.Where(c => c.Id == id))).Count == 1;

    /// <summary>Whether somebody keeps the moderator away from what they write.</summary>
    public async Task<bool> IsKeptOutBy(Id<Member> author) => (keepers ??= await Keepers()).Contains(author);

    async Task<bool> May(CaseParties parties)
    {
        if (!me().Duties.HasFlag(Duties.Moderator) || parties.IsAboutMe) return false;
        // Who stands behind an alias is looked at here, in memory, and goes no further.
        if (await Who(parties.Author) is { } author && (author == me().Id || await IsKeptOutBy(author))) return false;
        if (await Who(parties.Asker) is { } asker && asker != me().Id && await IsKeptOutBy(asker)) return false;
        return await Who(parties.Answered) != me().Id;
    }

    async Task<Id<Member>?> Who(Party party) => party.Member ?? (party.Alias is { } alias ? await anonymity.Owner(db, alias) : null);

    IQueryable<CaseParties> Parties(IQueryable<Case> cases)
    {
        var self = me().Id;
        return from c in cases
               join p in db.Posts on c.PostId equals p.Id
               join t in db.Threads on c.ThreadId equals t.Id
               select new CaseParties(
                   c.Id, new Party(p.AuthorId, p.AliasId), new Party(t.AuthorId, t.AliasId),
                   // A reply that answers nobody in particular answers who began.
                   new Party(
                       db.Posts.Where(q => p.Sequence > 0 && q.ThreadId == p.ThreadId && q.Sequence == (p.InReplyTo ?? 0)).Select(q => q.AuthorId).FirstOrDefault(),
                       db.Posts.Where(q => p.Sequence > 0 && q.ThreadId == p.ThreadId && q.Sequence == (p.InReplyTo ?? 0)).Select(q => q.AliasId).FirstOrDefault()),
                   db.Concerns.Any(x => x.CaseId == c.Id && x.AboutId == self) || db.Set<Mention>().Any(m => m.PostId == p.Id && m.MemberId == self));
    }

    async Task<HashSet<Id<Member>>> Keepers()
    {
        var (self, agency) = (me().Id, me() is { HasPowerAtWork: true, AgencyId: { } at } ? at : (Id<Agency>?)null);
        return await db.Members.Where(a => a.Id != self
            && (db.Exclusions.Any(e => e.MemberId == a.Id && e.ExcludedId == self) || (agency != null && a.HidesFromAgency && a.AgencyId == agency))).Select(a => a.Id).ToHashSetAsync();
    }

    sealed record Party(Id<Member>? Member, Id<Alias>? Alias);

    sealed record CaseParties(Id<Case> Id, Party Author, Party Asker, Party Answered, bool IsAboutMe);
}
