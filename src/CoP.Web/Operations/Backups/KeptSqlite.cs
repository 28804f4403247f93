using CoP.Web.Data;
using Microsoft.Data.Sqlite;

namespace CoP.Web.Operations.Backups;

/// <summary>A database in a file.</summary>
sealed class KeptSqlite(string connectionString) : IKeptDatabase
{
    readonly string file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);

    public string Name => file;

    public string Workplace
    {
        get
        {
            var folder = Path.GetDirectoryName(file)!;
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    public async Task<Copied> Copy(string to, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new CommandFailed($"There is no database at {file}.");
        // Made here, so that nobody else reads it from the first byte on.
        await PrivateFile.Create(to).DisposeAsync();
        await using (var from = Open(file, SqliteOpenMode.ReadWrite))
        await using (var copy = Open(to, SqliteOpenMode.ReadWrite))
        {
            from.BackupDatabase(copy);
            await Ask(copy, "PRAGMA journal_mode = DELETE", cancel);
        }
        return await Checked(to, cancel);
    }

    public async Task Check(string copy, Manifest manifest, CancellationToken cancel)
    {
        if (Census.Difference(manifest.Tables, (await Checked(copy, cancel)).Tables) is { } difference) throw new CommandFailed($"The database in the backup is not as it was: {difference}.");
    }

    public Task RequireEmpty(CancellationToken cancel)
    {
        foreach (var there in new[] { file, file + "-wal", file + "-shm", file + "-journal", file + ".before" }.Where(File.Exists))
            throw new CommandFailed($"{there} is there. Restore into an empty place: name another file in ConnectionStrings:CoP, or stop the site and move this one away, with what lies beside it.");
        return Task.CompletedTask;
    }

    // It was checked where it lies, on the same disk: from there it has the name of the database in one step.
    public async Task Put(string copy, Manifest manifest, CancellationToken cancel)
    {
        await RequireEmpty(cancel);
        File.Move(copy, file);
    }

    static async Task<Copied> Checked(string copy, CancellationToken cancel)
    {
        try
        {
            await using var opened = Open(copy, SqliteOpenMode.ReadOnly);
            if (await Ask(opened, "PRAGMA integrity_check(1)", cancel) is not "ok" and { } damage) throw new CommandFailed($"The copy is damaged: {damage}");
            if (await Ask(opened, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", cancel) is { } orphan) throw new CommandFailed($"The copy is damaged: a row of {orphan} belongs to one that is not there.");
            var migration = await Ask(opened, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\" DESC LIMIT 1", cancel);
            return new Copied(migration as string ?? "", opened.ServerVersion, await Census.OfSqlite(opened, cancel));
        }
        catch (SqliteException unreadable)
        {
            throw new CommandFailed($"The copy does not open as a database of this site ({unreadable.Message}).", unreadable);
        }
    }

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        connection.Open();
        return connection;
    }

    static async Task<object?> Ask(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancel);
    }
}
