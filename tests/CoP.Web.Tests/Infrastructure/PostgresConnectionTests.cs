using CoP.Web.Data;
using Npgsql;

namespace CoP.Web.Tests.Infrastructure;

public sealed class PostgresConnectionTests
{
    [Fact]
    public void A_connection_is_tuned_where_nothing_else_is_said()
    {
        var tuned = new NpgsqlConnectionStringBuilder(PostgresCopDb.Tuned("Host=there"));
        Assert.Equal((200, true, "-c jit=off"), (tuned.MaxAutoPrepare, tuned.NoResetOnClose, tuned.Options));
    }

    [Fact]
    public void What_was_said_stays()
    {
        var tuned = new NpgsqlConnectionStringBuilder(PostgresCopDb.Tuned("Host=there;Max Auto Prepare=5;No Reset On Close=false;Options=-c jit=on"));
        Assert.Equal((5, false, "-c jit=on"), (tuned.MaxAutoPrepare, tuned.NoResetOnClose, tuned.Options));
    }
}
