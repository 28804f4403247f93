using System.Diagnostics;
using System.Globalization;
using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Members;

public abstract class SignInTests(Site site)
{
    const string Form = "form:has([name=Password])";

    [Fact]
    public async Task With_a_password_one_is_in_until_one_signs_out()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var profile = (await ana.Get("/profile")).Is(HttpStatusCode.OK);
        Assert.Contains(ana.Member.Email, profile.Text(), StringComparison.Ordinal);
        await profile.Submit("form[action='/sign-out']");
        Assert.StartsWith("/sign-in", (await ana.Get("/profile")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_signing_in_one_is_where_one_wanted_to_go()
    {
        var member = await site.Add(Kind.Supporter);
        var visitor = site.Visit();
        var form = await visitor.Get("/profile");
        Assert.StartsWith("/sign-in", form.Address, StringComparison.Ordinal);
        var page = await form.Submit(Form, ("Email", member.Email), ("Password", Newcomer.Password));
        Assert.Equal("/profile", page.Address);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string address)
    {
        var member = await site.Add(Kind.Supporter);
        var visitor = site.Visit();
        var form = await visitor.Get("/sign-in?returnUrl=" + Uri.EscapeDataString(address));
        var answer = await visitor.First(form.Fill(Form, ("Email", member.Email), ("Password", Newcomer.Password)));
        Assert.Equal("/", answer.Response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Capitals_and_spaces_around_an_address_do_not_matter()
    {
        var member = await site.Add(Kind.Supporter);
        var page = await (await site.Visit().Get("/sign-in?returnUrl=/profile")).Submit(Form, ("Email", $"  {member.Email.ToUpperInvariant()} "), ("Password", Newcomer.Password));
        Assert.Equal("/profile", page.Address);
    }

    [Fact]
    public async Task An_address_that_is_nobodys_is_answered_like_a_wrong_password()
    {
        var member = await site.Add(Kind.Supporter);
        var known = await (await site.Visit().Get("/sign-in")).Submit(Form, ("Email", member.Email), ("Password", "not the password"));
        var unknown = await (await site.Visit().Get("/sign-in")).Submit(Form, ("Email", "nobody@cop.example"), ("Password", "not the password"));
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(known.Text(), unknown.Text());
        Assert.Equal(member.Email, known.One("[name=Email]").GetAttribute("value"));
        Assert.True(string.IsNullOrEmpty(known.One("[name=Password]").GetAttribute("value")));
    }

    [Fact]
    public async Task No_takes_the_same_time_for_an_address_of_a_member_and_for_nobodys()
    {
        var member = await site.Add(Kind.Supporter);
        foreach (var email in new[] { member.Email, "nobody@cop.example" })
        {
            var started = Stopwatch.GetTimestamp();
            await Try(email, "wrong");
            Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(395));
            started = Stopwatch.GetTimestamp();
            await (await site.Visit().Get("/sign-in/link")).Submit("form[action='/sign-in/link']", ("Email", email));
            Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(395));
        }
    }

    [Theory]
    [InlineData("Email", "")]
    [InlineData("Email", "255")]
    [InlineData("Email", "ana\r\n@example.org")]
    [InlineData("Email", "<script>alert(1)</script>")]
    [InlineData("Email", "🌻@example.org")]
    [InlineData("Password", "")]
    [InlineData("Password", "1001")]
    [InlineData("Stay", "perhaps")]
    public async Task A_mistake_at_the_door_is_named_and_the_password_is_not_sent_back(string field, string value)
    {
        var fields = new Dictionary<string, string> { ["Email"] = "someone@example.org", ["Password"] = "secret words", ["Stay"] = "false" };
        fields[field] = int.TryParse(value, CultureInfo.InvariantCulture, out var length) ? new string('x', length) : value;
        var page = (await site.Visit().Post("/sign-in", fields.Select(f => (f.Key, f.Value)))).Is(HttpStatusCode.OK);
        Assert.True(page.Has(Form));
        Assert.DoesNotContain("secret words", page.Body, StringComparison.Ordinal);
        if (field == "Password") Assert.Equal("someone@example.org", page.One("[name=Email]").GetAttribute("value"));
    }

    [Fact]
    public async Task After_five_wrong_tries_the_password_rests_for_fifteen_minutes()
    {
        var member = await site.Add(Kind.Supporter);
        for (var i = 0; i < 5; i++) Assert.StartsWith("/sign-in", (await Try(member.Email, "wrong " + i)).Address, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await Try(member.Email, Newcomer.Password)).Address, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("/profile", (await Try(member.Email, Newcomer.Password)).Address);
    }

    [Fact]
    public async Task Of_guesses_that_come_at_once_no_more_than_five_are_looked_at()
    {
        var member = await site.Add(Kind.Supporter);
        var visitors = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => await site.Visit().Get("/sign-in")));
        await Task.WhenAll(visitors.Select((form, i) => form.Submit(Form, ("Email", member.Email), ("Password", "guess " + i))));
        var account = await site.Read(db => db.Users.AsNoTracking().SingleAsync(a => a.Id == member.Id.Value));
        Assert.NotNull(account.LockoutEnd);
        Assert.StartsWith("/sign-in", (await Try(member.Email, Newcomer.Password)).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_wrong_tries_are_forgotten_once_the_password_is_right()
    {
        var member = await site.Add(Kind.Supporter);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++) await Try(member.Email, "wrong");
            Assert.Equal("/profile", (await Try(member.Email, Newcomer.Password)).Address);
        }
    }

    [Fact]
    public async Task A_suspended_member_is_not_let_in_and_is_told_no_more_than_a_stranger()
    {
        var member = await site.Add(Kind.Supporter);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == member.Id)).Suspend());
        var refused = await Try(member.Email, Newcomer.Password);
        var unknown = await Try("nobody@cop.example", Newcomer.Password);
        Assert.Equal(unknown.Text(), refused.Text());
    }

    [Fact]
    public async Task Neither_a_password_nor_a_link_stands_in_for_a_second_step_that_is_due()
    {
        var member = await site.Add(Kind.Supporter);
        await site.Write(async db => (await db.Users.SingleAsync(a => a.Id == member.Id.Value)).TwoFactorEnabled = true);
        Assert.StartsWith("/sign-in", (await Try(member.Email, Newcomer.Password)).Address, StringComparison.Ordinal);
        var page = await (await site.Visit().Get("/sign-in/link/" + await LinkFor(member))).Submit("form:has([name=Stay])");
        Assert.Equal(HttpStatusCode.Gone, page.Status);
    }

    [Fact]
    public async Task Signing_in_without_a_token_of_the_form_changes_nothing()
    {
        var member = await site.Add(Kind.Supporter);
        var visitor = site.Visit();
        var page = await visitor.Post("/sign-in", [("Email", member.Email), ("Password", Newcomer.Password)], token: false);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("/sign-in", (await visitor.Get("/profile")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_ends_after_ninety_days_however_often_it_was_renewed()
    {
        var member = await site.Add(Kind.Supporter);
        var visitor = site.Visit();
        await (await visitor.Get("/sign-in")).Submit(Form, ("Email", member.Email), ("Password", Newcomer.Password), ("Stay", "true"));
        for (var days = 0; days < 80; days += 20)
        {
            site.Clock.Advance(TimeSpan.FromDays(20));
            Assert.Equal("/profile", (await visitor.Get("/profile")).Address);
        }

        site.Clock.Advance(TimeSpan.FromDays(11));
        Assert.StartsWith("/sign-in", (await visitor.Get("/profile")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_sent_to_a_member_and_the_answer_is_the_same_for_anyone()
    {
        var member = await site.Add(Kind.Supporter);
        var known = await (await site.Visit().Get("/sign-in/link")).Submit("form[action='/sign-in/link']", ("Email", member.Email));
        var unknown = await (await site.Visit().Get("/sign-in/link")).Submit("form[action='/sign-in/link']", ("Email", "nobody@cop.example"));
        Assert.Equal((known.Address, known.Text()), (unknown.Address, unknown.Text()));
        var occasion = await site.Read(db => db.Occasions.SingleAsync(o => o.RecipientId == member.Id));
        Assert.Equal(LetterKind.SignInLink, occasion.Kind);
    }

    [Fact]
    public async Task Whoever_types_anothers_address_again_and_again_does_not_fill_their_mailbox()
    {
        var member = await site.Add(Kind.Supporter);
        for (var i = 0; i < 7; i++) await LinkFor(member);
        Assert.Equal(5, await site.Read(db => db.Occasions.CountAsync(o => o.RecipientId == member.Id)));
    }

    [Fact]
    public async Task Opening_a_link_signs_nobody_in_and_its_button_does()
    {
        var member = await site.Add(Kind.Supporter);
        var visitor = site.Visit();
        var address = "/sign-in/link/" + await LinkFor(member);
        await visitor.Get(address);
        var page = await visitor.Get(address);
        Assert.StartsWith("/sign-in", (await visitor.Get("/profile")).Address, StringComparison.Ordinal);
        await page.Submit("form:has([name=Stay])");
        Assert.Equal("/profile", (await visitor.Get("/profile")).Address);
    }

    [Fact]
    public async Task A_link_signs_in_once_also_when_it_is_pressed_many_times_at_once()
    {
        var member = await site.Add(Kind.Supporter);
        var address = "/sign-in/link/" + await LinkFor(member);
        var visitors = Enumerable.Range(0, 8).Select(_ => site.Visit()).ToList();
        var pages = await Task.WhenAll(visitors.Select(v => v.Get(address)));
        await Task.WhenAll(pages.Select(p => p.Submit("form:has([name=Stay])")));
        var inside = await Task.WhenAll(visitors.Select(async v => (await v.Get("/profile")).Address == "/profile"));
        Assert.Single(inside, i => i);
    }

    [Fact]
    public async Task After_fifteen_minutes_a_link_opens_nothing()
    {
        var member = await site.Add(Kind.Supporter);
        var visitor = site.Visit();
        var page = await visitor.Get("/sign-in/link/" + await LinkFor(member));
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Gone, (await page.Submit("form:has([name=Stay])")).Status);
        Assert.StartsWith("/sign-in", (await visitor.Get("/profile")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_purpose_is_no_sign_in_link()
    {
        var member = await site.Add(Kind.Supporter);
        await LinkFor(member);
        var link = await site.Read(db => db.SignInLinks.OrderByDescending(l => l.ExpiresAt).FirstAsync(l => l.MemberId == member.Id));
        var foreign = site.Services.GetRequiredService<Invitations>().TokenFor(new Id<Invitation>(link.Id.Value));
        Assert.Equal(HttpStatusCode.Gone, (await site.Visit().Get("/sign-in/link/" + foreign)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await site.Visit().Post("/sign-in/link/" + foreign)).Status);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%01")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_token_opens_nothing(string token)
    {
        Assert.Contains((await site.Visit().Get("/sign-in/link/" + token)).Status, new[] { HttpStatusCode.Gone, HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.Contains((await site.Visit().Get("/join/" + token)).Status, new[] { HttpStatusCode.Gone, HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task Whoever_came_by_link_chooses_a_new_password_without_the_old_one_and_other_devices_are_out()
    {
        var elsewhere = await site.SignIn(Kind.Supporter);
        var visitor = site.Visit();
        await (await visitor.Get("/sign-in/link/" + await LinkFor(elsewhere.Member))).Submit("form:has([name=Stay])");
        var form = await visitor.Get("/profile/password");
        Assert.False(form.Has("[name=Current]"));
        var page = await form.Submit("form[action='/profile/password']", ("New", "another good one, longer"));
        Assert.Equal("/profile", page.Address);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("/profile", (await visitor.Get("/profile")).Address);
        Assert.StartsWith("/sign-in", (await elsewhere.Get("/profile")).Address, StringComparison.Ordinal);
        Assert.Equal("/profile", (await Try(elsewhere.Member.Email, "another good one, longer")).Address);
    }

    [Theory]
    [InlineData("short", "at least 12")]
    [InlineData("password12345", "first that others try")]
    [InlineData("qwertyuiop123", "first that others try")]
    public async Task Passwords_that_are_tried_first_are_refused(string password, string because)
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/profile/password")).Submit("form[action='/profile/password']", ("Current", Newcomer.Password), ("New", password));
        Assert.Contains(because, page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_password_is_asked_for()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/profile/password")).Submit("form[action='/profile/password']", ("Current", "not it"), ("New", "another good one, longer"));
        Assert.Contains("not your current password", page.Text(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await Try(ana.Member.Email, "another good one, longer")).Address, StringComparison.Ordinal);
    }

    async Task<Page> Try(string email, string password) =>
        await (await site.Visit().Get("/sign-in?returnUrl=/profile")).Submit(Form, ("Email", email), ("Password", password));

    async Task<string> LinkFor(Joined member)
    {
        await (await site.Visit().Get("/sign-in/link")).Submit("form[action='/sign-in/link']", ("Email", member.Email));
        var link = await site.Read(db => db.SignInLinks.Where(l => l.MemberId == member.Id).OrderByDescending(l => l.ExpiresAt).ThenByDescending(l => l.Id).FirstAsync());
        return site.Services.GetRequiredService<SignInLinks>().TokenFor(link.Id);
    }
}

public sealed class SignInTestsOnSqlite(SqliteSite site) : SignInTests(site), IClassFixture<SqliteSite>;

public sealed class SignInTestsOnPostgres(PostgresSite site) : SignInTests(site), IClassFixture<PostgresSite>;
