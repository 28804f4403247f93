using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.CoReflection;

/// <summary>How people find groups and come into them.</summary>
public abstract class FindingTests(Site site)
{
    [Fact]
    public async Task Of_fifty_who_ask_at_once_for_the_last_place_one_gets_it_and_the_others_stand_in_line()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana, Circles.Peers with { Size = 3 });
        await site.Join(id, await site.SignIn(Kind.Supporter));
        var rivals = new List<(Visitor Who, string Token)>();
        for (var i = 0; i < 50; i++)
        {
            var rival = await site.SignIn(Kind.Supporter);
            rivals.Add((rival, await rival.Token()));
        }

        var answers = await Task.WhenAll(rivals.Select(r => r.Who.Post($"/groups/{id}/membership", [("__RequestVerificationToken", r.Token)], token: false)));
        Assert.All(answers, a => a.Is(HttpStatusCode.OK));
        var group = await site.Group(id);
        Assert.Equal(3, group.Members.Count());
        Assert.Equal(Enumerable.Range(1, 49), group.WaitingLine.Select(m => m.Line!.Value));
        Assert.Equal(49, answers.Count(a => a.Text().Contains("on the waiting list, at number", StringComparison.Ordinal)));

        var first = rivals.Single(r => r.Who.Member.Id == group.WaitingLine.First().MemberId).Who;
        await ana.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        group = await site.Group(id);
        Assert.Equal((MembershipState.Member, 3, 48), (group.Find(first.Member.Id)!.State, group.Members.Count(), group.WaitingLine.Count()));
        Assert.Equal([first.Member.Id], await site.Read(db => db.Occasions.Where(o => o.Kind == LetterKind.GroupPlace && o.Item == id.Value).Select(o => o.RecipientId!.Value).ToListAsync()));
    }

    [Fact]
    public async Task Who_is_kept_away_finds_the_group_one_to_ask_and_its_member_alone_is_asked()
    {
        var (ana, ben, cleo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter, who => who with { Name = "Cleo Kept Away" }));
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        await Keep(ben, cleo);
        // From the first look it is a group like others that one has to ask.
        var page = await cleo.Get($"/groups/{id}");
        Assert.Contains("By asking", page.Text(), StringComparison.Ordinal);
        var asked = await (await page.Follow($"a[href='/groups/{id}/join']")).Submit($"form[action='/groups/{id}/membership']");
        Assert.Contains("You asked to join", asked.Text(), StringComparison.Ordinal);
        // Neither who convenes nor anyone else sees anything of it.
        Assert.DoesNotContain("Cleo", (await ana.Get($"/groups/{id}")).Body, StringComparison.Ordinal);
        Assert.Equal([ben.Member.Id], await site.Read(db => db.Occasions.Where(o => o.Item == id.Value).Select(o => o.RecipientId!.Value).ToListAsync()));
        Assert.True((await ben.Get("/groups")).Has($".group-card:has(a[href='/groups/{id}']) .pill--accent"));
        (await ana.Post($"/groups/{id}/consents/{cleo.Member.Id}")).Is(HttpStatusCode.NotFound);
        (await ana.Post($"/groups/{id}/requests/{cleo.Member.Id}")).Is(HttpStatusCode.Conflict);
        var answered = await (await ben.Get($"/groups/{id}")).Submit($"form[action='/groups/{id}/consents/{cleo.Member.Id}']:not(:has([name=_method]))");
        Assert.Contains("Cleo Kept Away", answered.Text(".members"));
    }

    [Fact]
    public async Task A_no_reads_to_them_like_the_no_of_any_group()
    {
        var (ana, cleo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = await site.Circle(ana);
        await Keep(ana, cleo);
        await cleo.Post($"/groups/{id}/membership");
        await (await ana.Get($"/groups/{id}")).Submit($"form[action='/groups/{id}/consents/{cleo.Member.Id}']:has([name=_method])");
        Assert.Contains("said no this time", (await cleo.Get($"/groups/{id}")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_hides_from_their_agency_is_asked_about_its_supervisors_too()
    {
        var agency = new Agency(Id<Agency>.New(site.Now), "Paper Lantern", Areas.Western);
        await site.Write(db => db.Agencies.Add(agency));
        var ana = await site.SignIn(Kind.Supporter, who => who with { AgencyId = agency.Id });
        var boss = await site.SignIn(Kind.Supervisor, who => who with { AgencyId = agency.Id });
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Member.Id)).HideFromAgency(true));
        var id = await site.Circle(ana, Circles.Peers with { Roles = MemberRoles.All });
        await boss.Post($"/groups/{id}/membership");
        Assert.Equal(MembershipState.Asked, (await site.Group(id)).Find(boss.Member.Id)!.State);
        // The other way round, it is the one who hides that is asked, on the page and nowhere else.
        var other = await site.Circle(boss, Circles.Peers with { Roles = MemberRoles.All });
        var page = (await ana.Post($"/groups/{other}/membership")).Is(HttpStatusCode.BadRequest);
        Assert.Contains("Only you see this", page.Text(), StringComparison.Ordinal);
        await page.Submit($"form[action='/groups/{other}/membership']");
        Assert.Equal(MembershipState.Member, (await site.Group(other)).Find(ana.Member.Id)!.State);
        Assert.False(await site.Read(db => db.Occasions.AnyAsync(o => o.Item == other.Value)));
    }

    [Fact]
    public async Task A_group_by_invitation_is_not_there_for_who_is_not_invited()
    {
        var (ana, ben, cleo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = await site.Circle(ana, Circles.Peers with { Entry = GroupEntry.Invitation });
        await Keep(ana, cleo);
        foreach (var address in (string[])[$"/groups/{id}", $"/groups/{id}/join", $"/groups/{id}/leave", $"/groups/{id}/people"]) (await ben.Get(address)).Is(HttpStatusCode.NotFound);
        (await ben.Post($"/groups/{id}/membership")).Is(HttpStatusCode.NotFound);
        await site.Write(async db =>
        {
            var (group, viewer) = (await db.Groups.Whole().SingleAsync(g => g.Id == id), await site.ViewerOf(cleo));
            // Somebody else of the group invites whom one keeps away: until one says yes, there is no invitation.
            group.Invite(await site.ViewerOf(ben), ana.Member.Id, PeopleAround.Strangers, site.Now);
            group.Join(await site.ViewerOf(ben), PeopleAround.Strangers, site.Now);
            group.ShareConvening(ben.Member.Id, ana.Member.Id);
            group.Invite(viewer, ben.Member.Id, new PeopleAround([(ana.Member.Id, cleo.Member.Id)], []), site.Now);
        });
        foreach (var address in (string[])[$"/groups/{id}", $"/groups/{id}/join", $"/groups/{id}/leave"]) (await cleo.Get(address)).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain(id.ToString(), (await cleo.Get("/groups")).Body, StringComparison.Ordinal);
        (await cleo.Post($"/groups/{id}/membership", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        Assert.Contains(cleo.Member.Name, (await ben.Get($"/groups/{id}/people")).Text(), StringComparison.Ordinal);
        await ana.Post($"/groups/{id}/consents/{cleo.Member.Id}");
        (await cleo.Get($"/groups/{id}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_looks_is_seen_by_who_convenes_a_group_that_suits_invited_and_decides()
    {
        var ana = await site.SignIn(Kind.Supporter, who => who with { Language = "es" });
        var id = await site.Circle(ana, Circles.Peers with { Name = "Midday talk", Language = "es", Mode = MeetingMode.Phone });
        // Tuesday at noon in New York is Tuesday morning in Chicago.
        var zoe = await site.SignIn(Kind.Supporter, who => who with { Name = "Zoe Looking", ZoneId = "America/Chicago" });
        var empty = (await (await zoe.Get("/groups/looking")).Submit("form.form", ("Language", "es"), ("Modes", "Phone"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("at least one time", empty.Text(".notice--error"), StringComparison.Ordinal);
        var found = await empty.Submit("form.form", ("Days[1].Parts", "Morning"));
        Assert.Contains("Midday talk", found.Text("section[aria-labelledby=suits]"), StringComparison.Ordinal);

        var people = await ana.Get($"/groups/{id}/people");
        Assert.Contains("Zoe Looking", people.Text("section[aria-labelledby=seekers]"), StringComparison.Ordinal);
        Assert.DoesNotContain("Zoe", (await people.Submit($"form[action='/groups/{id}/invitations/{zoe.Member.Id}']")).Text("section[aria-labelledby=seekers]"), StringComparison.Ordinal);
        var asked = await zoe.Get("/groups");
        Assert.Contains("You are invited", asked.Text("section[aria-labelledby=doors]"), StringComparison.Ordinal);
        var inside = await (await (await zoe.Get($"/groups/{id}")).Follow($"a[href='/groups/{id}/join']")).Submit($"form[action='/groups/{id}/membership']");
        Assert.Contains("Zoe Looking", inside.Text(".members"));
        await (await zoe.Get("/groups/looking")).Submit("form[action='/groups/looking']:has([name=_method])");
        Assert.False(await site.Read(db => db.Lookings.AnyAsync(l => l.MemberId == zoe.Member.Id)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_is_suggested_to_someone_where_one_of_the_two_keeps_the_other_away(bool theyKeep)
    {
        var (ana, ben, zoe) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        // One of a kind, or others would be suggested in its place.
        var id = await site.Circle(ana, Circles.Peers with { Mode = MeetingMode.InPerson, Language = "es" });
        await site.Join(id, ben);
        await zoe.Post("/groups/looking", ("Days[0].Day", "Tuesday"), ("Days[0].Parts", "Afternoon"), ("Language", "es"), ("Modes", "InPerson"));
        Assert.Contains(zoe.Member.Name, (await ana.Get($"/groups/{id}/people")).Text("section[aria-labelledby=seekers]"), StringComparison.Ordinal);
        Assert.Contains(id, await Suggested(zoe));
        await (theyKeep ? Keep(ben, zoe) : Keep(zoe, ben));
        Assert.DoesNotContain(zoe.Member.Name, (await ana.Get($"/groups/{id}/people")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await Suggested(zoe));
        Assert.DoesNotContain(id.ToString(), (await zoe.Get("/groups")).One("section[aria-labelledby=suits]").OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_directory_is_narrowed_by_what_one_asks_and_by_ones_own_clock()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var boss = await site.SignIn(Kind.Supervisor);
        var name = Guid.NewGuid().ToString("N")[..8];
        var wanted = await site.Circle(ana, Circles.Peers with { Name = "A " + name, Areas = Areas.Western, Language = "es", Mode = MeetingMode.Phone });
        var other = await site.Circle(boss, Circles.Peers with { Name = "B " + name, Roles = MemberRoles.All });
        var ben = await site.SignIn(Kind.Supporter, who => who with { ZoneId = "Asia/Tokyo" });
        // Tuesday noon in New York is two on Wednesday morning in Tokyo.
        foreach (var (query, both) in new[] { ("where=Western", false), ("language=es", false), ("mode=Phone", false), ("supervisors=Without", false), ("day=Wednesday&part=Morning&where=Western", false), ("day=Wednesday&part=Morning", true), ("role=PeerSupporters", true), ("room=true", true) })
        {
            var found = await Everything(ben, query);
            Assert.True(found.Contains(wanted), query);
            Assert.True(found.Contains(other) == both, query);
        }
        foreach (var query in (string[])["day=Tuesday", "part=Afternoon", "where=statewide&language=es"]) Assert.DoesNotContain(wanted, await Everything(ben, query));
        Assert.Contains(other, await Everything(ben, "where=statewide&supervisors=With"));
        Assert.True((await ben.Get("/groups?where=Central&language=es&mode=InPerson&supervisors=With")).Has(".empty a[href='/groups/looking']"));
        (await ben.Get("/groups?where=Atlantis&day=Someday&part=9&mode=carrier-pigeon&after=zzz")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_directory_goes_on_after_the_last_group_of_a_page()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ids = new List<Id<Group>>();
        // Many of one name: their order is still one.
        for (var i = 0; i < 30; i++) ids.Add(await site.Circle(ana, Circles.Peers with { Name = "Same name" }));
        var found = await Everything(await site.SignIn(Kind.Supporter), "");
        Assert.Empty(ids.Except(found));
        Assert.Equal(found.Count, found.Distinct().Count());
    }

    [Fact]
    public async Task A_group_that_sleeps_is_asked_once_put_away_and_woken_by_any_member()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = Id<Group>.New(site.Now);
        var (viewer, other) = (await site.ViewerOf(ana), await site.ViewerOf(ben));
        await site.Write(db =>
        {
            var group = new Group(id, Circles.Peers with { Name = "Sleepers" }, viewer, site.Now - Group.AsleepAfter);
            group.Join(other, site.Now - Group.AsleepAfter);
            db.Groups.Add(group);
        });
        await Task.WhenAll(Rounds(), Rounds());
        Assert.Equal(1, await site.Read(db => db.Occasions.CountAsync(o => o.Item == id.Value && o.Kind == LetterKind.GroupAsleep)));
        Assert.Contains("Does it still meet?", (await ben.Get($"/groups/{id}")).Text(), StringComparison.Ordinal);
        await site.Write(async db =>
        {
            // The three weeks are over for this group alone; the site's clock is that of other tests, too.
            var asked = site.Now - Group.AnswersWithin;
            await db.Groups.Where(g => g.Id == id).ExecuteUpdateAsync(set => set.SetProperty(g => g.AskedAt, asked));
        });
        await Rounds();
        Assert.DoesNotContain(id, await Everything(await site.SignIn(Kind.Supporter), ""));
        (await (await site.SignIn(Kind.Supporter)).Get($"/groups/{id}")).Is(HttpStatusCode.NotFound);
        (await ana.Post($"/groups/{id}/edit", ("Name", "Another"), ("Purpose", "p"), ("Roles", "PeerSupporters"), ("Language", "en"), ("Mode", "Video"), ("Size", "4"), ("Entry", "Open"))).Is(HttpStatusCode.BadRequest);
        Assert.Equal("Sleepers", (await site.Group(id)).Name);
        var awake = await (await ben.Get($"/groups/{id}")).Submit($"form[action='/groups/{id}/awake']");
        Assert.Contains("awake", awake.Text(), StringComparison.Ordinal);
        Assert.Contains(id, await Everything(await site.SignIn(Kind.Supporter), ""));
    }

    [Fact]
    public async Task A_place_that_is_offered_is_taken_or_given_up_and_goes_on()
    {
        var (ana, ben, cleo, dee) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = await site.Circle(ana, Circles.Peers with { Entry = GroupEntry.Ask, Size = 3 });
        await Keep(ben, ana);
        foreach (var who in (Visitor[])[ben, cleo, dee]) await who.Post($"/groups/{id}/membership");
        foreach (var who in (Visitor[])[ben, cleo, dee]) await ana.Post($"/groups/{id}/requests/{who.Member.Id}");
        var state = (await site.Group(id)).Memberships.ToDictionary(m => m.MemberId, m => m.State);
        Assert.Equal((MembershipState.Offered, MembershipState.Member, MembershipState.Waiting), (state[ben.Member.Id], state[cleo.Member.Id], state[dee.Member.Id]));
        // Only who keeps somebody away is told why they are asked once more.
        var page = await (await ben.Get($"/groups/{id}")).Follow($"a[href='/groups/{id}/join']");
        Assert.Contains("Only you see this", page.Text(), StringComparison.Ordinal);
        await (await ben.Get($"/groups/{id}/leave")).Submit($"form[action='/groups/{id}/membership']");
        Assert.Equal(MembershipState.Member, (await site.Group(id)).Find(dee.Member.Id)!.State);
    }

    async Task Rounds()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GroupRounds>().Go();
    }

    Task Keep(Visitor keeper, Visitor kept) => site.Write(db => db.Exclusions.Add(new Exclusion(keeper.Member.Id, kept.Member.Id)));

    async Task<List<Id<Group>>> Suggested(Visitor who)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var looking = await site.Read(db => db.Lookings.AsNoTracking().SingleAsync(l => l.MemberId == who.Member.Id));
        return await ActivatorUtilities.CreateInstance<Fits>(scope.ServiceProvider).GroupsFor(await site.ViewerOf(who), looking);
    }

    // Every group of the directory, page by page.
    static async Task<List<Id<Group>>> Everything(Visitor who, string query)
    {
        var found = new List<Id<Group>>();
        for (var address = "/groups?" + query; ;)
        {
            var page = (await who.Get(address)).Is(HttpStatusCode.OK);
            found.AddRange(page.All(".section-head ~ ul h3 a").Select(a => Id<Group>.Parse(a.GetAttribute("href")!.Split('/')[^1])));
            if (!page.Has("a[rel=next]")) return found;
            address = page.One("a[rel=next]").GetAttribute("href")!;
        }
    }
}

public sealed class FindingTestsOnSqlite(SqliteSite site) : FindingTests(site), IClassFixture<SqliteSite>;

public sealed class FindingTestsOnPostgres(PostgresSite site) : FindingTests(site), IClassFixture<PostgresSite>;
