using System.Net;
using CoP.Domain.Discussions;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions.Writing;

public abstract class HistoryTests(Site site)
{
    [Fact]
    public async Task What_a_post_said_before_can_be_read_until_its_author_erases_it()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, title: $"First {secret}");
        var own = $"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}";
        await ana.Post(own, ("_method", "PUT"), ("Title", "Second title"), ("Body", $"With a {secret} in it."), ("Language", "en"));
        await ana.Post(own, ("_method", "PUT"), ("Title", "Second title"), ("Body", "With nothing in it."), ("Language", "en"));
        // Nothing changed is no version.
        await ana.Post(own, ("_method", "PUT"), ("Title", "Second title"), ("Body", "With nothing in it."), ("Language", "en"));

        var page = await (await ben.Get(thread.Address())).Follow(".post--opening a[href$='/history']");
        Assert.Equal(3, page.All("section.card").Count);
        Assert.Contains($"First {secret}", page.Text(), StringComparison.Ordinal);
        Assert.Contains(secret, page.Text("section:first-of-type del"), StringComparison.Ordinal);
        Assert.Contains("nothing", page.Text("section:first-of-type ins"), StringComparison.Ordinal);
        Assert.False(page.Has("form[action$='/history']"));
        (await ben.Post($"{own}/history", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);

        page = await (await ana.Get($"{own}/history")).Submit("form[action$='/history'] button");
        Assert.Contains("With nothing in it.", page.Text(), StringComparison.Ordinal);
        Assert.Empty(await site.WhereIs(secret));
        Assert.Contains("no earlier versions", (await ben.Get($"{own}/history")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_take_back_leaves_no_earlier_version()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", $"A {secret}."));
        var own = $"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}";
        await ana.Post(own, ("_method", "PUT"), ("Body", "Nothing."), ("Language", "en"));
        Assert.NotEmpty(await site.WhereIs(secret));
        await ana.Post(own, ("_method", "DELETE"));
        Assert.Empty(await site.WhereIs(secret));
        (await ana.Get($"{own}/history")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_may_not_see_the_discussion_sees_no_history()
    {
        var (ana, sue) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        var own = $"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}";
        await ana.Post(own, ("_method", "PUT"), ("Title", "New"), ("Body", "New."), ("Language", "en"));
        (await sue.Get($"{own}/history")).Is(HttpStatusCode.NotFound);
        (await ana.Get($"{(await site.AddThread(ana.Member)).Address()}/replies/{(await site.Post(thread, 0)).Id}/history")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_history_of_an_anonymous_post_tells_days_and_no_name()
    {
        for (var i = 0; i < 14; i++) await site.Add(Kind.Supporter);
        // How many there are is counted again after a while.
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread((await site.SignIn(Kind.Supporter)).Member);
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "Quietly."), ("Anonymous", "true"));
        var own = $"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}";
        await ana.Post(own, ("_method", "PUT"), ("Body", "Very quietly."), ("Language", "en"));
        var page = await (await site.SignIn(Kind.Supporter)).Get($"{own}/history");
        Assert.Equal(2, page.Is(HttpStatusCode.OK).All("section.card").Count);
        Assert.DoesNotContain(ana.Member.Name, page.Text(), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d:\d\d", page.Text());
        Assert.True((await ana.Get($"{own}/history")).Has("form[action$='/history']"));
    }
}

public sealed class HistoryTestsOnSqlite(SqliteSite site) : HistoryTests(site), IClassFixture<SqliteSite>;

public sealed class HistoryTestsOnPostgres(PostgresSite site) : HistoryTests(site), IClassFixture<PostgresSite>;
