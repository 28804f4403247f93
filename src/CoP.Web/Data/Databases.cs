using CoP.Web.Features.Guidelines;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace CoP.Web.Data;

public static class Databases
{
    /// <summary>The tables of Identity: with passkeys.</summary>
    public static void ShapeIdentity(IdentityOptions identity) => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    /// <summary>What the model asks of the site's services, for the design tools, which run without them.</summary>
    internal static IServiceProvider DesignServices { get; } = new ServiceCollection().Configure<IdentityOptions>(ShapeIdentity).BuildServiceProvider();

    /// <summary>For the design tools, which look at no row.</summary>
    internal static Seals DesignSeals { get; } = new(new KeyEncryptionKey(new byte[32]));

    /// <summary>The connection to the file that the settings name, on SQLite.</summary>
    public static string SqliteConnection(IConfiguration settings) => settings.GetConnectionString("CoP") ?? "Data Source=data/cop.db";

    /// <summary>The database that the settings name; the rest of the site asks for <see cref="CopDb"/>.</summary>
    public static void AddCopDb(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Seals>();
        var connection = builder.Configuration.GetConnectionString("CoP");
        if (builder.Configuration.GetSection("CoP").Get<CopSettings>()?.Database == DatabaseKind.Postgres)
        {
            builder.Services.AddDbContext<PostgresCopDb>(options => options.UseNpgsql(PostgresCopDb.Tuned(connection)).AddInterceptors(new CitationsKept()), optionsLifetime: ServiceLifetime.Singleton);
            builder.Services.AddScoped<CopDb>(services => services.GetRequiredService<PostgresCopDb>());
        }
        else
        {
            builder.Services.AddSingleton(new SqliteConnections(SqliteConnection(builder.Configuration)));
            builder.Services.AddScoped<SqliteConnections.Borrowed>();
            builder.Services.AddDbContext<SqliteCopDb>(options => options.UseSqlite().AddInterceptors(new SqliteConnections.Answers(), new CitationsKept()), optionsLifetime: ServiceLifetime.Singleton);
            builder.Services.AddScoped<CopDb>(services =>
            {
                // Asked for first, and so given back last.
                var borrowed = services.GetRequiredService<SqliteConnections.Borrowed>();
                var db = services.GetRequiredService<SqliteCopDb>();
                db.Database.SetDbConnection(borrowed.Connection);
                return db;
            });
        }
    }
}
