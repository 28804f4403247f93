using System.Net.WebSockets;
using CoP.Domain.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Live;

public abstract class LiveTests(Site site)
{
    [Fact]
    public async Task An_open_page_hears_that_its_thread_changed()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        var topic = LiveTopics.Thread(thread.Id);
        await using var page = await LivePage.Open(site, ana);
        Assert.Equal(1, await page.Watch(topic));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Here I am."));
        Assert.Equal($"changed {topic} 2", await page.Hears());
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"));
        Assert.Equal($"changed {topic} 3", await page.Hears());
    }

    [Fact]
    public async Task Nobody_hears_of_a_thread_that_they_may_not_see()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var hidden = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        var open = await site.AddThread(ana.Member);
        await using var page = await LivePage.Open(site, ben);
        Assert.Null(await page.Watch(LiveTopics.Thread(hidden.Id)));
        Assert.Null(await page.Watch("thread:AAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Null(await page.Watch(LiveTopics.Member(ben.Member.Id)));
        Assert.Null(await page.Watch("everything"));
        Assert.Equal(1, await page.Watch(LiveTopics.Thread(open.Id)));
        await ana.Post($"{hidden.Address()}/replies", ("Body", "Among us."));
        await ana.Post($"{open.Address()}/replies", ("Body", "For all."));
        Assert.Equal($"changed {LiveTopics.Thread(open.Id)} 2", await page.Hears());
    }

    [Fact]
    public async Task A_change_that_is_undone_is_told_to_nobody()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var page = await LivePage.Open(site, ana);
        await page.Watch(LiveTopics.Thread(thread.Id));
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Write(db =>
        {
            db.Changed(LiveTopics.Thread(thread.Id), 77);
            throw new InvalidOperationException();
        }));
        await ana.Post($"{thread.Address()}/replies", ("Body", "This stands."));
        Assert.Equal($"changed {LiveTopics.Thread(thread.Id)} 2", await page.Hears());
    }

    [Fact]
    public async Task Who_loses_a_right_is_cut_off()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        await using var page = await LivePage.Open(site, ana);
        await using var other = await LivePage.Open(site, ben);
        await site.Write(db => db.Changed(LiveTopics.Member(ana.Member.Id), 0));
        await page.IsClosed();
        Assert.Null(await other.Watch("nothing"));
    }

    [Fact]
    public async Task A_bell_is_heard_by_its_own_member_on_every_device_and_by_nobody_else()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        await using var page = await LivePage.Open(site, ana);
        await using var phone = await LivePage.Open(site, await site.SignIn(ana.Member));
        await using var other = await LivePage.Open(site, ben);
        foreach (var line in (LivePage[])[page, phone, other]) Assert.Equal(0, await line.Watch(LiveTopics.MyNotices));
        // By its full name it is nobody's to watch.
        Assert.Null(await other.Watch(LiveTopics.Notices(ana.Member.Id)));

        // Made by the site's own loop, which the doorbell wakes.
        await ben.Post($"{thread.Address()}/replies", ("Body", "Here I am."));
        foreach (var line in (LivePage[])[page, phone]) Assert.StartsWith("changed notices ", await line.Hears(), StringComparison.Ordinal);
        Assert.Equal("1", (await ana.Get("/notices/count")).Body);
        Assert.Equal(1, await page.Watch(LiveTopics.MyNotices));

        await ana.Get(thread.Address());
        Assert.StartsWith("changed notices ", await phone.Hears(), StringComparison.Ordinal);
        Assert.Equal("0", (await ana.Get("/notices/count")).Body);
        await ana.Post($"{thread.Address()}/replies", ("Body", "There you are."), ("InReplyTo", "1"));
        Assert.StartsWith("changed notices ", await other.Hears(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_has_no_line() => await Assert.ThrowsAsync<WebSocketException>(() => LivePage.Open(site, null));

    [Fact]
    public async Task Another_sites_page_has_no_line_though_it_has_the_cookie()
    {
        var ana = await site.SignIn(Kind.Supporter);
        await Assert.ThrowsAsync<WebSocketException>(() => LivePage.Open(site, ana, "https://elsewhere.example"));
        await using var own = await LivePage.Open(site, ana, site.Address.GetLeftPart(UriPartial.Authority));
    }
}

public sealed class ListeningSqliteSite : Site
{
    public ListeningSqliteSite() : base(DatabaseKind.Sqlite) => Listens = true;
}

public sealed class ListeningPostgresSite : Site
{
    public ListeningPostgresSite() : base(DatabaseKind.Postgres) => Listens = true;
}

public sealed class LiveTestsOnSqlite(ListeningSqliteSite site) : LiveTests(site), IClassFixture<ListeningSqliteSite>;

public sealed class LiveTestsOnPostgres(ListeningPostgresSite site) : LiveTests(site), IClassFixture<ListeningPostgresSite>
{
    readonly Site first = site;

    [Fact]
    public async Task What_one_node_changes_the_pages_of_another_hear()
    {
        await using var second = await Site.On(DatabaseKind.Postgres, s => s.Settings["ConnectionStrings:CoP"] = first.Database.ConnectionString, listens: true);
        var ana = await first.Add(Kind.Supporter);
        var thread = await first.AddThread(ana);
        var topic = LiveTopics.Thread(thread.Id);
        await using var page = await LivePage.Open(second, await second.SignIn(ana));
        Assert.Equal(1, await page.Watch(topic));
        await (await first.SignIn(ana)).Post($"{thread.Address()}/replies", ("Body", "From the first."));
        Assert.Equal($"changed {topic} 2", await Skip(page, "catchUp"));
        await page.Watch(LiveTopics.MyNotices);
        await (await first.SignIn(Kind.Supervisor)).Post($"{thread.Address()}/replies", ("Body", "From another, on the first."));
        Assert.StartsWith("changed notices ", await Skip(page, what => what == "catchUp" || what.StartsWith("changed thread", StringComparison.Ordinal)), StringComparison.Ordinal);
        await first.Write(db => db.Changed(LiveTopics.Member(ana.Id), 0));
        await page.IsClosed();
    }

    [Fact]
    public async Task A_node_that_could_not_hear_tells_its_pages_to_catch_up()
    {
        await using var node = await Site.On(DatabaseKind.Postgres, listens: true);
        var ana = await node.SignIn(Kind.Supporter);
        var thread = await node.AddThread(ana.Member);
        await using var page = await LivePage.Open(node, ana);
        await page.Watch(LiveTopics.Thread(thread.Id));
        // So that it is not the first word of a node that has just begun to listen.
        await ana.Post($"{thread.Address()}/replies", ("Body", "One."));
        await Skip(page, "catchUp");
        await node.Read(db => db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = {PostgresFanOut.ApplicationName} AND datname = current_database()"));
        Assert.Equal("catchUp", await page.Hears());
        await ana.Post($"{thread.Address()}/replies", ("Body", "Two."));
        Assert.Equal($"changed {LiveTopics.Thread(thread.Id)} 3", await page.Hears());
    }

    static Task<string> Skip(LivePage page, string what) => Skip(page, heard => heard == what);

    static async Task<string> Skip(LivePage page, Func<string, bool> what)
    {
        while (true)
            if (await page.Hears() is var heard && !what(heard)) return heard;
    }
}
