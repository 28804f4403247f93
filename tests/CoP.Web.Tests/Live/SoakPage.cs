using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CoP.Web.Live;
using CoP.Web.Tests.Discussions;

namespace CoP.Web.Tests.Live;

/// <summary>
/// An open page of a thread, step for step as live-thread.js and live.js keep one: it hears hints, asks what changed since its
/// version, and puts that in. Its line is cut now and then, in the middle of whatever it does.
/// </summary>
sealed class SoakPage(Site site, Visitor visitor, Thread thread, int seed)
{
    readonly Random chance = new(seed);
    readonly HtmlParser parser = new();
    readonly Dictionary<string, (int Sequence, long Version, IElement Post)> shown = new(StringComparer.Ordinal);
    readonly Dictionary<string, (int Sequence, long Version, IElement Post)> waiting = new(StringComparer.Ordinal);
    long version;
    int known;

    public Visitor Visitor => visitor;

    public string Head { get; private set; } = "";

    public int Cuts { get; private set; }

    public int Reloads { get; private set; }

    /// <summary>What the reader sees once they have asked to see what is new.</summary>
    public IReadOnlyList<(int Sequence, string Html)> Posts => [.. shown.Values.Concat(waiting.Values).OrderBy(p => p.Sequence).Select(p => (p.Sequence, Html(p.Post)))];

    /// <summary>Opens the page where it ends, as who follows a thread does.</summary>
    public async Task Open()
    {
        var page = (await visitor.Get($"{thread.Address()}?from={await site.Read(db => Task.FromResult(db.Threads.Where(t => t.Id == thread.Id).Select(t => t.LastSequence).Single()))}")).Is(HttpStatusCode.OK);
        var root = page.One("#thread");
        Assert.Equal("true", root.GetAttribute("data-tail"));
        (version, known) = (long.Parse(root.GetAttribute("data-version")!), int.Parse(root.GetAttribute("data-total")!));
        shown.Clear();
        waiting.Clear();
        Head = HeadOf(page);
        foreach (var post in page.All("#posts > [data-seq]")) shown[post.Id!] = Read(post);
    }

    /// <summary>Lives until the page has come to a version, over as many lines as that takes.</summary>
    public async Task Until(Func<long?> last, Func<Task> elsewhere, CancellationToken end)
    {
        while (true)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(end);
            try
            {
                await Line(last, cut);
                return;
            }
            catch (Exception fallen) when (fallen is OperationCanceledException or WebSocketException or HttpRequestException && !end.IsCancellationRequested)
            {
                // The line fell. Some are back at once, some stay away while others go on writing.
                Cuts++;
                for (var rest = chance.Next(4); rest > 0 && last() is null; rest--) await elsewhere();
            }
        }
    }

    async Task Line(Func<long?> last, CancellationTokenSource line)
    {
        await using var hub = await LivePage.Open(site, visitor);
        var topic = LiveTopics.Thread(thread.Id);
        var now = await hub.Watch(topic) ?? throw new InvalidOperationException("The thread is not there to watch.");
        while (true)
        {
            if (now > version) await Ask(line);
            if (last() is { } final && version >= final) return;
            // Once nobody writes any more the line holds: what is to be seen is that the page then has everything.
            if (last() is null && chance.Next(12) == 0) throw new WebSocketException("Cut.");
            var heard = (await hub.Hears(line.Token)).Split(' ');
            now = heard[0] == "catchUp" ? version + 1 : long.Parse(heard[2]);
        }
    }

    async Task Ask(CancellationTokenSource line)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{thread.Address()}/changes?since={version}");
        // Cut while the answer is under way: it may or may not come.
        if (chance.Next(10) == 0) line.CancelAfter(TimeSpan.FromMilliseconds(chance.Next(1, 20)));
        using var response = await visitor.Client.SendAsync(request, line.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Apply(JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(line.Token)).RootElement);
    }

    async Task Apply(JsonElement changes)
    {
        if (changes.GetProperty("version").GetInt64() < version) return;
        if (changes.TryGetProperty("reload", out _))
        {
            Reloads++;
            await Open();
            return;
        }
        version = changes.GetProperty("version").GetInt64();
        if (changes.TryGetProperty("head", out var head)) Head = Normal(parser.ParseFragment(head.GetString()!, null!));
        foreach (var reply in changes.GetProperty("replies").EnumerateArray())
        {
            var post = Read(parser.ParseFragment(reply.GetProperty("html").GetString()!, null!).OfType<IElement>().SelectMany(e => e.QuerySelectorAll("[data-seq]")).Single());
            var id = "p-" + reply.GetProperty("id").GetString();
            Requote(id, post.Post);
            if (shown.TryGetValue(id, out var before))
            {
                if (before.Version < post.Version) shown[id] = post;
            }
            else if (post.Sequence > 0 && (post.Sequence > known || waiting.ContainsKey(id)))
            {
                waiting[id] = post;
            }
        }
        known = Math.Max(known, changes.GetProperty("last").GetInt32());
        // Some ask to see what is new as it comes, some leave it for later.
        if (chance.Next(5) != 0) return;
        foreach (var (id, post) in waiting) shown[id] = post;
        waiting.Clear();
    }

    public static string HeadOf(Page page) => Normal(page.One("#thread-head").ChildNodes);

    public static (int Sequence, long Version, IElement Post) Read(IElement post) => (int.Parse(post.GetAttribute("data-seq")!), long.Parse(post.GetAttribute("data-version")!), post);

    /// <summary>A post for comparing: white space means nothing.</summary>
    public static string Html(IElement post) => string.Join(' ', post.OuterHtml.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("> <", "><", StringComparison.Ordinal);

    // As requote in helping.js: answers show the first words of what they answer.
    void Requote(string id, IElement fresh)
    {
        foreach (var link in shown.Values.Concat(waiting.Values).SelectMany(p => p.Post.QuerySelectorAll($".answered [data-post='{id}']")).ToList())
        {
            if (fresh.GetAttribute("data-words") is not { } words)
            {
                link.Closest(".post")?.ClassList.Remove("post--answer");
                link.Closest(".answered")!.Remove();
            }
            else if (link.QuerySelector(".answered-words") is { } quoted)
            {
                quoted.TextContent = words;
                quoted.SetAttribute("lang", fresh.QuerySelector(".prose")?.GetAttribute("lang") ?? quoted.GetAttribute("lang")!);
            }
        }
    }

    static string Normal(IEnumerable<INode> nodes) => string.Join(' ', string.Concat(nodes.Select(n => n is IElement e ? (e is AngleSharp.Html.Dom.IHtmlHtmlElement ? e.QuerySelector("body")!.InnerHtml : e.OuterHtml) : n.TextContent)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
