using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CoP.Web.Tests.Live;

/// <summary>The script of a page, as the hub meets it: the JSON protocol over a real socket.</summary>
sealed class LivePage : IAsyncDisposable
{
    const char End = '\u001e';

    readonly ClientWebSocket socket = new();
    readonly StringBuilder rest = new();
    int calls;

    public static async Task<LivePage> Open(Site site, Visitor? visitor, string? origin = null)
    {
        var page = new LivePage();
        if (visitor is not null) page.socket.Options.SetRequestHeader("Cookie", visitor.Cookies.GetCookieHeader(site.Address));
        if (origin is not null) page.socket.Options.SetRequestHeader("Origin", origin);
        await page.socket.ConnectAsync(new UriBuilder(site.Address) { Scheme = "ws", Path = "/live" }.Uri, Soon);
        await page.Send("{\"protocol\":\"json\",\"version\":1}");
        await page.Next(_ => true);
        return page;
    }

    /// <summary>The version of the topic, or null where there is nothing to watch.</summary>
    public async Task<long?> Watch(string topic)
    {
        var id = (++calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Send(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = "Watch", arguments = new[] { topic } }));
        var answer = await Next(m => m.GetProperty("type").GetInt32() == 3);
        return answer.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Number ? result.GetInt64() : null;
    }

    /// <summary>The next thing that the hub says: <c>changed thread:… 2</c> or <c>catchUp</c>.</summary>
    public async Task<string> Hears(CancellationToken? until = null)
    {
        var message = await Next(m => m.GetProperty("type").GetInt32() == 1, until);
        return string.Join(' ', message.GetProperty("arguments").EnumerateArray().Select(a => a.ToString()).Prepend(message.GetProperty("target").GetString()));
    }

    /// <summary>Until the hub has closed the line.</summary>
    public async Task IsClosed()
    {
        try
        {
            await Next(_ => false);
        }
        catch (WebSocketException)
        {
            // Cut off without a word is closed as well.
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    Task Send(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, Soon);

    async Task<JsonElement> Next(Func<JsonElement, bool> wanted, CancellationToken? until = null)
    {
        var limit = until ?? Soon;
        while (true)
        {
            while (rest.ToString().IndexOf(End) is >= 0 and var end)
            {
                var message = rest.ToString(0, end);
                rest.Remove(0, end + 1);
                var json = JsonDocument.Parse(message).RootElement;
                if (wanted(json)) return json;
            }
            var buffer = new byte[4096];
            var read = await socket.ReceiveAsync(buffer, limit);
            if (read.MessageType == WebSocketMessageType.Close) return default;
            rest.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
    }

    static CancellationToken Soon => CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token).Token;
}
