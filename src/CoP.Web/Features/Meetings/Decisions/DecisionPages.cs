using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Exchanges;
using CoP.Web.Features.Meetings.Turns;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Decisions;

/// <summary>Who speaks for an area, and who could.</summary>
public sealed record ContactRow(Area Area, Id<Member>? Member, string? Name, IReadOnlyList<Choice> Candidates);

public sealed record DecisionIndex(IReadOnlyList<ContactRow> Contacts, int OpenProposals, bool MayWaive, LocalDate? SelfOrganisingFrom, LocalDate Today, IReadOnlyList<TurnOrder> Orders);

public sealed record OrderPage(OrderInput Input, IReadOnlyList<Choice> Starts, IReadOnlyList<Choice> Areas, TurnYears? Years, IReadOnlyList<PreviewFigure> Figures);

public sealed record WaiverPage(WaiverInput Input, IReadOnlyList<TurnBalance> Balances)
{
    public IEnumerable<Area> Debtors => Balances.Where(b => b.OwedInTheEnd > 0).Select(b => b.Area);

    public IEnumerable<Area> Creditors => Balances.Where(b => b.OwedInTheEnd < 0).Select(b => b.Area);
}

public sealed record SelfOrganisingPage(SelfOrganisingInput Input, LocalDate? From, bool Begun);

/// <summary>Reads what the committee's pages on turns show. Each form bears how many decisions there were.</summary>
public sealed class DecisionPages(CopDb db, CurrentMember me, Ledgers ledgers, TurnWords words)
{
    public async Task<DecisionIndex> Index()
    {
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        var contacts = await db.TurnContacts.AsNoTracking().ToDictionaryAsync(c => c.Area, c => c.MemberId);
        var people = await db.Members.AsNoTracking().Where(m => m.State == MemberState.Active && m.Areas != Areas.None).OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new { m.Id, m.Name, m.Areas }).ToListAsync();
        return new(
            [.. Enum.GetValues<Area>().Select(area => new ContactRow(
                area, contacts.TryGetValue(area, out var who) ? who : null, contacts.TryGetValue(area, out who) ? people.Find(p => p.Id == who)?.Name : null,
                [.. people.Where(p => p.Areas.Holds(area) && !contacts.Any(c => c.Value == p.Id && c.Key != area)).Select(p => new Choice(p.Id.ToString(), p.Name))]))],
            await db.TurnProposals.CountAsync(p => p.State == ProposalState.Open),
            ledger.Balances(record).Any(b => b.OwedInTheEnd > 0), ledger.SelfOrganisingFrom, ledgers.Today, ledger.Rotation.Orders);
    }

    /// <param name="broken">Says what is wrong with the order chosen.</param>
    public async Task<OrderPage> Order(OrderInput input, Action<RuleBrokenException> broken)
    {
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        var starts = ledger.OrderCanStartIn(record).Select(q => new Choice(q.ToString(), words.Short(q))).ToList();
        var areas = Enum.GetValues<Area>().Select(a => new Choice(a.ToString(), words.Of(a))).ToList();
        input.Seen = ledger.Entries.Count;
        if (input.From is not { } from || input.Order.Count < TurnOrder.Round)
        {
            var now = ledger.Rotation.Orders[^1].Areas;
            if (input.Order.Count == 0) (input.First, input.Second, input.Third, input.Fourth, input.Fifth) = (now[0], now[1], now[2], now[3], now[4]);
            return new(input, starts, areas, null, []);
        }
        try
        {
            var after = ledger.With(ledger.ChangeOrder(from, input.Order, record, new Decision(me.Id, "–", Instant.FromUnixTimeTicks(0))));
            return new(input, starts, areas, await ProposalPages.Around(db, me.Viewer, ledger, after, record, from), ProposalPages.Figures(ledger, after, record, from));
        }
        catch (RuleBrokenException rule)
        {
            broken(rule);
            return new(input, starts, areas, null, []);
        }
    }

    public async Task<WaiverPage> Waiver(WaiverInput input)
    {
        var ledger = await ledgers.Read();
        input.Seen = ledger.Entries.Count;
        return new(input, ledger.Balances(await ledgers.Record()));
    }

    public async Task<SelfOrganisingPage> SelfOrganising(SelfOrganisingInput input)
    {
        var ledger = await ledgers.Read();
        input.Seen = ledger.Entries.Count;
        return new(input, ledger.SelfOrganisingFrom, ledger.IsSelfOrganisingOn(ledgers.Today));
    }
}
