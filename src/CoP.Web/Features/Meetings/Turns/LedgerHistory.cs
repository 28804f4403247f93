using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Meetings.Turns;

/// <summary>One decision, who made it and who agreed.</summary>
public sealed record HistoryRow(LedgerEntry Entry, string? By, IReadOnlyList<(Area Area, string? By)> Agreed);

/// <summary>Reads every decision on whose turn it is, the newest first, with the names of those who decided.</summary>
public sealed class LedgerHistory(CopDb db, Ledgers ledgers)
{
    public async Task<IReadOnlyList<HistoryRow>> Read()
    {
        var ledger = await ledgers.Read();
        var proposals = ledger.Entries.Select(e => e.ProposalId).OfType<Id<TurnProposal>>().ToList();
        var voices = await db.TurnProposals.AsNoTracking().Where(p => proposals.Contains(p.Id)).SelectMany(p => p.Voices).Where(v => v.Agrees).OrderBy(v => v.Number).ToListAsync();
        var people = ledger.Entries.Select(e => e.DecidedById).OfType<Id<Member>>().Concat(voices.Select(v => v.ById)).Distinct().ToList();
        var names = await db.Members.Where(m => people.Contains(m.Id) && m.State != MemberState.Closed).ToDictionaryAsync(m => m.Id, m => m.Name);
        return [.. ledger.Entries.Reverse().Select(entry => new HistoryRow(
            entry,
            entry.DecidedById is { } by ? names.GetValueOrDefault(by) : null,
            [.. voices.Where(v => v.ProposalId == entry.ProposalId && (v.Area == entry.Area || v.Area == entry.OtherArea)).Select(v => (v.Area, names.GetValueOrDefault(v.ById)))]))];
    }
}
