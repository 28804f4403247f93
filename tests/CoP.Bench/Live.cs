using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CoP.Bench;

/// <summary>
/// Readers of one thread, as the page's script does it: a socket that hears "changed", then a request for what changed.
/// Speaks the hub's JSON protocol itself, since it opens far more sockets than a browser.
/// </summary>
static class Live
{
    public static async Task<int> Run(Uri site, string[] cookies, string thread, int readers, int posts)
    {
        using var http = Site.Client(site, readers + 4);
        var all = new List<Reader>();
        for (var i = 0; i < readers; i++) all.Add(new Reader(site, cookies[i % cookies.Length], thread, http));
        foreach (var chunk in all.Chunk(25)) await Task.WhenAll(chunk.Select(r => r.Open()));
        Console.WriteLine($"{readers} readers connected");
        var form = await http.ReplyForm(thread, cookies[0]);
        List<double> notified = [], held = [];
        for (var i = -1; i < posts; i++)
        {
            foreach (var reader in all) reader.Arm();
            using var post = form($"Measured live reply {i}: we read the agreement together once a month.");
            using var answer = await http.SendAsync(post);
            var accepted = Stopwatch.GetTimestamp();
            if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"A reply was answered {answer.StatusCode}.");
            var waiting = Task.WhenAll(all.Select(r => r.Holds));
            if (await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(30))) != waiting)
            {
                Console.Error.WriteLine($"{all.Count(r => !r.Holds.IsCompleted)} pages never held reply {i}.");
                return 1;
            }
            // The first post warms up; it is not counted.
            if (i < 0) continue;
            notified.Add(all.Max(r => Math.Max(0, Stopwatch.GetElapsedTime(accepted, r.NotifiedAt).TotalMilliseconds)));
            held.Add(all.Max(r => Math.Max(0, Stopwatch.GetElapsedTime(accepted, r.HeldAt).TotalMilliseconds)));
        }
        Console.WriteLine($"last of {readers} notified: {Site.Milliseconds(notified)}");
        Console.WriteLine($"every page holds it:   {Site.Milliseconds(held)}");
        return 0;
    }

    sealed class Reader(Uri site, string cookie, string thread, HttpClient http)
    {
        const byte End = 0x1e;
        readonly ClientWebSocket socket = new();
        TaskCompletionSource holds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource<long> watched = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long version, wanted;

        public long NotifiedAt { get; private set; }
        public long HeldAt { get; private set; }
        public Task Holds => holds.Task;

        public void Arm()
        {
            holds = new(TaskCreationOptions.RunContinuationsAsynchronously);
            NotifiedAt = HeldAt = 0;
        }

        public async Task Open()
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
            socket.Options.SetRequestHeader("Origin", site.GetLeftPart(UriPartial.Authority));
            await socket.ConnectAsync(new UriBuilder(site) { Scheme = "ws", Path = "/live" }.Uri, default);
            await Send("""{"protocol":"json","version":1}""");
            await Send($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["thread:{{thread}}"]}""");
            _ = Listen();
            version = await watched.Task;
        }

        Task Send(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)End), WebSocketMessageType.Text, true, default);

        async Task Listen()
        {
            var buffer = new byte[8192];
            var fetching = Task.CompletedTask;
            while (socket.State == WebSocketState.Open)
            {
                var got = await socket.ReceiveAsync(buffer, default);
                foreach (var part in Encoding.UTF8.GetString(buffer, 0, got.Count).Split((char)End, StringSplitOptions.RemoveEmptyEntries))
                {
                    using var message = JsonDocument.Parse(part);
                    if (message.RootElement.TryGetProperty("result", out var result)) watched.SetResult(result.GetInt64());
                    if (!message.RootElement.TryGetProperty("target", out var target) || target.GetString() != "changed") continue;
                    NotifiedAt = Stopwatch.GetTimestamp();
                    wanted = Math.Max(wanted, message.RootElement.GetProperty("arguments")[1].GetInt64());
                    if (fetching.IsCompleted) fetching = CatchUp();
                }
            }
        }

        async Task CatchUp()
        {
            // As the page does: a moment of chance, so that all do not ask in the same instant.
            await Task.Delay(Random.Shared.Next(0, 150));
            while (version < wanted) version = await Fetch(version);
            HeldAt = Stopwatch.GetTimestamp();
            holds.TrySetResult();
        }

        async Task<long> Fetch(long since)
        {
            using var changes = JsonDocument.Parse(await http.Page($"/threads/{thread}/changes?since={since}", cookie));
            return changes.RootElement.GetProperty("version").GetInt64();
        }
    }
}
