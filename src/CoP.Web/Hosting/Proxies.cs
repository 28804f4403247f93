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
        if (!app.Environment.IsWorkshop()) app.UseHsts();
    }

    static List<IPAddress> Named(IConfiguration settings) =>
        [.. settings.GetSection("CoP:KnownProxies").GetChildren().Select(p => IPAddress.TryParse(p.Value, out var address) ? address : null).OfType<IPAddress>()];
}
