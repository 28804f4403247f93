using System.Data;
using CoP.Web.Data;
using Npgsql;

namespace CoP.Web.Operations.Backups;

/// <summary>A database of a PostgreSQL server, copied and put back by that server's own tools.</summary>
sealed class KeptPostgres(string connectionString) : IKeptDatabase
{
    readonly NpgsqlConnectionStringBuilder settings = new(connectionString) { Pooling = false };

    public string Name => $"{settings.Database} at {settings.Host}";

    public string Workplace => Path.GetTempPath();

    public async Task<Copied> Copy(string file, CancellationToken cancel)
    {
        await using var connection = await Open(settings, cancel);
        var dump = PostgresTool.For("pg_dump", connection.PostgreSqlVersion.Major);
        // What is counted here and what is dumped there is the same moment.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var snapshot = (string)(await Ask(connection, "SELECT pg_export_snapshot()", cancel))!;
        await dump.Run(settings, ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}"], cancel);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var migration = await Ask(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\" COLLATE \"C\" DESC LIMIT 1", cancel);
        var copied = new Copied(migration as string ?? "", connection.PostgreSqlVersion.ToString(), await Census.OfPostgres(connection, cancel));
        await Read(file, connection.PostgreSqlVersion.Major, cancel);
        return copied;
    }

    public Task Check(string file, Manifest manifest, CancellationToken cancel) => Read(file, Version.Parse(manifest.Server).Major, cancel);

    public async Task RequireEmpty(CancellationToken cancel)
    {
        try
        {
            await using var connection = await Open(settings, cancel);
            if (await Ask(connection, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LIMIT 1", cancel) is { } table)
                throw new CommandFailed($"{Name} is not empty: it has a table {table}. Restore into an empty place: name another database in ConnectionStrings:CoP.");
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // Not there at all: it is made when it is filled.
        }
    }

    public async Task Put(string file, Manifest manifest, CancellationToken cancel)
    {
        await Create(cancel);
        await using var connection = await Open(settings, cancel);
        var tool = PostgresTool.For("pg_restore", Math.Max(connection.PostgreSqlVersion.Major, Version.Parse(manifest.Server).Major));
        await tool.Run(settings, [$"--dbname={settings.Database}", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", file], cancel);
        if (Census.Difference(manifest.Tables, await Census.OfPostgres(connection, cancel)) is { } difference)
            throw new CommandFailed($"What was restored is not what was backed up: {difference}. Do not start the site on {Name}.");
    }

    // Reads all of the dump, as a restore would, and has it written nowhere.
    static Task Read(string file, int major, CancellationToken cancel) => PostgresTool.For("pg_restore", major).Run(null, [$"--file={(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}", file], cancel);

    async Task Create(CancellationToken cancel)
    {
        try
        {
            await using var there = await Open(settings, cancel);
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var beside = await Open(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres" }, cancel);
            await Ask(beside, $"CREATE DATABASE \"{settings.Database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\" TEMPLATE template0 ENCODING 'UTF8'", cancel);
        }
    }

    static async Task<NpgsqlConnection> Open(NpgsqlConnectionStringBuilder settings, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (NpgsqlException unreachable) when (unreachable is not PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
        {
            await connection.DisposeAsync();
            throw new CommandFailed($"ConnectionStrings:CoP: the database cannot be opened ({unreachable.Message})", unreachable);
        }
    }

    static async Task<object?> Ask(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }
}
