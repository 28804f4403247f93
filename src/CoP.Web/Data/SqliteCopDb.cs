using CoP.Web.Data.Search;
using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

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
        // EF keeps its own lock as a row, which a start that was killed leaves behind for ever. The operating system's
        // lock on a file ends with its holder, so whoever has it may sweep that row away.
        await using var held = await HoldFile(file + ".migrating");
        await Database.OpenConnectionAsync();
        await Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        var copy = new CopyBeforeMigrating(file);
        copy.PutBack((SqliteConnection)Database.GetDbConnection());
        await Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        if ((await Database.GetPendingMigrationsAsync()).Any()) copy.Make((SqliteConnection)Database.GetDbConnection());
        await MigratePending();
        await SearchUpkeep.Prepare(this);
        copy.Remove();
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
}

/// <summary>For the design tools only.</summary>
public sealed class SqliteCopDbFactory : IDesignTimeDbContextFactory<SqliteCopDb>
{
    public SqliteCopDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCopDb>().UseSqlite("Data Source=design.db").UseApplicationServiceProvider(Databases.DesignServices).Options, new LocalFanOut(), new Doorbell(), Databases.DesignSeals);
}
