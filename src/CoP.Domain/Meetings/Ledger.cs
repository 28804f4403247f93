using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// All that was ever decided on whose turn it is, in the order in which it was decided. What follows from it is worked out anew each
/// time: the <see cref="Rotation"/>, what each area hosted and owes, who facilitates. A decision is made by a verb that checks the rules and
/// gives the entry to be added; a ledger itself never changes.
/// </summary>
public sealed class Ledger
{
    /// <summary>How many quarters ahead turns can be exchanged and orders changed: ten years.</summary>
    public const int Horizon = 40;

    /// <summary>How far apart two exchanged turns may lie: five years, in which every area has had every quarter of the year.</summary>
    public const int Reach = 20;

    /// <summary>A ledger.</summary>
    /// <exception cref="ArgumentException">It does not begin with an order.</exception>
    public Ledger(IEnumerable<LedgerEntry> entries)
    {
        Entries = [.. entries.OrderBy(e => e.Number)];
        if (Entries is not [{ Kind: LedgerEntryKind.Order }, ..]) throw new ArgumentException("A ledger begins with an order.", nameof(entries));
        Rotation = new(
            Entries.Where(e => e.Kind == LedgerEntryKind.Order).Aggregate(Array.Empty<TurnOrder>(), (orders, e) => [.. Before(orders, e.Quarter!.Value), new(e.Quarter!.Value, e.Order)]),
            Entries.Where(e => e.Kind is LedgerEntryKind.Swapped or LedgerEntryKind.Passed)
                .Select(e => new Exchange(e.Quarter!.Value, e.Other!.Value, e.Kind == LedgerEntryKind.Swapped ? ExchangeKind.Swap : ExchangeKind.Pass)),
            Entries.Where(e => e.Kind == LedgerEntryKind.Counted).Select(e => e.Quarter!.Value),
            Entries.Where(e => e.Kind == LedgerEntryKind.Waived).Select(e => new Waiver(e.Area!.Value, e.OtherArea!.Value)));
        SelfOrganisingFrom = Entries.LastOrDefault(e => e.Kind == LedgerEntryKind.SelfOrganising)?.Day;
    }

    /// <summary>The ledger with which a community begins.</summary>
    public static Ledger Founding { get; } = new([LedgerEntry.Founding()]);

    /// <summary>Every decision, the first one first.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>Whose turn each quarter is by all these decisions.</summary>
    public Rotation Rotation { get; }

    /// <summary>The day from which the community organises itself; null while that is not decided.</summary>
    public LocalDate? SelfOrganisingFrom { get; }

    /// <summary>Whether any two volunteers of the host area may facilitate a meeting of that day.</summary>
    public bool IsSelfOrganisingOn(LocalDate day) => SelfOrganisingFrom <= day;

    /// <summary>The ledger with one more decision.</summary>
    public Ledger With(LedgerEntry entry) => new(Entries.Append(entry));

    /// <summary>The turn of a quarter and what became of it.</summary>
    public Turn TurnOf(Quarter quarter, MeetingsOnRecord record)
    {
        var turn = Rotation.TurnOf(quarter, record.OutcomeOf(quarter));
        // What a meeting says of its host is history, and history is not written anew.
        return record.Meetings.TryGetValue(quarter, out var meeting) ? turn with { Host = meeting.Host } : turn;
    }

    /// <summary>Why the area of <see cref="TurnOf"/> hosts.</summary>
    public HostReason WhyHosts(Quarter quarter, MeetingsOnRecord record) =>
        record.Meetings.TryGetValue(quarter, out var meeting) && meeting.Host != Rotation.HostOf(quarter) ? new HostReason.OnRecord() : Rotation.WhyHosts(quarter);

    /// <summary>How each area stands, from the first turn on record to ten years ahead.</summary>
    public IReadOnlyList<TurnBalance> Balances(MeetingsOnRecord record)
    {
        var first = record.Meetings.Keys.Append(Rotation.First).Append(record.Current).Min();
        return Rotation.Balance(first.Following(record.Current - first + Horizon + 1).Select(q => TurnOf(q, record)));
    }

    /// <summary>What two areas exchange, as an entry. Both turns are still to come and have no meeting yet.</summary>
    /// <param name="kind">How it came about.</param>
    /// <param name="one">One turn, and the area whose it is; of a pass, the one that is passed.</param>
    /// <param name="other">The other turn, and the area whose it is.</param>
    /// <param name="record">What became of turns.</param>
    /// <param name="decision">Who decides, and why.</param>
    /// <exception cref="RuleBrokenException"><c>turn.overtaken</c>: a turn is another area's by now. And as <see cref="RefuseUnlessExchangeable"/>.</exception>
    public LedgerEntry Exchange(ExchangeKind kind, (Quarter Quarter, Area Area) one, (Quarter Quarter, Area Area) other, MeetingsOnRecord record, Decision decision)
    {
        RefuseUnlessExchangeable(kind, one.Quarter, other.Quarter, record);
        if (Rotation.HostOf(one.Quarter) != one.Area || Rotation.HostOf(other.Quarter) != other.Area) throw new RuleBrokenException("turn.overtaken");
        return new(Next, kind == ExchangeKind.Swap ? LedgerEntryKind.Swapped : LedgerEntryKind.Passed, decision)
        {
            Quarter = one.Quarter,
            Area = one.Area,
            Other = other.Quarter,
            OtherArea = other.Area,
        };
    }

    /// <summary>Makes sure that two turns can be exchanged.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>turn.past</c>: a turn is over, or its meeting was cancelled. <c>turn.scheduled</c>: it has a meeting. <c>turn.far</c>: it is over ten years
    /// ahead. <c>turn.apart</c>: the two lie over five years apart. <c>turn.same</c>: both are one area's. <c>turn.later</c>: a turn is passed for a later one.
    /// </exception>
    public void RefuseUnlessExchangeable(ExchangeKind kind, Quarter one, Quarter other, MeetingsOnRecord record)
    {
        foreach (var quarter in new[] { one, other })
        {
            if (quarter - record.Current > Horizon) throw new RuleBrokenException("turn.far");
            if (record.HasMeeting(quarter)) throw new RuleBrokenException("turn.scheduled", quarter.First);
            if (record.OutcomeOf(quarter) != TurnOutcome.Ahead) throw new RuleBrokenException("turn.past", quarter.First);
        }
        if (Rotation.HostOf(one) == Rotation.HostOf(other)) throw new RuleBrokenException("turn.same");
        if (Math.Abs(one - other) > Reach) throw new RuleBrokenException("turn.apart");
        if (kind == ExchangeKind.Pass && other < one) throw new RuleBrokenException("turn.later");
    }

    /// <summary>Whether the turn can be exchanged for any other.</summary>
    public static bool IsExchangeable(Quarter quarter, MeetingsOnRecord record) =>
        quarter - record.Current <= Horizon && !record.HasMeeting(quarter) && record.OutcomeOf(quarter) == TurnOutcome.Ahead;

    /// <summary>The nearest later turn that a passed one can be exchanged for; null if there is none.</summary>
    /// <param name="turn">The turn that is passed.</param>
    /// <param name="record">What became of turns.</param>
    /// <param name="declined">Areas that said no.</param>
    /// <param name="taken">Turns that another proposal speaks of.</param>
    public Quarter? NextForPass(Quarter turn, MeetingsOnRecord record, IReadOnlyCollection<Area> declined, IReadOnlyCollection<Quarter> taken)
    {
        var area = Rotation.HostOf(turn);
        foreach (var later in (turn + 1).Following(Reach))
            if (IsExchangeable(later, record) && !taken.Contains(later) && Rotation.HostOf(later) is var host && host != area && !declined.Contains(host)) return later;
        return null;
    }

    /// <summary>The quarters with which a new order can start: rounds still to come, behind every exchange and every meeting that is agreed.</summary>
    public IEnumerable<Quarter> OrderCanStartIn(MeetingsOnRecord record) =>
        (record.Current + 1).Following(Horizon).Where(from => StartsRoundIn(from) && FirstExchangedSince(from) is null && FirstMeetingSince(from, record) is null);

    /// <summary>Another order from a round on, as an entry. It takes the place of every order that was decided for later.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>ledger.order</c>: not the five areas, each once. <c>ledger.order.past</c>, <c>ledger.order.far</c>: it would start before the next quarter, or
    /// over ten years ahead. <c>ledger.order.round</c>: no round starts there. <c>ledger.order.exchanges</c>, <c>ledger.order.scheduled</c>: turns from
    /// there on were exchanged, or have a meeting, and what was agreed stays. <c>ledger.order.same</c>: nothing would change.
    /// </exception>
    public LedgerEntry ChangeOrder(Quarter from, IReadOnlyList<Area> order, MeetingsOnRecord record, Decision decision)
    {
        if (!new TurnOrder(from, order).IsWhole) throw new RuleBrokenException("ledger.order");
        if (from <= record.Current) throw new RuleBrokenException("ledger.order.past");
        if (from - record.Current > Horizon) throw new RuleBrokenException("ledger.order.far");
        if (!StartsRoundIn(from)) throw new RuleBrokenException("ledger.order.round");
        if (FirstExchangedSince(from) is { } exchanged) throw new RuleBrokenException("ledger.order.exchanges", exchanged.First);
        if (FirstMeetingSince(from, record) is { } met) throw new RuleBrokenException("ledger.order.scheduled", met.First);
        var entry = new LedgerEntry(Next, LedgerEntryKind.Order, decision) { Quarter = from, Order = order };
        var after = With(entry).Rotation;
        if (from.Following(2 * Horizon).All(q => after.DueIn(q) == Rotation.DueIn(q))) throw new RuleBrokenException("ledger.order.same");
        return entry;
    }

    /// <summary>A turn that was not held counts as hosted, as its area asks; as an entry.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>ledger.count.held</c>: it was held, is still to come, or was before the first order. <c>ledger.count.already</c>: it counts.
    /// </exception>
    public LedgerEntry Count(Quarter turn, MeetingsOnRecord record, Decision decision)
    {
        var known = TurnOf(turn, record);
        if (known.Outcome == TurnOutcome.Counted) throw new RuleBrokenException("ledger.count.already");
        if (known.Outcome != TurnOutcome.NotHeld || turn < Rotation.First) throw new RuleBrokenException("ledger.count.held");
        return new(Next, LedgerEntryKind.Counted, decision) { Quarter = turn, Area = known.Host };
    }

    /// <summary>The committee lets one turn go that <paramref name="debtor"/> owes and that no exchange which is agreed will give back; as an entry.</summary>
    /// <exception cref="RuleBrokenException"><c>ledger.waive.none</c>: no such debt.</exception>
    public LedgerEntry Waive(Area debtor, Area creditor, MeetingsOnRecord record, Decision decision)
    {
        var balances = Balances(record).ToDictionary(b => b.Area, b => b.OwedInTheEnd);
        if (!balances.TryGetValue(debtor, out var owes) || !balances.TryGetValue(creditor, out var owed) || owes <= 0 || owed >= 0) throw new RuleBrokenException("ledger.waive.none");
        return new(Next, LedgerEntryKind.Waived, decision) { Area = debtor, OtherArea = creditor };
    }

    /// <summary>The community organises itself from a day on; as an entry. Until that day comes, another can be decided in its place.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>ledger.selforganising.already</c>: it does. <c>ledger.selforganising.past</c>, <c>ledger.selforganising.far</c>: the day is over, or over ten years ahead.
    /// </exception>
    public LedgerEntry SelfOrganise(LocalDate from, LocalDate today, Decision decision)
    {
        if (IsSelfOrganisingOn(today)) throw new RuleBrokenException("ledger.selforganising.already");
        if (from < today) throw new RuleBrokenException("ledger.selforganising.past");
        if (from > today.PlusYears(Horizon / 4)) throw new RuleBrokenException("ledger.selforganising.far");
        return new(Next, LedgerEntryKind.SelfOrganising, decision) { Day = from };
    }

    private int Next => Entries[^1].Number + 1;

    private static IEnumerable<TurnOrder> Before(IEnumerable<TurnOrder> orders, Quarter from) => orders.Where(o => o.First < from);

    // A round of the order that is in force until then: orders that were decided for later fall away.
    private bool StartsRoundIn(Quarter from) => (Before(Rotation.Orders, from).LastOrDefault() ?? Rotation.Orders[0]).StartsRoundIn(from);

    private Quarter? FirstExchangedSince(Quarter from) =>
        Rotation.Exchanges.SelectMany(e => new[] { e.One, e.Other }).Where(q => q >= from).Select(q => (Quarter?)q).Min();

    private static Quarter? FirstMeetingSince(Quarter from, MeetingsOnRecord record) =>
        record.Meetings.Where(m => m.Value.IsOn && m.Key >= from).Select(m => (Quarter?)m.Key).Min();
}

/// <summary>What became of turns so far.</summary>
/// <param name="Current">The quarter that it is.</param>
/// <param name="Meetings">The meeting of each quarter that has one; of several, the one that stands.</param>
public sealed record MeetingsOnRecord(Quarter Current, IReadOnlyDictionary<Quarter, MeetingOnRecord> Meetings)
{
    /// <summary>What became of the turn of a quarter: one that is over without a meeting was not held.</summary>
    public TurnOutcome OutcomeOf(Quarter quarter) =>
        Meetings.TryGetValue(quarter, out var meeting) ? meeting.Outcome : quarter < Current ? TurnOutcome.NotHeld : TurnOutcome.Ahead;

    /// <summary>Whether the turn has become a meeting that was not called off.</summary>
    public bool HasMeeting(Quarter quarter) => Meetings.TryGetValue(quarter, out var meeting) && meeting.IsOn;
}

/// <summary>What the meeting of a quarter says of its turn.</summary>
/// <param name="Host">The area that hosts, or hosted.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="IsOn">Whether it was not cancelled.</param>
public sealed record MeetingOnRecord(Area Host, TurnOutcome Outcome, bool IsOn);
