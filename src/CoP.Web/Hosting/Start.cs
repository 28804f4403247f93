using System.Data.Common;
using System.Net.Sockets;
using CoP.Web.Data;
using CoP.Web.Data.Seed;
using CoP.Web.Features.Administration.SetUp;

namespace CoP.Web.Hosting;

/// <summary>From settings to the first request. What goes wrong on the way is said in words, and ends the program with 1.</summary>
public static class Start
{
    /// <summary>Whether the settings will do; says on standard error what will not.</summary>
    public static bool HasItsSettings(this WebApplicationBuilder builder) => Say([.. StartChecks.Problems(builder.Configuration, builder.Environment)]);

    /// <summary>
    /// Brings the database up to date, makes sure that it belongs to these settings, lays the first spaces, lets the demo
    /// community settle in Development, and elsewhere prints the address at which a new site is set up. False, with the reason on standard error, where the site cannot run on it.
    /// </summary>
    /// <param name="offersSetUp">Whether that address is printed; a command that makes one of its own says no.</param>
    public static async Task<bool> HasItsDatabase(this WebApplication app, bool offersSetUp = true)
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CopDb>();
            await db.Migrate();
            await db.RequireFitting(scope.ServiceProvider.GetRequiredService<KeyEncryptionKey>(), app.Environment);
            await FirstSpaces.Lay(db, scope.ServiceProvider.GetRequiredService<TimeProvider>());
            await FirstChecklist.Lay(db);
            if (app.Environment.IsDevelopment()) await ActivatorUtilities.CreateInstance<DemoCommunity>(scope.ServiceProvider).Settle();
            if (offersSetUp && !app.Environment.IsWorkshop()) await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().OfferSetUp();
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

    /// <summary>In Development, says on the console where the site is and who may sign in.</summary>
    public static void Greet(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            // A test server has no address.
            if (app.Urls.Count == 0) return;
            Console.WriteLine($"""

                  PeerSupervisionCoP is at {string.Join(" and ", app.Urls)}
                  To look around, sign in with the password {DemoCommunity.Password} as
                """);
            foreach (var (email, does) in DemoCommunity.SignIns) Console.WriteLine($"    {email,-27} {does}");
            Console.WriteLine();
        });
    }

    /// <summary>Gives back the memory that starting took and serving does not need.</summary>
    public static void TidyOnceStarted(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            // A test server has no address, and no process to itself.
            if (app.Urls.Count > 0) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        });

    static bool Say(IReadOnlyList<string> problems)
    {
        if (problems.Count == 0) return true;
        Console.Error.WriteLine("The site does not start:");
        foreach (var problem in problems) Console.Error.WriteLine("  - " + problem);
        return false;
    }
}
