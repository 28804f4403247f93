using CoP.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Infrastructure;

public sealed class SchemaTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public void The_model_has_no_change_without_a_migration(DatabaseKind kind)
    {
        using var db = TestDatabase.Open(kind, kind == DatabaseKind.Postgres ? "Host=nowhere" : "Data Source=nowhere.db");
        Assert.False(db.Database.HasPendingModelChanges(), "Run scripts/migrate.");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Every_migration_is_applied_to_a_new_database(DatabaseKind kind)
    {
        var database = await TestDatabase.New(kind);
        await using var db = database.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.Members.ToListAsync(TestContext.Current.CancellationToken));
    }
}
