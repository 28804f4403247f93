using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>Walks every address of the site, whatever it is.</summary>
public abstract class RouteTests(Site site)
{
    [Fact]
    public async Task Whatever_is_not_open_to_everyone_sends_a_stranger_to_sign_in()
    {
        var stranger = site.Visit();
        foreach (var (method, address, endpoint) in Routes())
        {
            var page = await stranger.First(new HttpRequestMessage(method, address));
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                Assert.True((int)page.Status < 500, $"{method} {address} answers {(int)page.Status}.");
            else
                Assert.True(
                    page.Status is HttpStatusCode.NotFound || (page.Status == HttpStatusCode.Redirect && page.Response.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal)),
                    $"{method} {address} answers a stranger with {(int)page.Status}.");
        }
    }

    [Fact]
    public async Task No_address_fails_for_any_kind_of_member()
    {
        var wrong = new List<string>();
        foreach (var kind in Kind.All)
        {
            var visitor = await site.SignIn(kind);
            foreach (var (method, address, endpoint) in Routes().Where(r => r.Method == HttpMethod.Get && !r.Address.StartsWith("/error", StringComparison.Ordinal)))
            {
                var page = await visitor.First(new HttpRequestMessage(method, address));
                if ((int)page.Status >= 500) wrong.Add($"{endpoint.RoutePattern.RawText} answers a {kind} with {(int)page.Status}");
            }
        }

        Findings.None(wrong);
    }

    [Fact]
    public async Task A_change_without_a_token_is_refused_everywhere()
    {
        var visitor = await site.SignIn(Kind.Committee);
        foreach (var (method, address, endpoint) in Routes().Where(r => r.Method != HttpMethod.Get && r.Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Antiforgery.IAntiforgeryMetadata>()?.RequiresValidation != false))
        {
            if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute>() is not null) continue;
            var page = await visitor.First(new HttpRequestMessage(method, address) { Content = new FormUrlEncodedContent([]) });
            Assert.True(page.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{method} {address} answers {(int)page.Status} without a token.");
        }
    }

    // Each address with ids that belong to nothing.
    IEnumerable<(HttpMethod Method, string Address, RouteEndpoint Endpoint)> Routes() =>
        from endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        select (new HttpMethod(method), Fill(endpoint.RoutePattern), endpoint);

    string Fill(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "status" or "code" } => "404",
        _ => Id<Member>.New(site.Now).ToString(),
    }))));
}

public sealed class RouteTestsOnSqlite(SqliteSite site) : RouteTests(site), IClassFixture<SqliteSite>;

public sealed class RouteTestsOnPostgres(PostgresSite site) : RouteTests(site), IClassFixture<PostgresSite>;
