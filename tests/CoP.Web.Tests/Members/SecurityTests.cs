using System.Net;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Members.Security;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Live;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Members;

public abstract class SecurityTests(Site site)
{
    const string SignInForm = "form:has([name=Password])";
    const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1";

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_which_is_this_one()
    {
        var ana = await site.SignIn(Kind.Supporter);
        await OnPhone(ana.Member);
        var page = await (await ana.Get("/profile")).Follow("a[href='/profile/security']");
        Assert.Equal(2, page.All("[id^=session-]").Count());
        Assert.Contains("Safari on iPhone", page.Text(), StringComparison.Ordinal);
        Assert.Contains("This one", page.Text("[id^=session-]:first-child"), StringComparison.Ordinal);
        Assert.DoesNotContain("iPhone", page.Text("[id^=session-]:first-child"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_was_ended_is_refused_at_its_next_request_and_its_open_page_is_cut_off()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var phone = await OnPhone(ana.Member);
        await using var stays = await LivePage.Open(site, ana);
        await using var goes = await LivePage.Open(site, phone);
        var list = await ana.Get("/profile/security");
        var page = await list.Submit("[id^=session-]:last-child form");
        Assert.Equal("/profile/security", page.Address);
        Assert.Single(page.All("[id^=session-]"));
        await goes.IsClosed();
        Assert.StartsWith("/sign-in", (await phone.Get("/profile")).Address, StringComparison.Ordinal);
        Assert.Null(await stays.Watch("nothing"));
        Assert.Equal("/profile", (await ana.Get("/profile")).Address);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_this_one_too()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var phone = await OnPhone(ana.Member);
        var page = await (await ana.Get("/profile/security")).Submit("details.confirm form");
        Assert.StartsWith("/sign-in", page.Address, StringComparison.Ordinal);
        foreach (var visitor in new[] { ana, phone }) Assert.StartsWith("/sign-in", (await visitor.Get("/profile")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_opens_nothing_after_signing_out()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var copy = site.Visit();
        copy.Cookies.SetCookies(site.Address, ana.Cookies.GetCookieHeader(site.Address).Replace(';', ','));
        Assert.Equal("/profile", (await copy.Get("/profile")).Address);
        await (await ana.Get("/profile")).Submit("form[action='/sign-out']");
        Assert.StartsWith("/sign-in", (await copy.Get("/profile")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anothers_session_does_not_exist_for_me()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var theirs = await site.Read(db => db.SignInSessions.SingleAsync(s => s.MemberId == ben.Member.Id));
        (await ana.Post($"/profile/security/sessions/{theirs.Id}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        Assert.Equal("/profile", (await ben.Get("/profile")).Address);
    }

    [Fact]
    public async Task Sessions_that_nobody_can_come_back_to_are_forgotten()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var phone = await OnPhone(ana.Member);
        site.Clock.Advance(TimeSpan.FromDays(20));
        await phone.Get("/profile");
        site.Clock.Advance(TimeSpan.FromDays(12));
        await Tidy();
        Assert.Equal("iPhone", (await site.Read(db => db.SignInSessions.SingleAsync(s => s.MemberId == ana.Member.Id))).System);
    }

    [Fact]
    public async Task A_mailed_link_does_not_open_my_record_until_the_password_is_given_too()
    {
        var ana = await ByLink(await site.Add(Kind.Supporter));
        var page = await ana.Get("/record/reflections/new");
        Assert.StartsWith("/profile/security/proof", page.Address, StringComparison.Ordinal);
        page = await page.Submit("main form", ("Password", "not the password"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("/profile/security/proof", (await ana.Get("/record.csv")).Address, StringComparison.Ordinal);
        Assert.StartsWith("/profile/security/proof", (await ana.Get("/drafts")).Address, StringComparison.Ordinal);
        page = await page.Submit("main form", ("Password", Newcomer.Password));
        Assert.Equal("/record/reflections/new", page.Address);
    }

    [Fact]
    public async Task After_seventy_two_hours_it_opens_by_itself()
    {
        var ana = await ByLink(await site.Add(Kind.Supporter));
        site.Clock.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        Assert.StartsWith("/profile/security/proof", (await ana.Get("/record")).Address, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("/record", (await ana.Get("/record")).Address);
    }

    [Fact]
    public async Task A_password_that_was_set_with_nothing_but_a_link_proves_no_more_than_the_link()
    {
        var member = await site.Add(Kind.Supporter);
        var ana = await ByLink(member);
        await (await ana.Get("/profile/password")).Submit("form[action='/profile/password']", ("New", "another good one, longer"));
        var page = await (await ana.Get("/record")).Submit("main form", ("Password", "another good one, longer"));
        Assert.Contains("mailed link", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        var later = await site.Visit().SignIn(member.Email, "another good one, longer");
        Assert.StartsWith("/profile/security/proof", (await later.Get("/record")).Address, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Equal("/record", (await later.Get("/record")).Address);
    }

    [Fact]
    public async Task Guesses_at_the_password_count_there_as_at_the_door()
    {
        var member = await site.Add(Kind.Supporter);
        var ana = await ByLink(member);
        var page = await ana.Get("/record");
        for (var i = 0; i < 5; i++) page = await page.Submit("main form", ("Password", "guess " + i));
        Assert.Equal(HttpStatusCode.BadRequest, (await page.Submit("main form", ("Password", Newcomer.Password))).Status);
    }

    [Fact]
    public async Task A_mailed_link_does_not_show_which_anonymous_posts_are_mine()
    {
        for (var i = 0; i < Audience.LeastForAnonymity; i++) await site.Add(Kind.Supporter);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        var page = await (await ana.Get($"/threads/new?space={space.Slug}"))
            .Submit("form.form", ("Kind", "Question"), ("Title", "How do you say no?"), ("Body", "I find it hard."), ("Audience", "AllMembers"), ("Anonymous", "true"), ("Preview", null));
        var thread = page.Is(HttpStatusCode.OK).Address.Split('?')[0];
        Assert.True((await ana.Get(thread)).Has(".post--mine"));
        Assert.Contains("say no", (await ana.Get("/discussions?show=mine")).Text(), StringComparison.Ordinal);

        var mailbox = await ByLink(ana.Member);
        page = (await mailbox.Get(thread)).Is(HttpStatusCode.OK);
        Assert.False(page.Has(".post--mine"));
        Assert.False(page.Has("a[href$='/edit']"));
        page = await mailbox.Get("/discussions?show=mine");
        Assert.DoesNotContain("say no", page.Text(), StringComparison.Ordinal);
        page = await (await page.Follow("a[href^='/profile/security/proof']")).Submit("main form", ("Password", Newcomer.Password));
        Assert.Equal("/discussions?show=mine", page.Address);
        Assert.Contains("say no", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Nobody_is_sent_elsewhere_after_giving_the_password(string address)
    {
        var ana = await ByLink(await site.Add(Kind.Supporter));
        var page = await (await ana.Get("/profile/security/proof?returnUrl=" + Uri.EscapeDataString(address))).Submit("main form", ("Password", Newcomer.Password));
        Assert.Equal("/", page.Address);
    }

    async Task<Visitor> OnPhone(Joined member)
    {
        var phone = site.Visit();
        phone.Client.DefaultRequestHeaders.UserAgent.ParseAdd(Phone);
        return await phone.SignIn(member);
    }

    async Task<Visitor> ByLink(Joined member)
    {
        var visitor = site.Visit();
        await (await visitor.Get("/sign-in/link")).Submit("form[action='/sign-in/link']", ("Email", member.Email));
        var link = await site.Read(db => db.SignInLinks.Where(l => l.MemberId == member.Id).OrderByDescending(l => l.Id).FirstAsync());
        await (await visitor.Get("/sign-in/link/" + site.Services.GetRequiredService<SignInLinks>().TokenFor(link.Id))).Submit("form:has([name=Stay])", ("Stay", "true"));
        visitor.Member = member;
        return visitor;
    }

    async Task Tidy()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sessions>().Tidy();
    }
}

public sealed class SecurityTestsOnSqlite(ListeningSqliteSite site) : SecurityTests(site), IClassFixture<ListeningSqliteSite>;

public sealed class SecurityTestsOnPostgres(ListeningPostgresSite site) : SecurityTests(site), IClassFixture<ListeningPostgresSite>;

/// <summary>What a guess costs the site must not depend on whether the address is a member's.</summary>
public sealed class EqualWorkTests
{
    [Fact]
    public async Task A_password_is_hashed_once_for_a_member_and_for_nobody()
    {
        var counting = new Counting();
        await using var site = await Site.On(Web.Hosting.DatabaseKind.Sqlite, s => s.Replace = services => services.AddSingleton<IPasswordHasher<Account>>(counting));
        var member = await site.Add(Kind.Supporter);
        foreach (var email in new[] { member.Email, "nobody@cop.example", member.Email, "nobody@cop.example" })
        {
            counting.Verified = 0;
            await (await site.Visit().Get("/sign-in")).Submit("form:has([name=Password])", ("Email", email), ("Password", "not the password"));
            Assert.Equal(1, counting.Verified);
        }
    }

    sealed class Counting : IPasswordHasher<Account>
    {
        readonly PasswordHasher<Account> real = new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

        public int Verified { get; set; }

        public string HashPassword(Account user, string password) => real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
