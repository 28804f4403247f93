using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Polls;

public sealed class PollTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 1, 4, 15, 0);
    private static readonly Instant Deadline = Now + Duration.FromDays(7);
    private static readonly Id<Member> Asker = Id<Member>.New(Now);

    [Fact]
    public void The_most_yes_come_first_then_the_fewest_no_then_the_earliest()
    {
        var poll = Asked(4);
        var (a, b, c, d) = (poll.Slots[0].Id, poll.Slots[1].Id, poll.Slots[2].Id, poll.Slots[3].Id);
        Say(poll, (a, PollAnswer.Yes), (b, PollAnswer.Yes), (c, PollAnswer.IfNeedBe), (d, PollAnswer.IfNeedBe));
        Say(poll, (a, PollAnswer.No), (b, PollAnswer.IfNeedBe), (c, PollAnswer.IfNeedBe), (d, PollAnswer.IfNeedBe));
        Assert.Equal([b, a, c, d], poll.Ranking.Select(r => r.Slot.Id));
        Assert.Equal((1, 1, 0), (poll.Ranking[0].Yes.Count, poll.Ranking[0].IfNeedBe.Count, poll.Ranking[0].No.Count));
        Assert.Equal(2, poll.Voters.Count());
    }

    [Fact]
    public void An_answer_takes_the_place_of_the_one_before()
    {
        var (poll, ana) = (Asked(2), Someone());
        poll.Answer(ana, new Dictionary<Id<PollSlot>, PollAnswer> { [poll.Slots[0].Id] = PollAnswer.Yes }, Now);
        Assert.False(poll.HasAnswered(ana));
        poll.Answer(ana, new Dictionary<Id<PollSlot>, PollAnswer> { [poll.Slots[0].Id] = PollAnswer.No, [poll.Slots[1].Id] = PollAnswer.IfNeedBe }, Now);
        Assert.True(poll.HasAnswered(ana));
        Assert.Equal([PollAnswer.No, PollAnswer.IfNeedBe], poll.Slots.Select(s => poll.AnswerOf(ana, s.Id)!.Value));
        poll.Propose(Slot(9), Now);
        Assert.False(poll.HasAnswered(ana));
    }

    [Fact]
    public void It_takes_answers_until_its_deadline_and_until_a_time_is_chosen()
    {
        var poll = Asked(2);
        Assert.True(poll.TakesVotes(Deadline - Duration.Epsilon));
        Breaks("poll.closed", () => poll.Answer(Asker.AsVoter(), All(poll, PollAnswer.Yes), Deadline));
        poll.CloseAt(Deadline + Duration.FromDays(1), Deadline);
        poll.Answer(Asker.AsVoter(), All(poll, PollAnswer.Yes), Deadline);
        var chosen = poll.Choose(poll.Slots[1].Id, Now);
        Assert.Equal((PollState.Chosen, chosen.Id), (poll.State, poll.ChosenId!.Value));
        Breaks("poll.closed", () => poll.Answer(Asker.AsVoter(), All(poll, PollAnswer.No), Now));
        foreach (var verb in (Action[])[() => poll.Choose(poll.Slots[0].Id, Now), poll.Withdraw, () => poll.Propose(Slot(9), Now), () => poll.CloseAt(Deadline, Now)]) Breaks("poll.ended", verb);
    }

    [Fact]
    public void What_is_given_up_chooses_nothing()
    {
        var poll = Asked(2);
        poll.Withdraw();
        Assert.Equal((PollState.Withdrawn, null), (poll.State, poll.ChosenId));
        Breaks("poll.ended", () => poll.Choose(poll.Slots[0].Id, Now));
    }

    [Fact]
    public void Times_are_two_to_sixty_to_come_and_each_once()
    {
        Breaks("poll.few", () => Ask([Slot(1)]));
        Breaks("poll.same", () => Ask([Slot(1), Slot(1)]));
        Breaks("poll.past", () => Ask([Slot(1), Slot(-30)]));
        Breaks("poll.many", () => Ask([.. Enumerable.Range(1, 61).Select(Slot)]));
        Assert.Equal(Enumerable.Range(1, 60), Asked(60).Slots.Select(s => s.Number));
        Breaks("poll.many", () => Asked(60).Propose(Slot(70), Now));
        Breaks("poll.slot", () => Asked(2).Choose(Id<PollSlot>.New(Now), Now));
        Breaks("poll.slot", () => Asked(2).Answer(Asker.AsVoter(), new Dictionary<Id<PollSlot>, PollAnswer> { [Id<PollSlot>.New(Now)] = PollAnswer.Yes }, Now));
        var poll = Asked(2);
        Breaks("poll.answer", () => poll.Answer(Asker.AsVoter(), All(poll, (PollAnswer)7), Now));
        Breaks("poll.past", () => poll.Choose(poll.Slots[0].Id, Slot(0).StartsAt));
    }

    [Fact]
    public void A_deadline_is_to_come_not_far_and_before_the_first_time()
    {
        Breaks("poll.deadline", () => Ask([Slot(1), Slot(2)], Now));
        Breaks("poll.deadline", () => Ask([Slot(90), Slot(91)], Now + Duration.FromDays(63)));
        Breaks("poll.deadline.late", () => Ask([Slot(1), Slot(2)], Slot(1).StartsAt + Duration.FromMinutes(1)));
        Assert.Equal(Slot(1).StartsAt, Ask([Slot(1), Slot(2)], Slot(1).StartsAt).ClosesAt);
    }

    [Fact]
    public void Who_has_not_answered_is_reminded_once_a_day_before_each_deadline()
    {
        var poll = Asked(2);
        Assert.Null(PollReminder.DueNow(poll, Deadline - Poll.RemindBefore - Duration.Epsilon));
        var first = PollReminder.DueNow(poll, Deadline - Poll.RemindBefore)!;
        Assert.Equal(first.Key, PollReminder.DueNow(poll, Deadline - Duration.FromMinutes(1))!.Key);
        Assert.Null(PollReminder.DueNow(poll, Deadline));
        poll.CloseAt(Deadline + Duration.FromDays(1), Now);
        Assert.NotEqual(first.Key, PollReminder.DueNow(poll, Deadline)!.Key);
        Assert.NotEqual(first.Key, PollReminder.DueNow(Asked(2), Deadline - Poll.RemindBefore)!.Key);
        // Asked and reminded on one day would be one letter too many.
        Assert.Null(PollReminder.DueNow(Ask([Slot(1), Slot(2)], Now + Duration.FromHours(20)), Now + Duration.FromHours(1)));
        poll.Withdraw();
        Assert.Null(PollReminder.DueNow(poll, Deadline));
    }

    [Fact]
    public void The_ranking_holds_over_all_answers()
    {
        var answers = Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 3), 5), 12).ToArbitrary();
        Prop.ForAll(answers, people =>
        {
            var poll = Asked(5);
            foreach (var person in people)
                poll.Answer(Someone(), poll.Slots.Zip(person).Where(x => x.Second < 3).ToDictionary(x => x.First.Id, x => (PollAnswer)x.Second), Now);
            var ranking = poll.Ranking;
            Assert.Equal(5, ranking.DistinctBy(r => r.Slot.Id).Count());
            Assert.Equal(people.Sum(p => p.Count(a => a < 3)), ranking.Sum(r => r.Yes.Count + r.IfNeedBe.Count + r.No.Count));
            foreach (var (better, worse) in ranking.Zip(ranking.Skip(1)))
                Assert.True((-better.Yes.Count, better.No.Count, better.Slot.Slot.StartsAt).CompareTo((-worse.Yes.Count, worse.No.Count, worse.Slot.Slot.StartsAt)) < 0);
            // One more yes never makes a time worse.
            var (last, place) = (ranking[^1].Slot.Id, 4);
            poll.Answer(Someone(), new Dictionary<Id<PollSlot>, PollAnswer> { [last] = PollAnswer.Yes }, Now);
            Assert.True(poll.Ranking.ToList().FindIndex(r => r.Slot.Id == last) <= place);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_remark_takes_the_place_of_the_one_before_and_nothing_takes_it_back()
    {
        var (poll, ana) = (Asked(2), Someone());
        var before = poll.LiveVersion;
        poll.AddRemark(ana, " Mornings are hard. ", "en", Now);
        Assert.Equal(("Mornings are hard.", "en", before + 1), (poll.RemarkOf(ana)!.Text, poll.RemarkOf(ana)!.Language, poll.LiveVersion));
        poll.AddRemark(Someone(), "De tarde, mejor.", "es", Now);
        poll.AddRemark(ana, "Any day but Friday.", "en", Now);
        Assert.Equal(["De tarde, mejor.", "Any day but Friday."], poll.Remarks.Select(r => r.Text));
        poll.AddRemark(ana, "", "en", Now);
        Assert.Null(poll.RemarkOf(ana));
        Breaks("poll.remark", () => poll.AddRemark(ana, new('x', Poll.RemarkLimit + 1), "en", Now));
        Breaks("text.language", () => poll.AddRemark(ana, "Bonjour", "fr", Now));
        Breaks("poll.closed", () => poll.AddRemark(ana, "Late", "en", Deadline));
        Assert.Equal(1, poll.Version);
    }

    [Fact]
    public void Answers_of_those_who_are_asked_no_more_do_not_count()
    {
        var (poll, gone) = (Asked(2), Someone());
        poll.Answer(gone, All(poll, PollAnswer.Yes), Now);
        Say(poll, (poll.Slots[1].Id, PollAnswer.Yes));
        Assert.Equal([2, 1], poll.Ranking.Select(r => r.Yes.Count));
        Assert.Equal([1, 0], poll.Rank(voter => voter != gone).Select(r => r.Yes.Count));
    }

    private static Id<Voter> Someone() => Id<Member>.New(Now).AsVoter();

    private static Poll Asked(int slots) => Ask([.. Enumerable.Range(0, slots).Select(i => Slot(i))]);

    private static Poll Ask(LocalSlot[] slots, Instant? closesAt = null) => new(Id<Poll>.New(Now), slots, closesAt ?? Deadline, Asker, Now);

    private static LocalSlot Slot(int day) => new(new LocalDateTime(2027, 2, 1, 10, 0).PlusDays(day), 60, "America/New_York");

    private static void Say(Poll poll, params (Id<PollSlot>, PollAnswer)[] answers) => poll.Answer(Someone(), answers.ToDictionary(a => a.Item1, a => a.Item2), Now);

    private static Dictionary<Id<PollSlot>, PollAnswer> All(Poll poll, PollAnswer answer) => poll.Slots.ToDictionary(s => s.Id, _ => answer);

    private static void Breaks(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
