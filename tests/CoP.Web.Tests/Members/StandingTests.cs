using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Members;

public abstract class StandingTests(Site site)
{
    [Fact]
    public async Task The_committee_changes_a_role_and_the_trail_says_who_and_what()
    {
        var agency = await Agency();
        var member = await site.Add(Kind.Supporter, m => m with { AgencyId = agency });
        var committee = await site.SignIn(Kind.Committee);
        var page = await (await committee.Get($"/steering/members/{member.Id}")).Submit("form[action$='/work']", ("Role", "Supervisor"), ("Discipline", ""));
        Assert.Contains("on record", page.Text(".says"), StringComparison.Ordinal);
        Assert.Equal(WorkRole.Supervisor, (await Find(member)).Role);

        var trail = (await committee.Get("/steering/audit")).Text();
        Assert.Contains(committee.Member.Name, trail, StringComparison.Ordinal);
        Assert.Contains(member.Name, trail, StringComparison.Ordinal);
        Assert.Contains("Peer supporter", trail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nobody_of_the_members_agency_changes_role_agency_or_access()
    {
        var agency = await Agency();
        var member = await site.Add(Kind.Supporter, m => m with { AgencyId = agency });
        var boss = await site.SignIn(Kind.Administrator, m => m with { AgencyId = agency, Duties = Duties.Committee });
        var page = await boss.Get($"/steering/members/{member.Id}");
        var refused = await page.Submit("form[action$='/work']", ("Role", "Supervisor"), ("Discipline", ""));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("does not work at that agency", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("Supervisor", refused.One("[name=Role][checked]").GetAttribute("value"));
        await page.Submit("form[action$='/suspension']");
        await boss.Post($"/steering/members/{member.Id}/work", ("Role", "PeerSupporter"), ("Discipline", "CertifiedPeerSpecialist"), ("Agency", (await Agency()).ToString()));
        var now = await Find(member);
        Assert.Equal((WorkRole.PeerSupporter, agency, MemberState.Active), (now.Role, now.AgencyId!.Value, now.State));
        Assert.False(await site.Read(db => db.AuditTrail.AnyAsync(e => e.SubjectId == member.Id)));
    }

    [Fact]
    public async Task Nobody_changes_their_own_standing()
    {
        var committee = await site.SignIn(Kind.Committee);
        var id = committee.Member.Id;
        Assert.Equal(HttpStatusCode.BadRequest, (await committee.Post($"/steering/members/{id}/duties", ("Duties", "Committee"), ("Duties", "SiteAdministrator"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await committee.Post($"/steering/members/{id}/duties", ("Duties", "Committee"), ("Duties", "Moderator"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await committee.Post($"/steering/members/{id}/suspension")).Status);
        Assert.Equal(Duties.Committee, (await Find(committee.Member)).Duties);
    }

    [Fact]
    public async Task A_site_administrator_makes_another_and_the_committee_cannot()
    {
        var member = await site.Add(Kind.Supporter);
        var committee = await site.SignIn(Kind.Committee);
        Assert.Equal(HttpStatusCode.BadRequest, (await committee.Post($"/steering/members/{member.Id}/duties", ("Duties", "SiteAdministrator"))).Status);
        var administrator = await site.SignIn(Kind.SiteAdministrator);
        await (await administrator.Get($"/steering/members/{member.Id}")).Submit("form[action$='/duties']", ("Duties", "SiteAdministrator"));
        Assert.Equal(Duties.SiteAdministrator, (await Find(member)).Duties);
        Assert.Equal(HttpStatusCode.BadRequest, (await administrator.Post($"/steering/members/{member.Id}/suspension")).Status);
    }

    [Fact]
    public async Task A_suspended_member_is_out_at_the_next_request_and_in_again_once_readmitted()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var committee = await site.SignIn(Kind.Committee);
        var page = await (await committee.Get($"/steering/members/{ana.Member.Id}")).Submit("form[action$='/suspension']");
        Assert.StartsWith("/sign-in", (await ana.Get("/profile")).Address, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await page.Submit("form[action$='/suspension']");
        Assert.Equal("/profile", (await (await site.SignIn(ana.Member)).Get("/profile")).Address);
        Assert.Equal(
            [("Active", "Suspended"), ("Suspended", "Active")],
            (await site.Read(db => db.AuditTrail.Where(e => e.SubjectId == ana.Member.Id).OrderBy(e => e.Id).ToListAsync())).Select(e => (e.Before!, e.After!)));
    }

    [Fact]
    public async Task Sessions_of_before_end_within_a_minute_of_a_changed_role()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var committee = await site.SignIn(Kind.Committee);
        await (await committee.Get($"/steering/members/{ana.Member.Id}")).Submit("form[action$='/duties']", ("Duties", "Moderator"));
        site.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.StartsWith("/sign-in", (await ana.Get("/profile")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_shut_each_other_out_at_once_are_not_both_out()
    {
        var (one, two) = (await site.SignIn(Kind.Committee), await site.SignIn(Kind.Committee));
        var pages = await Task.WhenAll(one.Get($"/steering/members/{two.Member.Id}"), two.Get($"/steering/members/{one.Member.Id}"));
        await Task.WhenAll(pages.Select(p => p.Submit("form[action$='/suspension']")));
        var states = new[] { (await Find(one.Member)).State, (await Find(two.Member)).State };
        Assert.Equal([MemberState.Active, MemberState.Suspended], states.Order());
    }

    [Fact]
    public async Task The_list_is_filtered_and_every_page_of_it_is_reached()
    {
        var token = Guid.NewGuid().ToString("N");
        for (var i = 0; i < 55; i++) await site.Add(Kind.DirectorOfPeerSupport, m => m with { Name = $"{token} {i % 5}", Areas = Areas.Southeast });
        await site.Add(Kind.DirectorOfPeerSupport, m => m with { Name = token + " elsewhere", Areas = Areas.Central });
        var committee = await site.SignIn(Kind.Committee);
        var page = await (await committee.Get("/steering/members")).Submit("form.filters", ("Name", token[..30].ToUpperInvariant()), ("Role", "DirectorOfPeerSupport"), ("Area", "Southeast"));
        var seen = new List<string>();
        seen.AddRange(page.All("tbody th a").Select(a => a.GetAttribute("href")!));
        Assert.Equal(50, seen.Count);
        page = await page.Follow("a[rel=next]");
        seen.AddRange(page.All("tbody th a").Select(a => a.GetAttribute("href")!));
        Assert.False(page.Has("a[rel=next]"));
        Assert.Equal(55, seen.Distinct().Count());
    }

    [Fact]
    public async Task What_a_member_sees_is_kept_by_no_cache()
    {
        var ana = await site.SignIn(Kind.Supporter);
        foreach (var path in new[] { "/", "/profile" })
            Assert.True((await ana.Get(path)).Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_null_character_in_an_address_is_a_bad_request()
    {
        var committee = await site.SignIn(Kind.Committee);
        Assert.Equal(HttpStatusCode.BadRequest, (await committee.Get("/steering/members?Name=%00")).Status);
    }

    [Theory]
    [InlineData("/steering/members?Role=Wizard&Area=99&State=x&after=nonsense")]
    [InlineData("/steering/members?Name=%25_%27%22%3Cscript%3E")]
    [InlineData("/steering/audit?before=AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/steering/invitations?before=AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Nonsense_in_an_address_breaks_no_list(string address)
    {
        var committee = await site.SignIn(Kind.Committee);
        Assert.Equal(HttpStatusCode.OK, (await committee.Get(address)).Status);
    }

    [Fact]
    public async Task Whoever_is_neither_on_the_committee_nor_site_administrator_finds_none_of_it()
    {
        var member = await site.Add(Kind.Supporter);
        foreach (var kind in Kind.All.Where(k => (k.Duties & (Duties.Committee | Duties.SiteAdministrator)) == Duties.None))
        {
            var visitor = await site.SignIn(kind);
            foreach (var path in new[] { "/steering", "/steering/members", $"/steering/members/{member.Id}", "/steering/agencies", "/steering/audit" })
                Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(path)).Status);
            foreach (var path in new[] { "work", "duties", "suspension" })
                Assert.Equal(HttpStatusCode.NotFound, (await visitor.Post($"/steering/members/{member.Id}/{path}", ("Duties", "Committee"))).Status);
        }

        Assert.Equal(Duties.None, (await Find(member)).Duties);
    }

    [Fact]
    public async Task A_member_who_does_not_exist_is_not_found()
    {
        var committee = await site.SignIn(Kind.Committee);
        var nobody = Id<Member>.New(site.Now);
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Get($"/steering/members/{nobody}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Post($"/steering/members/{nobody}/suspension")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Post($"/steering/members/{nobody}/work", ("Role", "Supervisor"))).Status);
    }

    [Fact]
    public async Task What_a_member_chooses_is_theirs_to_change_and_on_no_trail()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/profile")).Submit("form[action='/profile']", ("Name", "Anita"), ("Language", "es"), ("ZoneId", "America/Puerto_Rico"));
        Assert.Contains("Guardado", page.Text(".says"), StringComparison.Ordinal);
        var member = await Find(ana.Member);
        Assert.Equal(("Anita", "es", "America/Puerto_Rico"), (member.Name, member.Language, member.ZoneId));
        Assert.False(await site.Read(db => db.AuditTrail.AnyAsync(e => e.SubjectId == ana.Member.Id)));
    }

    [Fact]
    public async Task A_member_changes_neither_role_nor_duties_through_the_profile()
    {
        var ana = await site.SignIn(Kind.Supporter);
        await ana.Post("/profile", ("Name", "Ana"), ("Language", "en"), ("ZoneId", "America/New_York"), ("Role", "Supervisor"), ("Duties", "15"), ("State", "Active"), ("Standing.Duties", "15"));
        var member = await Find(ana.Member);
        Assert.Equal(("Ana", WorkRole.PeerSupporter, Duties.None), (member.Name, member.Role, member.Duties));
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Name", "\u0001\u0002")]
    [InlineData("Language", "tlh")]
    [InlineData("ZoneId", "Mars/Olympus")]
    [InlineData("ZoneId", "Africa/Casablanca")]
    public async Task A_mistake_in_the_profile_changes_nothing(string field, string value)
    {
        var ana = await site.SignIn(Kind.Supporter);
        var fields = new Dictionary<string, string> { ["Name"] = "Ana 🌻", ["Language"] = "en", ["ZoneId"] = "America/New_York" };
        fields[field] = value;
        var page = await ana.Post("/profile", fields.Select(f => (f.Key, f.Value)));
        Assert.True(page.Has("form[action='/profile']"), page.Text());
        if (field != "Name") Assert.Equal("Ana 🌻", page.One("[name=Name]").GetAttribute("value"));
        Assert.Equal(ana.Member.Name, (await Find(ana.Member)).Name);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_a_bad_request()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await ana.Post("/profile", ("Name", "\u0000"), ("Language", "en"), ("ZoneId", "America/New_York"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.True(page.Has("h1"), page.Body);
    }

    Task<Member> Find(Joined member) => site.Read(db => db.Members.AsNoTracking().SingleAsync(m => m.Id == member.Id));

    Task<Id<Agency>> Agency() => site.AddAgency("Agency " + Guid.NewGuid().ToString("N"));
}

public sealed class StandingTestsOnSqlite(SqliteSite site) : StandingTests(site), IClassFixture<SqliteSite>;

public sealed class StandingTestsOnPostgres(PostgresSite site) : StandingTests(site), IClassFixture<PostgresSite>;
