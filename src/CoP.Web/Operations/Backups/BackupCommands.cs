using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Operations.Backups;

/// <summary>Copies the site into one sealed file, while it runs.</summary>
public sealed class BackupCommand : SiteCommand
{
    readonly Argument<string> file = new("FILE") { Description = "The backup to write. It must not be there yet." };

    public BackupCommand() : base("backup", "Copies everything the community keeps into one encrypted file, while the site runs, and checks it by opening it. Only the site's CoP:KeyEncryptionKey opens it: keep that elsewhere.") => Add(file);

    public override async Task<int> Run(WebApplication app, ParseResult given, CancellationToken cancel)
    {
        var to = Path.GetFullPath(given.GetValue(file)!);
        if (File.Exists(to)) throw new CommandFailed($"{to} is there already, and is left as it is. Name another file.");
        if (!Directory.Exists(Path.GetDirectoryName(to))) throw new CommandFailed($"There is no folder {Path.GetDirectoryName(to)}.");
        var database = KeptDatabase.Of(app.Configuration);
        var key = app.Services.GetRequiredService<KeyEncryptionKey>();
        using var workshop = new Workshop(database.Workplace);
        Progress($"copying {database.Name}");
        var copy = workshop.File("copy");
        var copied = await database.Copy(copy, cancel);
        var manifest = new Manifest(KeptDatabase.Kind(app.Configuration), app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), copied.Migration, copied.Server, await Sum(copy, cancel), copied.Tables);
        Progress($"sealing {manifest.Rows.ToString("#,0", CultureInfo.InvariantCulture)} rows of {manifest.Tables.Count} tables");
        Package.Write(to, copy, manifest, key);
        Progress("opening it again");
        try
        {
            var opened = workshop.File("opened");
            await database.Check(opened, Package.Read(to, opened, key), cancel);
        }
        catch
        {
            File.Delete(to);
            throw;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{to}: {new FileInfo(to).Length:#,0} bytes, {manifest.Rows:#,0} rows, key {key.Id}"));
        return Commands.Done;
    }

    static async Task<string> Sum(string copy, CancellationToken cancel)
    {
        await using var content = File.OpenRead(copy);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }
}

/// <summary>Puts a backup into an empty place.</summary>
public sealed class RestoreCommand : SiteCommand
{
    readonly Argument<string> file = new("FILE") { Description = "The backup." };
    readonly Option<bool> dryRun = new("--dry-run") { Description = "Check the backup and the place, and restore nothing." };

    public RestoreCommand() : base("restore", "Puts a backup into the database that the settings name, which must be empty, and compares every table with what was backed up. A backup of SQLite goes into SQLite, one of PostgreSQL into PostgreSQL.")
    {
        Add(file);
        Add(dryRun);
    }

    public override async Task<int> Run(WebApplication app, ParseResult given, CancellationToken cancel)
    {
        var database = KeptDatabase.Of(app.Configuration);
        await database.RequireEmpty(cancel);
        using var workshop = new Workshop(database.Workplace);
        var copy = workshop.File("copy");
        Progress("opening the backup");
        var manifest = Package.Read(Path.GetFullPath(given.GetValue(file)!), copy, app.Services.GetRequiredService<KeyEncryptionKey>());
        if (manifest.Database != KeptDatabase.Kind(app.Configuration))
            throw new CommandFailed($"The backup is of {manifest.Database}, and CoP:Database is {KeptDatabase.Kind(app.Configuration)}. Restore it into {manifest.Database}; the command move brings SQLite to PostgreSQL.");
        if (!KeptDatabase.Migrations(manifest.Database).Contains(manifest.Migration, StringComparer.Ordinal))
            throw new CommandFailed($"The backup is of a newer version of this program ({manifest.Migration}). Restore it with that one.");
        Progress($"checking {manifest.Rows.ToString("#,0", CultureInfo.InvariantCulture)} rows of {manifest.Tables.Count} tables");
        await database.Check(copy, manifest, cancel);
        var of = $"the backup of {manifest.MadeAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
        if (given.GetValue(dryRun))
        {
            Console.WriteLine($"{of} can be restored into {database.Name}. Nothing was changed.");
            return Commands.Done;
        }

        Progress($"restoring into {database.Name}");
        await database.Put(copy, manifest, cancel);
        Console.WriteLine($"{of} is restored into {database.Name}, every table as it was.");
        return Commands.Done;
    }
}

/// <summary>The database that the settings name, for backups.</summary>
static class KeptDatabase
{
    public static DatabaseKind Kind(IConfiguration settings) => settings.GetValue("CoP:Database", DatabaseKind.Sqlite);

    public static IKeptDatabase Of(IConfiguration settings) => Kind(settings) == DatabaseKind.Postgres
        ? new KeptPostgres(settings.GetConnectionString("CoP")!)
        : new KeptSqlite(Databases.SqliteConnection(settings));

    /// <summary>What this program knows how to bring up to date.</summary>
    public static IEnumerable<string> Migrations(DatabaseKind kind)
    {
        using CopDb db = kind == DatabaseKind.Postgres ? new PostgresCopDbFactory().CreateDbContext([]) : new SqliteCopDbFactory().CreateDbContext([]);
        return [.. db.Database.GetMigrations()];
    }
}

/// <summary>A folder that only the one who runs the command reads, and that is gone afterwards. What lies in it is not encrypted.</summary>
sealed class Workshop : IDisposable
{
    readonly string folder;

    /// <summary>Within another one.</summary>
    public Workshop(string within)
    {
        folder = Path.Combine(within, $".cop-work-{Environment.ProcessId}-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string File(string name) => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
