using CoP.Domain.Meetings;
using FsCheck;
using FsCheck.Fluent;

namespace CoP.Domain.Tests.Meetings;

public sealed class RotationTests
{
    private static readonly Area[] Five = Enum.GetValues<Area>();

    [Fact]
    public void The_founding_order_runs_west_to_east_from_2026() => Assert.Equal(
        [Area.Western, Area.Central, Area.Northeast, Area.MetroBoston, Area.Southeast, Area.Western],
        new Quarter(2026, 1).Following(6).Select(Rotation.Founding.HostOf));

    [Fact]
    public void Ten_years_back_follow_the_same_order()
    {
        Assert.Equal(Area.Western, Rotation.Founding.HostOf(new(2016, 1)));
        Assert.Equal(Area.Southeast, Rotation.Founding.HostOf(new(2025, 4)));
        Assert.Equal(Area.Western, Rotation.Founding.HostOf(new(2036, 1)));
    }

    [Fact]
    public void Any_twenty_quarters_give_each_area_four_turns_one_in_each_quarter_of_the_year() => Prop.ForAll(AnyRotation, QuarterTests.AnyQuarter, (rotation, start) =>
        start.Following(20).GroupBy(rotation.HostOf).ToDictionary(g => g.Key, g => g.Select(q => q.Number).Order().ToArray()) is { Count: 5 } turns
        && turns.Values.All(numbers => numbers.SequenceEqual([1, 2, 3, 4]))).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_five_quarters_in_a_row_are_hosted_by_all_five() => Prop.ForAll(AnyRotation, QuarterTests.AnyQuarter, (rotation, start) =>
        start.Following(5).Select(rotation.HostOf).Order().SequenceEqual(Five)).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_exchanges_nobody_owes_anything() => Prop.ForAll(AnyRotation, AnyHistory, (rotation, history) =>
        rotation.Balance(history.Select(t => rotation.TurnOf(t.Quarter, t.Outcome))).All(b => b.Owed == 0)).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_was_exchanged_balances_sum_to_zero_and_every_turn_counts_once() => Prop.ForAll(AnyExchangedRotation, AnyHistory, (rotation, history) =>
    {
        var turns = history.Select(t => rotation.TurnOf(t.Quarter, t.Outcome)).ToList();
        var balances = rotation.Balance(turns);
        return balances.Sum(b => b.Owed) == 0
            && balances.Sum(b => b.Hosted) == turns.Count(t => t.Outcome is TurnOutcome.Hosted or TurnOutcome.Counted)
            && balances.All(b => b.HostedIn.Sum() == b.Hosted && b.AheadIn.Sum() == b.Ahead)
            && balances.Sum(b => b.Ahead) == turns.Count(t => t.Outcome == TurnOutcome.Ahead)
            && balances.Select(b => b.Area).SequenceEqual(rotation.Order);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_exchange_moves_two_turns_and_nothing_else() => Prop.ForAll(AnyExchangedRotation, AnyExchange, (before, exchange) =>
    {
        var after = new Rotation(before.First, before.Order, [.. ExchangesOf[before], exchange]);
        return after.HostOf(exchange.One) == before.HostOf(exchange.Other) && after.HostOf(exchange.Other) == before.HostOf(exchange.One)
            && new Quarter(2020, 1).Following(80).Where(q => q != exchange.One && q != exchange.Other).All(q => after.HostOf(q) == before.HostOf(q));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_area_departs_from_four_turns_by_at_most_its_exchanges_across_the_edge() => Prop.ForAll(AnyExchangedRotation, QuarterTests.AnyQuarter, (rotation, _) =>
    {
        var window = new Quarter(2024, 3).Following(20).ToHashSet();
        var crossing = ExchangesOf[rotation].Count(e => window.Contains(e.One) != window.Contains(e.Other));
        return Five.All(area => Math.Abs(window.Count(q => rotation.HostOf(q) == area) - 4) <= crossing);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_swapped_turn_is_owed_until_it_is_given_back()
    {
        var (third, later) = (new Quarter(2026, 3), new Quarter(2026, 4));
        var rotation = new Rotation(new(2026, 1), Five, [new(third, later)]);
        Assert.Equal((Area.MetroBoston, Area.Northeast), (rotation.HostOf(third), rotation.HostOf(later)));

        var half = rotation.Balance([rotation.TurnOf(third, TurnOutcome.Hosted), rotation.TurnOf(later)]);
        Assert.Equal(1, half.Single(b => b.Area == Area.Northeast).Owed);
        Assert.Equal(-1, half.Single(b => b.Area == Area.MetroBoston).Owed);

        var whole = rotation.Balance([rotation.TurnOf(third, TurnOutcome.Hosted), rotation.TurnOf(later, TurnOutcome.Hosted)]);
        Assert.All(whole, b => Assert.Equal(0, b.Owed));
    }

    [Fact]
    public void A_turn_that_was_not_held_is_neither_hosted_nor_owed()
    {
        var balance = Rotation.Founding.Balance([Rotation.Founding.TurnOf(new(2026, 1), TurnOutcome.NotHeld)]);
        Assert.All(balance, b => Assert.Equal((0, 0, 0), (b.Hosted, b.Ahead, b.Owed)));
    }

    [Fact]
    public void An_order_names_each_area_once()
    {
        Assert.Throws<ArgumentException>(() => new Rotation(new(2026, 1), Five[..4]));
        Assert.Throws<ArgumentException>(() => new Rotation(new(2026, 1), [.. Five[..4], Area.Western]));
        Assert.Throws<ArgumentException>(() => new Rotation(new(2026, 1), [.. Five, Area.Western]));
    }

    private static readonly Dictionary<Rotation, Exchange[]> ExchangesOf = [];

    private static Gen<Area[]> AnyOrder { get; } = Gen.Shuffle(Five);

    private static Arbitrary<Rotation> AnyRotation { get; } =
        AnyOrder.SelectMany(_ => QuarterTests.AnyQuarter.Generator, (order, first) => new Rotation(first, order)).ToArbitrary();

    private static Gen<Quarter> NearQuarter { get; } = Gen.Choose(0, 60).Select(n => new Quarter(2020, 1) + n);

    private static Arbitrary<Exchange> AnyExchange { get; } =
        NearQuarter.SelectMany(_ => NearQuarter, (one, other) => new Exchange(one, other)).ToArbitrary();

    private static Arbitrary<Rotation> AnyExchangedRotation { get; } = AnyOrder.SelectMany(_ => Gen.ArrayOf(AnyExchange.Generator), (order, exchanges) =>
    {
        var rotation = new Rotation(new(2026, 1), order, exchanges);
        ExchangesOf[rotation] = exchanges;
        return rotation;
    }).ToArbitrary();

    private static Arbitrary<(Quarter Quarter, TurnOutcome Outcome)[]> AnyHistory { get; } = Gen.ArrayOf(
        NearQuarter.SelectMany(_ => Gen.Elements(Enum.GetValues<TurnOutcome>()), (quarter, outcome) => (quarter, outcome)))
        .Select(turns => turns.DistinctBy(t => t.quarter).ToArray()).ToArbitrary();
}
