using System.Data.Common;
using CoP.Web.Data;

namespace CoP.Web.Hosting;

/// <summary>For whatever watches the site: is it running, and can it answer members?</summary>
public static class Health
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", Live).AllowAnonymous().DisableRateLimiting();
        app.MapGet("/health/ready", Ready).AllowAnonymous().DisableRateLimiting();
    }

    static IResult Live(HttpContext context) => Answer(context, true, "live");

    // A node that is cut off from the database, or runs ahead of its schema, must get no visitors.
    static async Task<IResult> Ready(HttpContext context, CopDb db)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            var missing = await db.Database.GetPendingMigrationsAsync(patience.Token);
            return Answer(context, !missing.Any(), "ready");
        }
        catch (Exception unreachable) when (unreachable is DbException or InvalidOperationException or OperationCanceledException)
        {
            return Answer(context, false, "ready");
        }
    }

    static IResult Answer(HttpContext context, bool well, string state)
    {
        context.Response.Headers.CacheControl = "no-store";
        return well ? Results.Text(state) : Results.Text("not " + state, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
