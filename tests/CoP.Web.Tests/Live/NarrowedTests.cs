using CoP.Domain.Discussions;
using CoP.Web.Live;
using CoP.Web.Tests.Discussions;

namespace CoP.Web.Tests.Live;

public abstract class NarrowedTests(Site site)
{
    [Fact]
    public async Task Who_is_left_out_hears_nothing_more_not_even_that_something_happened()
    {
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var (thread, other) = (await site.AddThread(ana.Member), await site.AddThread(ana.Member));
        var topic = LiveTopics.Thread(thread.Id);
        await using var outside = await LivePage.Open(site, carla);
        await using var inside = await LivePage.Open(site, ben);
        await using var elsewhere = await LivePage.Open(site, carla);
        Assert.Equal(1, await outside.Watch(topic));
        Assert.Equal(1, await inside.Watch(topic));
        Assert.Equal(1, await elsewhere.Watch(LiveTopics.Thread(other.Id)));
        await ana.Post($"{thread.Address()}/audience", ("Audience", "PeerSupporters"));
        await outside.IsClosed();
        await inside.IsClosed();
        // Coming in anew, each finds what is theirs.
        await using var outsideAgain = await LivePage.Open(site, carla);
        await using var insideAgain = await LivePage.Open(site, ben);
        Assert.Null(await outsideAgain.Watch(topic));
        Assert.Equal(2, await insideAgain.Watch(topic));
        await ana.Post($"{thread.Address()}/replies", ("Body", "Among us."));
        Assert.Equal($"changed {topic} 3", await insideAgain.Hears());
        // Pages of other threads go on as they were.
        await ana.Post($"{other.Address()}/replies", ("Body", "For all."));
        Assert.Equal($"changed {LiveTopics.Thread(other.Id)} 2", await elsewhere.Hears());
    }
}

public sealed class NarrowedTestsOnSqlite(ListeningSqliteSite site) : NarrowedTests(site), IClassFixture<ListeningSqliteSite>;

public sealed class NarrowedTestsOnPostgres(ListeningPostgresSite site) : NarrowedTests(site), IClassFixture<ListeningPostgresSite>;
