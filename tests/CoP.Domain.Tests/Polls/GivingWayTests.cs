using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Polls;

public sealed class GivingWayTests
{
    private const PollAnswer Yes = PollAnswer.Yes, IfNeedBe = PollAnswer.IfNeedBe, No = PollAnswer.No;
    private static readonly Instant Now = Instant.FromUtc(2027, 1, 4, 15, 0);
    private static readonly Id<Voter>[] People = [.. Enumerable.Range(0, 4).Select(_ => Id<Member>.New(Now).AsVoter())];

    [Fact]
    public void Of_times_that_suit_equally_many_the_one_comes_first_that_suits_who_gave_way_last_time()
    {
        var last = Held([Yes, Yes, No, IfNeedBe]);
        var poll = Asked([Yes, Yes, No, No], [No, No, Yes, Yes], [Yes, No, Yes, No]);
        Assert.Equal([0, 1, 2], Places(poll.Ranking));
        Assert.Equal([1, 2, 0], Places(poll.Rank(_ => true, GivingWay.After([last]))));
    }

    [Fact]
    public void Fairness_outweighs_neither_a_yes_nor_a_no()
    {
        var claims = GivingWay.After([Held([Yes, Yes, Yes, No])]);
        Assert.Equal([0, 1], Places(Asked([Yes, Yes, Yes, No], [No, No, Yes, Yes]).Rank(_ => true, claims)));
        Assert.Equal([0, 1], Places(Asked([Yes, IfNeedBe, IfNeedBe, No], [IfNeedBe, No, No, Yes]).Rank(_ => true, claims)));
    }

    [Fact]
    public void Who_gives_way_again_is_owed_more_until_a_time_is_chosen_that_suits_them()
    {
        var polls = new[] { Held([Yes, No, IfNeedBe, No]), Held([Yes, No, IfNeedBe, Yes]), Held([No, Yes, null, null]) };
        Assert.Equal([(1, 2), (2, 1), (3, 2)], Owed(polls[..1]));
        Assert.Equal([(1, 4), (2, 2)], Owed(polls[..2]));
        Assert.Equal([(0, 2), (2, 2)], Owed(polls));

        static IEnumerable<(int, int)> Owed(Poll[] polls) => GivingWay.After(polls).Select(c => (Array.IndexOf(People, c.Key), c.Value)).OrderBy(c => c.Item1);
    }

    [Fact]
    public void A_poll_that_was_withdrawn_or_is_open_owes_nobody_anything()
    {
        var withdrawn = Asked([No, No, No, No]);
        withdrawn.Withdraw();
        Assert.Empty(GivingWay.After([withdrawn, Asked([No, No, No, No])]));
    }

    [Fact]
    public void Whatever_was_before_fairness_only_orders_what_is_equal_and_never_puts_the_one_who_is_owed_most_last()
    {
        var answers = Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 2), People.Length), 6).ToArbitrary();
        Prop.ForAll(answers, answers, (before, after) =>
        {
            var claims = GivingWay.After(before.Select(b => Held([.. b.Select(a => (PollAnswer?)a)])));
            var poll = Asked([.. after.Select(a => a.Select(x => (PollAnswer)x).ToArray())]);
            var (plain, fair) = (poll.Ranking, poll.Rank(_ => true, claims));
            // The same counts stand at each place: only equals change places.
            Assert.Equal(plain.Select(r => (r.Yes.Count, r.No.Count)), fair.Select(r => (r.Yes.Count, r.No.Count)));
            Assert.Equal(Places(plain).Order(), Places(fair).Order());
            foreach (var equals in fair.GroupBy(r => (r.Yes.Count, r.No.Count)))
            {
                Assert.Equal(equals.OrderByDescending(r => r.Repays).ThenBy(r => r.Slot.Slot.StartsAt), equals);
                // Where one alone is owed anything, a time that suits them is before one that does not.
                if (claims.Count != 1) continue;
                var one = claims.Single().Key;
                var fits = equals.Select(r => (int)poll.AnswerOf(one, r.Slot.Id)!.Value).ToList();
                Assert.Equal(fits.Order(), fits);
            }
            // Who they are plays no part: nobody is owed less than nothing, and whoever always had their way is owed nothing.
            Assert.All(claims.Values, owed => Assert.True(owed > 0));
            foreach (var (i, person) in People.Index())
                if (before.All(b => b[i] == 0)) Assert.DoesNotContain(person, claims.Keys);
        }).QuickCheckThrowOnFailure();
    }

    private static IEnumerable<int> Places(IEnumerable<PollResult> ranking) => ranking.Select(r => r.Slot.Number - 1);

    // A poll in which the first time was chosen, to which people had answered so.
    private static Poll Held(PollAnswer?[] answers)
    {
        var poll = New(2);
        foreach (var (person, answer) in People.Zip(answers))
            if (answer is { } said) poll.Answer(person, new Dictionary<Id<PollSlot>, PollAnswer> { [poll.Slots[0].Id] = said, [poll.Slots[1].Id] = Yes }, Now);
        poll.Choose(poll.Slots[0].Id, Now);
        return poll;
    }

    // For each time, what each of the people says.
    private static Poll Asked(params PollAnswer[][] times)
    {
        var poll = New(Math.Max(2, times.Length));
        foreach (var (i, person) in People.Index())
            poll.Answer(person, poll.Slots.Take(times.Length).ToDictionary(s => s.Id, s => times[s.Number - 1][i]), Now);
        return poll;
    }

    private static Poll New(int times) =>
        new(Id<Poll>.New(Now), Enumerable.Range(0, times).Select(day => new LocalSlot(new LocalDateTime(2027, 2, 1, 10, 0).PlusDays(day), 60, "America/New_York")), Now + Duration.FromDays(7), Id<Member>.New(Now), Now);
}
