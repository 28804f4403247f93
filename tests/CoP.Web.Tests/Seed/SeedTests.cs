using CoP.Web.Data.Seed;
using CoP.Web.Hosting;
using CoP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Seed;

public sealed class SeedTests
{
    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_site_that_is_no_demo_has_the_first_spaces_in_both_languages_and_nobody_in_it(DatabaseKind kind)
    {
        await using var site = await Site.On(kind);
        var spaces = await site.Read(db => db.Spaces.OrderBy(s => s.Order).ToListAsync());
        Assert.Equal(12, spaces.Count);
        Assert.All(spaces, s => Assert.NotEqual(s.Name.English, s.Name.Spanish));
        Assert.Equal(("role-clarity", "Claridad del papel"), (spaces[0].Slug, spaces[0].Name.Spanish));
        Assert.Equal(0, await site.Read(db => db.Members.CountAsync()));
    }

    [Fact]
    public async Task In_Production_there_is_neither_a_demo_nor_the_command_for_a_large_one()
    {
        await using var site = new ProductionSite();
        await site.InitializeAsync();
        await using (var seed = ProgramProcess.Start(ProgramProcess.Production(site.Database, 0), "seed", "--members", "100"))
        {
            Assert.Equal(1, await seed.Ends());
            Assert.Contains("Only in Development", seed.Said, StringComparison.Ordinal);
        }
        Assert.Equal(12, await site.Read(db => db.Spaces.CountAsync()));
        Assert.Equal(0, await site.Read(db => db.Members.CountAsync()));
        Assert.Equal(0, await site.Read(db => db.Users.CountAsync()));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task A_large_community_fills_up_to_the_numbers_asked_for(DatabaseKind kind)
    {
        await using var site = await Site.On(kind);
        await using var scope = site.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await ActivatorUtilities.CreateInstance<DemoCommunity>(services).Settle();
        for (var round = 0; round < 2; round++)
        {
            await ActivatorUtilities.CreateInstance<LargeCommunity>(services).FillUpTo(1100, 300, 2500, _ => { });
            Assert.Equal(1100, await site.Read(db => db.Members.CountAsync()));
            Assert.Equal(300, await site.Read(db => db.Threads.CountAsync()));
            Assert.Equal(2500, await site.Read(db => db.Posts.CountAsync(p => p.Sequence > 0)));
        }
        var members = (await site.Read(db => db.Members.ToListAsync())).ToDictionary(m => m.Id, People.As);
        var threads = await site.Read(db => db.Threads.Include(t => t.Posts).ToListAsync());
        Assert.All(threads, t => Assert.All(t.Posts, p => Assert.True(p.AuthorId is not { } author || t.Audience.Admits(members[author]))));
        Assert.All(threads, t => Assert.Equal(t.ReplyCount, t.Posts.Count - 1));
    }

    [Fact]
    public async Task A_long_discussion_is_made_once()
    {
        await using var site = new DemoSeed();
        await site.InitializeAsync();
        await using var scope = site.Services.CreateAsyncScope();
        var seed = new SeedCommand();
        for (var round = 0; round < 2; round++) Assert.Equal(0, await seed.Seed(scope.ServiceProvider, seed.Parse("--long-thread 140")));
        var thread = await site.Read(db => db.Threads.SingleAsync(t => t.ReplyCount == 140));
        Assert.Equal(140, await site.Read(db => db.Posts.CountAsync(p => p.ThreadId == thread.Id && p.Sequence > 0)));
        Assert.True(thread.OpenedAt < thread.ActiveAt && thread.ActiveAt <= site.Now);
    }

    [Theory, InlineData("--members"), InlineData("--members many"), InlineData("--people 7"), InlineData("--members -1"), InlineData("--members 99999999999")]
    public void A_mistyped_one_is_refused(string line) => Assert.NotEmpty(new SeedCommand().Parse(line).Errors);
}

/// <summary>A site as members know it, with the settings that it insists on.</summary>
sealed class ProductionSite : Site
{
    public ProductionSite() : base(DatabaseKind.Sqlite)
    {
        Environment = "Production";
        Settings["CoP:Mail:Host"] = "localhost";
        Settings["CoP:Mail:From"] = "Community <community@community.example>";
    }
}

sealed class DemoSeed : Site
{
    public DemoSeed() : base(DatabaseKind.Sqlite)
    {
        Environment = "Development";
        Settings["CoP:Mail:Folder"] = Scratch.New("mailbox");
    }
}
