using CoP.Domain.CoReflection;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Thread = CoP.Domain.Discussions.Thread;

namespace CoP.Domain.Tests.Discussions;

public sealed class AudienceChangeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 15, 0);
    private static readonly Audience Supporters = new(AudienceKind.PeerSupporters);
    private static readonly Id<Member> Asker = Id<Member>.New(Now);
    private static readonly Id<Member> Ben = Id<Member>.New(Now);
    private static readonly Id<Member> Carla = Id<Member>.New(Now);

    [Fact]
    public void Only_what_lets_nobody_new_in_is_narrower()
    {
        var (one, two) = (Group(), Group());
        Assert.True(Supporters.IsWithin(Audience.Everyone));
        Assert.True(one.IsWithin(Audience.Everyone));
        Assert.True(one.IsWithin(new Audience(AudienceKind.Group, one.GroupId)));
        Assert.False(one.IsWithin(two));
        Assert.False(Audience.Everyone.IsWithin(Supporters));
        Assert.False(new Audience(AudienceKind.Committee).IsWithin(Supporters));
        Assert.False(one.IsWithin(Supporters));
    }

    [Fact]
    public void Its_author_narrows_it_at_once()
    {
        var thread = Ask(Audience.Everyone);
        thread.Reply(Ben, "en", Text, Now);
        thread.Narrow(Supporters, Asker, null, Now);
        Assert.Equal(Supporters, thread.Audience);
        Assert.Equal(thread.Version, thread.HeadVersion);
        var change = Assert.Single(thread.AudienceChanges);
        Assert.Equal((Audience.Everyone, Supporters, Instant.FromUtc(2026, 3, 2, 0, 0)), (change.From, change.To, change.On));
        Refused("audience.same", () => thread.Narrow(Supporters, Asker, null, Now));
        Refused("audience.wider", () => thread.Narrow(Audience.Everyone, Asker, null, Now));
        Refused("audience.wider", () => thread.Narrow(Group(), Asker, null, Now));
        Refused("thread.notYours", () => thread.Narrow(Supporters, Ben, null, Now));
    }

    [Fact]
    public void What_nobody_else_wrote_in_widens_at_once()
    {
        var thread = Ask(Supporters);
        var widening = thread.Widen(Audience.Everyone, Asker, [], null, Now);
        Assert.Equal((WideningState.Agreed, Audience.Everyone), (widening.State, thread.Audience));
        Refused("audience.narrower", () => thread.Widen(Supporters, Asker, [], null, Now));
        Refused("audience.group", () => Ask(Supporters).Widen(Group(), Asker, [], null, Now));
    }

    [Fact]
    public void It_widens_when_the_last_of_them_agrees()
    {
        var thread = Ask(Supporters);
        Guid[] writers = [Ben.Value, Carla.Value];
        var widening = thread.Widen(Audience.Everyone, Asker, writers, null, Now);
        thread.Agree(widening, Ben.Value, writers, Now);
        thread.Agree(widening, Ben.Value, writers, Now);
        Assert.Equal([Carla.Value], widening.Missing(writers));
        Assert.Equal(Supporters, thread.Audience);
        Refused("widening.notAsked", () => thread.Agree(widening, Asker.Value, writers, Now));
        Refused("widening.notAsked", () => thread.Agree(widening, Id<Member>.New(Now).Value, writers, Now));
        thread.Agree(widening, Carla.Value, writers, Now);
        Assert.Equal((WideningState.Agreed, Audience.Everyone), (widening.State, thread.Audience));
        Assert.Empty(widening.Consents);
        Refused("widening.over", () => thread.Agree(widening, Carla.Value, writers, Now));
    }

    [Fact]
    public void One_no_ends_it_and_the_author_waits_before_they_ask_again()
    {
        var thread = Ask(Supporters);
        Guid[] writers = [Ben.Value, Carla.Value];
        var widening = thread.Widen(Audience.Everyone, Asker, writers, null, Now);
        thread.Agree(widening, Ben.Value, writers, Now);
        thread.Refuse(widening, Carla.Value, writers, Now);
        Assert.Equal((WideningState.Refused, Supporters), (widening.State, thread.Audience));
        Assert.Empty(widening.Consents);
        Refused("widening.over", () => thread.Agree(widening, Carla.Value, writers, Now));
        Refused("widening.tooSoon", () => thread.Widen(Audience.Everyone, Asker, writers, widening, Now + Widening.Rest - Duration.Epsilon));
        Assert.True(thread.Widen(Audience.Everyone, Asker, writers, widening, Now + Widening.Rest).IsOpen);
    }

    [Fact]
    public void The_author_withdraws_and_asks_again_but_not_twice_at_a_time()
    {
        var thread = Ask(Supporters);
        Guid[] writers = [Ben.Value];
        var widening = thread.Widen(Audience.Everyone, Asker, writers, null, Now);
        Refused("widening.open", () => thread.Widen(Audience.Everyone, Asker, writers, widening, Now));
        Refused("thread.notYours", () => thread.Withdraw(widening, Ben, Now));
        thread.Withdraw(widening, Asker, Now);
        Assert.True(thread.Widen(Audience.Everyone, Asker, writers, widening, Now).IsOpen);
    }

    [Fact]
    public void Narrowing_ends_a_proposal()
    {
        var thread = Ask(Audience.Everyone);
        var group = Group();
        thread.Narrow(group, Asker, null, Now);
        var widening = thread.Widen(Supporters, Asker, [Ben.Value], null, Now);
        Refused("audience.wider", () => thread.Narrow(Group(), Asker, widening, Now));
        Assert.True(widening.IsOpen);
        var other = Ask(Audience.Everyone);
        var proposal = Ask(Supporters).Widen(Audience.Everyone, Asker, [Ben.Value], null, Now);
        other.Narrow(group, Asker, proposal, Now);
        Assert.Equal(WideningState.Withdrawn, proposal.State);
    }

    [Fact]
    public void Taking_back_the_opening_ends_a_proposal_and_the_last_post_of_one_who_is_missing_decides_it()
    {
        var thread = Ask(Supporters);
        var widening = thread.Widen(Audience.Everyone, Asker, [Ben.Value], null, Now);
        thread.Settle(widening, [], Now);
        Assert.Equal((WideningState.Agreed, Audience.Everyone), (widening.State, thread.Audience));

        thread = Ask(Supporters);
        widening = thread.Widen(Audience.Everyone, Asker, [Ben.Value], null, Now);
        thread.TakeBack(thread.Posts[0], Asker, Now);
        thread.Settle(widening, [Ben.Value], Now);
        Assert.Equal((WideningState.Withdrawn, Supporters), (widening.State, thread.Audience));
        Refused("thread.takenBack", () => thread.Narrow(Group(), Asker, null, Now));
    }

    /// <summary>Whatever people do in whichever order: nobody's standing words are seen by more people than they agreed to.</summary>
    [Fact]
    public void It_never_widens_without_each_one_whose_words_stand_in_it() => Prop.ForAll(
        Gen.Choose(0, 17).ListOf(40).Select(moves => moves.ToArray()).ToArbitrary(),
        moves =>
        {
            Id<Member>[] people = [Id<Member>.New(Now), Id<Member>.New(Now), Id<Member>.New(Now)];
            var thread = Ask(Supporters);
            var agreed = new HashSet<Id<Member>>();
            Widening? widening = null;
            Guid[] Writers() => [.. thread.Posts.Where(p => p.TakenBackAt is null && p.AuthorId != Asker).Select(p => p.AuthorId!.Value.Value)];
            foreach (var move in moves)
            {
                var who = people[move % 3];
                var standing = thread.Posts.Where(p => p.TakenBackAt is null && p.AuthorId != Asker).ToList();
                switch (move / 3)
                {
                    case 0:
                        thread.Reply(who, "en", Text, Now);
                        break;
                    case 1 when standing.Find(p => p.AuthorId == who) is { } post:
                        thread.TakeBack(post, who, Now);
                        if (widening is { IsOpen: true }) thread.Settle(widening, Writers(), Now);
                        break;
                    case 2 when widening is not { IsOpen: true } && thread.Audience == Supporters && widening?.State != WideningState.Refused:
                        agreed.Clear();
                        widening = thread.Widen(Audience.Everyone, Asker, Writers(), widening, Now);
                        break;
                    case 3 or 4 when widening is { IsOpen: true } && standing.Exists(p => p.AuthorId == who):
                        agreed.Add(who);
                        thread.Agree(widening, who.Value, Writers(), Now);
                        break;
                    case 5 when widening is { IsOpen: true } && standing.Exists(p => p.AuthorId == who) && moves.Length > 20:
                        thread.Refuse(widening, who.Value, Writers(), Now);
                        break;
                }
                if (thread.Audience != Audience.Everyone) continue;
                return thread.Posts.Where(p => p.TakenBackAt is null && p.AuthorId != Asker).All(p => agreed.Contains(p.AuthorId!.Value));
            }
            return true;
        }).QuickCheckThrowOnFailure();

    private static Audience Group() => new(AudienceKind.Group, Id<Group>.New(Now));

    private static Thread Ask(Audience audience) => new(Id<Space>.New(Now), Asker, ThreadKind.Question, audience, "en", "How do others do it?", Text, Now);

    private static RenderedText Text => new("Words", "<p>Words</p>\n");

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
