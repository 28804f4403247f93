using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CoP.Web.Features.Common;

/// <summary>Where this page is, and what the frame around it can link to.</summary>
public sealed class PageLinks
{
    static readonly (string Name, string Icon, string Address, string[] Below)[] All =
    [
        ("Home", "home", "/", []),
        ("Discussions", "discussions", "/discussions", ["/discussions", "/threads"]),
        ("Meetings", "meetings", "/meetings", ["/meetings"]),
        ("Groups", "groups", "/groups", ["/groups"]),
        ("Guidelines", "guidelines", "/guidelines", ["/guidelines"]),
        ("Search", "search", "/search", ["/search"]),
        ("Notices", "notices", "/notices", ["/notices"]),
        ("Profile", "profile", "/profile", ["/profile", "/preferences"]),
        ("Moderation", "eye", "/moderation", ["/moderation"]),
        ("Steering", "steering", "/steering", ["/steering"]),
    ];

    readonly HttpContext context;
    readonly PathString path;

    PageLinks(HttpContext context)
    {
        this.context = context;
        // A page about what went wrong stands in for the one that was asked for.
        var asked = context.Features.Get<IStatusCodeReExecuteFeature>();
        path = asked?.OriginalPath ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path;
        Query = asked is null ? context.Request.QueryString : new QueryString(asked.OriginalQueryString);
    }

    QueryString Query { get; }

    public static PageLinks Of(ViewContext view)
    {
        var items = view.HttpContext.Items;
        return items.TryGetValue(typeof(PageLinks), out var found) ? (PageLinks)found! : (PageLinks)(items[typeof(PageLinks)] = new PageLinks(view.HttpContext));
    }

    /// <summary>The page itself, to come back to.</summary>
    public string Here => path + Query.ToUriComponent();

    /// <summary>The page itself in another language, with the rest of its query.</summary>
    public string In(string language) =>
        path + QueryString.Create(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Query.Value).Where(q => q.Key != "lang")
            .SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).Append(new("lang", language))).ToUriComponent();

    /// <summary>The main navigation: what exists, and is for this member.</summary>
    public IEnumerable<(string Name, string Icon, string Address, string? Current)> Navigation(CurrentMember me) =>
        from item in All
        where Has(item.Address) && (item.Name != "Steering" || me.Viewer.IsCommittee) && (item.Name != "Moderation" || me.Is(Duties.Moderator))
        let current = path == item.Address ? "page" : item.Below.Any(b => path.StartsWithSegments(b)) ? "true" : null
        select (item.Name, item.Icon, item.Address, current);

    /// <summary>Whether some page answers at an address; so a link appears with its feature and never before.</summary>
    public bool Has(string address) =>
        Addresses(context.RequestServices.GetRequiredService<EndpointDataSource>()).Contains(address.TrimStart('/'));

    /// <summary>The address of a file under wwwroot with its fingerprint, so that browsers may keep it for ever.</summary>
    public string Asset(string file)
    {
        var name = file[2..];
        var known = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>()?[name] ?? name;
        return context.Request.PathBase + "/" + known;
    }

    static HashSet<string>? addresses;

    // Routes do not change while the site runs.
    static HashSet<string> Addresses(EndpointDataSource endpoints) =>
        addresses ??= [.. endpoints.Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText?.TrimStart('/')).OfType<string>()];
}
