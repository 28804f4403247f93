using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.Data.Sqlite;

namespace CoP.Web.Tests.Infrastructure;

public sealed class SqliteConnectionTests
{
    [Fact]
    public async Task The_connection_that_was_used_last_serves_the_next_request()
    {
        using var connections = await Connections();
        var first = connections.Take();
        connections.GiveBack(first);
        Assert.Same(first, connections.Take());
        first.Dispose();
    }

    [Fact]
    public async Task A_connection_left_in_a_transaction_is_closed()
    {
        using var connections = await Connections();
        var left = connections.Take();
        left.BeginTransaction();
        connections.GiveBack(left);
        Assert.Equal(System.Data.ConnectionState.Closed, left.State);
    }

    // It would go on seeing the database as it was when the reading began.
    [Fact]
    public async Task A_connection_left_reading_is_closed()
    {
        using var connections = await Connections();
        var left = connections.Take();
        Assert.True(Ask(left, "SELECT 1 UNION SELECT @x", 2)!.Read());
        connections.GiveBack(left);
        Assert.Equal(System.Data.ConnectionState.Closed, left.State);
    }

    [Fact]
    public async Task A_connection_that_was_asked_too_many_different_questions_is_closed()
    {
        using var connections = await Connections();
        var asked = connections.Take();
        for (var i = 0; i <= 200; i++) Ask(asked, $"SELECT {i} + @x", i)!.Dispose();
        connections.GiveBack(asked);
        Assert.Equal(System.Data.ConnectionState.Closed, asked.State);
    }

    [Fact]
    public async Task Nothing_is_kept_once_the_site_has_ended()
    {
        var connections = await Connections();
        var (waiting, late) = (connections.Take(), connections.Take());
        connections.GiveBack(waiting);
        connections.Dispose();
        connections.GiveBack(late);
        Assert.Equal(System.Data.ConnectionState.Closed, waiting.State);
        Assert.Equal(System.Data.ConnectionState.Closed, late.State);
    }

    [Fact]
    public async Task A_question_that_is_known_is_answered_for_who_asks_now()
    {
        using var connections = await Connections();
        var connection = connections.Take();
        foreach (var asked in new[] { 3L, 4L })
        {
            using var answer = Ask(connection, "SELECT @x", asked)!;
            Assert.True(answer.Read());
            Assert.Equal(asked, answer.GetInt64(0));
        }
        connections.GiveBack(connection);
    }

    [Fact]
    public async Task A_question_asked_again_before_its_answer_was_read_is_asked_as_it_is()
    {
        using var connections = await Connections();
        var connection = connections.Take();
        using var answer = Ask(connection, "SELECT @x", 1);
        Assert.Null(Ask(connection, "SELECT @x", 2));
        Assert.True(answer!.Read());
        Assert.Equal(1, answer.GetInt64(0));
    }

    // A large file that was stored would lie in memory until the next one.
    [Fact]
    public async Task What_is_written_is_not_remembered()
    {
        using var connections = await Connections();
        using var connection = connections.Take();
        Assert.Null(Ask(connection, "INSERT INTO \"SetUpKeys\" VALUES (@x)", 1));
    }

    [Fact]
    public void A_name_for_part_of_a_question_means_nothing_outside_of_one() =>
        Assert.Throws<InvalidOperationException>(() => ThreadQueries.Head(null!, null!, default));

    static SqliteDataReader? Ask(KeptConnection connection, string question, long x)
    {
        using var command = new SqliteCommand(question, connection);
        command.Parameters.AddWithValue("@x", x);
        return connection.Answer(command);
    }

    static async Task<SqliteConnections> Connections() => new((await TestDatabase.New(DatabaseKind.Sqlite)).ConnectionString);
}
