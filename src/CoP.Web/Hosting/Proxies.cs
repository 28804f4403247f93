using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;

namespace CoP.Web.Hosting;

/// <summary>What stands between the visitor and the site. Only proxies that the settings name are believed about who asks.</summary>
public static class Proxies
{
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in Named(builder.Configuration)) forwarded.KnownProxies.Add(proxy);
        });
        // A request for another host's name is none of ours: links made of it would lead elsewhere.
        if (!builder.Environment.IsWorkshop() && builder.Configuration["AllowedHosts"] is null or "" && builder.Configuration.GetValue<Uri>("CoP:BaseAddress") is { } address)
            builder.Services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = [address.Host, "localhost", "127.0.0.1", "[::1]"]);
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = builder.Configuration.GetValue("CoP:MaxConnections", 10_000);
        });
    }

    public static void UseProxies(this WebApplication app)
    {
        if (Named(app.Configuration).Count > 0) app.UseForwardedHeaders();
        if (!IsHttps(app.Configuration, app.Environment)) return;
        // Members reach the site at its one address, whatever the last stretch behind the proxy speaks.
        app.Use((context, next) =>
        {
            context.Request.Scheme = Uri.UriSchemeHttps;
            return next(context);
        });
        app.UseHsts();
    }

    /// <summary>Whether members reach the site over https. On one's own machine they do not.</summary>
    public static bool IsHttps(this WebApplicationBuilder builder) => IsHttps(builder.Configuration, builder.Environment);

    static bool IsHttps(IConfiguration settings, IHostEnvironment environment) =>
        !environment.IsWorkshop() && settings.GetValue<Uri>("CoP:BaseAddress")?.Scheme == Uri.UriSchemeHttps;

    static List<IPAddress> Named(IConfiguration settings) =>
        [.. settings.GetSection("CoP:KnownProxies").GetChildren().Select(p => IPAddress.TryParse(p.Value, out var address) ? address : null).OfType<IPAddress>()];
}
