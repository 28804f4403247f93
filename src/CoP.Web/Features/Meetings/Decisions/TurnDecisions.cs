using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Exchanges;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Decisions;

/// <summary>What the committee decides about turns, and whom it names to speak for an area's.</summary>
public sealed class TurnDecisions(CopDb db, CurrentMember me, Ledgers ledgers, TurnExchanges exchanges, TimeProvider clock)
{
    /// <exception cref="RuleBrokenException"><c>ledger.changed</c>: someone else decided meanwhile. And as <see cref="Ledger.ChangeOrder"/>.</exception>
    public Task ChangeOrder(OrderInput input) => Decide(input, (ledger, record, decision) => ledger.ChangeOrder(input.From!.Value, input.Order, record, decision));

    /// <exception cref="RuleBrokenException"><c>ledger.changed</c>: someone else decided meanwhile. And as <see cref="Ledger.Waive"/>.</exception>
    public Task Waive(WaiverInput input) => Decide(input, (ledger, record, decision) => ledger.Waive(input.Debtor!.Value, input.Creditor!.Value, record, decision));

    /// <exception cref="RuleBrokenException"><c>ledger.changed</c>: someone else decided meanwhile. And as <see cref="Ledger.SelfOrganise"/>.</exception>
    public Task SelfOrganise(SelfOrganisingInput input) => Decide(input, (ledger, _, decision) => ledger.SelfOrganise(input.From!.Value, ledgers.Today, decision));

    /// <summary>Names who speaks for an area's turns, or that nobody does. Whoever is new is asked what waits for the area's answer.</summary>
    /// <exception cref="RuleBrokenException"><c>turn.contact.other</c>: they speak for another area. And as <see cref="TurnContact.Name"/>.</exception>
    public Task NameContact(Area area, string? member) => db.Write(async () =>
    {
        await ledgers.Hold();
        var now = clock.Now();
        var contact = await db.TurnContacts.SingleOrDefaultAsync(c => c.Area == area);
        var before = contact?.MemberId;
        if (string.IsNullOrEmpty(member))
        {
            if (contact is null) return;
            db.TurnContacts.Remove(contact);
            Record(area, now, before, null);
            return;
        }
        var person = Id<Member>.TryParse(member, null, out var id) ? await db.Members.SingleOrDefaultAsync(m => m.Id == id) : null;
        if (person is null) throw new RuleBrokenException("turn.contact");
        if (person.Id == before) return;
        if (await db.TurnContacts.AnyAsync(c => c.MemberId == id)) throw new RuleBrokenException("turn.contact.other");
        if (contact is null) db.TurnContacts.Add(new TurnContact(area, person, now));
        else contact.Name(person, now);
        Record(area, now, before, person.Id);
        await db.SaveChangesAsync();
        foreach (var proposal in await db.TurnProposals.Include(p => p.Voices).Where(p => p.State == ProposalState.Open && (p.Area == area || p.OtherArea == area)).ToListAsync())
            if (proposal.Awaited.Contains(area)) await exchanges.Ask(proposal, area, now);
    });

    Task Decide(DecisionInput input, Func<Ledger, MeetingsOnRecord, Decision, LedgerEntry> decide) => db.Write(async () =>
    {
        var (ledger, record) = (await ledgers.Hold(), await ledgers.Record());
        if (ledger.Entries.Count != input.Seen) throw new RuleBrokenException("ledger.changed");
        var now = clock.Now();
        var entry = decide(ledger, record, new Decision(me.Id, input.Why, now));
        db.LedgerEntries.Add(entry);
        await exchanges.TellDecision(entry, [], now);
        await exchanges.EndOvertaken(ledger.With(entry));
    });

    void Record(Area area, Instant now, Id<Member>? before, Id<Member>? after) =>
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.TurnContact, me.Id, after ?? before, before: before is null ? null : area.ToString(), after: after is null ? null : area.ToString()));
}
