using CoP.Web.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Options;

namespace CoP.Web.Live;

/// <summary>Puts the live channel together.</summary>
public static class LiveSite
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        if (builder.Configuration.GetSection("CoP").Get<CopSettings>()?.Database == DatabaseKind.Postgres)
        {
            services.AddSingleton(s => new PostgresFanOut(builder.Configuration.GetConnectionString("CoP")!, s.GetRequiredService<ILogger<PostgresFanOut>>()));
            services.AddSingleton<ILiveFanOut>(s => s.GetRequiredService<PostgresFanOut>());
            services.AddHostedService(s => s.GetRequiredService<PostgresFanOut>());
        }
        else
        {
            services.AddSingleton<ILiveFanOut, LocalFanOut>();
        }
        services.AddSingleton<LiveConnections>();
        services.AddHostedService<LivePages>();
        services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 4 * 1024);
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>(LiveHub.Path, hub =>
    {
        // One connection, no negotiation: pages land on any node without sticky sessions.
        hub.Transports = HttpTransportType.WebSockets;
        hub.CloseOnAuthenticationExpiration = true;
    });

    /// <summary>Browsers let any site open a socket here, with the member's cookie; only our own pages may.</summary>
    public static void UseLiveOriginCheck(this WebApplication app)
    {
        var own = app.Services.GetRequiredService<IOptions<CopSettings>>().Value.BaseAddress?.GetLeftPart(UriPartial.Authority);
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!request.Path.StartsWithSegments(LiveHub.Path, StringComparison.Ordinal) || request.Headers.Origin is not [{ } origin] || origin == own || origin == $"{request.Scheme}://{request.Host}")
                return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }
}
