using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>An empty database with today's schema, as the settings of a site name it.</summary>
public sealed record TestDatabase(DatabaseKind Kind, string ConnectionString)
{
    static readonly Lazy<Task<string>> sqliteTemplate = new(MakeSqliteTemplate);

    /// <summary>A fresh one: a copy of a template that is migrated once a run.</summary>
    public static async Task<TestDatabase> New(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Postgres) return new(kind, await (await PostgresServer.Shared).NewDatabase());
        var file = Scratch.New("cop.db");
        File.Copy(await sqliteTemplate.Value, file);
        return new(kind, $"Data Source={file}");
    }

    /// <summary>One without a schema, as a first start finds it.</summary>
    public static async Task<TestDatabase> Empty(DatabaseKind kind) => kind == DatabaseKind.Postgres
        ? new(kind, (await PostgresServer.Shared).NameOfNone())
        : new(kind, $"Data Source={Scratch.New("cop.db")}");

    /// <summary>Its own context, outside any site.</summary>
    public CopDb Open() => Open(Kind, ConnectionString);

    /// <summary>Closes what the pool still holds.</summary>
    public void Release()
    {
        if (Kind == DatabaseKind.Postgres) NpgsqlConnection.ClearPool(new NpgsqlConnection(PostgresCopDb.Tuned(ConnectionString)));
        else SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
    }

    internal static CopDb Open(DatabaseKind kind, string connectionString)
    {
        if (kind == DatabaseKind.Postgres)
            return new PostgresCopDb(
                new DbContextOptionsBuilder<PostgresCopDb>().UseNpgsql(PostgresCopDb.Tuned(connectionString)).UseApplicationServiceProvider(Databases.DesignServices).Options,
                new LocalFanOut(), new Doorbell(), new CoP.Web.Data.Seals(new CoP.Web.Hosting.KeyEncryptionKey(new byte[32])));
        return new SqliteCopDb(
            new DbContextOptionsBuilder<SqliteCopDb>().UseSqlite(KeptConnection.Open(connectionString), contextOwnsConnection: true)
                .UseApplicationServiceProvider(Databases.DesignServices).Options,
            new LocalFanOut(), new Doorbell(), new CoP.Web.Data.Seals(new CoP.Web.Hosting.KeyEncryptionKey(new byte[32])));
    }

    static async Task<string> MakeSqliteTemplate()
    {
        var file = Scratch.New("template.db");
        // Without a pool the last connection to close folds the write-ahead log into the file, which can then be copied.
        await using var db = Open(DatabaseKind.Sqlite, $"Data Source={file};Pooling=False");
        await db.Migrate();
        return file;
    }
}

/// <summary>One PostgreSQL for a whole run, started by the first test that asks for it.</summary>
public sealed class PostgresServer
{
    static readonly Lazy<Task<PostgresServer>> shared = new(Start);

    readonly string socket;
    readonly Lazy<Task> template;

    PostgresServer(string socket)
    {
        this.socket = socket;
        template = new(MakeTemplate);
    }

    public static Task<PostgresServer> Shared => shared.Value;

    /// <summary>A new database with today's schema; the connection string for it.</summary>
    public async Task<string> NewDatabase()
    {
        await template.Value;
        var name = $"cop_{Guid.NewGuid():N}";
        await Run($"CREATE DATABASE {name} TEMPLATE cop_template");
        return Connection(name);
    }

    /// <summary>The connection string of a database that is not there yet.</summary>
    public string NameOfNone() => Connection($"cop_{Guid.NewGuid():N}");

    static async Task<PostgresServer> Start()
    {
        // A socket's path is short by decree, so it does not lie in the scratch folder.
        var folder = Directory.CreateTempSubdirectory("cop-pg-").FullName;
        await ServerProcess.Start("postgres.sh", folder);
        return new PostgresServer(folder);
    }

    async Task MakeTemplate()
    {
        await Run("CREATE DATABASE cop_template");
        await using var db = TestDatabase.Open(DatabaseKind.Postgres, Connection("cop_template") + ";Pooling=False");
        await db.Migrate();
    }

    async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    string Connection(string database) => $"Host={socket};Username=cop;Database={database};Maximum Pool Size=20;Timeout=30";
}
