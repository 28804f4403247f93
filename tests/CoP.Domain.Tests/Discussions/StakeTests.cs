using CoP.Domain.Discussions;

namespace CoP.Domain.Tests.Discussions;

public sealed class StakeTests
{
    public static TheoryData<string, Stake, bool, NoticeKind?, bool> Cases => new()
    {
        { "who has nothing to do with it", new Stake(), false, null, false },
        { "who is named", new Stake { Mentioned = true }, false, NoticeKind.Mention, true },
        { "who is named and answered hears of the stronger", new Stake { Mentioned = true, Quoted = true, Answered = true }, false, NoticeKind.Mention, true },
        { "who is quoted", new Stake { Quoted = true }, false, NoticeKind.Quote, false },
        { "who is quoted and answered", new Stake { Quoted = true, Answered = true }, false, NoticeKind.Quote, true },
        { "who is answered", new Stake { Answered = true }, false, NoticeKind.Reply, true },
        { "who is answered, having stopped following", new Stake { Answered = true, Thread = FollowLevel.Normal }, false, NoticeKind.Reply, true },
        { "who began it and follows", new Stake { Began = true, Thread = FollowLevel.Follow }, false, NoticeKind.Reply, true },
        { "who began it and stopped following", new Stake { Began = true, Thread = FollowLevel.Normal }, false, NoticeKind.Reply, false },
        { "who follows", new Stake { Thread = FollowLevel.Follow }, false, null, true },
        { "who watches", new Stake { Thread = FollowLevel.Watch }, false, NoticeKind.Reply, true },
        { "who left it at normal", new Stake { Thread = FollowLevel.Normal }, false, null, false },
        { "who muted it", new Stake { Thread = FollowLevel.Mute, Answered = true, Quoted = true, Began = true, Cited = true }, false, null, false },
        { "who muted it and is named", new Stake { Thread = FollowLevel.Mute, Mentioned = true }, false, NoticeKind.Mention, false },
        { "who watches the space: a reply", new Stake { Space = FollowLevel.Watch }, false, NoticeKind.Reply, true },
        { "who watches the space: a thread", new Stake { Space = FollowLevel.Watch }, true, NoticeKind.Opening, true },
        { "who follows the space: a reply", new Stake { Space = FollowLevel.Follow }, false, null, false },
        { "who follows the space: a thread", new Stake { Space = FollowLevel.Follow }, true, NoticeKind.Opening, true },
        { "who muted the space", new Stake { Space = FollowLevel.Mute, Answered = true }, false, null, false },
        { "the thread counts before its space", new Stake { Space = FollowLevel.Watch, Thread = FollowLevel.Normal }, false, null, false },
        { "also the other way round", new Stake { Space = FollowLevel.Mute, Thread = FollowLevel.Follow }, false, null, true },
        { "who follows a value", new Stake { Cited = true }, false, NoticeKind.ValueCited, false },
        { "who follows a value, and watches", new Stake { Cited = true, Thread = FollowLevel.Watch }, false, NoticeKind.Reply, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_is_told_once_and_for_the_strongest_reason(string who, Stake stake, bool opening, NoticeKind? notice, bool letter)
    {
        Assert.NotEmpty(who);
        Assert.Equal((notice, letter), (stake.Notice(opening), stake.Letter(opening)));
    }
}
