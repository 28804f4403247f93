using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CoP.Web.Tests.Mail;

/// <summary>
/// A mail server that misbehaves on demand. <see cref="Answer"/> gets each command (<c>CONNECT</c>, <c>EHLO</c>, <c>MAIL</c>, <c>RCPT</c>,
/// <c>DATA</c>, <c>LINE</c> for each line of content, <c>DOT</c>) and its number on this server; null means the usual answer.
/// </summary>
internal sealed class FaultySmtp : IAsyncDisposable
{
    public const string Hang = "hang";
    public const string Drop = "drop";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _heard = new();
    private readonly Task _accepting;

    public FaultySmtp()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the server says to the nth command of a kind.</summary>
    public Func<string, int, string?> Answer { get; set; } = (_, _) => null;

    /// <summary>What EHLO offers.</summary>
    public string[] Extensions { get; init; } = ["8BITMIME"];

    /// <summary>Messages of which the final dot arrived, whether or not the answer did.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>What the server says to a command about a letter to an address; null for what it says to everyone.</summary>
    public Func<string, string, string?>? AnswerTo { get; set; }

    /// <summary>What passes before each answer.</summary>
    public Func<string, Task>? Pause { get; set; }

    /// <summary>Until the first command of a kind, though it may never be answered.</summary>
    public Task Heard(string verb)
    {
        var heard = _heard.GetOrAdd(verb, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Count(verb) > 0) heard.TrySetResult();
        return heard.Task;
    }

    public int Count(string verb) => _counts.GetValueOrDefault(verb);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(Serve(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            if (await Say(stream, reader, "CONNECT", "220 faulty ESMTP") is null) return;
            var to = "";
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "RCPT") to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
                var usual = verb switch
                {
                    "EHLO" => string.Concat(new[] { "faulty" }.Concat(Extensions).SkipLast(1).Select(x => $"250-{x}\r\n")) + $"250 {Extensions.LastOrDefault() ?? "faulty"}",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 2.0.0 ok",
                };
                var said = await Say(stream, reader, verb, usual, to);
                if (said is null || verb == "QUIT") return;
                if (verb == "DATA" && said.StartsWith("354", StringComparison.Ordinal) && !await Content(stream, reader, to)) return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<bool> Content(NetworkStream stream, StreamReader reader, string to)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            if (line == ".")
            {
                Taken.Enqueue(text.ToString());
                return await Say(stream, reader, "DOT", "250 2.0.0 taken", to) is not null;
            }
            text.Append(line).Append('\n');
            if (Asked("LINE", Next("LINE"), to) == Drop) return false;
        }
        return false;
    }

    private string? Asked(string verb, int n, string to) => AnswerTo?.Invoke(verb, to) ?? Answer(verb, n);

    // The number is taken once: another client may be counted before it is looked at again.
    private int Next(string verb) => _counts.AddOrUpdate(verb, 1, (_, n) => n + 1);

    /// <summary>What was said; null where the line is to be cut after it.</summary>
    private async Task<string?> Say(NetworkStream stream, StreamReader reader, string verb, string usual, string to = "")
    {
        var say = Asked(verb, Next(verb), to) ?? usual;
        if (_heard.TryGetValue(verb, out var heard)) heard.TrySetResult();
        if (say == Drop) return null;
        if (say == Hang)
        {
            // Until the client has had enough: it says nothing more, and its end is the end of this.
            await reader.ReadLineAsync(_end.Token);
            return null;
        }
        if (Pause is { } pause) await pause(verb);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(say + "\r\n"), _end.Token);
        return say.StartsWith("421", StringComparison.Ordinal) ? null : say;
    }
}
