using System.Data.Common;
using System.Net.Sockets;
using CoP.Web.Data;
using CoP.Web.Features.Administration.SetUp;

namespace CoP.Web.Hosting;

/// <summary>From settings to the first request. What goes wrong on the way is said in words, and ends the program with 1.</summary>
public static class Start
{
    /// <summary>Whether the settings will do; says on standard error what will not.</summary>
    public static bool HasItsSettings(this WebApplicationBuilder builder) => Say([.. StartChecks.Problems(builder.Configuration, builder.Environment)]);

    /// <summary>
    /// Brings the database up to date, makes sure that it belongs to these settings, and prints the address at which a new
    /// site is set up. False, with the reason on standard error, where the site cannot run on it.
    /// </summary>
    public static async Task<bool> HasItsDatabase(this WebApplication app)
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CopDb>();
            await db.Migrate();
            await db.RequireFitting(scope.ServiceProvider.GetRequiredService<KeyEncryptionKey>(), app.Environment);
            if (!app.Environment.IsWorkshop()) await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().OfferSetUp();
            return true;
        }
        catch (StartRefused refused)
        {
            return Say(refused.Problems);
        }
        // EF wraps what may pass by itself into advice for programmers; who runs the site wants what is inside.
        catch (Exception unreachable) when (unreachable is DbException or SocketException or InvalidOperationException { InnerException: DbException })
        {
            return Say([$"ConnectionStrings:CoP: the database cannot be opened ({unreachable.GetBaseException().Message})"]);
        }
    }

    static bool Say(IReadOnlyList<string> problems)
    {
        if (problems.Count == 0) return true;
        Console.Error.WriteLine("The site does not start:");
        foreach (var problem in problems) Console.Error.WriteLine("  - " + problem);
        return false;
    }
}
