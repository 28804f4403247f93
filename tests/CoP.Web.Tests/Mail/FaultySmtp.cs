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
            if (!await Say(stream, "CONNECT", "220 faulty ESMTP")) return;
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                var usual = verb switch
                {
                    "EHLO" => string.Concat(new[] { "faulty" }.Concat(Extensions).SkipLast(1).Select(x => $"250-{x}\r\n")) + $"250 {Extensions.LastOrDefault() ?? "faulty"}",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 2.0.0 ok",
                };
                if (!await Say(stream, verb, usual)) return;
                if (verb == "QUIT") return;
                if (verb == "DATA" && Said(verb, usual).StartsWith("354", StringComparison.Ordinal) && !await Content(stream, reader)) return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<bool> Content(NetworkStream stream, StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            if (line == ".")
            {
                Taken.Enqueue(text.ToString());
                return await Say(stream, "DOT", "250 2.0.0 taken");
            }
            text.Append(line).Append('\n');
            if (Answer("LINE", _counts.AddOrUpdate("LINE", 1, (_, n) => n + 1)) == Drop) return false;
        }
        return false;
    }

    private string Said(string verb, string usual) => Answer(verb, _counts[verb]) ?? usual;

    private async Task<bool> Say(NetworkStream stream, string verb, string usual)
    {
        _counts.AddOrUpdate(verb, 1, (_, n) => n + 1);
        var say = Said(verb, usual);
        if (say == Drop) return false;
        if (say == Hang) await Task.Delay(Timeout.Infinite, _end.Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(say + "\r\n"), _end.Token);
        return !say.StartsWith("421", StringComparison.Ordinal);
    }
}
