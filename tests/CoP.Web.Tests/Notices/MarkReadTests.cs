using System.Net;
using CoP.Domain.Discussions;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Notices;

public abstract class MarkReadTests(Site site)
{
    const string Mark = "form[action='/discussions/read']";

    [Fact]
    public async Task A_space_is_marked_as_read_but_nothing_newer_than_the_page_is_swallowed_and_it_can_be_undone()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ben.Member, replies: 2);
        var list = await site.ListOf(thread);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await ana.Get(list);
        Assert.True(page.Has(".row .pill--brand"));
        await ben.Post($"{thread.Address()}/replies", ("Body", "While she looks at the page."));
        page = await page.Submit(Mark);
        Assert.Equal(list, page.Address);
        // It opens at what is new.
        var opened = await ana.Get(thread.Address());
        Assert.Equal("While she looks at the page.", opened.One("#new + .post .prose").TextContent.Trim());
        page = await ana.Get(list);
        Assert.False(page.Has(".row .pill--brand"));
        page = await page.Submit(Mark);
        Assert.Contains("unread again", page.Text(".says"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undoing_brings_back_what_was_unread()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ben.Member, replies: 2);
        var list = await site.ListOf(thread);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await (await ana.Get(list)).Submit(Mark);
        Assert.False(page.Has(".row .pill--brand"));
        page = await page.Submit(Mark);
        Assert.True(page.Has(".row .pill--brand"));
    }

    [Fact]
    public async Task Everything_is_marked_as_read_on_all_devices_and_only_for_who_asked()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var other = await site.SignIn(Kind.Supporter);
        var threads = new[] { await site.AddThread(ben.Member), await site.AddThread(ben.Member, replies: 3) };
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await ana.Get("/discussions")).Submit(Mark);
        var again = await site.SignIn(ana.Member);
        foreach (var thread in threads)
        {
            Assert.False((await again.Get(await site.ListOf(thread))).Has(".row .pill--brand"));
            Assert.True((await other.Get(await site.ListOf(thread))).Has(".row .pill--brand"));
        }
        Assert.False((await again.Get("/")).Has(".row--new"));
    }

    [Fact]
    public async Task A_line_is_never_drawn_ahead_of_time()
    {
        var ana = await site.SignIn(Kind.Supporter);
        await ana.Post("/discussions/read", ("Until", (site.Now + NodaTime.Duration.FromDays(400)).ToUnixTimeTicks().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(site.Now, await site.Read(db => db.ReadLines.Where(l => l.MemberId == ana.Member.Id).Select(l => l.At).SingleAsync()));
        foreach (var bad in (string[])["", "-1", "x", "9223372036854775807"]) (await ana.Post("/discussions/read", ("Until", bad))).Is(HttpStatusCode.BadRequest);
        (await ana.Post("/discussions/read", ("Until", "1"), ("Space", "nowhere"))).Is(HttpStatusCode.NotFound);
    }
}

public sealed class MarkReadTestsOnSqlite(SqliteSite site) : MarkReadTests(site), IClassFixture<SqliteSite>;

public sealed class MarkReadTestsOnPostgres(PostgresSite site) : MarkReadTests(site), IClassFixture<PostgresSite>;
