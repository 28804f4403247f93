using System.Net;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Discussions;

public abstract class OutOfSightTests(Site site)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task For_whom_an_author_keeps_out_the_thread_does_not_exist(bool anonymous)
    {
        var (ana, thread) = await Ask(anonymous);
        var (boss, ben) = (await site.SignIn(Kind.Supervisor), await site.SignIn(Kind.Supervisor));
        await Sees(boss, thread, true);

        var page = await (await ana.Get("/preferences")).Follow("a[href='/preferences/out-of-sight']");
        page = await page.Submit("form.form", ("Name", boss.Member.Name));
        Assert.Contains(boss.Member.Name, page.Text("main"), StringComparison.Ordinal);

        await Sees(boss, thread, false);
        await Sees(ben, thread, true);
        await Sees(ana, thread, true);
        Assert.DoesNotContain(boss.Member.Name, (await ben.Get(thread)).Body, StringComparison.Ordinal);

        await page.Submit("main form[action$='" + boss.Member.Id + "'] button");
        await Sees(boss, thread, true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hidden_from_the_agency_are_those_who_have_a_say_there_whoever_that_is_today(bool anonymous)
    {
        var (agency, elsewhere) = (await site.AddAgency("Harbor " + Guid.NewGuid().ToString("N")[..6]), await site.AddAgency("Lantern " + Guid.NewGuid().ToString("N")[..6]));
        var (ana, thread) = await Ask(anonymous, n => n with { AgencyId = agency });
        var supervisor = await site.SignIn(Kind.Supervisor, n => n with { AgencyId = agency });
        var director = await site.SignIn(Kind.DirectorOfPeerSupport, n => n with { AgencyId = agency });
        var peer = await site.SignIn(Kind.Supporter, n => n with { AgencyId = agency });
        var other = await site.SignIn(Kind.Supervisor, n => n with { AgencyId = elsewhere });
        await (await ana.Get("/preferences/out-of-sight")).Submit("form[action$='/agency'] button");

        foreach (var (who, sees) in new[] { (supervisor, false), (director, false), (peer, true), (other, true), (ana, true) }) await Sees(who, thread, sees);

        // Someone comes to the agency, someone begins to supervise there, someone goes.
        var committee = await site.SignIn(Kind.Committee);
        await Move(committee, other.Member, Kind.Supervisor, agency);
        await Move(committee, peer.Member, Kind.Supporter, agency, supervises: true);
        await Move(committee, supervisor.Member, Kind.Supervisor, elsewhere);
        foreach (var (who, sees) in new[] { (supervisor, true), (director, false), (peer, false), (other, false), (ana, true) }) await Sees(who, thread, sees);

        await (await ana.Get("/preferences/out-of-sight")).Submit("form[action$='/agency'] button");
        foreach (var who in new[] { supervisor, director, peer, other, ana }) await Sees(who, thread, true);
    }

    [Fact]
    public async Task A_supervisor_who_hides_from_their_agency_sees_their_own_anonymous_thread()
    {
        var agency = await site.AddAgency("Beacon");
        var (ana, thread) = await Ask(true, n => n with { AgencyId = agency }, Kind.Supervisor);
        var peer = await site.SignIn(Kind.Supervisor, n => n with { AgencyId = agency });
        await (await ana.Get("/preferences/out-of-sight")).Submit("form[action$='/agency'] button");

        await Sees(ana, thread, true);
        await Sees(peer, thread, false);
    }

    [Fact]
    public async Task Who_may_see_is_the_same_asked_by_thread_and_by_member()
    {
        var agency = await site.AddAgency("Cove");
        var threads = new List<string>();
        var authors = new List<Visitor>();
        foreach (var anonymous in new[] { false, true })
        {
            var (ana, thread) = await Ask(anonymous, n => n with { AgencyId = agency });
            threads.Add(thread);
            authors.Add(ana);
        }
        var people = new List<Visitor>();
        foreach (var kind in Kind.All) people.Add(await site.SignIn(kind, n => n with { AgencyId = kind.Role == WorkRole.PeerSupporter ? null : agency }));
        foreach (var author in authors)
        {
            await author.Post("/preferences/out-of-sight/agency");
            await author.Post($"/preferences/out-of-sight/{people[0].Member.Id}");
        }

        foreach (var address in threads)
        {
            var id = Id<Thread>.Parse(address.Split('/')[2]);
            var may = await site.Read(async db =>
            {
                var thread = await db.Threads.SingleAsync(t => t.Id == id);
                return await db.Members.WhoMaySee(db, thread.Audience, await site.Services.GetRequiredService<Anonymity>().Owner(db, thread.AuthorId, thread.AliasId)).Select(m => m.Id).ToListAsync();
            });
            foreach (var person in people.Concat(authors)) Assert.Equal((await person.Get(address)).Status == HttpStatusCode.OK, may.Contains(person.Member.Id));
            Assert.DoesNotContain(people[0].Member.Id, may);
        }
    }

    [Fact]
    public async Task A_name_that_several_bear_is_asked_about_and_an_unknown_one_is_said()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var name = "Same Name " + Guid.NewGuid().ToString("N")[..6];
        var first = await site.Add(Kind.Supervisor, n => n with { Name = name });
        await site.Add(Kind.Supporter, n => n with { Name = name });

        var page = await (await ana.Get("/preferences/out-of-sight")).Submit("form.form", ("Name", name[..^2]));
        Assert.Equal(2, page.All("main form[action^='/preferences/out-of-sight/']").Count());
        page = await page.Submit($"form[action$='{first.Id}'] button");
        Assert.Equal(1, await site.Read(db => db.Exclusions.CountAsync(e => e.MemberId == ana.Member.Id && e.ExcludedId == first.Id)));

        page = await page.Submit("form.form", ("Name", "Nobody at all"));
        page.Is(HttpStatusCode.BadRequest);
        Assert.Equal("Nobody at all", page.One("[name=Name]").GetAttribute("value"));
        (await ana.Post($"/preferences/out-of-sight/{ana.Member.Id}")).Is(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_group_discusses_among_itself()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var group = await Group(ana, "Wednesday circle");
        var space = await site.AddSpace();
        var page = await (await ana.Get($"/threads/new?space={space.Slug}"))
            .Submit("form.form", ("Kind", "Question"), ("Title", "Just us"), ("Body", "Between us."), ("Audience", $"Group.{group}"), ("Preview", null));
        Assert.Contains("Wednesday circle", page.Is(HttpStatusCode.OK).Text(".pill--audience"), StringComparison.Ordinal);
        var thread = string.Join('/', page.Address.Split('/', '?').Take(3));

        await Sees(ben, thread, false);
        (await ben.Post("/threads", ("Kind", "Question"), ("Space", space.Slug), ("Title", "Let me in"), ("Body", "x"), ("Language", "en"), ("Audience", $"Group.{group}"))).Is(HttpStatusCode.BadRequest);
        await ben.Post($"/groups/{group}/membership");
        await Sees(ben, thread, true);
        await ben.Post($"/groups/{group}/membership", ("_method", "DELETE"));
        await Sees(ben, thread, false);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(13, 15)]
    [InlineData(44, 40)]
    [InlineData(46, 50)]
    [InlineData(430, 450)]
    [InlineData(5032, 5000)]
    public void Audiences_are_told_in_round_numbers(int people, int told) => Assert.Equal(told, CircleSizes.Rounded(people));

    async Task Sees(Visitor who, string thread, bool sees)
    {
        var id = Id<Thread>.Parse(thread.Split('/')[2]);
        var space = await site.Read(db => db.Threads.Where(t => t.Id == id).Join(db.Spaces, t => t.SpaceId, s => s.Id, (t, s) => s.Slug).SingleAsync());
        (await who.Get(thread)).Is(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await who.Get($"{thread}/changes?since=0")).Is(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        Assert.Equal(sees, (await who.Get($"/discussions/{space}")).Body.Contains(id.ToString(), StringComparison.Ordinal));
        if (!sees) (await who.Post($"{thread}/replies", ("Body", "x"))).Is(HttpStatusCode.NotFound);
    }

    async Task Move(Visitor committee, Joined member, Kind kind, Id<Agency> agency, bool supervises = false)
    {
        var page = await (await committee.Get($"/steering/members/{member.Id}")).Submit($"form[action$='/work']", ("Agency", agency.ToString()), ("Supervises", supervises ? "true" : null));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(kind.Role, await site.Read(db => db.Members.Where(m => m.Id == member.Id && m.AgencyId == agency).Select(m => m.Role).SingleAsync()));
    }

    async Task<string> Group(Visitor founder, string name)
    {
        var viewer = await site.Viewer(founder.Member);
        var group = new Group(
            Id<Group>.New(site.Now), new GroupOutline(name, "To think together.", "", "", MemberRoles.PeerSupporters, default, "en", MeetingMode.Video, "", 6, GroupEntry.Open), viewer, site.Now);
        await site.Write(db => db.Add(group));
        return group.Id.ToString();
    }

    async Task<(Visitor Author, string Address)> Ask(bool anonymous, Func<Newcomer, Newcomer>? but = null, Kind? kind = null)
    {
        for (var there = await site.Read(db => db.Members.CountAsync()); there < Audience.LeastForAnonymity; there++) await site.Add(Kind.Supporter);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var ana = await site.SignIn(kind ?? Kind.Supporter, but);
        var space = await site.AddSpace();
        var page = await (await ana.Get($"/threads/new?space={space.Slug}"))
            .Submit("form.form", ("Kind", "Question"), ("Title", "How do you say no?"), ("Body", "I find it hard."), ("Audience", "AllMembers"), ("Anonymous", anonymous ? "true" : null), ("Preview", null));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return (ana, string.Join('/', page.Address.Split('/', '?').Take(3)));
    }
}

public sealed class OutOfSightTestsOnSqlite(SqliteSite site) : OutOfSightTests(site), IClassFixture<SqliteSite>;
public sealed class OutOfSightTestsOnPostgres(PostgresSite site) : OutOfSightTests(site), IClassFixture<PostgresSite>;
