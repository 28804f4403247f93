using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// Whose turn it is to host the quarterly meeting, as the <see cref="Ledger"/> says at one moment: an ordered cycle of the five
/// areas that starts at a quarter and runs both ways for ever, until another order takes over where a round starts. Five areas and
/// four quarters share no divisor, so that after five years of one order each area has hosted each quarter of the year once.
/// Exchanges of turns are laid over the order as a list that only ever grows: what an earlier exchange did stays as it was.
/// </summary>
public sealed class Rotation
{
    private readonly TurnOrder[] _orders;
    private readonly Exchange[] _exchanges;
    private readonly HashSet<Quarter> _counted;
    private readonly Waiver[] _waivers;

    /// <summary>A rotation of one order.</summary>
    /// <param name="first">The quarter that the first area of the order hosts; its place in the cycle, not its beginning in time.</param>
    /// <param name="order">Each of the five areas, once.</param>
    /// <param name="exchanges">Turns exchanged, in the order in which that was agreed.</param>
    /// <exception cref="ArgumentException"><paramref name="order"/> is not the five areas, each once.</exception>
    public Rotation(Quarter first, IEnumerable<Area> order, IEnumerable<Exchange>? exchanges = null) : this([new TurnOrder(first, [.. order])], exchanges)
    {
    }

    /// <summary>A rotation whose order has changed.</summary>
    /// <param name="orders">At least one; the earliest runs back for ever, each later one takes over at its first quarter.</param>
    /// <param name="exchanges">Turns exchanged, in the order in which that was agreed.</param>
    /// <param name="counted">Turns that were not held and count as hosted, since the area asked.</param>
    /// <param name="waivers">Debts that the committee waived.</param>
    /// <exception cref="ArgumentException">No order, or one that is not the five areas, each once.</exception>
    public Rotation(IEnumerable<TurnOrder> orders, IEnumerable<Exchange>? exchanges = null, IEnumerable<Quarter>? counted = null, IEnumerable<Waiver>? waivers = null)
    {
        _orders = [.. orders.OrderBy(o => o.First)];
        _exchanges = [.. exchanges ?? []];
        _counted = [.. counted ?? []];
        _waivers = [.. waivers ?? []];
        if (_orders.Length == 0 || !_orders.All(o => o.IsWhole)) throw new ArgumentException("Each of the five areas, once.", nameof(orders));
    }

    /// <summary>The order with which the community begins: west to east, from the first quarter of 2026.</summary>
    public static Rotation Founding { get; } = new(new(2026, 1), Enum.GetValues<Area>());

    /// <summary>The orders, the earliest first.</summary>
    public IReadOnlyList<TurnOrder> Orders => _orders;

    /// <summary>The exchanges, in the order in which they were agreed.</summary>
    public IReadOnlyList<Exchange> Exchanges => _exchanges;

    /// <summary>The quarter with which the first order begins; what is said of quarters before it is what would have been.</summary>
    public Quarter First => _orders[0].First;

    /// <summary>The five areas in the order of their first turns.</summary>
    public IReadOnlyList<Area> Order => _orders[0].Areas;

    /// <summary>The order that decides on a quarter.</summary>
    public TurnOrder OrderOf(Quarter quarter) => _orders.LastOrDefault(o => o.First <= quarter) ?? _orders[0];

    /// <summary>Whose turn the order alone makes a quarter.</summary>
    public Area DueIn(Quarter quarter) => OrderOf(quarter).DueIn(quarter);

    /// <summary>Whose turn a quarter is, exchanges included.</summary>
    public Area HostOf(Quarter quarter) => HostOf(quarter, _exchanges.Length);

    /// <summary>Why that area hosts.</summary>
    public HostReason WhyHosts(Quarter quarter)
    {
        var latest = LatestOf(quarter);
        if (latest < 0) return quarter < First ? new HostReason.BeforeFounding() : new HostReason.InOrder(OrderOf(quarter));
        var exchange = _exchanges[latest];
        var other = exchange.Across(quarter);
        var with = HostOf(other, latest + 1);
        var still = LatestOf(other) == latest;
        return exchange.Kind == ExchangeKind.Swap ? new HostReason.Swapped(with, other, still)
            : quarter == exchange.One ? new HostReason.TookOver(with, other, still)
            : new HostReason.Passed(with, other, still);
    }

    /// <summary>The turn of a quarter.</summary>
    /// <param name="quarter">Which quarter.</param>
    /// <param name="outcome">What became of it.</param>
    public Turn TurnOf(Quarter quarter, TurnOutcome outcome = TurnOutcome.Ahead) =>
        new(quarter, DueIn(quarter), HostOf(quarter), outcome == TurnOutcome.NotHeld && _counted.Contains(quarter) ? TurnOutcome.Counted : outcome);

    /// <summary>
    /// How turns are shared out over any turns, an entry an area in the rotation's order. What an area owes sums to zero over all
    /// areas; without exchanges and waivers nobody owes anything. A turn that was not held is neither hosted nor owed, unless its area
    /// asked that it count.
    /// </summary>
    public IReadOnlyList<TurnBalance> Balance(IEnumerable<Turn> turns)
    {
        var counted = turns.Where(t => t.Outcome != TurnOutcome.NotHeld).ToList();
        var ahead = counted.Where(t => t.Outcome == TurnOutcome.Ahead).ToList();
        var hosted = counted.Where(t => t.Outcome != TurnOutcome.Ahead).ToList();
        return [.. Order.Select(area => new TurnBalance(
            area,
            Hosted: hosted.Count(t => t.Host == area),
            Ahead: ahead.Count(t => t.Host == area),
            Owed: Net(area, hosted) - Waived(area))
        {
            OwedInTheEnd = Net(area, counted) - Waived(area),
            HostedIn = ByQuarterOfYear(hosted, area),
            AheadIn = ByQuarterOfYear(ahead, area),
        })];
    }

    private static int Net(Area area, List<Turn> turns) => turns.Count(t => t.Due == area) - turns.Count(t => t.Host == area);

    private static int[] ByQuarterOfYear(List<Turn> turns, Area area) => [.. Enumerable.Range(1, 4).Select(n => turns.Count(t => t.Host == area && t.Quarter.Number == n))];

    private int Waived(Area area) => _waivers.Count(w => w.Debtor == area) - _waivers.Count(w => w.Creditor == area);

    // An exchange swaps what two quarters hold at that moment; the latest is therefore undone first on the way back to the order.
    private Area HostOf(Quarter quarter, int exchanges)
    {
        for (var i = exchanges - 1; i >= 0; i--) quarter = _exchanges[i].Across(quarter);
        return DueIn(quarter);
    }

    private int LatestOf(Quarter quarter) => Array.FindLastIndex(_exchanges, e => e.Touches(quarter));
}

/// <summary>An order of the five areas.</summary>
/// <param name="First">The quarter that the first of them hosts; a round starts here and every five quarters from here.</param>
/// <param name="Areas">Each of the five, once.</param>
public sealed record TurnOrder(Quarter First, IReadOnlyList<Area> Areas)
{
    /// <summary>How many turns a round has.</summary>
    public static int Round { get; } = Enum.GetValues<Area>().Length;

    /// <summary>Whether each of the five areas is in it once.</summary>
    public bool IsWhole => Areas.Order().SequenceEqual(Enum.GetValues<Area>());

    /// <summary>Whose turn it makes a quarter; it runs both ways for ever.</summary>
    public Area DueIn(Quarter quarter) => Areas[Place(quarter)];

    /// <summary>Whether a round starts with the quarter.</summary>
    public bool StartsRoundIn(Quarter quarter) => Place(quarter) == 0;

    private int Place(Quarter quarter) => ((((quarter - First) % Round) + Round) % Round);
}

/// <summary>Two quarters whose hosts agreed to trade places.</summary>
/// <param name="One">One quarter; of a pass, the turn that was passed.</param>
/// <param name="Other">The other; of a pass, the later turn that was taken for it.</param>
/// <param name="Kind">How it came about.</param>
public sealed record Exchange(Quarter One, Quarter Other, ExchangeKind Kind = ExchangeKind.Swap)
{
    /// <summary>Where the turn that <paramref name="quarter"/> holds after the exchange stood before it.</summary>
    public Quarter Across(Quarter quarter) => quarter == One ? Other : quarter == Other ? One : quarter;

    /// <summary>Whether the quarter is one of the two.</summary>
    public bool Touches(Quarter quarter) => quarter == One || quarter == Other;
}

/// <summary>How two areas come to trade places.</summary>
public enum ExchangeKind
{
    /// <summary>Two areas agree on two turns.</summary>
    Swap,

    /// <summary>An area cannot host and trades with the nearest later turn whose area accepts.</summary>
    Pass,
}

/// <summary>A debt of one turn that the committee let go.</summary>
/// <param name="Debtor">The area that owed it.</param>
/// <param name="Creditor">The area that it was owed to, so that what is owed still sums to zero.</param>
public sealed record Waiver(Area Debtor, Area Creditor);

/// <summary>Why an area hosts a quarter.</summary>
public abstract record HostReason
{
    private HostReason()
    {
    }

    /// <summary>By the order.</summary>
    /// <param name="Order">Which order.</param>
    public sealed record InOrder(TurnOrder Order) : HostReason;

    /// <summary>Before the first order began: what its turn would have been.</summary>
    public sealed record BeforeFounding : HostReason;

    /// <summary>It swapped.</summary>
    /// <param name="With">The area that had this turn.</param>
    /// <param name="Their">The turn which that area got.</param>
    /// <param name="Still">Whether that area still has that turn.</param>
    public sealed record Swapped(Area With, Quarter Their, bool Still) : HostReason;

    /// <summary>It took over the turn that another area passed.</summary>
    /// <param name="From">That other area.</param>
    /// <param name="Their">The later turn which that area got.</param>
    /// <param name="Still">Whether that area still has that turn.</param>
    public sealed record TookOver(Area From, Quarter Their, bool Still) : HostReason;

    /// <summary>It passed its own, earlier turn.</summary>
    /// <param name="To">The area that took it.</param>
    /// <param name="Given">The turn that was passed.</param>
    /// <param name="Still">Whether that area still has it.</param>
    public sealed record Passed(Area To, Quarter Given, bool Still) : HostReason;

    /// <summary>The meeting that took place there says so, and history is not written anew.</summary>
    public sealed record OnRecord : HostReason;
}

/// <summary>The turn of one quarter.</summary>
/// <param name="Quarter">Which quarter; a meeting held late still belongs to it.</param>
/// <param name="Due">The area whose turn the order makes it.</param>
/// <param name="Host">The area that hosts, or hosted.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record Turn(Quarter Quarter, Area Due, Area Host, TurnOutcome Outcome);

/// <summary>What became of a turn.</summary>
public enum TurnOutcome
{
    /// <summary>Still to come.</summary>
    Ahead,

    /// <summary>The meeting took place.</summary>
    Hosted,

    /// <summary>No meeting took place; nothing is owed for it.</summary>
    NotHeld,

    /// <summary>No meeting took place, and it counts as hosted since its area asked for that.</summary>
    Counted,
}

/// <summary>How one area stands over some turns.</summary>
/// <param name="Area">The area.</param>
/// <param name="Hosted">Turns it hosted.</param>
/// <param name="Ahead">Turns it has still to come.</param>
/// <param name="Owed">Turns that others hosted in its place less those that it hosted in theirs: negative where others owe it.</param>
public sealed record TurnBalance(Area Area, int Hosted, int Ahead, int Owed)
{
    /// <summary>What it will owe when all turns ahead were held: what no exchange that is agreed will give back.</summary>
    public int OwedInTheEnd { get; init; }

    /// <summary>Turns it hosted in the first, second, third and fourth quarter of a year.</summary>
    public IReadOnlyList<int> HostedIn { get; init; } = [];

    /// <summary>Turns it has still to come in the first, second, third and fourth quarter of a year.</summary>
    public IReadOnlyList<int> AheadIn { get; init; } = [];
}
