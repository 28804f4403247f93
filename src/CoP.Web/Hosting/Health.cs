using System.Data.Common;
using CoP.Web.Data;
using CoP.Web.Operations;

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

    static IResult Live(HttpContext context) => Answer(context, "live");

    // A node that is cut off from the database, runs ahead of its schema or behind it, or has no room left to write, must get no visitors.
    static async Task<IResult> Ready(HttpContext context, CopDb db, IConfiguration settings)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            var applied = (await db.Database.GetAppliedMigrationsAsync(patience.Token)).ToHashSet(StringComparer.Ordinal);
            if (!applied.SetEquals(db.Database.GetMigrations())) return Answer(context, "ready", "migrations");
            return Disk.DatabaseFile(settings) is { } file && Disk.FreeAt(file) < Disk.Least ? Answer(context, "ready", "disk") : Answer(context, "ready");
        }
        catch (Exception unreachable) when (unreachable is DbException or InvalidOperationException or OperationCanceledException)
        {
            return Answer(context, "ready", "database");
        }
    }

    static IResult Answer(HttpContext context, string state, string? because = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        return because is null ? Results.Text(state) : Results.Text($"not {state}: {because}", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
