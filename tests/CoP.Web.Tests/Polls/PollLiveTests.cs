using CoP.Web.Live;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Live;

namespace CoP.Web.Tests.Polls;

public abstract class PollLiveTests(Site site)
{
    [Fact]
    public async Task Pages_of_those_who_are_asked_hear_of_each_answer_and_nobody_else_does()
    {
        var (convener, member, stranger) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Committee));
        var id = await convener.Ask($"/groups/{await site.GroupOf(convener, member)}/polls/new");
        var topic = LiveTopics.Poll(id);
        await using var inside = await LivePage.Open(site, convener);
        await using var outside = await LivePage.Open(site, stranger);
        var version = await inside.Watch(topic);
        Assert.Equal((await site.Poll(id)).LiveVersion, version);
        Assert.Null(await outside.Watch(topic));
        await member.Answer(id, (_, _) => "Yes");
        Assert.Equal($"changed {topic} {(await site.Poll(id)).LiveVersion}", await inside.Hears());
        var results = await convener.Get($"/polls/{id}/results");
        Assert.Contains($"Yes: {member.Member.Name}", Page.Words(results.Document.Body!), StringComparison.Ordinal);
        // The list from which a time is chosen comes along, for who chooses.
        Assert.Contains("1 yes", results.Text("[data-part=times] option[selected]"), StringComparison.Ordinal);
        Assert.False((await member.Get($"/polls/{id}/results")).Has("[data-part=times]"));
        Assert.True(long.Parse(results.One("[data-version]").GetAttribute("data-version")!, System.Globalization.CultureInfo.InvariantCulture) > version);

        var together = await stranger.Ask("/steering/polls/new");
        Assert.NotNull(await outside.Watch(LiveTopics.Poll(together)));
        Assert.Null(await inside.Watch(LiveTopics.Poll(together)));
    }
}

public sealed class PollLiveTestsOnSqlite(ListeningSqliteSite site) : PollLiveTests(site), IClassFixture<ListeningSqliteSite>;

public sealed class PollLiveTestsOnPostgres(ListeningPostgresSite site) : PollLiveTests(site), IClassFixture<ListeningPostgresSite>;
