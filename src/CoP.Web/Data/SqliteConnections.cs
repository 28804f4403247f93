using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoP.Web.Data;

/// <summary>
/// The connections to the file. Each stays open from one request to the next, with the questions that it understood: SQLite takes longer to understand one
/// than to answer it, and they are the same few again and again.
/// </summary>
public sealed class SqliteConnections(string connectionString) : IDisposable
{
    /// <summary>How many wait for the next request; more than that come and go.</summary>
    const int Most = 32;

    readonly ConcurrentStack<KeptConnection> waiting = [];
    volatile bool closed;

    /// <summary>The one that was used last, whose memory is warm; or a new one.</summary>
    public KeptConnection Take() => waiting.TryPop(out var connection) ? connection : KeptConnection.Open(connectionString);

    public void GiveBack(KeptConnection connection)
    {
        if (!closed && connection.IsAtRest && waiting.Count < Most) waiting.Push(connection);
        else connection.Dispose();
    }

    public void Dispose()
    {
        closed = true;
        while (waiting.TryPop(out var connection)) connection.Dispose();
    }

    /// <summary>The connection of one request.</summary>
    internal sealed class Borrowed(SqliteConnections all) : IDisposable
    {
        public KeptConnection Connection { get; } = all.Take();

        public void Dispose() => all.GiveBack(Connection);
    }

    /// <summary>Has questions answered by what their connection knows already.</summary>
    internal sealed class Answers : DbCommandInterceptor
    {
        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
            command is SqliteCommand { Connection: KeptConnection connection } asked && connection.Answer(asked) is { } answer ? InterceptionResult<DbDataReader>.SuppressWithResult(answer) : result;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            new(ReaderExecuting(command, eventData, result));
    }
}

/// <summary>An open connection that remembers the questions that it was asked.</summary>
public sealed class KeptConnection : SqliteConnection
{
    /// <summary>So many are remembered; a connection that was asked more is closed rather than kept.</summary>
    const int Most = 200;

    // FULL: with NORMAL a power cut may take back what was acknowledged. Secure: what was taken back is not to be found in free pages.
    const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

    readonly Dictionary<string, Question> questions = new(StringComparer.Ordinal);

    KeptConnection(string connectionString) : base(connectionString)
    {
    }

    /// <summary>A new one, with what SQLite does not do unless told so on every connection.</summary>
    public static KeptConnection Open(string connectionString)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource))!);
        var connection = new KeptConnection(connectionString);
        connection.Open();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
        // EF gives the functions that its SQL may call to each connection that it is handed over with. Doing that again at every request would make SQLite
        // forget what it has understood.
        using (var giver = new DbContext(new DbContextOptionsBuilder().UseSqlite(connection).Options)) giver.Database.GetDbConnection();
        return connection;
    }

    /// <summary>Whether nothing is going on that the next request would find itself in the middle of.</summary>
    internal bool IsAtRest => Transaction is null && questions.Count <= Most && questions.Values.All(q => q.IsFree);

    /// <summary>The answer to a question, prepared when it was first asked; null for what is better asked as it is.</summary>
    internal SqliteDataReader? Answer(SqliteCommand asked)
    {
        // What is written may be large, and would be held until it is written again.
        if (!asked.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) return null;
        if (!questions.TryGetValue(asked.CommandText, out var question)) questions[asked.CommandText] = question = new Question(new SqliteCommand(asked.CommandText, this));
        return question.IsFree ? question.Ask(asked) : null;
    }

    sealed class Question(SqliteCommand prepared)
    {
        SqliteDataReader? answer;

        public bool IsFree => answer is not { IsClosed: false };

        public SqliteDataReader Ask(SqliteCommand asked)
        {
            prepared.Parameters.Clear();
            foreach (SqliteParameter parameter in asked.Parameters) prepared.Parameters.Add(parameter);
            (prepared.Transaction, prepared.CommandTimeout) = (asked.Transaction, asked.CommandTimeout);
            return answer = prepared.ExecuteReader();
        }
    }
}
