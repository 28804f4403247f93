using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using NodaTime;
using Thread = CoP.Domain.Discussions.Thread;

namespace CoP.Domain.Tests.Moderation;

public sealed class CaseTests
{
    static readonly Instant now = Instant.FromUtc(2026, 11, 23, 12, 0);
    readonly Id<Member> ana = Id<Member>.New(now), ben = Id<Member>.New(now), cleo = Id<Member>.New(now);

    [Fact]
    public void It_takes_two_moderators_to_remove()
    {
        var @case = Raised();
        Assert.Equal(CaseStepKind.RemovalAsked, @case.Remove(ben, ConcernReason.Spam, "It sells.", now).Kind);
        Assert.Equal(CaseState.Open, @case.State);
        Breaks("case.second", () => @case.Remove(ben, ConcernReason.Spam, "It does.", now));
        Assert.Equal(CaseStepKind.Removed, @case.Remove(cleo, ConcernReason.Spam, "It sells.", now).Kind);
        Assert.Equal(CaseState.Removed, @case.State);
        Assert.Null(@case.WaitsSince);
        Breaks("case.decided", () => @case.Remove(ben, ConcernReason.Spam, "Again.", now));
        Breaks("post.removed", () => @case.Raise(cleo, ConcernReason.Other, null, null, now));
    }

    [Fact]
    public void It_takes_two_to_put_back()
    {
        var @case = Raised();
        Breaks("case.notRemoved", () => @case.Restore(ben, "Not yet removed.", now));
        @case.Remove(ben, ConcernReason.Spam, "It sells.", now);
        @case.Remove(cleo, ConcernReason.Spam, "It sells.", now);
        @case.Answer("It was a library.", now);
        Assert.NotNull(@case.WaitsSince);
        Assert.Equal(CaseStepKind.RestoringAsked, @case.Restore(cleo, "It was.", now).Kind);
        Breaks("case.second", () => @case.Restore(cleo, "It was.", now));
        Assert.Equal(CaseStepKind.Restored, @case.Restore(ben, "We were wrong.", now).Kind);
        Assert.Equal(CaseState.Closed, @case.State);
    }

    [Fact]
    public void One_moderator_hides_once_whoever_it_is()
    {
        var @case = Raised();
        @case.Hide(ben, ConcernReason.Disrespect, "While we look.", now);
        Breaks("case.hiddenBefore", () => @case.Hide(ben, ConcernReason.Disrespect, "Again.", now));
        Breaks("case.hiddenBefore", () => @case.Hide(cleo, ConcernReason.Disrespect, "Again.", now + Duration.FromDays(2)));
        @case.Leave(ben, "All well.", now);
        @case.Raise(cleo, ConcernReason.Spam, null, null, now);
        Breaks("case.hiddenBefore", () => @case.Hide(cleo, ConcernReason.Disrespect, "Again.", now));
    }

    [Fact]
    public void A_removal_asked_for_is_forgotten_when_another_leaves_it()
    {
        var @case = Raised();
        @case.Remove(ben, ConcernReason.Spam, "It sells.", now);
        @case.Leave(cleo, "It does not.", now);
        Assert.Equal(CaseState.Closed, @case.State);
        @case.Raise(cleo, ConcernReason.Spam, null, null, now);
        Assert.Equal(CaseStepKind.RemovalAsked, @case.Remove(cleo, ConcernReason.Spam, "It sells.", now).Kind);
        Assert.Equal(CaseState.Open, @case.State);
    }

    [Fact]
    public void A_member_raises_a_concern_once()
    {
        var @case = Raised();
        Breaks("concern.twice", () => @case.Raise(ana, ConcernReason.Other, null, null, now));
        @case.Leave(ben, "Nothing to do.", now);
        Breaks("concern.twice", () => @case.Raise(ana, ConcernReason.Other, null, null, now));
        @case.Raise(cleo, ConcernReason.Other, "  ", null, now);
        Assert.Equal(CaseState.Open, @case.State);
        Assert.Null(@case.Concerns[1].Words);
        Breaks("concern.words", () => @case.Raise(ben, ConcernReason.Other, new string('x', 1001), null, now));
    }

    [Fact]
    public void The_author_answers_what_they_were_told_and_a_moderator_has_to_look_again()
    {
        var @case = Raised();
        Breaks("case.untold", () => @case.Answer("What is it?", now));
        @case.Remove(ben, ConcernReason.Spam, "It sells.", now);
        Breaks("case.untold", () => @case.Answer("What is it?", now));
        @case.Remove(cleo, ConcernReason.Spam, "It sells.", now);
        for (var i = 0; i < Case.AnswersAtOnce; i++) @case.Answer("It does not.", now);
        Breaks("case.answers", () => @case.Answer("Once more.", now));
        Assert.Equal(now, @case.WaitsSince);
        Assert.Null(@case.Steps[^1].ById);
        @case.Leave(ben, "It does.", now);
        Assert.Equal((CaseState.Removed, null), (@case.State, @case.WaitsSince));
        Breaks("case.nothing", () => @case.Leave(ben, "It does.", now));
        @case.Answer("Once more.", now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("a\u0007b")]
    public void What_is_done_is_done_with_words(string words)
    {
        Breaks("case.words", () => Raised().Hide(ben, ConcernReason.Spam, words, now));
        Breaks("case.words", () => Raised().Remove(ben, ConcernReason.Spam, words, now));
        Breaks("case.words", () => Raised().Leave(ben, words, now));
        Breaks("case.words", () => Raised().Hide(ben, ConcernReason.Spam, new string('x', 2001), now));
    }

    [Fact]
    public void What_moderators_do_takes_the_next_version_of_the_thread()
    {
        var thread = Ask();
        var reply = thread.Reply(ana, "en", new RenderedText("Buy.", "<p>Buy.</p>"), now);
        thread.Hide(reply, now + Case.HidingLasts);
        // The head counts the replies that stand.
        Assert.Equal((3L, 3L, 3L), (thread.Version, reply.Version, thread.HeadVersion));
        thread.Reveal(reply, now + Duration.FromHours(23));
        Assert.Equal(3, thread.Version);
        thread.Reveal(reply, now + Duration.FromHours(24));
        Assert.Equal((4L, null), (reply.Version, reply.HiddenUntil));
        thread.Remove(reply, now);
        Assert.Equal((5L, 0), (reply.Version, thread.ReplyCount));
        Breaks("post.removed", () => thread.Edit(reply, ana, "en", new RenderedText("Sell.", "<p>Sell.</p>"), now));
        thread.Restore(reply);
        Assert.Equal((6L, 1), (reply.Version, thread.ReplyCount));
        thread.Remove(reply, now);
        thread.TakeBack(reply, ana, now);
        Assert.Equal((0, null), (thread.ReplyCount, reply.RemovedAt));
        thread.Restore(reply);
        Assert.Equal(0, thread.ReplyCount);
    }

    [Fact]
    public void A_removed_opening_ends_the_discussion()
    {
        var thread = Ask();
        thread.Hide(thread.Posts[0], now + Case.HidingLasts);
        Assert.Equal((2L, false), (thread.HeadVersion, thread.IsClosed));
        thread.Remove(thread.Posts[0], now);
        Assert.Equal((3L, true), (thread.HeadVersion, thread.IsClosed));
        Breaks("thread.removed", () => thread.Reply(ana, "en", new RenderedText("Still?", "<p>Still?</p>"), now));
        thread.Restore(thread.Posts[0]);
        Assert.False(thread.IsClosed);
    }

    Case Raised()
    {
        var @case = new Case(Ask().Posts[0], now);
        @case.Raise(ana, ConcernReason.Spam, "It looks like selling.", null, now);
        return @case;
    }

    static Thread Ask() => new(
        Id<Space>.New(now), Id<Member>.New(now), ThreadKind.Question, Audience.Everyone, "en", "How?", new RenderedText("Tell me.", "<p>Tell me.</p>"), now);

    static void Breaks(string key, Action act) => Assert.Equal(key, Assert.Throws<RuleBrokenException>(act).Key);
}
