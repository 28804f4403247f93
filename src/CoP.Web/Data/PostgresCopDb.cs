using CoP.Web.Data.Search;
using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CoP.Web.Data;

/// <summary>On a server that several nodes share.</summary>
public sealed class PostgresCopDb(DbContextOptions<PostgresCopDb> options, ILiveFanOut live, Doorbell doorbell, Seals seals) : CopDb(options, live, doorbell, seals)
{
    /// <summary>
    /// The connection as it was given, and what suits many small questions that come again and again: each is planned once a connection, none is
    /// compiled, which would take longer than its answer, and a connection is not put back to how it was before each one, since nothing here changes it.
    /// What was given says otherwise where it says something.
    /// </summary>
    public static string Tuned(string? connection)
    {
        var given = new NpgsqlConnectionStringBuilder(connection);
        if (given.MaxAutoPrepare == 0) (given.MaxAutoPrepare, given.AutoPrepareMinUsages) = (200, 3);
        if (!given.ShouldSerialize("No Reset On Close")) given.NoResetOnClose = true;
        given.Options ??= "-c jit=off";
        return given.ConnectionString;
    }

    // The key of a row never changes, so a row that points to it may be written meanwhile: with FOR UPDATE whoever tells of one reply would wait for the next,
    // and that for them.
    public override Task Lock(string table, Guid id)
    {
        var sql = "SELECT 1 FROM " + this.GetService<ISqlGenerationHelper>().DelimitIdentifier(table) + " WHERE \"Id\" = {0} FOR NO KEY UPDATE";
        return Database.ExecuteSqlRawAsync(sql, id);
    }

    public override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    public override ISearchIndex SearchIndex { get; } = new TsvectorSearchIndex();

    protected override ValueTask<IDisposable> EnterGate() => new(Open.Instance);

    // EF's own lock is on the history table, which two first starts would both try to make. This one needs no table, and
    // PostgreSQL ends it with the connection, however that ends.
    public override async Task Migrate()
    {
        await CreateDatabase();
        await Database.OpenConnectionAsync();
        await Database.ExecuteSqlRawAsync($"SELECT pg_advisory_lock({MigrationLock})");
        await MigratePending();
        await SearchUpkeep.Prepare(this);
        await Database.ExecuteSqlRawAsync($"SELECT pg_advisory_unlock({MigrationLock})");
        await Database.CloseConnectionAsync();
    }

    async Task CreateDatabase()
    {
        var creator = this.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync()) await creator.CreateAsync();
        }
        catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another start made it between the two.
        }
    }

    // "CoP" in ASCII, and the number of the lock.
    const long MigrationLock = 0x436F50_01;

    sealed class Open : IDisposable
    {
        public static readonly Open Instance = new();

        public void Dispose()
        {
        }
    }
}

/// <summary>For the design tools only.</summary>
public sealed class PostgresCopDbFactory : IDesignTimeDbContextFactory<PostgresCopDb>
{
    public PostgresCopDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresCopDb>().UseNpgsql("Host=localhost;Database=design").UseApplicationServiceProvider(Databases.DesignServices).Options, new LocalFanOut(), new Doorbell(), Databases.DesignSeals);
}
