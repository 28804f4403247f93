using System.CommandLine;
using System.Data.Common;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;
using CoP.Web.Operations.Backups;

namespace CoP.Web.Operations.Moving;

/// <summary>
/// Brings a site from SQLite to PostgreSQL: every row of every table, a table in one transaction, each counted and summed on both sides. One that was stopped goes on where
/// it was. The file stays as it is.
/// </summary>
public sealed class MoveCommand() : SiteCommand("move", $"Brings a site from SQLite to PostgreSQL: every row of every table, counted and compared. Stop the site first. ConnectionStrings:CoP names the file, ConnectionStrings:{Target} an empty database. Stopped in between, it goes on where it was.")
{
    /// <summary>The connection string of where it goes.</summary>
    public const string Target = "MoveTo";

    public override async Task<int> Run(WebApplication app, ParseResult given, CancellationToken cancel)
    {
        if (KeptDatabase.Kind(app.Configuration) != DatabaseKind.Sqlite) throw new CommandFailed("CoP:Database is Postgres: this site is there already. Leave the settings as they are on SQLite until the move is done.");
        if (app.Configuration.GetConnectionString(Target) is not { Length: > 0 } target) throw new CommandFailed($"ConnectionStrings:{Target} is missing: the PostgreSQL database that the site moves to.");
        if (!File.Exists(Disk.DatabaseFile(app.Configuration))) throw new CommandFailed($"There is no database at {Disk.DatabaseFile(app.Configuration)}.");
        await using var scope = app.Services.CreateAsyncScope();
        var from = scope.ServiceProvider.GetRequiredService<CopDb>();
        if ((await from.Database.GetPendingMigrationsAsync(cancel)).Any()) throw new CommandFailed("The database is of an earlier version. Start the site once with this one, stop it, and move then.");
        await from.RequireFitting(scope.ServiceProvider.GetRequiredService<KeyEncryptionKey>(), app.Environment);
        await using var to = Open(target, scope.ServiceProvider);
        try
        {
            await new Move(from, to, Progress).All(cancel);
        }
        catch (DbException refused)
        {
            throw new CommandFailed($"It stopped: {refused.GetBaseException().Message} What was moved so far stays; mend that and call it again.", refused);
        }
        Console.WriteLine("Everything is in PostgreSQL, compared table by table. Now set CoP:Database to Postgres and ConnectionStrings:CoP to the new database, and start the site. The SQLite file is as it was: keep it until you have a backup of the new one, then delete it.");
        return Commands.Done;
    }

    internal static PostgresCopDb Open(string connection, IServiceProvider services) => new(
        new DbContextOptionsBuilder<PostgresCopDb>().UseNpgsql(PostgresCopDb.Tuned(connection)).UseApplicationServiceProvider(services).Options,
        new LocalFanOut(), new Doorbell(), services.GetRequiredService<Seals>());
}
