using System.Net;
using System.Text.RegularExpressions;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Lists;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Discussions;

public abstract partial class ListTests(Site site)
{
    [Fact]
    public async Task Each_list_holds_what_it_is_called_and_nothing_else()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var space = await site.AddSpace();
        var waiting = await Begin(space, ben.Member, "Waiting");
        var mine = await Begin(space, ana.Member, "Mine", replier: ben.Member);
        var joined = await Begin(space, ben.Member, "Joined", ThreadKind.Challenge, replier: ben.Member);
        var success = await Begin(space, ben.Member, "Success", ThreadKind.Success);
        var closed = await Begin(space, ben.Member, "Closed");
        await site.Write(async db => (await db.Threads.SingleAsync(t => t.Id == closed.Id)).Close(ben.Member.Id, site.Now));
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await (await ana.Get(joined.Address())).Submit("#reply-form", ("Body", "I am in. [[hopeful]]"));
        await ana.Get(mine.Address());
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await ben.Post($"{mine.Address()}/replies", ("Body", "One more."));
        await ana.Post($"{success.Address()}/follow");

        var list = $"/discussions/{space.Slug}";
        Assert.Equal(["Mine", "Joined", "Closed", "Success", "Waiting"], await Titles(ana, list));
        Assert.Equal(["Waiting"], await Titles(ana, list + "?show=unanswered"));
        Assert.Equal(["Mine", "Joined"], await Titles(ana, list + "?show=mine"));
        Assert.Equal(["Joined", "Success"], await Titles(ana, list + "?show=followed"));
        Assert.Equal(["Mine", "Closed", "Waiting"], await Titles(ana, list + "?show=unread"));
        Assert.Equal(["Joined"], await Titles(ana, list + "?kind=challenge"));
        Assert.Equal(["Joined"], await Titles(ana, list + "?value=hopeful"));
        Assert.Empty(await Titles(ana, list + "?kind=question&value=hopeful"));
        // What no list is called is no reason to fail.
        Assert.Equal(5, (await Titles(ana, list + "?show=7&kind=3&value=nothing&before=x&after=y")).Count);
    }

    [Theory]
    [InlineData(FollowLevel.Watch)]
    [InlineData(FollowLevel.Follow)]
    public async Task What_begins_in_a_space_one_follows_is_followed_unless_one_chose_otherwise(FollowLevel level)
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var (space, other) = (await site.AddSpace(), await site.AddSpace());
        await Begin(space, ben.Member, "Heard");
        var (muted, left) = (await Begin(space, ben.Member, "Muted"), await Begin(space, ben.Member, "Left"));
        await Begin(other, ben.Member, "Elsewhere");
        await site.Write(db => db.Follows.AddRange(new Follow(ana.Member.Id, muted.Id, site.Now, FollowLevel.Mute), new Follow(ana.Member.Id, left.Id, site.Now, FollowLevel.Normal)));
        Assert.Empty(await Titles(ana, "/discussions?show=followed"));

        await site.Write(db => db.SpaceFollows.AddRange(new SpaceFollow(ana.Member.Id, space.Id, level, site.Now), new SpaceFollow(ana.Member.Id, other.Id, FollowLevel.Normal, site.Now)));
        Assert.Equal(["Heard"], await Titles(ana, "/discussions?show=followed"));
        Assert.Equal(["Heard"], await Titles(ana, $"/discussions/{space.Slug}?show=followed"));
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do_next()
    {
        var ana = await site.SignIn(Kind.Supporter, m => m with { Language = "es" });
        var space = await site.AddSpace();
        foreach (var show in Enum.GetValues<ListShow>())
        {
            var page = await ana.Get($"/discussions/{space.Slug}?show={show}");
            Assert.True(page.Has(".empty a"), show.ToString());
            Assert.Equal(page.Text(".tabs [aria-current=page]"), page.Text("h2#newest"));
        }
        Assert.Contains("tipos", (await ana.Get($"/discussions/{space.Slug}?kind=success")).Text(".empty a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_choice_is_made_with_a_form_and_kept_while_paging()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        for (var i = 0; i < ThreadRows.PageSize + 3; i++) await Begin(space, ana.Member, $"Number {i}", i % 2 == 0 ? ThreadKind.Success : ThreadKind.Resource);
        for (var i = 0; i < ThreadRows.PageSize; i++) await Begin(space, ana.Member, $"More {i}", ThreadKind.Success);
        var page = await (await ana.Get($"/discussions/{space.Slug}?show=mine")).Submit("form.filters", ("kind", "success"));
        Assert.Contains("show=mine", page.Address, StringComparison.Ordinal);
        Assert.Equal("success", page.One("#kind option[selected]").GetAttribute("value"));
        page = await page.Follow(".pager [rel=next]");
        Assert.Equal(14, page.All(".row").Count);
        Assert.All(page.All(".row .kind"), k => Assert.Equal("Success", k.TextContent));
        Assert.False(page.Has(".pager [rel=next]"));
        page = await page.Follow(".pager [rel=prev]");
        Assert.Equal(ThreadRows.PageSize, page.All(".row").Count);
        Assert.False(page.Has(".pager [rel=prev]"));
    }

    [Fact]
    public async Task Paging_stays_right_while_posts_arrive()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        var threads = new List<Thread>();
        for (var i = 0; i < 3 * ThreadRows.PageSize; i++) threads.Add(await Begin(space, ana.Member, $"Number {i:00}"));
        var list = $"/discussions/{space.Slug}";
        var first = await ana.Get(list);
        var seen = Titles(first);

        // Between two pages: one moves up that has been seen and one that has not, and three are begun.
        await Reply(threads[^1], ana);
        await Reply(threads[0], ana);
        for (var i = 0; i < 3; i++) await Begin(space, ana.Member, $"New {i}");

        var second = await first.Follow(".pager [rel=next]");
        var third = await second.Follow(".pager [rel=next]");
        Assert.False(third.Has(".pager [rel=next]"));
        seen = [.. seen, .. Titles(second), .. Titles(third)];
        // Nothing twice; nothing missing but what moved up, which is on the pages before.
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(threads.Select(t => t.Title).Where(t => t != "Number 00").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));

        var back = await third.Follow(".pager [rel=prev]");
        Assert.Equal(Titles(second), Titles(back));
        var top = await back.Follow(".pager [rel=prev]");
        var up = Titles(top);
        while (top.Has(".pager [rel=prev]"))
        {
            top = await top.Follow(".pager [rel=prev]");
            up = [.. Titles(top), .. up];
        }
        foreach (var title in (string[])["Number 00", "Number 74", "New 0", "New 1", "New 2"]) Assert.Contains(title, up);
        Assert.Equal(ThreadRows.PageSize, Titles(top).Count);
    }

    [Fact]
    public async Task Threads_of_the_same_moment_are_paged_one_by_one()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        await site.Write(db =>
        {
            for (var i = 0; i < 2 * ThreadRows.PageSize; i++)
                db.Add(new Thread(space.Id, ana.Member.Id, ThreadKind.Question, Audience.Everyone, "en", $"Number {i}", SafeMarkdown.Render("Well?"), site.Now));
        });
        var first = await ana.Get($"/discussions/{space.Slug}");
        var second = await first.Follow(".pager [rel=next]");
        Assert.Equal(2 * ThreadRows.PageSize, Titles(first).Concat(Titles(second)).Distinct().Count());
        Assert.Equal(Titles(first), Titles(await second.Follow(".pager [rel=prev]")));
    }

    [Fact]
    public async Task The_address_of_a_page_tells_no_moment_and_takes_none()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        for (var i = 0; i <= ThreadRows.PageSize; i++) await Begin(space, ana.Member, $"Number {i}");
        var page = await ana.Get($"/discussions/{space.Slug}");
        var place = page.One(".pager [rel=next]").GetAttribute("href")!.Split('=')[^1];
        var bytes = Convert.FromBase64String(place.Replace('-', '+').Replace('_', '/') + "==");
        var last = await site.Read(db => db.Threads.Where(t => t.SpaceId == space.Id && t.Title == "Number 1").Select(t => new { t.ActiveAt, t.Id }).SingleAsync());
        for (var i = 0; i + 8 <= bytes.Length; i++) Assert.NotEqual(last.ActiveAt.ToUnixTimeTicks(), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(i)));
        Assert.Single(Titles(await page.Follow(".pager [rel=next]")));
        // Made up or changed, it is no place, and the list begins at its beginning.
        foreach (var other in (string[])[$"{last.ActiveAt.ToUnixTimeTicks()}.{last.Id}", place[..^2] + (place[^2] == 'A' ? "B" : "A") + place[^1], "x", new string('A', 70)])
            Assert.Equal("Number 25", Titles(await ana.Get($"/discussions/{space.Slug}?before={other}"))[0]);
    }

    [Fact]
    public async Task What_one_wrote_stays_under_mine_when_the_discussion_is_closed_to_one()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ben.Member, AudienceKind.PeerSupporters, title: "Among us only");
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "My *own* words."));
        Assert.Contains("Among us only", (await ana.Get("/discussions?show=mine")).Text(".rows"), StringComparison.Ordinal);

        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Member.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, default)));
        var page = await ana.Get("/discussions?show=mine");
        Assert.DoesNotContain("Among us only", page.Body, StringComparison.Ordinal);
        Assert.Contains("My own words.", page.Text("section[aria-labelledby=elsewhere]"), StringComparison.Ordinal);
        Assert.DoesNotContain("Tell me please", page.Text(), StringComparison.Ordinal);

        var form = await page.Follow("section[aria-labelledby=elsewhere] a[href$='/edit']");
        Assert.DoesNotContain("Among us only", form.Body, StringComparison.Ordinal);
        page = await form.Submit("form.form", ("Body", "My *best* words."));
        Assert.Equal("/discussions?show=mine", page.Address);
        Assert.Contains("My best words.", page.Text("section[aria-labelledby=elsewhere]"), StringComparison.Ordinal);

        page = await page.Submit("section[aria-labelledby=elsewhere] .confirm form");
        Assert.DoesNotContain("My best words.", (await ana.Get("/discussions?show=mine")).Text(), StringComparison.Ordinal);
        Assert.NotNull((await site.Post(thread, 1)).TakenBackAt);
    }

    [Fact]
    public async Task What_one_wrote_anonymously_is_ones_own_and_no_others()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        // Offered to audiences of twelve and more.
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        // Sizes are counted again now and then.
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var thread = await site.AddThread(ben.Member, title: "Quietly said");
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "From nobody."), ("Anonymous", "true"));
        Assert.NotNull((await site.Post(thread, 1)).AliasId);
        foreach (var show in (string[])["mine", "followed"])
            Assert.Contains("Quietly said", await Titles(ana, $"{await site.ListOf(thread)}?show={show}"));
        var row = (await ben.Get(await site.ListOf(thread))).One(".row");
        Assert.DoesNotContain(ana.Member.Name, row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotMatch(Hour(), row.InnerHtml);
        var other = await site.SignIn(Kind.Supporter);
        Assert.Empty(await Titles(other, $"{await site.ListOf(thread)}?show=mine"));
    }

    [Fact]
    public async Task No_list_shows_what_its_reader_may_not_see()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        await ana.Post($"{thread.Address()}/replies", ("Body", "[[voluntary]]"));
        var boss = await site.SignIn(Kind.Supervisor);
        await site.Write(db => db.Add(new Follow(boss.Member.Id, thread.Id, site.Now)));
        foreach (var show in Enum.GetValues<ListShow>())
            foreach (var more in (string[])["", "&kind=question", "&value=voluntary"])
                Assert.Empty(await Titles(boss, $"{await site.ListOf(thread)}?show={show}{more}"));
    }

    async Task<Thread> Begin(Space space, Joined author, string title, ThreadKind kind = ThreadKind.Question, Joined? replier = null)
    {
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        var thread = new Thread(space.Id, author.Id, kind, Audience.Everyone, "en", title, SafeMarkdown.Render("Well?"), site.Now);
        if (replier is not null) thread.Reply(replier.Id, "en", SafeMarkdown.Render("So."), site.Now);
        await site.Write(db => db.Add(thread));
        return thread;
    }

    async Task Reply(Thread thread, Visitor by)
    {
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await by.Post($"{thread.Address()}/replies", ("Body", "And so on."));
    }

    static async Task<List<string>> Titles(Visitor visitor, string list) => Titles((await visitor.Get(list)).Is(HttpStatusCode.OK));

    static List<string> Titles(Page page) => [.. page.All(".row-title").Select(t => t.TextContent.Trim())];

    [GeneratedRegex(@"\d:\d\d|hour|minute|now", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Hour();
}

public sealed class ListTestsOnSqlite(SqliteSite site) : ListTests(site), IClassFixture<SqliteSite>;

public sealed class ListTestsOnPostgres(PostgresSite site) : ListTests(site), IClassFixture<PostgresSite>;
