using System.Globalization;
using CoP.Web.Data;
using Npgsql;

namespace CoP.Web.Live;

/// <summary>
/// Several nodes: hints travel as NOTIFY inside the transaction of the change, so they arrive if and only if it
/// commits, and every node, this one too, hears them by LISTEN.
/// </summary>
public sealed partial class PostgresFanOut(string connectionString, ILogger<PostgresFanOut> log) : BackgroundService, ILiveFanOut
{
    /// <summary>How the listening line is found among the others on the server.</summary>
    public const string ApplicationName = "cop live";

    const string Channel = "cop_live";

    // A line that died without a word is found out by asking on it.
    static readonly TimeSpan quiet = TimeSpan.FromSeconds(15);

    public event Action<LiveHint>? Changed;

    public event Action? Missed;

    public async Task BeforeCommit(CopDb db, IReadOnlyList<LiveHint> hints)
    {
        foreach (var hint in hints)
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {Text(hint)})");
    }

    public void AfterCommit(IReadOnlyList<LiveHint> hints)
    {
        // PostgreSQL brings them back to this node as to every other.
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken.Message);
                // Apart, so that a database that comes back is not met by all nodes at once.
                await Task.Delay(Random.Shared.Next(100, 1500), stoppingToken);
            }
        }
    }

    async Task Listen(CancellationToken stop)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = ApplicationName, Pooling = false, KeepAlive = 5, TcpKeepAlive = true, CommandTimeout = 5 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, notice) => Hear(notice.Payload);
        await connection.OpenAsync(stop);
        await using (var listen = new NpgsqlCommand("LISTEN " + Channel, connection)) await listen.ExecuteNonQueryAsync(stop);
        LogListening();
        // From the first time on: a page may have connected before this node could hear.
        Missed?.Invoke();
        while (true)
        {
            if (await connection.WaitAsync(quiet, stop)) continue;
            await using var ask = new NpgsqlCommand("SELECT 1", connection);
            await ask.ExecuteNonQueryAsync(stop);
        }
    }

    static string Text(LiveHint hint) => string.Create(CultureInfo.InvariantCulture, $"{hint.Topic} {hint.Version}");

    void Hear(string payload)
    {
        var space = payload.LastIndexOf(' ');
        if (space > 0 && long.TryParse(payload.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            Changed?.Invoke(new LiveHint(payload[..space], version));
    }

    [LoggerMessage(LogLevel.Information, "Listening for changes of other nodes")]
    partial void LogListening();

    [LoggerMessage(LogLevel.Warning, "No longer hearing of changes ({Why}); trying again")]
    partial void LogBroken(string why);
}
