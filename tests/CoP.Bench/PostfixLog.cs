using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CoP.Bench;

/// <summary>What a Postfix has taken, and when, read from what it says. When is to the hundredth of a second: so often it is looked at.</summary>
public sealed partial class PostfixLog : IAsyncDisposable
{
    static readonly TimeSpan look = TimeSpan.FromMilliseconds(10);

    // By the number that Postfix gives a message: when it had it for good, and for whom it is.
    readonly ConcurrentDictionary<string, long> taken = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, string> addressed = new(StringComparer.Ordinal);
    readonly CancellationTokenSource end = new();
    readonly Task reading;
    long latest;

    public PostfixLog(string file) => reading = Read(file);

    /// <summary>How many messages it has.</summary>
    public int Count => taken.Count;

    /// <summary>When it took the latest one, as <see cref="Stopwatch"/> counts.</summary>
    public long Latest => Volatile.Read(ref latest);

    /// <summary>When it took the first message to an address that it took after a moment; null while there is none.</summary>
    public long? First(string address, long after) =>
        addressed.Where(a => a.Value == address).Select(a => taken.GetValueOrDefault(a.Key)).Where(at => at > after).Order().Select(at => (long?)at).FirstOrDefault();

    /// <summary>An address to which it has taken so many messages after a moment; null while there is none.</summary>
    public string? Served(int times, long after) =>
        addressed.Where(a => taken.GetValueOrDefault(a.Key) > after).CountBy(a => a.Value).Where(a => a.Value == times).Select(a => a.Key).FirstOrDefault();

    /// <summary>Waits until it has so many. That nothing more comes for a minute is a failure.</summary>
    public async Task Has(int count)
    {
        for (var (seen, since) = (-1, Stopwatch.GetTimestamp()); Count < count; await Task.Delay(look))
        {
            if (reading.IsFaulted) await reading;
            if (Count != seen) (seen, since) = (Count, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(1)) throw new InvalidOperationException($"Postfix has {seen} messages of {count}, and no more come.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await reading;
        end.Dispose();
    }

    async Task Read(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var rest = "";
        while (!end.IsCancellationRequested)
        {
            var text = rest + await reader.ReadToEndAsync(CancellationToken.None);
            var now = Stopwatch.GetTimestamp();
            var whole = text.LastIndexOf('\n') + 1;
            rest = text[whole..];
            foreach (var line in text[..whole].Split('\n'))
            {
                if (Queued().Match(line) is { Success: true } queued && taken.TryAdd(queued.Groups["id"].Value, now)) Volatile.Write(ref latest, now);
                else if (For().Match(line) is { Success: true } to) addressed[to.Groups["id"].Value] = to.Groups["to"].Value;
            }
            await Task.Delay(look, CancellationToken.None);
        }
    }

    [GeneratedRegex(@"qmgr\[\d+\]: (?<id>\w+): from=<.*\(queue active\)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Queued();

    [GeneratedRegex(@"\]: (?<id>\w+): to=<(?<to>[^>]+)>", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex For();
}
