using System.Net;
using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Guidelines;

public abstract class ValuesTests(Site site)
{
    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Each_value_has_a_page_with_both_sides(string language)
    {
        var ana = await site.SignIn(Kind.Supporter, m => m with { Language = language });
        var page = await ana.Get("/guidelines");
        Assert.Equal(12, page.All(".values a").Count);
        foreach (var value in CoreValue.All)
        {
            page = (await ana.Get($"/guidelines/values/{value.Slug}")).Is(HttpStatusCode.OK);
            Assert.Equal(3, page.All("section[aria-labelledby=supporter] li").Count);
            Assert.Equal(3, page.All("section[aria-labelledby=supervisor] li").Count);
            Assert.Contains($"[[{value.Typed(language)}]]", page.Text(), StringComparison.Ordinal);
            Assert.Contains("2019", page.Text("section[aria-labelledby=sources]"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_value_has_one_address_by_whichever_of_its_names_it_is_asked_for()
    {
        var ana = await site.SignIn(Kind.Supporter);
        Assert.Equal("/guidelines/values/open-minded", (await ana.Get("/guidelines/values/mente%20abierta")).Address);
        (await ana.Get("/guidelines/values/kindness")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_post_that_cites_a_value_is_linked_both_ways()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, title: "Who may say no?");
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "It has to stay [[voluntary]], and [[Con Empatía]]."));
        Assert.Equal(["Voluntary", "Empathetic"], page.All(".post:not(.post--opening) .cites a").Select(a => a.TextContent));
        page = await page.Follow(".cites a[href$=voluntary]");
        Assert.Equal("Peer support is voluntary", page.Text("h1"));
        Assert.Contains("Who may say no?", page.Text(".rows"), StringComparison.Ordinal);
        Assert.Contains("Who may say no?", (await ana.Get("/guidelines/values/empathetic")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Who may say no?", (await ana.Get("/guidelines/values/hopeful")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Citations_follow_edits_and_take_backs()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "[[voluntary]] and [[hopeful]]"));
        var reply = await site.Post(thread, 1);
        Assert.Equal(["hopeful", "voluntary"], await Cited(thread));

        await (await ana.Get($"{thread.Address()}/replies/{reply.Id}/edit")).Submit("form.form", ("Body", "[[hopeful]] and [[transparente]], not `[[voluntary]]`"));
        Assert.Equal(["hopeful", "transparent"], await Cited(thread));

        await ana.Post($"{thread.Address()}/replies/{reply.Id}", ("_method", "DELETE"));
        Assert.Empty(await Cited(thread));
    }

    [Fact]
    public async Task An_opening_and_what_is_sown_cite_too()
    {
        var (ana, space) = (await site.SignIn(Kind.Supporter), await site.AddSpace());
        await (await ana.Get($"/threads/new?space={space.Slug}")).Submit("form.form", ("Kind", "Question"), ("Title", "Whose goal?"), ("Body", "[[person-driven]]"), ("Audience", "AllMembers"), ("Preview", null));
        var thread = await site.Read(db => db.Threads.SingleAsync(t => t.SpaceId == space.Id));
        Assert.Equal(["person-driven"], await Cited(thread));
    }

    [Fact]
    public async Task The_list_holds_only_what_the_reader_may_see()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var title = $"Among peers {Guid.NewGuid():N}";
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, title: title);
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "[[equally shared power]]"));
        Assert.Contains(title, (await ana.Get("/guidelines/values/equally-shared-power")).Body, StringComparison.Ordinal);
        var boss = await site.SignIn(Kind.Supervisor);
        Assert.DoesNotContain(title, (await boss.Get("/guidelines/values/equally-shared-power")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_names_a_value_as_the_post_will()
    {
        var ana = await site.SignIn(Kind.Supporter);
        Assert.Contains(">Voluntario</a>", (await ana.Post("/preview", ("Body", "[[voluntary]]"), ("Language", "es"))).Body, StringComparison.Ordinal);
    }

    Task<List<string>> Cited(Thread thread) => site.Read(db => db.Citations.Where(c => c.ThreadId == thread.Id).Select(c => c.Value).OrderBy(v => v).ToListAsync());
}

public sealed class ValuesTestsOnSqlite(SqliteSite site) : ValuesTests(site), IClassFixture<SqliteSite>;

public sealed class ValuesTestsOnPostgres(PostgresSite site) : ValuesTests(site), IClassFixture<PostgresSite>;
