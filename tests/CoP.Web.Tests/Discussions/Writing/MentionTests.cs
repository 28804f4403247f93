using System.Net;
using System.Text.Json;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions.Writing;

public abstract class MentionTests(Site site)
{
    [Fact]
    public async Task Whoever_may_see_a_discussion_is_offered_and_mentioned()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var (ben, sue) = (await Named(Kind.Supporter), await Named(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        Assert.Equal([$"@[{ben.Name}]"], await Offered(ana, $"{thread.Address()}/people", ben.Name[..12].ToUpperInvariant()));
        Assert.Empty(await Offered(ana, $"{thread.Address()}/people", sue.Name));

        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", $"@[{ben.Name}] and @[{sue.Name}] and @[Nobody At All] and @[{ben.Name}]"));
        // All three look the same: a page does not tell who may not see it.
        Assert.Equal(4, page.All(".mention").Count);
        Assert.Equal([ben.Id], await Mentioned(thread, 1));
        // A text that is changed mentions whom it mentions then.
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "PUT"), ("Body", "Nobody."), ("Language", "en"));
        Assert.Empty(await Mentioned(thread, 1));
    }

    [Fact]
    public async Task Where_somebody_is_kept_out_only_those_who_have_written_are_offered()
    {
        var (ana, eva) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var (sue, ben) = (await Named(Kind.Supervisor), await Named(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben);
        Assert.NotEmpty(await Offered(eva, $"{thread.Address()}/people", sue.Name));
        await site.Write(db => db.Add(new Exclusion(ana.Member.Id, sue.Id)));
        Assert.Empty(await Offered(eva, $"{thread.Address()}/people", sue.Name));
        Assert.Empty(await Offered(eva, $"{thread.Address()}/people", eva.Member.Name));
        Assert.Equal([$"@[{ben.Name}]"], await Offered(eva, $"{thread.Address()}/people", ben.Name));
        await eva.Post($"{thread.Address()}/replies", ("Body", $"@[{sue.Name}] @[{ben.Name}]"));
        Assert.Equal([ben.Id], await Mentioned(thread, 2));
        // Who had written before they were kept out is offered like the others, and not told.
        var written = await site.AddThread(ana.Member, replies: 1, replier: sue);
        Assert.Equal([$"@[{sue.Name}]"], await Offered(eva, $"{written.Address()}/people", sue.Name));
        await eva.Post($"{written.Address()}/replies", ("Body", $"@[{sue.Name}]"));
        Assert.Empty(await Mentioned(written, 2));
    }

    [Fact]
    public async Task Nobody_behind_an_alias_is_offered()
    {
        for (var i = 0; i < 14; i++) await site.Add(Kind.Supporter);
        // How many there are is counted again after a while.
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var (ana, eva) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var author = await site.Add(Kind.Supporter);
        var keptOut = await site.Add(Kind.Supervisor);
        await site.Write(db => db.Add(new Exclusion(author.Id, keptOut.Id)));
        var thread = await site.AddThread(author);
        await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "Quietly."), ("Anonymous", "true"));
        Assert.Null((await site.Post(thread, 1)).AuthorId);
        Assert.Empty(await Offered(eva, $"{thread.Address()}/people", ana.Member.Name));
        Assert.Equal([$"@[{author.Name}]"], await Offered(eva, $"{thread.Address()}/people", author.Name));
    }

    [Fact]
    public async Task Of_two_with_one_name_the_tail_tells_which()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var name = $"Sam {Guid.NewGuid():N}"[..20];
        var (one, two) = (await site.Add(Kind.Supporter, m => m with { Name = name }), await site.Add(Kind.Supporter, m => m with { Name = name }));
        var thread = await site.AddThread(ana.Member);
        var offered = await Offered(ana, $"{thread.Address()}/people", name);
        Assert.Equal(2, offered.Distinct().Count());
        await ana.Post($"{thread.Address()}/replies", ("Body", $"@[{name}]"));
        Assert.Empty(await Mentioned(thread, 1));
        await ana.Post($"{thread.Address()}/replies", ("Body", offered.Single(o => o.Contains(two.Id.ToString()[^4..], StringComparison.Ordinal))));
        Assert.Equal([two.Id], await Mentioned(thread, 2));
        Assert.NotEqual(one.Id, two.Id);
    }

    [Fact]
    public async Task A_new_discussion_offers_its_audience_once_that_is_chosen()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var (ben, sue) = (await Named(Kind.Supporter), await Named(Kind.Supervisor));
        Assert.Empty(await Offered(ana, "/people", ben.Name));
        Assert.NotEmpty(await Offered(ana, "/people?audience=PeerSupporters", ben.Name));
        Assert.Empty(await Offered(ana, "/people?audience=PeerSupporters", sue.Name));
        Assert.NotEmpty(await Offered(ana, "/people?audience=AllMembers", sue.Name));
        await site.Write(db => db.Add(new Exclusion(ana.Member.Id, sue.Id)));
        Assert.Empty(await Offered(ana, "/people?audience=AllMembers", sue.Name));
        (await ana.Get("/people?audience=Supervisors&q=a")).Is(HttpStatusCode.NotFound);
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        (await (await site.SignIn(Kind.Supervisor)).Get($"{thread.Address()}/people?q=a")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_crowd_is_not_mentioned()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var text = string.Join(' ', Enumerable.Range(0, 11).Select(i => $"@[Somebody {i}]"));
        var page = (await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", text))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("10 people", page.Text(), StringComparison.Ordinal);
        Assert.Equal(text, page.One("#reply-form textarea").TextContent.Trim());
    }

    Task<Joined> Named(Kind kind) => site.Add(kind, m => m with { Name = $"Person {Guid.NewGuid():N}"[..30] });

    Task<List<Id<Member>>> Mentioned(Thread thread, int sequence) =>
        site.Read(db => db.Set<Mention>().Where(m => db.Posts.Any(p => p.Id == m.PostId && p.ThreadId == thread.Id && p.Sequence == sequence)).Select(m => m.MemberId).ToListAsync());

    static async Task<List<string>> Offered(Visitor visitor, string address, string letters)
    {
        var page = await visitor.Get($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}q={Uri.EscapeDataString(letters)}");
        using var json = JsonDocument.Parse(page.Is(HttpStatusCode.OK).Body);
        return [.. json.RootElement.EnumerateArray().Select(p => p.GetProperty("text").GetString()!)];
    }
}

public sealed class MentionTestsOnSqlite(SqliteSite site) : MentionTests(site), IClassFixture<SqliteSite>;

public sealed class MentionTestsOnPostgres(PostgresSite site) : MentionTests(site), IClassFixture<PostgresSite>;
