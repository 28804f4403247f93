using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Members;

public abstract class InvitationTests(Site site)
{
    const string Join = "form:has([name=Password])";

    [Fact]
    public async Task The_committee_invites_and_the_one_invited_joins_with_what_was_vouched_for()
    {
        var agency = await site.AddAgency("Harbor " + Guid.NewGuid().ToString("N"));
        var committee = await site.SignIn(Kind.Committee);
        var email = NewAddress();
        var page = await (await committee.Get("/steering/invitations/new")).Submit(
            "form[action='/steering/invitations']", ("Email", email), ("Role", "PeerSupporter"), ("Discipline", "RecoveryCoach"), ("Agency", agency.ToString()),
            ("Areas", "Central"), ("Areas", "Western"), ("Language", "es"));
        Assert.Contains(email, page.Text(), StringComparison.Ordinal);
        var invitation = await Find(email);
        Assert.Equal(LetterKind.Invitation, (await site.Read(db => db.Occasions.SingleAsync(o => o.Item == invitation.Id.Value))).Kind);

        var ana = site.Visit();
        var form = await ana.Get(Address(invitation) + "?lang=en");
        Assert.Contains(committee.Member.Name, form.Text(), StringComparison.Ordinal);
        Assert.Contains("Recovery Coach", form.Text(), StringComparison.OrdinalIgnoreCase);
        var home = await form.Submit(Join, ("Name", "Ana"), ("Password", "one two three four"), ("Language", "es"), ("ZoneId", "America/Chicago"));
        Assert.Equal("/", home.Address);

        var member = await site.Read(db => db.Members.SingleAsync(m => m.Name == "Ana" && m.AgencyId == agency));
        Assert.Equal(
            (new WorkPlace(WorkRole.PeerSupporter, Discipline.RecoveryCoach, false, agency, Areas.Western | Areas.Central), Duties.None, "es", "America/Chicago"),
            (member.Work, member.Duties, member.Language, member.ZoneId));
        Assert.Equal("/profile", (await ana.Get("/profile")).Address);
        Assert.Equal(
            [AuditKind.Invited, AuditKind.Joined],
            await site.Read(db => db.AuditTrail.Where(e => e.InvitationId == invitation.Id).OrderBy(e => e.What).Select(e => e.What).ToListAsync()));
        Assert.Equal(HttpStatusCode.Gone, (await site.Visit().Get(Address(invitation))).Status);
    }

    [Fact]
    public async Task An_invitation_makes_one_member_also_when_it_is_accepted_many_times_at_once()
    {
        var invitation = await Invite();
        var forms = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => site.Visit().Get(Address(invitation))));
        var name = "Once " + invitation.Id;
        await Task.WhenAll(forms.Select(f => f.Submit(Join, ("Name", name), ("Password", "one two three four"))));
        Assert.Equal(1, await site.Read(db => db.Members.CountAsync(m => m.Name == name)));
        Assert.Equal(1, await site.Read(db => db.Users.CountAsync(a => a.Email == invitation.Email)));
    }

    [Fact]
    public async Task Opening_an_invitation_changes_nothing()
    {
        var invitation = await Invite();
        for (var i = 0; i < 3; i++) (await site.Visit().Get(Address(invitation))).Is(HttpStatusCode.OK);
        Assert.Null((await Find(invitation.Email)).AcceptedAt);
    }

    [Fact]
    public async Task After_fourteen_days_it_is_closed_and_sent_again_it_opens()
    {
        var invitation = await Invite();
        site.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(HttpStatusCode.Gone, (await site.Visit().Get(Address(invitation))).Status);
        var committee = await site.SignIn(Kind.Committee);
        var list = await committee.Get("/steering/invitations");
        await list.Submit($"form[action='/steering/invitations/{invitation.Id}/letters']");
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().Get(Address(invitation))).Status);
        Assert.Equal(1, (await site.Read(db => db.Occasions.SingleAsync(o => o.Item == invitation.Id.Value))).Version);
    }

    [Fact]
    public async Task Withdrawn_it_opens_nothing()
    {
        var invitation = await Invite();
        var form = await site.Visit().Get(Address(invitation));
        var committee = await site.SignIn(Kind.Committee);
        await (await committee.Get("/steering/invitations")).Submit($"form[action='/steering/invitations/{invitation.Id}']:has([value=DELETE])");
        Assert.Equal(HttpStatusCode.Gone, (await form.Submit(Join, ("Name", "Late"), ("Password", "one two three four"))).Status);
        Assert.False(await site.Read(db => db.Users.AnyAsync(a => a.Email == invitation.Email)));
    }

    [Fact]
    public async Task One_address_has_one_open_invitation()
    {
        var invitation = await Invite();
        var committee = await site.SignIn(Kind.Committee);
        var page = await (await committee.Get("/steering/invitations/new")).Submit(
            "form[action='/steering/invitations']", ("Email", invitation.Email.ToUpperInvariant()), ("Role", "Supervisor"), ("Language", "en"));
        Assert.Contains("invited already", page.Text(), StringComparison.Ordinal);
        Assert.Equal(1, await site.Read(db => db.Invitations.CountAsync(i => i.Email == invitation.Email)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("a@b")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("ana@example.org\r\nBcc: everyone@example.org")]
    [InlineData("<script>alert(1)</script>@example.org")]
    public async Task What_is_no_address_is_refused_and_kept_in_the_form(string email)
    {
        var committee = await site.SignIn(Kind.Committee);
        var before = await site.Read(db => db.Invitations.CountAsync());
        var page = await committee.Post("/steering/invitations", ("Email", email), ("Role", "Supervisor"), ("Language", "en"));
        Assert.True(page.Has("form[action='/steering/invitations']"), page.Text());
        Assert.True(page.Has("[name=Email][aria-invalid=true]"), page.Body);
        Assert.Equal(before, await site.Read(db => db.Invitations.CountAsync()));
    }

    [Theory]
    [InlineData("Discipline", "")]
    [InlineData("Discipline", "Magician")]
    [InlineData("Role", "")]
    [InlineData("Role", "17")]
    [InlineData("Agency", "AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Agency", "'; DROP TABLE Members --")]
    [InlineData("Areas", "Atlantis")]
    [InlineData("Areas", "99")]
    [InlineData("Language", "xx")]
    [InlineData("Language", "")]
    public async Task What_was_never_on_offer_is_refused(string field, string value)
    {
        var committee = await site.SignIn(Kind.Committee);
        var email = NewAddress();
        var fields = new Dictionary<string, string> { ["Email"] = email, ["Role"] = "PeerSupporter", ["Discipline"] = "FamilyPartner", ["Language"] = "en" };
        fields[field] = value;
        var page = await committee.Post("/steering/invitations", fields.Select(f => (f.Key, f.Value)));
        Assert.True(page.Has("form[action='/steering/invitations']"), page.Text());
        Assert.Equal(email, page.One("[name=Email]").GetAttribute("value"));
        Assert.False(await site.Read(db => db.Invitations.AnyAsync(i => i.Email == email)));
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Name", "   ")]
    [InlineData("Name", "A\u0007na")]
    [InlineData("Name", "81")]
    [InlineData("Password", "")]
    [InlineData("Password", "short")]
    [InlineData("Password", "aaaaaaaaaaaaaaa")]
    [InlineData("Language", "fr")]
    [InlineData("ZoneId", "Europe/Atlantis")]
    [InlineData("ZoneId", "Africa/Casablanca")]
    [InlineData("ZoneId", "")]
    public async Task A_newcomers_mistake_is_named_and_what_they_typed_is_kept(string field, string value)
    {
        var invitation = await Invite();
        var fields = new Dictionary<string, string> { ["Name"] = "Ana 🌻 María", ["Password"] = "one two three four", ["Language"] = "en", ["ZoneId"] = "America/New_York" };
        fields[field] = value == "81" ? new string('x', 81) : value;
        var page = await site.Visit().Post(Address(invitation), fields.Select(f => (f.Key, f.Value)));
        Assert.True(page.Has(Join), page.Text());
        Assert.True(page.Has($"[name={field}][aria-invalid=true], fieldset[aria-describedby]:has([name={field}]), [name={field}]"));
        if (field != "Name") Assert.Equal("Ana 🌻 María", page.One("[name=Name]").GetAttribute("value"));
        Assert.Null((await Find(invitation.Email)).AcceptedAt);
    }

    [Fact]
    public async Task A_name_of_script_is_text()
    {
        var invitation = await Invite();
        var ana = site.Visit();
        await (await ana.Get(Address(invitation))).Submit(Join, ("Name", "<script>alert(1)</script>"), ("Password", "one two three four"));
        var profile = await ana.Get("/profile");
        Assert.DoesNotContain("<script>alert", profile.Body, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", profile.One("[name=Name]").GetAttribute("value"));
    }

    [Fact]
    public async Task Only_the_committee_invites()
    {
        var id = (await Invite()).Id;
        foreach (var kind in Kind.All.Where(k => !k.Duties.HasFlag(Duties.Committee)))
        {
            var visitor = await site.SignIn(kind);
            foreach (var path in new[] { "/steering/invitations", "/steering/invitations/new", "/steering/audit" })
                Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Post("/steering/invitations", ("Email", NewAddress()), ("Role", "Supervisor"), ("Language", "en"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Post($"/steering/invitations/{id}", ("_method", "DELETE"))).Status);
        }
    }

    [Fact]
    public async Task An_agency_is_added_once()
    {
        var visitor = await site.SignIn(Kind.SiteAdministrator);
        var name = "Agency " + Guid.NewGuid().ToString("N");
        var page = await (await visitor.Get("/steering/agencies")).Submit("form[action='/steering/agencies']", ("Name", name), ("Areas", "Southeast"));
        Assert.Contains(name, page.Text(), StringComparison.Ordinal);
        page = await page.Submit("form[action='/steering/agencies']", ("Name", name.ToUpperInvariant()));
        Assert.Contains("already", page.Text(), StringComparison.Ordinal);
        Assert.Equal(1, await site.Read(db => db.Agencies.CountAsync(a => a.Name == name)));
    }

    static string NewAddress() => $"new-{Guid.NewGuid():N}@example.org";

    string Address(Invitation invitation) => "/join/" + site.Services.GetRequiredService<Invitations>().TokenFor(invitation.Id);

    Task<Invitation> Find(string email) => site.Read(db => db.Invitations.AsNoTracking().SingleAsync(i => i.Email == email));

    async Task<Invitation> Invite()
    {
        var by = await site.Add(Kind.Committee);
        var invitation = new Invitation(
            Id<Invitation>.New(site.Now), NewAddress(), new WorkPlace(WorkRole.Supervisor, null, true, null, Areas.Central), "en", by.Id, site.Now);
        await site.Write(db => db.Add(invitation));
        return invitation;
    }
}

public sealed class InvitationTestsOnSqlite(SqliteSite site) : InvitationTests(site), IClassFixture<SqliteSite>;

public sealed class InvitationTestsOnPostgres(PostgresSite site) : InvitationTests(site), IClassFixture<PostgresSite>;
