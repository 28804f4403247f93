using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CoP.Bench;

/// <summary>What live updates take: milliseconds from an accepted post until the last of all pages was told, and until the last one held it.</summary>
public sealed record Live(double Told, double Held)
{
    /// <summary>
    /// Opens pages that watch one topic, posts again and again, and notes for each post when the last page heard and when the last
    /// had fetched; of these the 99th percentile. Speaks SignalR's JSON protocol over plain sockets.
    /// </summary>
    /// <param name="address">The site.</param>
    /// <param name="topic">What is watched.</param>
    /// <param name="readers">The cookies of the readers, one a page.</param>
    /// <param name="changes">Where a page fetches what changed since a version.</param>
    /// <param name="post">Posts, and returns once the post is accepted.</param>
    /// <param name="rounds">How many posts are measured; three more come first to warm up.</param>
    public static async Task<Live> Measure(Uri address, string topic, IReadOnlyList<string> readers, Func<long, string> changes, Func<Task> post, int rounds)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        using var end = new CancellationTokenSource();
        var pages = await Task.WhenAll(readers.Select(cookie => Page.Open(address, topic, cookie, client, changes, end.Token)));
        List<double> told = [], held = [];
        for (var round = -3; round < rounds; round++)
        {
            foreach (var page in pages) page.Await();
            await post();
            var accepted = Stopwatch.GetTimestamp();
            var times = await Task.WhenAll(pages.Select(p => p.Seen)).WaitAsync(TimeSpan.FromSeconds(60));
            // A page may hear before the one who posts does: then it waited for nothing.
            if (round >= 0)
            {
                told.Add(Math.Max(0, Stopwatch.GetElapsedTime(accepted, times.Max(t => t.Told)).TotalMilliseconds));
                held.Add(Math.Max(0, Stopwatch.GetElapsedTime(accepted, times.Max(t => t.Held)).TotalMilliseconds));
            }

            await Task.Delay(300);
        }

        await end.CancelAsync();
        foreach (var page in pages) page.Dispose();
        return new(Percentile(told, 0.99), Percentile(held, 0.99));
    }

    internal static double Percentile(List<double> values, double part) => values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(values.Count * part) - 1));

    sealed class Page(ClientWebSocket socket, HttpClient client, string cookie, Func<long, string> changes) : IDisposable
    {
        long version;
        TaskCompletionSource<(long Told, long Held)> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<(long Told, long Held)> Seen => seen.Task;

        public static async Task<Page> Open(Uri address, string topic, string cookie, HttpClient client, Func<long, string> changes, CancellationToken end)
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Cookie", cookie);
            socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/live" }.Uri, end);
            var page = new Page(socket, client, cookie, changes);
            await page.Say("""{"protocol":"json","version":1}""", end);
            await page.Hear(end);
            await page.Say($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{topic}}"]}""", end);
            for (var watching = false; !watching;)
                foreach (var message in await page.Hear(end))
                    if (message.GetProperty("type").GetInt32() == 3)
                    {
                        page.version = message.GetProperty("result") is { ValueKind: JsonValueKind.Number } at ? at.GetInt64() : throw new InvalidOperationException("Nothing to watch.");
                        watching = true;
                    }

            _ = page.Listen(end);
            return page;
        }

        public void Await() => seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => socket.Dispose();

        async Task Listen(CancellationToken end)
        {
            try
            {
                while (true)
                    foreach (var message in await Hear(end))
                        if (message.GetProperty("type").GetInt32() == 1 && message.GetProperty("target").GetString() == "changed")
                        {
                            var told = Stopwatch.GetTimestamp();
                            // As the page's script does, so that all do not ask in the same instant.
                            await Task.Delay(Random.Shared.Next(200), end);
                            using var request = new HttpRequestMessage(HttpMethod.Get, changes(version));
                            request.Headers.TryAddWithoutValidation("Cookie", cookie);
                            using var answer = await client.SendAsync(request, end);
                            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"Changes answer {answer.StatusCode}.");
                            await answer.Content.ReadAsByteArrayAsync(end);
                            version = message.GetProperty("arguments")[1].GetInt64();
                            seen.TrySetResult((told, Stopwatch.GetTimestamp()));
                        }
            }
            catch (OperationCanceledException)
            {
                // The measurement is over.
            }
            catch (Exception failed)
            {
                seen.TrySetException(failed);
            }
        }

        Task Say(string text, CancellationToken end) => socket.SendAsync(Encoding.UTF8.GetBytes(text + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, end);

        async Task<List<JsonElement>> Hear(CancellationToken end)
        {
            var bytes = new byte[8192];
            var length = 0;
            // Records end with this character and may share a frame, or take several.
            do length += (await socket.ReceiveAsync(bytes.AsMemory(length), end)).Count;
            while (bytes[length - 1] != 0x1e);
            return [.. Encoding.UTF8.GetString(bytes, 0, length).Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(r => JsonDocument.Parse(r).RootElement).Where(r => r.TryGetProperty("type", out _))];
        }
    }
}
