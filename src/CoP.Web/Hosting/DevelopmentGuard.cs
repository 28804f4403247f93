using System.Net;

namespace CoP.Web.Hosting;

/// <summary>
/// The demo's passwords are known to everyone, so a Development site serves this machine alone: not the network, and not
/// through a proxy that stands on this machine.
/// </summary>
public static class DevelopmentGuard
{
    public static void UseDevelopmentGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var headers = context.Request.Headers;
        var forwarded = headers.ContainsKey("Forwarded") || headers.ContainsKey("Via") || headers.Keys.Any(h => h.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase));
        // A test server in the same process has no address at all.
        if (!forwarded && (context.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from)))
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await context.Response.WriteAsync("This is a development site; it answers only this machine.");
    });
}
