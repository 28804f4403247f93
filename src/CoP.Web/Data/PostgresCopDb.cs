using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CoP.Web.Data;

/// <summary>On a server that several nodes share.</summary>
public sealed class PostgresCopDb(DbContextOptions<PostgresCopDb> options, ILiveFanOut live, Doorbell doorbell) : CopDb(options, live, doorbell)
{
    public override Task Lock(string table, Guid id)
    {
        var sql = "SELECT 1 FROM " + this.GetService<ISqlGenerationHelper>().DelimitIdentifier(table) + " WHERE \"Id\" = {0} FOR UPDATE";
        return Database.ExecuteSqlRawAsync(sql, id);
    }

    public override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    protected override ValueTask<IDisposable> EnterGate() => new(Open.Instance);

    // EF locks the history table for the length of its transaction; PostgreSQL ends that lock with the connection.
    public override Task Migrate() => Database.MigrateAsync();

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
        new(new DbContextOptionsBuilder<PostgresCopDb>().UseNpgsql("Host=localhost;Database=design").UseApplicationServiceProvider(Databases.DesignServices).Options, new LocalFanOut(), new Doorbell());
}
