using System.Net;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Infrastructure;

public abstract class SiteTests(Site site)
{
    [Fact]
    public async Task A_stranger_is_asked_to_sign_in()
    {
        var page = await site.Visit().First("/meetings");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.StartsWith("/sign-in", page.Response.Headers.Location!.IsAbsoluteUri ? page.Response.Headers.Location.PathAndQuery : page.Response.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_each_kind_is_kept_and_signs_in()
    {
        foreach (var kind in Kind.All)
        {
            var visitor = await site.SignIn(kind);
            var member = await site.Read(db => db.Members.SingleAsync(m => m.Id == visitor.Member.Id));
            Assert.Equal((kind.Role, kind.Duties), (member.Role, member.Duties));
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/")).Status);
        }
    }
}

public sealed class SiteTestsOnSqlite(SqliteSite site) : SiteTests(site), IClassFixture<SqliteSite>;

public sealed class SiteTestsOnPostgres(PostgresSite site) : SiteTests(site), IClassFixture<PostgresSite>;
