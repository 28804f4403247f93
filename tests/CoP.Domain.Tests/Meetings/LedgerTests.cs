using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class LedgerTests
{
    private static readonly Area[] Five = Enum.GetValues<Area>();
    private static readonly Instant Now = Instant.FromUtc(2028, 2, 1, 15, 0);
    private static readonly Quarter Current = new(2028, 1);
    private static readonly Id<Member> Somebody = Id<Member>.New(Now);
    private static readonly Decision Why = new(Somebody, "Because", Now);
    private static readonly MeetingsOnRecord Nothing = new(Current, new Dictionary<Quarter, MeetingOnRecord>());

    [Fact]
    public void A_ledger_begins_with_the_founding_order_and_yields_its_rotation()
    {
        Assert.Equal(LedgerEntry.FoundingId, Assert.Single(Ledger.Founding.Entries).Id);
        Assert.Equal(Rotation.Founding.Order, Ledger.Founding.Rotation.Order);
        Assert.Equal(Rotation.Founding.First, Ledger.Founding.Rotation.First);
        Assert.IsType<HostReason.BeforeFounding>(Ledger.Founding.WhyHosts(new(2025, 4), Nothing));
        Assert.IsType<HostReason.InOrder>(Ledger.Founding.WhyHosts(new(2026, 1), Nothing));
        Assert.Throws<ArgumentException>(() => new Ledger([]));
    }

    [Fact]
    public void A_swap_says_with_whom_and_which_turn_they_host()
    {
        var (third, later) = (new Quarter(2028, 3), new Quarter(2029, 1));
        var ledger = Swap(Ledger.Founding, third, later);
        var (was, other) = (Ledger.Founding.Rotation.HostOf(third), Ledger.Founding.Rotation.HostOf(later));
        Assert.Equal((other, was), (ledger.Rotation.HostOf(third), ledger.Rotation.HostOf(later)));
        Assert.Equal(new HostReason.Swapped(was, later, Still: true), ledger.WhyHosts(third, Nothing));
        Assert.Equal(new HostReason.Swapped(other, third, Still: true), ledger.WhyHosts(later, Nothing));
    }

    [Fact]
    public void A_pass_says_who_took_over_and_what_for()
    {
        var turn = new Quarter(2028, 3);
        var (area, next) = (Ledger.Founding.Rotation.HostOf(turn), Ledger.Founding.NextForPass(turn, Nothing, [], [])!.Value);
        var taker = Ledger.Founding.Rotation.HostOf(next);
        var ledger = Ledger.Founding.With(Ledger.Founding.Exchange(ExchangeKind.Pass, (turn, area), (next, taker), Nothing, Why));
        Assert.Equal(turn + 1, next);
        Assert.Equal(new HostReason.TookOver(area, next, Still: true), ledger.WhyHosts(turn, Nothing));
        Assert.Equal(new HostReason.Passed(taker, turn, Still: true), ledger.WhyHosts(next, Nothing));
    }

    [Fact]
    public void A_reason_does_not_claim_what_a_later_exchange_has_changed()
    {
        var (a, b, c) = (new Quarter(2028, 2), new Quarter(2028, 3), new Quarter(2028, 4));
        var ledger = Swap(Swap(Ledger.Founding, a, b), b, c);
        Assert.False(Assert.IsType<HostReason.Swapped>(ledger.WhyHosts(a, Nothing)).Still);
        Assert.True(Assert.IsType<HostReason.Swapped>(ledger.WhyHosts(c, Nothing)).Still);
    }

    [Theory]
    [InlineData("2027-Q4", "2028-Q3", "turn.past")]
    [InlineData("2028-Q3", "2028-Q3", "turn.same")]
    [InlineData("2028-Q2", "2029-Q3", "turn.same")]
    [InlineData("2028-Q2", "2033-Q3", "turn.apart")]
    [InlineData("2038-Q1", "2038-Q2", "turn.far")]
    [InlineData("2028-Q2", "2028-Q4", "turn.scheduled")]
    [InlineData("2028-Q2", "2029-Q1", "turn.past")]
    public void What_is_over_scheduled_cancelled_or_too_far_is_not_exchanged(string one, string other, string rule)
    {
        var record = Met((new(2028, 4), TurnOutcome.Ahead, true), (new(2029, 1), TurnOutcome.NotHeld, false));
        Refused(rule, () => Ledger.Founding.RefuseUnlessExchangeable(ExchangeKind.Swap, Quarter.Parse(one), Quarter.Parse(other), record));
    }

    [Fact]
    public void A_turn_is_passed_for_a_later_one() =>
        Refused("turn.later", () => Ledger.Founding.RefuseUnlessExchangeable(ExchangeKind.Pass, new(2028, 3), new(2028, 2), Nothing));

    [Fact]
    public void A_turn_that_is_another_areas_by_now_is_not_exchanged_as_agreed()
    {
        var (one, other) = (new Quarter(2028, 2), new Quarter(2028, 3));
        var (a, b) = (Ledger.Founding.Rotation.HostOf(one), Ledger.Founding.Rotation.HostOf(other));
        Refused("turn.overtaken", () => Swap(Ledger.Founding, one, new(2028, 4)).Exchange(ExchangeKind.Swap, (one, a), (other, b), Nothing, Why));
    }

    [Fact]
    public void A_pass_asks_the_nearest_later_turn_that_can_still_be_had()
    {
        var turn = new Quarter(2028, 2);
        var near = turn.Following(6).Select(q => (Quarter: q, Host: Ledger.Founding.Rotation.HostOf(q))).ToList();
        Assert.Equal(near[1].Quarter, Ledger.Founding.NextForPass(turn, Nothing, [], []));
        Assert.Equal(near[2].Quarter, Ledger.Founding.NextForPass(turn, Nothing, [near[1].Host], []));
        Assert.Equal(near[2].Quarter, Ledger.Founding.NextForPass(turn, Met((near[1].Quarter, TurnOutcome.Ahead, true)), [], []));
        Assert.Equal(near[3].Quarter, Ledger.Founding.NextForPass(turn, Nothing, [near[1].Host], [near[2].Quarter]));
        Assert.Null(Ledger.Founding.NextForPass(turn, Nothing, Five, []));
    }

    [Fact]
    public void A_new_order_starts_with_a_round_and_leaves_all_before_it()
    {
        Area[] reversed = [.. Five.Reverse()];
        var starts = Ledger.Founding.OrderCanStartIn(Nothing).ToList();
        Assert.Equal([new(2028, 3), new(2029, 4), new(2031, 1), new(2032, 2), new(2033, 3), new(2034, 4), new(2036, 1), new(2037, 2)], starts);
        var ledger = Ledger.Founding.With(Ledger.Founding.ChangeOrder(starts[1], reversed, Nothing, Why));
        Assert.Equal(reversed, starts[1].Following(5).Select(ledger.Rotation.HostOf));
        Assert.All(new Quarter(2016, 1).Following(starts[1] - new Quarter(2016, 1)), q => Assert.Equal(Ledger.Founding.Rotation.HostOf(q), ledger.Rotation.HostOf(q)));
        Refused("ledger.order.round", () => Ledger.Founding.ChangeOrder(starts[1] + 1, reversed, Nothing, Why));
        Refused("ledger.order.past", () => Ledger.Founding.ChangeOrder(new(2027, 2), reversed, Nothing, Why));
        Refused("ledger.order.far", () => Ledger.Founding.ChangeOrder(new(2038, 3), reversed, Nothing, Why));
        Refused("ledger.order.same", () => Ledger.Founding.ChangeOrder(starts[1], Five, Nothing, Why));
        Refused("ledger.order", () => Ledger.Founding.ChangeOrder(starts[1], [.. Five[..4], Area.Western], Nothing, Why));
        Refused("ledger.order", () => Ledger.Founding.ChangeOrder(starts[1], [], Nothing, Why));
    }

    [Fact]
    public void An_order_takes_the_place_of_those_decided_for_later()
    {
        Area[] reversed = [.. Five.Reverse()], other = [Area.MetroBoston, .. Five.Except([Area.MetroBoston])];
        var late = Ledger.Founding.With(Ledger.Founding.ChangeOrder(new(2032, 2), reversed, Nothing, Why));
        var early = late.With(late.ChangeOrder(new(2028, 3), other, Nothing, Why));
        Assert.Equal([.. other, .. other, .. other, .. other], new Quarter(2028, 3).Following(20).Select(early.Rotation.HostOf));
        Assert.Equal(3, early.Entries.Count);
    }

    [Fact]
    public void What_was_agreed_or_scheduled_is_not_changed_by_a_new_order()
    {
        Area[] reversed = [.. Five.Reverse()];
        var swapped = Swap(Ledger.Founding, new(2028, 2), new(2028, 4));
        Refused("ledger.order.exchanges", () => swapped.ChangeOrder(new(2028, 3), reversed, Nothing, Why));
        Assert.DoesNotContain(new Quarter(2028, 3), swapped.OrderCanStartIn(Nothing));
        _ = swapped.ChangeOrder(new(2029, 4), reversed, Nothing, Why);
        var met = Met((new(2029, 4), TurnOutcome.Ahead, true));
        Refused("ledger.order.scheduled", () => Ledger.Founding.ChangeOrder(new(2028, 3), reversed, met, Why));
        Assert.Equal(new Quarter(2031, 1), Ledger.Founding.OrderCanStartIn(met).First());
    }

    [Fact]
    public void A_debt_remains_where_one_of_two_swapped_turns_was_not_held_until_it_is_waived()
    {
        var (one, other) = (new Quarter(2026, 3), new Quarter(2026, 4));
        var ledger = new Ledger([LedgerEntry.Founding(), Swap(Ledger.Founding, one, other, new(one, new Dictionary<Quarter, MeetingOnRecord>())).Entries[1]]);
        var (debtor, creditor) = (ledger.Rotation.DueIn(one), ledger.Rotation.DueIn(other));
        var both = Met((one, TurnOutcome.Hosted, true, creditor), (other, TurnOutcome.Hosted, true, debtor));
        Assert.All(ledger.Balances(both), b => Assert.Equal((0, 0), (b.Owed, b.OwedInTheEnd)));
        Refused("ledger.waive.none", () => ledger.Waive(debtor, creditor, both, Why));

        var half = Met((one, TurnOutcome.Hosted, true, creditor), (other, TurnOutcome.NotHeld, false, debtor));
        Assert.Equal((1, -1), (Of(ledger, debtor, half).OwedInTheEnd, Of(ledger, creditor, half).OwedInTheEnd));
        Refused("ledger.waive.none", () => ledger.Waive(creditor, debtor, half, Why));
        Refused("ledger.waive.none", () => ledger.Waive(debtor, debtor, half, Why));
        var waived = ledger.With(ledger.Waive(debtor, creditor, half, Why));
        Assert.All(waived.Balances(half), b => Assert.Equal((0, 0), (b.Owed, b.OwedInTheEnd)));
        Refused("ledger.waive.none", () => waived.Waive(debtor, creditor, half, Why));

        var counted = ledger.With(ledger.Count(other, half, Why));
        Assert.All(counted.Balances(half), b => Assert.Equal((0, 0), (b.Owed, b.OwedInTheEnd)));
        Assert.Equal(Of(ledger, debtor, half).Hosted + 1, Of(counted, debtor, half).Hosted);
    }

    [Fact]
    public void What_a_coming_exchange_gives_back_is_owed_now_and_not_in_the_end_and_cannot_be_waived()
    {
        var (one, other) = (new Quarter(2027, 4), new Quarter(2028, 2));
        var ledger = Swap(Ledger.Founding, one, other, new(one, new Dictionary<Quarter, MeetingOnRecord>()));
        var record = Met((one, TurnOutcome.Hosted, true, ledger.Rotation.HostOf(one)));
        var debtor = ledger.Rotation.DueIn(one);
        Assert.Equal((1, 0), (Of(ledger, debtor, record).Owed, Of(ledger, debtor, record).OwedInTheEnd));
        Refused("ledger.waive.none", () => ledger.Waive(debtor, ledger.Rotation.DueIn(other), record, Why));
    }

    [Fact]
    public void Only_a_turn_that_was_not_held_can_be_asked_to_count_and_once()
    {
        var record = Met((new(2027, 1), TurnOutcome.Hosted, true));
        Refused("ledger.count.held", () => Ledger.Founding.Count(new(2027, 1), record, Why));
        Refused("ledger.count.held", () => Ledger.Founding.Count(new(2028, 1), record, Why));
        Refused("ledger.count.held", () => Ledger.Founding.Count(new(2025, 4), record, Why));
        var ledger = Ledger.Founding.With(Ledger.Founding.Count(new(2027, 2), record, Why));
        Assert.Equal(TurnOutcome.Counted, ledger.TurnOf(new(2027, 2), record).Outcome);
        Refused("ledger.count.already", () => ledger.Count(new(2027, 2), record, Why));
    }

    [Fact]
    public void A_meeting_that_is_held_late_belongs_to_its_quarter()
    {
        // Decided on what the meeting is of, not on when it was: the record is keyed by quarter, and an empty current quarter gains nothing.
        var record = Met((new(2027, 4), TurnOutcome.Hosted, true));
        Assert.Equal(TurnOutcome.Hosted, Ledger.Founding.TurnOf(new(2027, 4), record).Outcome);
        Assert.Equal(TurnOutcome.Ahead, Ledger.Founding.TurnOf(Current, record).Outcome);
        Assert.Equal(1, Of(Ledger.Founding, Ledger.Founding.Rotation.HostOf(new(2027, 4)), record).HostedIn[3]);
    }

    [Fact]
    public void What_a_meeting_says_of_its_host_is_history()
    {
        var record = Met((new(2027, 1), TurnOutcome.Hosted, true, Area.MetroBoston));
        Assert.NotEqual(Area.MetroBoston, Ledger.Founding.Rotation.HostOf(new(2027, 1)));
        Assert.Equal(Area.MetroBoston, Ledger.Founding.TurnOf(new(2027, 1), record).Host);
        Assert.IsType<HostReason.OnRecord>(Ledger.Founding.WhyHosts(new(2027, 1), record));
    }

    [Fact]
    public void The_community_organises_itself_from_a_day_on()
    {
        var today = new LocalDate(2028, 2, 1);
        Assert.False(Ledger.Founding.IsSelfOrganisingOn(today));
        Refused("ledger.selforganising.past", () => Ledger.Founding.SelfOrganise(today.PlusDays(-1), today, Why));
        Refused("ledger.selforganising.far", () => Ledger.Founding.SelfOrganise(today.PlusYears(10).PlusDays(1), today, Why));
        var ledger = Ledger.Founding.With(Ledger.Founding.SelfOrganise(today.PlusDays(30), today, Why));
        Assert.False(ledger.IsSelfOrganisingOn(today.PlusDays(29)));
        Assert.True(ledger.IsSelfOrganisingOn(today.PlusDays(30)));
        // Not begun yet: another day may be named.
        var sooner = ledger.With(ledger.SelfOrganise(today, today, Why));
        Assert.True(sooner.IsSelfOrganisingOn(today));
        Refused("ledger.selforganising.already", () => sooner.SelfOrganise(today.PlusDays(9), today, Why));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public void Every_decision_has_a_reason(string? why) => Refused("ledger.why", () => _ = new Decision(Somebody, why, Now));

    [Fact]
    public void A_reason_has_at_most_300_characters()
    {
        Assert.Equal(300, new Decision(Somebody, new string('x', 300), Now).Why.Length);
        Refused("ledger.why", () => _ = new Decision(Somebody, new string('x', 301), Now));
    }

    // --- properties, over histories in which time goes on and everything is tried that the ledger has a verb for ---

    [Fact]
    public void Balances_sum_to_zero_whatever_was_decided() => OverHistories(history => Enumerable.Range(0, 3).All(later =>
    {
        var balances = history.Ledger.Balances(history.Record with { Current = history.Record.Current + later });
        return balances.Sum(b => b.Owed) == 0 && balances.Sum(b => b.OwedInTheEnd) == 0 && balances.All(b => b.HostedIn.Sum() == b.Hosted && b.AheadIn.Sum() == b.Ahead);
    }));

    [Fact]
    public void No_decision_rewrites_history() => OverHistories(history => history.Steps.All(step =>
        new Quarter(2016, 1).Following(step.Current - new Quarter(2016, 1)).All(q => step.Before.Rotation.HostOf(q) == step.After.Rotation.HostOf(q) && step.Before.Rotation.DueIn(q) == step.After.Rotation.DueIn(q))));

    [Fact]
    public void No_decision_moves_a_turn_that_has_a_meeting() => OverHistories(history => history.Steps.All(step =>
        step.Record.Meetings.Where(m => m.Value.IsOn).All(m => step.Before.Rotation.HostOf(m.Key) == step.After.Rotation.HostOf(m.Key))));

    [Fact]
    public void A_new_order_moves_no_turn_that_was_exchanged() => OverHistories(history => history.Steps.Where(s => s.Entry.Kind == LedgerEntryKind.Order).All(step =>
        step.Before.Rotation.Exchanges.SelectMany(e => new[] { e.One, e.Other }).All(q => step.Before.Rotation.HostOf(q) == step.After.Rotation.HostOf(q))));

    [Fact]
    public void A_new_order_decides_on_all_that_comes_from_its_round_on() => OverHistories(history => history.Steps.Where(s => s.Entry.Kind == LedgerEntryKind.Order).All(step =>
        step.Entry.Quarter!.Value.Following(40).Select((q, i) => (q, i)).All(t => step.After.Rotation.HostOf(t.q) == step.Entry.Order[t.i % 5])
        && (step.Entry.Quarter!.Value - 1 - step.Current is var before && (step.Current + 1).Following(Math.Max(0, before)).All(q => step.After.Rotation.DueIn(q) == step.Before.Rotation.DueIn(q)))));

    [Fact]
    public void Entries_are_only_ever_added() => OverHistories(history =>
        history.Steps.All(step => step.After.Entries.Take(step.Before.Entries.Count).SequenceEqual(step.Before.Entries) && step.After.Entries.Count == step.Before.Entries.Count + 1)
        && history.Ledger.Entries.Select(e => e.Number).SequenceEqual(Enumerable.Range(1, history.Ledger.Entries.Count)));

    [Fact]
    public void An_exchange_moves_two_turns_and_nothing_else() => OverHistories(history => history.Steps.Where(s => s.Entry.Kind is LedgerEntryKind.Swapped or LedgerEntryKind.Passed).All(step =>
        step.Current.Following(80).Where(q => step.Before.Rotation.HostOf(q) != step.After.Rotation.HostOf(q)).SequenceEqual(new[] { step.Entry.Quarter!.Value, step.Entry.Other!.Value }.Order())
        && step.After.Rotation.HostOf(step.Entry.Quarter!.Value) == step.Entry.OtherArea && step.After.Rotation.HostOf(step.Entry.Other!.Value) == step.Entry.Area));

    [Fact]
    public void Within_one_order_and_without_exchanges_twenty_quarters_give_each_area_four_turns_one_in_each_quarter_of_the_year() => OverHistories(history =>
        Windows(history).Where(w => !w.Any(q => history.Ledger.Rotation.Exchanges.Any(e => e.Touches(q)))).All(w =>
            w.GroupBy(history.Ledger.Rotation.HostOf).Select(g => g.Select(q => q.Number).Order().ToArray()).ToList() is { Count: 5 } turns && turns.TrueForAll(n => n.SequenceEqual([1, 2, 3, 4]))));

    [Fact]
    public void Within_one_order_an_area_departs_from_four_by_at_most_its_exchanges_across_the_edge() => OverHistories(history => Windows(history).All(window =>
    {
        var crossing = history.Ledger.Entries.Where(e => e.Kind is LedgerEntryKind.Swapped or LedgerEntryKind.Passed && window.Contains(e.Quarter!.Value) != window.Contains(e.Other!.Value)).ToList();
        return Five.All(area => Math.Abs(window.Count(q => history.Ledger.Rotation.HostOf(q) == area) - 4) <= crossing.Count(e => e.Area == area || e.OtherArea == area));
    }));

    [Fact]
    public void Every_order_starts_where_a_round_of_the_one_before_starts() => OverHistories(history =>
        history.Ledger.Rotation.Orders.Zip(history.Ledger.Rotation.Orders.Skip(1)).All(pair => pair.First.StartsRoundIn(pair.Second.First)));

    [Fact]
    public void Every_five_turns_of_a_round_are_due_to_all_five() => OverHistories(history => history.Ledger.Rotation.Orders.All(order =>
        order.First.Following(5).Select(history.Ledger.Rotation.DueIn).Order().SequenceEqual(Five)));

    [Fact]
    public void A_reason_names_the_area_that_hosts_the_other_turn() => OverHistories(history => new Quarter(2026, 1).Following(100).All(q => history.Ledger.Rotation.WhyHosts(q) switch
    {
        HostReason.Swapped(var with, var their, true) => history.Ledger.Rotation.HostOf(their) == with,
        HostReason.TookOver(var from, var their, true) => history.Ledger.Rotation.HostOf(their) == from && their > q,
        HostReason.Passed(var to, var given, true) => history.Ledger.Rotation.HostOf(given) == to && given < q,
        HostReason.InOrder => history.Ledger.Rotation.HostOf(q) == history.Ledger.Rotation.DueIn(q),
        _ => true,
    }));

    [Fact]
    public void Once_all_turns_are_held_nobody_owes_anything() => OverHistories(history =>
    {
        // Without what was called off: then only what is still to be given back is owed, and in the end nothing.
        var held = new MeetingsOnRecord(history.Record.Current, history.Record.Meetings.Where(m => m.Value.IsOn).ToDictionary());
        var all = new Quarter(2026, 1).Following(140).Select(q => history.Ledger.Rotation.TurnOf(q, TurnOutcome.Hosted));
        return new Rotation(history.Ledger.Rotation.Orders, history.Ledger.Rotation.Exchanges).Balance(all).All(b => b.Owed == 0) && held.Current == history.Record.Current;
    });

    [Fact]
    public void A_pass_goes_to_the_nearest_later_turn_that_is_free() => OverHistories(history => history.Record.Current.Following(12).Where(q => Ledger.IsExchangeable(q, history.Record)).All(q =>
        history.Ledger.NextForPass(q, history.Record, [], []) is not { } next
        || (next > q && history.Ledger.Rotation.HostOf(next) != history.Ledger.Rotation.HostOf(q)
            && (q + 1).Following(next - q - 1).All(nearer => !Ledger.IsExchangeable(nearer, history.Record) || history.Ledger.Rotation.HostOf(nearer) == history.Ledger.Rotation.HostOf(q)))));

    private sealed record Step(Quarter Current, MeetingsOnRecord Record, Ledger Before, LedgerEntry Entry, Ledger After);

    private sealed record History(Ledger Ledger, MeetingsOnRecord Record, IReadOnlyList<Step> Steps);

    /// <summary>One thing that somebody tries: which verb, and numbers that say on what.</summary>
    private sealed record Attempt(int Verb, int One, int Other, int Third);

    private static History Run(IEnumerable<Attempt> attempts)
    {
        var (ledger, current, steps) = (Ledger.Founding, new Quarter(2026, 1), new List<Step>());
        var meetings = new Dictionary<Quarter, MeetingOnRecord>();
        foreach (var (verb, one, other, third) in attempts)
        {
            var record = new MeetingsOnRecord(current, new Dictionary<Quarter, MeetingOnRecord>(meetings));
            var (a, b) = (current + (one % 24), current + (other % 24));
            try
            {
                switch (verb)
                {
                    case 0 or 1 or 2:
                        Add(ledger.Exchange(ExchangeKind.Swap, (a, ledger.Rotation.HostOf(a)), (b, ledger.Rotation.HostOf(b)), record, Why));
                        break;
                    case 3 or 4:
                        if (ledger.NextForPass(a, record, [], []) is { } next) Add(ledger.Exchange(ExchangeKind.Pass, (a, ledger.Rotation.HostOf(a)), (next, ledger.Rotation.HostOf(next)), record, Why));
                        break;
                    case 5 when other % 2 == 0:
                        Add(ledger.ChangeOrder(a, Permuted(third), record, Why));
                        break;
                    case 5:
                        if (ledger.OrderCanStartIn(record).Skip(one % 3).FirstOrDefault() is var from && from != default) Add(ledger.ChangeOrder(from, Permuted(third), record, Why));
                        break;
                    case 6:
                        Add(ledger.Count(current - 1 - (one % 6), record, Why));
                        break;
                    case 7:
                        Add(ledger.Waive(Five[one % 5], Five[other % 5], record, Why));
                        break;
                    case 8 when !record.HasMeeting(a):
                        meetings[a] = new(ledger.Rotation.HostOf(a), TurnOutcome.Ahead, true);
                        break;
                    case 9 when record.HasMeeting(a):
                        meetings[a] = meetings[a] with { Outcome = TurnOutcome.NotHeld, IsOn = false };
                        break;
                    default:
                        // A quarter goes by, and its meeting with it.
                        if (meetings.TryGetValue(current, out var meeting) && meeting.IsOn) meetings[current] = meeting with { Outcome = TurnOutcome.Hosted };
                        current += 1;
                        break;
                }
            }
            catch (RuleBrokenException)
            {
                // Refused: nothing has changed.
            }

            void Add(LedgerEntry entry)
            {
                var after = ledger.With(entry);
                steps.Add(new(current, record, ledger, entry, after));
                ledger = after;
            }
        }
        return new(ledger, new(current, meetings), steps);
    }

    private static Area[] Permuted(int seed)
    {
        List<Area> left = [.. Five], order = [];
        for (var i = 5; i > 0; i--)
        {
            order.Add(left[seed % i]);
            left.RemoveAt(seed % i);
            seed /= 2;
        }
        return [.. order];
    }

    private static IEnumerable<HashSet<Quarter>> Windows(History history) => history.Ledger.Rotation.Orders.SelectMany((order, i) =>
    {
        var end = i + 1 < history.Ledger.Rotation.Orders.Count ? history.Ledger.Rotation.Orders[i + 1].First : order.First + 60;
        return order.First.Following(Math.Max(0, end - order.First - 19)).Select(start => start.Following(20).ToHashSet());
    });

    private static Arbitrary<Attempt[]> AnyAttempts { get; } = Gen.ArrayOf(
        from verb in Gen.Choose(0, 12)
        from one in Gen.Choose(0, 23)
        from other in Gen.Choose(0, 23)
        from third in Gen.Choose(0, 200)
        select new Attempt(verb, one, other, third), 60).ToArbitrary();

    private static void OverHistories(Func<History, bool> holds) => Prop.ForAll(AnyAttempts, attempts => holds(Run(attempts))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_histories_of_these_properties_hold_every_kind_of_entry()
    {
        var kinds = AnyAttempts.Generator.Sample(100).SelectMany(a => Run(a).Ledger.Entries).Select(e => e.Kind).ToHashSet();
        Assert.Equal(Enum.GetValues<LedgerEntryKind>().Except([LedgerEntryKind.SelfOrganising]), kinds.Order());
    }

    private static Ledger Swap(Ledger ledger, Quarter one, Quarter other, MeetingsOnRecord? record = null) =>
        ledger.With(ledger.Exchange(ExchangeKind.Swap, (one, ledger.Rotation.HostOf(one)), (other, ledger.Rotation.HostOf(other)), record ?? Nothing, Why));

    private static MeetingsOnRecord Met(params (Quarter Quarter, TurnOutcome Outcome, bool IsOn)[] meetings) =>
        Met(meetings.Select(m => (m.Quarter, m.Outcome, m.IsOn, Ledger.Founding.Rotation.HostOf(m.Quarter))).ToArray());

    private static MeetingsOnRecord Met(params (Quarter Quarter, TurnOutcome Outcome, bool IsOn, Area Host)[] meetings) =>
        new(Current, meetings.ToDictionary(m => m.Quarter, m => new MeetingOnRecord(m.Host, m.Outcome, m.IsOn)));

    private static TurnBalance Of(Ledger ledger, Area area, MeetingsOnRecord record) => ledger.Balances(record).Single(b => b.Area == area);

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
