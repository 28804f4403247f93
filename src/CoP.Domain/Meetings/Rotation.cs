using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// Whose turn it is to host the quarterly meeting: an ordered cycle of the five areas that starts at a quarter and runs both
/// ways for ever. Five areas and four quarters share no divisor, so that after five years each area has hosted each quarter
/// of the year once. Exchanges of turns are laid over the order as a list that only ever grows: the order itself, and what
/// an earlier exchange did, stay as they were.
/// </summary>
public sealed class Rotation
{
    private readonly Area[] _order;
    private readonly Exchange[] _exchanges;

    /// <summary>A rotation.</summary>
    /// <param name="first">The quarter that the first area of the order hosts; its place in the cycle, not its beginning in time.</param>
    /// <param name="order">Each of the five areas, once.</param>
    /// <param name="exchanges">Turns exchanged, in the order in which that was agreed.</param>
    /// <exception cref="ArgumentException"><paramref name="order"/> is not the five areas, each once.</exception>
    public Rotation(Quarter first, IEnumerable<Area> order, IEnumerable<Exchange>? exchanges = null)
    {
        First = first;
        _order = [.. order];
        _exchanges = [.. exchanges ?? []];
        if (!_order.Order().SequenceEqual(Enum.GetValues<Area>())) throw new ArgumentException("Each of the five areas, once.", nameof(order));
    }

    /// <summary>The order with which the community begins: west to east, from the first quarter of 2026.</summary>
    public static Rotation Founding { get; } = new(new(2026, 1), Enum.GetValues<Area>());

    /// <summary>The quarter that the first area of the order hosts.</summary>
    public Quarter First { get; }

    /// <summary>The five areas in the order of their turns.</summary>
    public IReadOnlyList<Area> Order => _order;

    /// <summary>Whose turn the order alone makes a quarter.</summary>
    public Area DueIn(Quarter quarter) => _order[((quarter - First) % _order.Length + _order.Length) % _order.Length];

    /// <summary>Whose turn a quarter is, exchanges included.</summary>
    public Area HostOf(Quarter quarter)
    {
        // An exchange swaps what two quarters hold at that moment; the latest is therefore undone first on the way back to the order.
        for (var i = _exchanges.Length - 1; i >= 0; i--) quarter = _exchanges[i].Across(quarter);
        return DueIn(quarter);
    }

    /// <summary>The turn of a quarter.</summary>
    /// <param name="quarter">Which quarter.</param>
    /// <param name="outcome">What became of it.</param>
    public Turn TurnOf(Quarter quarter, TurnOutcome outcome = TurnOutcome.Ahead) => new(quarter, DueIn(quarter), HostOf(quarter), outcome);

    /// <summary>
    /// How turns are shared out over any turns, an entry an area in the rotation's order. What an area owes sums to zero over all
    /// areas; without exchanges nobody owes anything. A turn that was not held is neither hosted nor owed.
    /// </summary>
    public IReadOnlyList<TurnBalance> Balance(IEnumerable<Turn> turns)
    {
        var counted = turns.Where(t => t.Outcome != TurnOutcome.NotHeld).ToList();
        var hosted = counted.Where(t => t.Outcome == TurnOutcome.Hosted).ToList();
        return [.. _order.Select(area => new TurnBalance(
            area,
            Hosted: hosted.Count(t => t.Host == area),
            Ahead: counted.Count(t => t.Outcome == TurnOutcome.Ahead && t.Host == area),
            Owed: hosted.Count(t => t.Due == area) - hosted.Count(t => t.Host == area)))];
    }
}

/// <summary>Two quarters whose hosts agreed to trade places.</summary>
/// <param name="One">One quarter.</param>
/// <param name="Other">The other.</param>
public sealed record Exchange(Quarter One, Quarter Other)
{
    /// <summary>Where the turn that <paramref name="quarter"/> holds after the exchange stood before it.</summary>
    public Quarter Across(Quarter quarter) => quarter == One ? Other : quarter == Other ? One : quarter;
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
}

/// <summary>How one area stands over some turns.</summary>
/// <param name="Area">The area.</param>
/// <param name="Hosted">Turns it hosted.</param>
/// <param name="Ahead">Turns it has still to come.</param>
/// <param name="Owed">Turns that others hosted in its place less those that it hosted in theirs: negative where others owe it.</param>
public sealed record TurnBalance(Area Area, int Hosted, int Ahead, int Owed);
