using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace CoP.Bench;

/// <summary>One run: each figure of the site beside the same figure of the yardstick, taken right after it.</summary>
public static partial class Measuring
{
    const string Password = "peer-support-demo";
    const int Pages = 500;
    const int Members = 50;

    // Lists of discussions, and what is looked for: an address that is not there has no row.
    static readonly (string What, string Path)[] lists =
    [
        ("discussions, newest", "/discussions"), ("discussions, one space", "/discussions/role-clarity"), ("discussions, unread", "/discussions?show=unread"), ("discussions, unanswered", "/discussions?show=unanswered"),
        ("discussions, questions", "/discussions?kind=question"), ("discussions, mine", "/discussions?show=mine"), ("discussions, followed", "/discussions?show=followed"),
    ];

    static readonly string[] sought =
    [
        "supervisor", "the", "recovery supervisor", "\"peer support\"", "recov*", "con*", "the a to and", "zebra", "19871", "kind:question money", "space:role-clarity the", "by:ana the", "by:ana",
        "before:2026-01-01 the", "after:2026-10-01 supervisor", "has:helped the", "is:unanswered", "is:unanswered the", "medication documentation ladder", "de la que", "supervisor documentation meeting notes trust",
    ];

    static readonly List<(string What, string Site, string Yardstick, string Ratio, string Target, bool? Met)> table = [];

    /// <param name="postgres">Where the site's database is, when it is not the file in the folder. The yardstick's is a file in any case.</param>
    public static async Task<int> Run(string siteDll, string benchDll, string folder, int seconds, string? postgres = null)
    {
        var content = Path.GetDirectoryName(siteDll)!;
        var settings = Settings(folder, postgres);
        string Seed(params string[] arguments) => Command.Output(siteDll, ["seed", .. arguments], settings).Trim().Split('\n')[^1];
        var thread = Seed("--show-thread", "20");
        var watched = Seed("--show-thread", "5");
        // Its last page has as many replies as the whole of the other.
        var endless = Seed("--long-thread", "10010");
        var feed = Seed("--show-feed", "supporter@cop.example");
        var thousand = Seed("--show-feed", "member00300@cop.example", "--events", "1000");

        var starts = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            await using var short_ = await Hosted.Start(siteDll, 5091, "/sign-in", ["--contentRoot", content], settings);
            starts.Add(short_.FirstPage.TotalSeconds);
        }

        await using var site = await Hosted.Start(siteDll, 5091, "/sign-in", ["--contentRoot", content], settings);
        await using var yard = await Hosted.Start(benchDll, 5092, "/page/1?size=1000", ["yardstick", "--db", $"{folder}/yardstick.db", "--contentRoot", Path.GetDirectoryName(benchDll)!], []);
        Note("start to first page", $"{starts.Order().ElementAt(1):0.00} s", $"{yard.FirstPage.TotalSeconds:0.00} s", "", "under 2 s", starts.Order().ElementAt(1) < 2);

        var (supporter, token) = await SignIn(site.Address, "supporter@cop.example");
        var visit = await FirstVisit(site.Address, "/", "");
        var member = await FirstVisit(site.Address, $"/threads/{thread}", supporter);
        await Task.Delay(TimeSpan.FromSeconds(10));
        Note("memory at rest", $"{site.Megabytes:0} MB", $"{yard.Megabytes:0} MB", "", "under 200 MB", site.Megabytes < 200);
        Note("first visit, compressed", $"{visit / 1024.0:0.0} KB", "", "", "under 60 KB", visit < 60 * 1024);
        Note("first visit of a thread, signed in", $"{member / 1024.0:0.0} KB", "", "", "", null);

        await Compare("thread page, 20 replies", $"/threads/{thread}", 0.5);
        await CompareLengths();
        foreach (var (what, path) in lists) await Compare(what, path, null);
        await Compare("home, signed in", "/", null);
        await Compare("feed", feed, null, "/text/7");
        await Compare("feed, unchanged (304)", feed, null, "/text/7", unchanged: true);
        await Feeds(site, thousand, "member00300@cop.example");
        await ReadOn();
        await Search();
        await PostOneByOne();
        await ComparePosts();
        await CompareLive();
        Print();
        return table.Any(row => row.Met == false) ? 1 : 0;

        // The same number of posts on the page, of a thread five hundred times as long.
        async Task CompareLengths()
        {
            var (brief, lengthy) = (await Full($"/threads/{thread}?from=1"), await Full($"/threads/{endless}?from=9991"));
            (string, string)[] ours = [("Cookie", await Fresh())];
            // By turns, so that neither has the machine at its best.
            List<Wrk> briefs = [], lengthies = [];
            for (var i = 0; i < 3; i++)
            {
                briefs.Add(await Wrk.Get(new Uri(site.Address, brief), Math.Max(2, seconds / 2), ours));
                lengthies.Add(await Wrk.Get(new Uri(site.Address, lengthy), Math.Max(2, seconds / 2), ours));
            }

            var (some, many) = (briefs.OrderBy(b => b.PerSecond).ElementAt(1), lengthies.OrderBy(l => l.PerSecond).ElementAt(1));
            if (some.Errors + many.Errors > 0) throw new InvalidOperationException("Threads of two lengths: answers that were no success.");
            var times = some.PerSecond / Math.Max(1, many.PerSecond);
            Note("20 replies out of 10,010, against a thread of 20", $"{many.PerSecond:0}/s, p99 {many.P99:0} ms", $"of 20: {some.PerSecond:0}/s, p99 {some.P99:0} ms", times.ToString("0.00", CultureInfo.InvariantCulture), "at most 1.2 times", times <= 1.2);
        }

        // Somebody reads the long thread from where they left off, page after page; each opens at the first unread reply and is noted as read.
        async Task ReadOn()
        {
            var (reader, _) = await SignIn(site.Address, "member00200@cop.example");
            var address = await Full($"/threads/{endless}");
            await OneByOne("thread page at the first unread of 10,010", 200, _ => new HttpRequestMessage(HttpMethod.Get, address), reader, null);
        }

        // A cookie is renewed each minute, and browsers keep the new one; what loads a page does not, and would have it renewed at every request.
        async Task<string> Fresh() => (await SignIn(site.Address, "supporter@cop.example")).Cookies;

        Task Search() => OneByOne("search", 400, i => new HttpRequestMessage(HttpMethod.Get, "/search?q=" + Uri.EscapeDataString(sought[i % sought.Length])), supporter, 50);

        Task PostOneByOne() => OneByOne("post a reply, one at a time", 300, _ =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/threads/{watched}/replies")
            {
                Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Body", "A reply that is about as long as replies are."), new("FormKey", Guid.NewGuid().ToString())]),
            };
            request.Headers.Add("Accept", "application/json");
            return request;
        }, supporter, 30);

        async Task OneByOne(string what, int times, Func<int, HttpRequestMessage> make, string cookies, double? target)
        {
            using var client = Client(site.Address);
            var took = new List<double>();
            for (var i = -20; i < times; i++)
            {
                using var request = make(i + 20);
                request.Headers.TryAddWithoutValidation("Cookie", cookies);
                var clock = System.Diagnostics.Stopwatch.GetTimestamp();
                using var answer = await client.SendAsync(request);
                await answer.Content.ReadAsByteArrayAsync();
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{what}: {request.RequestUri} answers {answer.StatusCode}.");
                // The first ones warm up.
                if (i >= 0) took.Add(System.Diagnostics.Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }

            var p99 = Live.Percentile(took, 0.99);
            Note(what, $"p50 {Live.Percentile(took, 0.5):0.0} ms, p99 {p99:0.0} ms", "", "", target is { } most ? $"p99 under {most} ms" : "", target is { } t ? p99 < t : null);
        }

        async Task<HttpResponseMessage> Ask(string path)
        {
            using var client = Client(site.Address);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Cookie", supporter);
            return await client.SendAsync(request);
        }

        // A thread's short address may lead to its full one.
        async Task<string> Full(string path)
        {
            using var answer = await Ask(path);
            return answer.Headers.Location?.OriginalString ?? path;
        }

        async Task Compare(string what, string path, double? target, string yardPath = "/page/7", bool unchanged = false)
        {
            using var client = Client(site.Address);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Cookie", supporter);
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.NotFound && path.StartsWith("/discussions", StringComparison.Ordinal)) return;
            // A thread's short address leads to its full one.
            if (answer.Headers.Location is { } full)
            {
                await Compare(what, full.OriginalString, target, yardPath, unchanged);
                return;
            }

            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answers {answer.StatusCode}.");
            var size = (await answer.Content.ReadAsByteArrayAsync()).Length;
            (string, string)[] ours = [("Cookie", await Fresh())], theirs = [];
            var yardAddress = $"{yardPath}?size={size}";
            if (unchanged)
            {
                ours = [("If-None-Match", answer.Headers.ETag?.ToString() ?? throw new InvalidOperationException("No ETag."))];
                theirs = [("If-None-Match", "\"a\"")];
                yardAddress += "&tag=a";
            }

            var it = await Wrk.Get(new Uri(site.Address, path), seconds, ours);
            var yardstick = await Wrk.Get(new Uri(yard.Address, yardAddress), seconds, theirs);
            Note($"{what} ({size / 1024.0:0} KB)", it, yardstick, target);
        }

        async Task ComparePosts()
        {
            var script = Path.Combine(folder, "post.lua");
            await File.WriteAllTextAsync(script, Lua($"__RequestVerificationToken={Uri.EscapeDataString(token)}&Body=A+reply+that+is+about+as+long+as+replies+are.", supporter, withKey: true));
            var it = await Wrk.Script(new Uri(site.Address, $"/threads/{watched}/replies"), seconds, script);
            await File.WriteAllTextAsync(script, Lua("Body=A+reply+that+is+about+as+long+as+replies+are.", "", withKey: false));
            Note("post a reply", it, await Wrk.Script(new Uri(yard.Address, "/rows"), seconds, script), null);
        }

        async Task CompareLive()
        {
            var cookies = new List<string>();
            for (var i = 0; i < Members; i++) cookies.Add((await SignIn(site.Address, $"member{100 + i:00000}@cop.example")).Cookies);
            var readers = Enumerable.Range(0, Pages).Select(i => cookies[i % cookies.Count]).ToList();
            using var poster = Client(site.Address);
            var sizes = 0;
            var ours = await Live.Measure(site.Address, $"thread:{thread}", readers, v => $"/threads/{thread}/changes?since={v}", async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/threads/{thread}/replies")
                {
                    Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Body", "A reply that is about as long as replies are."), new("FormKey", Guid.NewGuid().ToString())]),
                };
                request.Headers.TryAddWithoutValidation("Cookie", supporter);
                request.Headers.Add("Accept", "application/json");
                using var answer = await poster.SendAsync(request);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The reply was answered with {answer.StatusCode}.");
                sizes++;
            }, 20);
            using var yardPoster = Client(yard.Address);
            var theirs = await Live.Measure(yard.Address, "thread:1", [.. readers.Select(_ => "")], _ => "/text/7?size=2000", async () =>
            {
                using var answer = await yardPoster.PostAsync("/rows", new FormUrlEncodedContent([new("body", "A reply that is about as long as replies are.")]));
                answer.EnsureSuccessStatusCode();
            }, 20);
            Note($"live, {Pages} pages: accepted to last told, p99", $"{ours.Told:0} ms", $"{theirs.Told:0} ms", $"{ours.Told / Math.Max(1, theirs.Told):0.0}", "under 100 ms", ours.Told < 100);
            Note($"live, {Pages} pages: accepted to last page holds it, p99", $"{ours.Held:0} ms", $"{theirs.Held:0} ms", $"{ours.Held / Math.Max(1, theirs.Held):0.0}", "under 600 ms", ours.Held < 600);
        }
    }

    /// <summary>The calendars alone, on the demo community.</summary>
    /// <inheritdoc cref="Run"/>
    public static async Task<int> RunFeeds(string siteDll, string folder, string? postgres = null)
    {
        var settings = Settings(folder, postgres);
        var feed = Command.Output(siteDll, ["seed", "--show-feed", "supporter@cop.example", "--events", "1000"], settings).Trim().Split('\n')[^1];
        await using var site = await Hosted.Start(siteDll, 5091, "/sign-in", ["--contentRoot", Path.GetDirectoryName(siteDll)!], settings);
        await Feeds(site, feed, "supporter@cop.example");
        Print();
        return table.Any(row => row.Met == false) ? 1 : 0;
    }

    static (string, string)[] Settings(string folder, string? postgres) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"), ("CoP__Database", postgres is null ? "Sqlite" : "Postgres"), ("ConnectionStrings__CoP", postgres ?? $"Data Source={folder}/site.db"),
        ("Logging__LogLevel__Default", "Warning"), ("CoP__Mail__Folder", $"{folder}/mail"),
    ];

    /// <summary>What a calendar of a thousand events takes of the server: time that it computes for one answer, at best of five rounds, since others may use the machine.</summary>
    static async Task Feeds(Hosted site, string path, string owner)
    {
        const int Times = 200;
        using var client = Client(site.Address);
        using var first = await client.GetAsync(path);
        var size = (await first.Content.ReadAsByteArrayAsync()).Length;
        var tag = first.Headers.ETag?.ToString() ?? throw new InvalidOperationException("No ETag.");
        await Compute($"feed of 1,000 events ({size / 1024} KB), computing", 10, HttpStatusCode.OK);
        await Compute("the same, packed", 10, HttpStatusCode.OK, ("Accept-Encoding", "gzip"));
        await Compute("the same, unchanged (304)", 1, HttpStatusCode.NotModified, ("If-None-Match", tag));

        // Another alarm each time: nothing of what was made before can be given again. What choosing takes is taken off.
        var (cookies, token) = await SignIn(site.Address, owner);
        var choosing = await Least(Choose);
        var anew = await Least(async i =>
        {
            await Choose(i);
            await Get(HttpStatusCode.OK);
        });
        Note("feed of 1,000 events, made anew", $"{anew - choosing:0.00} ms", "", "", "under 10 ms", anew - choosing < 10);

        async Task Choose(int i)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/preferences/calendar")
            {
                Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Input.Alarm", i % 2 == 0 ? "Hour" : "Day")]),
            };
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"Choosing an alarm is answered with {answer.StatusCode}.");
        }

        async Task Compute(string what, double target, HttpStatusCode status, params (string Name, string Value)[] headers)
        {
            var least = await Least(_ => Get(status, headers));
            Note(what, $"{least:0.00} ms", "", "", $"under {target} ms", least < target);
        }

        async Task Get(HttpStatusCode status, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode != status) throw new InvalidOperationException($"{path} answers {answer.StatusCode}.");
        }

        async Task<double> Least(Func<int, Task> ask)
        {
            List<double> rounds = [];
            for (var round = -1; round < 5; round++)
            {
                var before = site.Computed;
                for (var i = 0; i < Times; i++) await ask(i);
                // The first round warms up.
                if (round >= 0) rounds.Add((site.Computed - before).TotalMilliseconds / Times);
            }
            return rounds.Min();
        }
    }

    static HttpClient Client(Uri address) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address };

    // Through the form, as anyone does.
    static async Task<(string Cookies, string Token)> SignIn(Uri address, string email)
    {
        var cookies = new CookieContainer();
        using var client = await Browser(address, email, cookies);
        var token = TokenIn(await client.GetStringAsync("/profile"));
        return (cookies.GetCookieHeader(address), token);
    }

    static async Task<HttpClient> Browser(Uri address, string email, CookieContainer cookies)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
        var form = await client.GetStringAsync("/sign-in");
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent([new("Email", email), new("Password", Password), new("__RequestVerificationToken", TokenIn(form))]));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal)) throw new InvalidOperationException($"{email} could not sign in.");
        return client;
    }

    static string TokenIn(string html) => WebUtility.HtmlDecode(Token().Match(html).Groups["token"].Value);

    /// <summary>What a browser that has nothing yet fetches for a page, in bytes as sent.</summary>
    static async Task<long> FirstVisit(Uri address, string path, string cookie)
    {
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bytes = await Fetch(path);
        using var first = new HttpRequestMessage(HttpMethod.Get, path);
        first.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var page = await plain.SendAsync(first);
        var document = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync());
        foreach (var element in document.QuerySelectorAll("link[rel=stylesheet]:not([media=print]), link[rel=preload], link[rel=modulepreload], link[rel=icon], script[src], img[src]"))
            bytes += await Fetch(element.GetAttribute("href") ?? element.GetAttribute("src")!);
        foreach (var script in document.QuerySelectorAll("script[type=module][src]"))
            foreach (Match import in Import().Matches(await plain.GetStringAsync(script.GetAttribute("src"))))
                bytes += await Fetch("/js/" + import.Groups["file"].Value);
        return bytes;

        async Task<long> Fetch(string file)
        {
            if (!seen.Add(file) || file.StartsWith("data:", StringComparison.Ordinal)) return 0;
            using var client = Client(address);
            for (var next = file; ;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, next);
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
                request.Headers.Add("Accept-Encoding", "br, gzip");
                using var answer = await client.SendAsync(request);
                if (answer.Headers.Location is { } there)
                {
                    next = there.OriginalString;
                    continue;
                }

                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{file} answers {answer.StatusCode}.");
                return (await answer.Content.ReadAsByteArrayAsync()).Length;
            }
        }
    }

    static string Lua(string body, string cookie, bool withKey) =>
        $$"""
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
        wrk.headers["Accept"] = "application/json"
        wrk.headers["Cookie"] = "{{cookie}}"
        math.randomseed(os.time())
        local function hex(n) local s = "" for i = 1, n do s = s .. string.format("%x", math.random(0, 15)) end return s end
        request = function()
          local body = "{{body}}"
          {{(withKey ? "body = body .. '&FormKey=' .. hex(8) .. '-' .. hex(4) .. '-' .. hex(4) .. '-' .. hex(4) .. '-' .. hex(12)" : "")}}
          return wrk.format(nil, nil, nil, body)
        end
        """;

    static void Note(string what, Wrk site, Wrk yardstick, double? target)
    {
        var ratio = site.PerSecond / Math.Max(1, yardstick.PerSecond);
        if (site.Errors + yardstick.Errors > 0) throw new InvalidOperationException($"{what}: {site.Errors} and {yardstick.Errors} answers were no success.");
        Note(what, $"{site.PerSecond:0}/s, p99 {site.P99:0} ms", $"{yardstick.PerSecond:0}/s, p99 {yardstick.P99:0} ms", ratio.ToString("0.00", CultureInfo.InvariantCulture),
            target is { } least ? $"at least {least}" : "", target is { } t ? ratio >= t : null);
    }

    static void Note(string what, string site, string yardstick, string ratio, string target, bool? met)
    {
        table.Add((what, site, yardstick, ratio, target, met));
        Console.Error.WriteLine($"{what}: {site} | {yardstick} | {ratio}");
    }

    static void Print(string site = "site", string yardstick = "yardstick")
    {
        Console.WriteLine($"| what | {site} | {yardstick} | ratio | target | met |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var (what, ours, theirs, ratio, target, met) in table)
            Console.WriteLine($"| {what} | {ours} | {theirs} | {ratio} | {target} | {(met is { } m ? m ? "yes" : "NO" : "")} |");
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Token();

    [GeneratedRegex("""import[^"']*["']\./(?<file>[\w.-]+)["']""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Import();
}
