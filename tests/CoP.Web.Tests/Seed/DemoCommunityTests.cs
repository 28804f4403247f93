using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Data.Seed;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Seed;

/// <summary>A site as a newcomer starts it: in Development, on an empty database.</summary>
public abstract class DemoSite : Site
{
    protected DemoSite(DatabaseKind kind) : base(kind) => Environment = "Development";
}

public sealed class DemoSiteOnSqlite() : DemoSite(DatabaseKind.Sqlite);

public sealed class DemoSiteOnPostgres() : DemoSite(DatabaseKind.Postgres);

public abstract class DemoCommunityTests(Site site)
{
    [Fact]
    public async Task An_empty_site_in_Development_fills_with_the_demo_community()
    {
        Assert.Equal((12, 60, 60), (await Count<Agency>(), await Count<Member>(), await Count<Account>()));
        Assert.Equal((13, 41, 253), (await Count<Space>(), await Count<Thread>(), await site.Read(db => db.Posts.CountAsync(p => p.Sequence > 0))));
        Assert.Equal(9, await Count<Domain.CoReflection.Group>());
        Assert.Equal(1, await site.Read(db => db.Meetings.CountAsync(m => m.Kind == MeetingKind.Extra)));
        var meetings = await site.Read(db => db.Meetings.Where(m => m.Kind == MeetingKind.Quarterly).ToListAsync());
        Assert.Equal((2, 2, 2), (meetings.Count(m => m.State is MeetingState.Held or MeetingState.MinutesPublished), meetings.Count(m => m.State == MeetingState.Announced), meetings.Count(m => m.State == MeetingState.Scheduled)));
    }

    [Fact]
    public async Task It_settles_only_once()
    {
        await using var scope = site.Services.CreateAsyncScope();
        Assert.False(await ActivatorUtilities.CreateInstance<DemoCommunity>(scope.ServiceProvider).Settle());
        await FirstSpaces.Lay(scope.ServiceProvider.GetRequiredService<CopDb>(), site.Clock);
        Assert.Equal((13, 60, 41), (await Count<Space>(), await Count<Member>(), await Count<Thread>()));
    }

    [Fact]
    public async Task Each_demo_sign_in_works_and_is_what_it_says()
    {
        (string Email, WorkRole Role, Duties Duties)[] signIns =
        [
            ("committee@cop.example", WorkRole.AreaDirectorOfRecovery, Duties.Committee | Duties.Facilitator),
            ("supporter@cop.example", WorkRole.PeerSupporter, Duties.None),
            ("supervisor@cop.example", WorkRole.Supervisor, Duties.None),
            ("administrator@cop.example", WorkRole.Administrator, Duties.None),
            ("director@cop.example", WorkRole.AreaDirectorOfRecovery, Duties.Facilitator),
            ("site@cop.example", WorkRole.Administrator, Duties.SiteAdministrator),
        ];
        Assert.Equal(signIns.Select(s => s.Email), DemoCommunity.SignIns.Select(s => s.Email));
        foreach (var (email, role, duties) in signIns)
        {
            var id = new Id<Member>(await site.Read(db => db.Users.Where(a => a.Email == email).Select(a => a.Id).SingleAsync()));
            var member = await site.Read(db => db.Members.SingleAsync(m => m.Id == id));
            Assert.Equal((role, duties), (member.Role, member.Duties));
            var visitor = site.Visit();
            var page = await (await visitor.Get("/sign-in")).Submit("form:has([name=Password])", ("Email", email), ("Password", "peer-support-demo"));
            Assert.False(page.Address.StartsWith("/sign-in", StringComparison.Ordinal), email);
            Assert.Equal(HttpStatusCode.OK, page.Status);
        }
    }

    [Fact]
    public async Task All_roles_areas_and_both_languages_are_there()
    {
        var members = await site.Read(db => db.Members.ToListAsync());
        Assert.Equal(12, members.Count(m => m.Language == "es"));
        Assert.All(Enum.GetValues<Discipline>(), d => Assert.Contains(members, m => m.Discipline == d));
        foreach (var area in Enum.GetValues<Area>())
        {
            Assert.Single(members, m => m.Role == WorkRole.AreaDirectorOfRecovery && m.Areas == area.AsSet());
            Assert.Contains(members, m => m.Role == WorkRole.DirectorOfPeerSupport && m.Areas.Holds(area));
        }
        Assert.Contains(members, m => m is { Role: WorkRole.PeerSupporter, Supervises: true });
        Assert.Contains(members, m => m.ZoneId == "America/Puerto_Rico");
    }

    [Fact]
    public async Task Nobody_writes_where_they_could_not_read()
    {
        var members = (await site.Read(db => db.Members.ToListAsync())).ToDictionary(m => m.Id, People.As);
        var threads = await site.Read(db => db.Threads.Include(t => t.Posts).ToListAsync());
        Assert.All(threads, t => Assert.All(t.Posts, p => Assert.True(p.AuthorId is not { } author || t.Audience.Admits(members[author]), t.Title)));
        Assert.Contains(threads, t => t.ReplyCount == 20);
        Assert.Single(threads, t => t.AliasId is not null);
        Assert.Contains(threads, t => t.ReplyCount == 0);
        Assert.Equal(10, threads.Count(t => t.Language == "es"));
        Assert.True(threads.Select(t => t.Audience.Kind).Distinct().Count() >= 5);
    }

    [Fact]
    public async Task Posts_follow_one_another_in_the_past_and_end_lately()
    {
        var now = site.Now;
        var threads = await site.Read(db => db.Threads.Include(t => t.Posts).ToListAsync());
        foreach (var thread in threads)
        {
            var posts = thread.Posts.OrderBy(p => p.Sequence).ToList();
            Assert.All(posts.Zip(posts.Skip(1)), pair => Assert.True(pair.First.WrittenAt < pair.Second.WrittenAt, thread.Title));
            Assert.True(posts[^1].WrittenAt < now, thread.Title);
        }
        Assert.True(threads.Min(t => t.OpenedAt) < now - Duration.FromDays(120));
        Assert.True(threads.Max(t => t.ActiveAt) > now - Duration.FromDays(2));
    }

    [Fact]
    public async Task A_meeting_has_its_discussion_and_two_areas_have_swapped_turns()
    {
        var talk = await site.Read(db => db.MeetingTalks.SingleAsync());
        Assert.True((await site.Read(db => db.Threads.SingleAsync(t => t.Id == talk.ThreadId))).ReplyCount > 1);
        Assert.True(await site.Read(db => db.LedgerEntries.AnyAsync(e => e.Kind == LedgerEntryKind.Swapped)));
    }

    [Fact]
    public async Task Nobody_is_written_to_about_what_was_only_set_up()
    {
        // Reminders of what is to come may well be on their way.
        var kinds = await site.Read(db => db.Occasions.Select(o => o.Kind).Distinct().ToListAsync());
        Assert.Empty(kinds.Except([LetterKind.MeetingReminder, LetterKind.SessionReminder, LetterKind.AccessToBook]));
    }

    Task<int> Count<T>() where T : class => site.Read(db => db.Set<T>().CountAsync());
}

public sealed class DemoCommunityTestsOnSqlite(DemoSiteOnSqlite site) : DemoCommunityTests(site), IClassFixture<DemoSiteOnSqlite>;

public sealed class DemoCommunityTestsOnPostgres(DemoSiteOnPostgres site) : DemoCommunityTests(site), IClassFixture<DemoSiteOnPostgres>;
