using System.Net;
using CoP.Web.Hosting;
using NodaTime;

namespace CoP.Web.Tests.Infrastructure;

public sealed class SiteProcessTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_member_stays_signed_in_when_the_site_is_killed_and_started_again(DatabaseKind kind)
    {
        await using var site = await SiteProcess.Run(await TestDatabase.New(kind));
        var ana = await site.SignIn(Kind.Supporter);
        await site.Kill();
        await site.Start();
        Assert.Equal(HttpStatusCode.OK, (await ana.First("/profile")).Status);
    }

    [Fact]
    public async Task The_site_goes_by_the_time_of_the_test()
    {
        await using var site = await SiteProcess.Run(await TestDatabase.New(DatabaseKind.Sqlite));
        Assert.InRange(site.Now, Instant.FromDateTimeOffset(Site.Start), Instant.FromDateTimeOffset(Site.Start) + Duration.FromMinutes(5));
        var ana = await site.SignIn(Kind.Supporter);
        // Longer than any sign-in lasts.
        site.Advance(TimeSpan.FromDays(100));
        Assert.Equal(HttpStatusCode.Redirect, (await ana.First("/profile")).Status);
    }
}
