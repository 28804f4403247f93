using System.Data.Common;
using CoP.Web.Data.Search;
using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoP.Web.Data;

/// <summary>On one machine, in one file.</summary>
public sealed class SqliteCopDb(DbContextOptions<SqliteCopDb> options, ILiveFanOut live, Doorbell doorbell, Seals seals) : CopDb(options, live, doorbell, seals)
{
    static readonly SemaphoreSlim gate = new(1, 1);

    // The transaction is BEGIN IMMEDIATE: from its start no other can write, so nothing needs to be held row by row.
    public override Task Lock(string table, Guid id) => Task.CompletedTask;

    public override string SkipLocked => "";

    public override ISearchIndex SearchIndex { get; } = new Fts5SearchIndex();

    protected override async ValueTask<IDisposable> EnterGate()
    {
        await gate.WaitAsync();
        return new Leave();
    }

    public override async Task Migrate()
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(Database.GetConnectionString()).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // EF keeps its own lock as a row, which a start that was killed leaves behind for ever. The operating system's
        // lock on a file ends with its holder, so whoever has it may sweep that row away.
        await using var held = await HoldFile(file + ".migrating");
        await Database.OpenConnectionAsync();
        await Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        await Database.MigrateAsync();
        await SearchUpkeep.Prepare(this);
        await Database.CloseConnectionAsync();
    }

    static async Task<FileStream> HoldFile(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(100);
            }
        }
    }

    sealed class Leave : IDisposable
    {
        public void Dispose() => gate.Release();
    }

    /// <summary>What SQLite does not do unless told so on every connection.</summary>
    internal sealed class Pragmas : DbConnectionInterceptor
    {
        // FULL: with NORMAL a power cut may take back what was acknowledged. Secure: what was taken back is not to be found in free pages.
        const string Sql = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>For the design tools only.</summary>
public sealed class SqliteCopDbFactory : IDesignTimeDbContextFactory<SqliteCopDb>
{
    public SqliteCopDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCopDb>().UseSqlite("Data Source=design.db").UseApplicationServiceProvider(Databases.DesignServices).Options, new LocalFanOut(), new Doorbell(), Databases.DesignSeals);
}
