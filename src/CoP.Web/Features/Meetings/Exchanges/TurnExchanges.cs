using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Exchanges;

/// <summary>
/// What those who speak for an area do about turns. Each verb holds the ledger first: of two who propose, answer or decide about one
/// turn at once, the second sees what the first did.
/// </summary>
public sealed class TurnExchanges(CopDb db, CurrentMember me, Ledgers ledgers, TimeProvider clock)
{
    /// <summary>The area that the one who asks speaks for; null for none.</summary>
    public Task<Area?> Mine() => db.TurnContacts.Where(c => c.MemberId == me.Id).Select(c => (Area?)c.Area).SingleOrDefaultAsync();

    /// <summary>What a proposal is measured by; <paramref name="except"/> is not in its own way.</summary>
    public async Task<ProposalScene> Scene(Ledger ledger, Id<TurnProposal> except = default)
    {
        var open = await db.TurnProposals.AsNoTracking().Where(p => p.State == ProposalState.Open && p.Id != except).Select(p => new { p.Quarter, p.Other }).ToListAsync();
        return new(ledger, await ledgers.Record(), open.SelectMany(p => new[] { p.Quarter, p.Other }).ToHashSet());
    }

    /// <summary>Whether the one who asks may propose to exchange this turn.</summary>
    public bool MayOffer(Quarter turn, Ledger ledger, Area? mine) => me.Viewer.IsCommittee || ledger.Rotation.HostOf(turn) == mine;

    /// <summary>Proposes an exchange, and asks those who have still to agree.</summary>
    /// <param name="seen">The turn that was shown as the one that would be taken for a passed one.</param>
    /// <exception cref="RuleBrokenException"><c>turn.notyours</c>, <c>turn.next</c>. And as <see cref="TurnProposal.Swap"/> and <see cref="TurnProposal.Pass"/>.</exception>
    public Task<Id<TurnProposal>> Propose(ExchangeKind kind, Quarter turn, Quarter seen, string? why) => db.Write(async () =>
    {
        var (scene, now) = (await Scene(await ledgers.Hold()), clock.Now());
        var mine = await Mine();
        if (!MayOffer(turn, scene.Ledger, mine)) throw new RuleBrokenException("turn.notyours");
        var proposer = new Proposer(me.Id, mine);
        var proposal = kind == ExchangeKind.Swap ? TurnProposal.Swap(turn, seen, proposer, why, scene, now) : TurnProposal.Pass(turn, proposer, why, scene, now);
        if (proposal.Other != seen) throw new RuleBrokenException("turn.next");
        db.TurnProposals.Add(proposal);
        foreach (var area in proposal.Awaited) await Ask(proposal, area, now);
        return proposal.Id;
    });

    /// <summary>Agrees to a proposal for one's area.</summary>
    /// <returns>False where there is no such proposal to be seen.</returns>
    /// <exception cref="RuleBrokenException">As <see cref="TurnProposal.Agree"/>.</exception>
    public Task<bool> Agree(Id<TurnProposal> id) => Answer(id, async (proposal, mine, scene, now) =>
    {
        if (proposal.Agree(mine, me.Id, scene, now) is not { } entry) return;
        db.LedgerEntries.Add(entry);
        await TellDecision(entry, await TellTheEnd(proposal, now), now);
    });

    /// <summary>Declines a proposal for one's area; a passed turn goes on to the next.</summary>
    /// <inheritdoc cref="Agree"/>
    public Task<bool> Decline(Id<TurnProposal> id) => Answer(id, async (proposal, mine, scene, now) =>
    {
        proposal.Decline(mine, me.Id, scene, now);
        if (proposal.State == ProposalState.Open) await Ask(proposal, proposal.OtherArea, now);
        else await TellTheEnd(proposal, now);
    });

    /// <summary>Takes a proposal back: the one who made it, the one who speaks for the area whose turn it offers, or the committee.</summary>
    /// <inheritdoc cref="Agree"/>
    public Task<bool> Withdraw(Id<TurnProposal> id) => db.Write(async () =>
    {
        await ledgers.Hold();
        if (await Find(id) is not { } proposal || !MayWithdraw(proposal.ProposedById, proposal.Area, await Mine())) return false;
        var now = clock.Now();
        proposal.Withdraw(now);
        await TellTheEnd(proposal, now);
        return true;
    });

    public bool MayWithdraw(Id<Member> proposedBy, Area area, Area? mine) => me.Viewer.IsCommittee || proposedBy == me.Id || area == mine;

    /// <summary>Whether the one who asks may ask that this turn count: for its area, or for the committee. Where turns were exchanged it settles a debt, and that is the committee's alone.</summary>
    public bool MayCount(Turn turn, Area? mine) => me.Viewer.IsCommittee || (turn.Host == mine && turn.Due == turn.Host);

    /// <summary>A turn that was not held counts.</summary>
    /// <returns>False where it is not for the one who asks.</returns>
    /// <exception cref="RuleBrokenException">As <see cref="Ledger.Count"/>.</exception>
    public Task<bool> Count(Quarter turn, string? why) => db.Write(async () =>
    {
        var (ledger, record) = (await ledgers.Hold(), await ledgers.Record());
        if (!MayCount(ledger.TurnOf(turn, record), await Mine())) return false;
        var (now, entry) = (clock.Now(), ledger.Count(turn, record, new Decision(me.Id, why, clock.Now())));
        db.LedgerEntries.Add(entry);
        await TellDecision(entry, [], now);
        return true;
    });

    /// <summary>Asks for an area's answer by letter, if someone speaks for it. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task Ask(TurnProposal proposal, Area area, Instant now)
    {
        if (await db.TurnContacts.Where(c => c.Area == area).Select(c => (Id<Member>?)c.MemberId).SingleOrDefaultAsync() is { } contact)
            db.Tell(Occasion.Of(LetterKind.TurnAsked, proposal.Id.Value, proposal.Version, now, contact));
    }

    /// <summary>Ends the proposals that a decision has overtaken, and says so. Only inside <see cref="CopDb.Write{T}"/>, once the decision is saved.</summary>
    public async Task EndOvertaken(Ledger ledger)
    {
        var (scene, now) = (await Scene(ledger), clock.Now());
        foreach (var proposal in await db.TurnProposals.Include(p => p.Voices.OrderBy(v => v.Number)).Where(p => p.State == ProposalState.Open).ToListAsync())
            if (proposal.EndIfOvertaken(scene, now)) await TellTheEnd(proposal, now);
    }

    /// <summary>
    /// Tells the committee of a decision, and those who speak for the areas that it is about; where it names none it is about all. Only inside <see cref="CopDb.Write{T}"/>.
    /// </summary>
    /// <param name="besides">Who hears of it in another way.</param>
    public async Task TellDecision(LedgerEntry entry, IEnumerable<Id<Member>> besides, Instant now)
    {
        var areas = new[] { entry.Area, entry.OtherArea }.OfType<Area>().ToArray();
        var contacts = await db.TurnContacts.Where(c => areas.Length == 0 || areas.Contains(c.Area)).Select(c => c.MemberId).ToListAsync();
        var committee = await db.Members.Where(m => m.State == MemberState.Active && (m.Duties & Duties.Committee) != Duties.None).Select(m => m.Id).ToListAsync();
        foreach (var person in contacts.Union(committee).Except(besides.Append(me.Id))) db.Tell(Occasion.Of(LetterKind.TurnDecided, entry.Id.Value, 0, now, person));
    }

    // Who made it, and all whose areas had a part in it, apart from whoever has just ended it.
    async Task<IReadOnlyList<Id<Member>>> TellTheEnd(TurnProposal proposal, Instant now)
    {
        var areas = proposal.Areas.ToList();
        var contacts = await db.TurnContacts.Where(c => areas.Contains(c.Area)).Select(c => c.MemberId).ToListAsync();
        var told = contacts.Append(proposal.ProposedById).Distinct().Where(p => p != me.Id).ToList();
        foreach (var person in told) db.Tell(Occasion.Of(LetterKind.TurnAnswered, proposal.Id.Value, proposal.Version, now, person));
        return told;
    }

    Task<bool> Answer(Id<TurnProposal> id, Func<TurnProposal, Area, ProposalScene, Instant, Task> answer) => db.Write(async () =>
    {
        var ledger = await ledgers.Hold();
        if (await Find(id) is not { } proposal || await Mine() is not { } mine) return false;
        await answer(proposal, mine, await Scene(ledger, id), clock.Now());
        return true;
    });

    Task<TurnProposal?> Find(Id<TurnProposal> id) =>
        db.TurnProposals.VisibleTo(db, me.Viewer).Include(p => p.Voices.OrderBy(v => v.Number)).SingleOrDefaultAsync(p => p.Id == id);
}
