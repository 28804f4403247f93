using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;
using Thread = CoP.Domain.Discussions.Thread;

namespace CoP.Domain.Tests.Discussions;

public sealed class HelpingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 15, 0);
    private static readonly Id<Member> Asker = Id<Member>.New(Now);
    private static readonly Guid Token = Guid.NewGuid();
    private static readonly Id<Member> Other = Id<Member>.New(Now);

    [Fact]
    public void The_asker_says_which_reply_of_theirs_tells_how_it_went()
    {
        var thread = Ask();
        var reply = thread.Reply(Asker, "en", Text("It went well."), Now);
        thread.TellOutcome(reply, Asker);
        Assert.True(reply.TellsOutcome);
        Assert.Equal((thread.Version, thread.Version), (reply.Version, thread.HeadVersion));
        var version = thread.Version;
        thread.TellOutcome(reply, Asker);
        Assert.Equal(version, thread.Version);
        thread.UntellOutcome(reply, Asker);
        Assert.False(reply.TellsOutcome);
        Assert.Equal(thread.Version, thread.HeadVersion);
    }

    [Fact]
    public void Nobody_tells_for_another_how_it_went()
    {
        var thread = Ask();
        var theirs = thread.Reply(Other, "en", Text("Perhaps."), Now);
        Refused("post.notYours", () => thread.TellOutcome(theirs, Asker));
        Refused("thread.notYours", () => thread.TellOutcome(theirs, Other));
        Refused("post.parent", () => thread.TellOutcome(thread.Posts[0], Asker));
        var story = new Thread(Id<Space>.New(Now), Asker, ThreadKind.Success, Audience.Everyone, "en", "It went well", Text("So it did."), Now);
        Refused("thread.asksNothing", () => story.TellOutcome(story.Reply(Asker, "en", Text("And on."), Now), Asker));
    }

    [Fact]
    public void What_is_taken_back_tells_nothing_and_has_no_words_of_others()
    {
        var thread = Ask();
        var reply = thread.Reply(Asker, "en", Text("It went well."), Now);
        thread.TellOutcome(reply, Asker);
        thread.React(reply, Other, Token, ReactionKind.MeToo);
        thread.TakeBack(reply, Asker, Now);
        Assert.False(reply.TellsOutcome);
        Assert.Equal(ReactionCounts.None, reply.Reactions);
        Assert.Equal(thread.Version, thread.HeadVersion);
        Refused("post.takenBack", () => thread.TellOutcome(reply, Asker));
        Refused("post.takenBack", () => thread.React(reply, Other, Token, ReactionKind.MeToo));
    }

    [Fact]
    public void A_word_is_counted_and_can_be_taken_back()
    {
        var thread = Ask();
        var (thanks, too) = (thread.React(thread.Posts[0], Other, Token, ReactionKind.ThankYou), thread.React(thread.Posts[0], Other, Token, ReactionKind.MeToo));
        Assert.Equal(new ReactionCounts(1, 1, 0), thread.Posts[0].Reactions);
        Assert.Equal(thread.Version, thread.Posts[0].Version);
        thread.Unreact(thread.Posts[0], thanks);
        Assert.Equal(new ReactionCounts(0, 1, 0), thread.Posts[0].Reactions);
        Assert.Equal((Token, thread.Posts[0].Id, ReactionKind.MeToo), (too.By, too.PostId, too.Kind));
    }

    [Fact]
    public void Words_are_for_the_posts_of_others()
    {
        var thread = Ask();
        Refused("post.yours", () => thread.React(thread.Posts[0], Asker, Token, ReactionKind.ThankYou));
        Refused("reaction.unknown", () => thread.React(thread.Posts[0], Other, Token, (ReactionKind)9));
        Refused("post.parent", () => thread.React(Ask().Posts[0], Other, Token, ReactionKind.ThankYou));
        var alias = Id<Alias>.New(Now);
        var reply = thread.Reply(Author.Behind(alias), "en", Text("Perhaps."), Now);
        Refused("post.yours", () => thread.React(reply, new Writer(Other, alias), Token, ReactionKind.ThankYou));
    }

    [Fact]
    public void A_success_grows_out_of_ones_own_standing_reply_under_ones_own_name()
    {
        var thread = Ask();
        var reply = thread.Reply(Other, "en", Text("It works for us."), Now);
        var story = Story(Other);
        story.GrowOutOf(reply, Other);
        Assert.Equal((reply.Id, thread.Id), (story.GrewFrom!.Value, story.GrewFromThread!.Value));
        Refused("post.notYours", () => Story(Asker).GrowOutOf(reply, Asker));
        Refused("grown.opening", () => Story(Asker).GrowOutOf(thread.Posts[0], Asker));
        var alias = Id<Alias>.New(Now);
        Refused("grown.anonymous", () => Story(Author.Behind(alias)).GrowOutOf(reply, new Writer(Other, alias)));
        var hidden = thread.Reply(Author.Behind(alias), "en", Text("It works for us."), Now);
        Refused("grown.anonymous", () => Story(Other).GrowOutOf(hidden, new Writer(Other, alias)));
        thread.TakeBack(reply, Other, Now);
        Refused("post.takenBack", () => Story(Other).GrowOutOf(reply, Other));
    }

    private static Thread Ask() => new(Id<Space>.New(Now), Asker, ThreadKind.Question, Audience.Everyone, "en", "How do others do it?", Text("Please tell."), Now);

    private static Thread Story(Author author) => new(Id<Space>.New(Now), author, ThreadKind.Success, Audience.Everyone, "en", "It works", Text("So it does."), Now);

    private static RenderedText Text(string text) => new(text, $"<p>{text}</p>\n");

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
