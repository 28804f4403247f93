using System.Net;
using CoP.Web.Hosting;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Web.Tests.Hosting;

public abstract class RateLimitTests(DatabaseKind kind)
{
    [Fact]
    public async Task Too_many_tries_at_the_door_are_told_when_to_come_back_and_then_can()
    {
        await using var site = await Site.On(kind, s => s.Settings["CoP:RateLimits:Door"] = "3");
        var member = await site.Add(Kind.Supporter);
        var form = await site.Visit().Get("/sign-in");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await form.Submit(Form, ("Email", "nobody@cop.example"), ("Password", "wrong"))).Status);

        site.Clock.Advance(TimeSpan.FromMinutes(10));
        var refused = await form.Submit(Form, ("Email", member.Email), ("Password", Newcomer.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("300", refused.Response.Headers.GetValues("Retry-After").Single());
        Assert.Contains("5 minutes", refused.Text(), StringComparison.Ordinal);

        // The same door, by whatever form one knocks; looking at it stays free.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await (await site.Visit().Get("/sign-in/link")).Submit("form[action='/sign-in/link']", ("Email", member.Email))).Status);
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("/", (await form.Submit(Form, ("Email", member.Email), ("Password", Newcomer.Password))).Address);
    }

    [Fact]
    public async Task An_address_has_its_limit_and_each_member_their_own()
    {
        await using var site = await Site.On(kind, s =>
        {
            s.Settings["CoP:RateLimits:Anonymous"] = "20";
            s.Settings["CoP:RateLimits:Member"] = "5";
        });
        var (ana, bo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await ana.Get("/profile")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ana.Get("/profile")).Status);
        Assert.Equal(HttpStatusCode.OK, (await bo.Get("/profile")).Status);

        var stranger = site.Visit("es");
        for (var i = 0; i < 20; i++) Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/sign-in")).Status);
        var refused = await stranger.Get("/sign-in");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("1 minuto.", refused.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/health/live")).Status);
    }

    const string Form = "form:has([name=Password])";
}

public sealed class RateLimitTestsOnSqlite() : RateLimitTests(DatabaseKind.Sqlite);

public sealed class RateLimitTestsOnPostgres() : RateLimitTests(DatabaseKind.Postgres);
