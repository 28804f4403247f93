using System.Diagnostics;
using System.Globalization;
using System.Net;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Bench;

/// <summary>Letters through a real Postfix, and what pages take meanwhile.</summary>
public static partial class Measuring
{
    /// <summary>
    /// Many letters that are due at once: how many a second reach Postfix while nobody looks at pages; then pages of a member who clicks on and on, with nothing to send and while as
    /// many letters drain, in the midst of which somebody asks for a link to sign in.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    /// <param name="letters">About how many letters.</param>
    public static async Task<int> RunMail(string siteDll, string folder, int letters, string? postgres = null)
    {
        var server = await MailServerProcess.Start(tls: null, keeps: false);
        await using var log = new PostfixLog(Path.Combine(server.Folder, "postfix.out"));
        (string, string)[] settings =
        [
            .. Settings(folder, postgres), ("CoP__Mail__Host", "127.0.0.1"), ("CoP__Mail__Port", server.Smtp.ToString(CultureInfo.InvariantCulture)), ("CoP__Mail__Security", "None"),
        ];
        string Seed(params string[] arguments) => Command.Output(siteDll, ["seed", .. arguments], settings).Trim().Split('\n')[^1];
        var thread = Seed("--show-thread", "20");
        await using var site = await Hosted.Start(siteDll, 5091, "/sign-in", ["--contentRoot", Path.GetDirectoryName(siteDll)!], settings);
        using var browser = await Browser(site.Address, "supporter@cop.example", new CookieContainer());
        (string What, string Path)[] pages = [("home, signed in", "/"), ("thread page, 20 replies", await Full($"/threads/{thread}"))];

        // Both warm up.
        await Pages(Task.Delay(TimeSpan.FromSeconds(5)));
        await Drained(await Due(1));

        var alone = await Due(letters);
        var (count, took) = await Drained(alone);
        Note("mail, nobody looks at pages", $"{count / took.TotalSeconds:0}/s", "", "", "", null);

        var quiet = await Pages(Task.Delay(took));
        var due = await Due(letters);
        var draining = Drained(due);
        var link = Link();
        var busy = await Pages(draining);
        (count, took) = await draining;
        Note("mail, while somebody looks at pages", $"{count / took.TotalSeconds:0}/s", "", "", "", null);
        for (var i = 0; i < pages.Length; i++)
        {
            var (p99, before) = (Live.Percentile(busy[i], 0.99), Live.Percentile(quiet[i], 0.99));
            Note($"{pages[i].What}, while {count} letters go", Both(busy[i]), Both(quiet[i]), (p99 / before).ToString("0.0", CultureInfo.InvariantCulture), "p99 under 100 ms", p99 < 100);
        }
        var waited = await link;
        Note("link to sign in, asked for in the midst: form sent to Postfix has it", $"{waited.TotalSeconds:0.0} s", "", "", "under 5 s", waited < TimeSpan.FromSeconds(5));
        Print("while letters go", "nothing to send");
        return table.Any(row => row.Met == false) ? 1 : 0;

        static string Both(List<double> took) => $"p50 {Live.Percentile(took, 0.5):0.0} ms, p99 {Live.Percentile(took, 0.99):0.0} ms ({took.Count})";

        // A process beside the site makes them due, so the site comes upon them within half a minute; it is measured from the first on.
        async Task<Sending> Due(int number)
        {
            var (before, since) = (log.Count, Stopwatch.GetTimestamp());
            var made = Seed("--letters", number.ToString(CultureInfo.InvariantCulture)).Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
            await log.Has(before + 1);
            return new Sending(before, since, made[0], made[1]);
        }

        async Task<(int Count, TimeSpan Took)> Drained(Sending some)
        {
            var (begun, already) = (Stopwatch.GetTimestamp(), log.Count);
            await log.Has(some.Before + some.Letters);
            return (log.Count - already, Stopwatch.GetElapsedTime(begun, log.Latest));
        }

        async Task<TimeSpan> Link()
        {
            await log.Has(due.Before + (due.Letters / 2));
            // Somebody who has all their news already: what comes now is the link.
            string? who;
            while ((who = log.Served(due.News, due.Since)) is null) await Task.Delay(10);
            using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
            var token = TokenIn(await visitor.GetStringAsync("/sign-in/link"));
            var asked = Stopwatch.GetTimestamp();
            using var answer = await visitor.PostAsync("/sign-in/link", new FormUrlEncodedContent([new("Email", who), new("__RequestVerificationToken", token)]));
            if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"Asking for a link is answered with {answer.StatusCode}.");
            for (var limit = Stopwatch.StartNew(); limit.Elapsed < TimeSpan.FromMinutes(5); await Task.Delay(10))
                if (log.First(who, asked) is { } at) return Stopwatch.GetElapsedTime(asked, at);
            throw new InvalidOperationException("The link never came.");
        }

        async Task<string> Full(string path)
        {
            using var answer = await browser.GetAsync(path);
            return answer.RequestMessage!.RequestUri!.PathAndQuery;
        }

        // The times of each page, in milliseconds, as one who clicks on without a pause sees them.
        async Task<List<double>[]> Pages(Task until)
        {
            List<double>[] times = [.. pages.Select(_ => new List<double>())];
            while (!until.IsCompleted)
            {
                for (var i = 0; i < pages.Length; i++)
                {
                    var clock = Stopwatch.GetTimestamp();
                    using var answer = await browser.GetAsync(pages[i].Path);
                    await answer.Content.ReadAsByteArrayAsync();
                    if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{pages[i].Path} answers {answer.StatusCode}.");
                    times[i].Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
                }
            }
            return times;
        }
    }

    /// <summary>News to many that is due.</summary>
    /// <param name="Before">How many messages Postfix had before.</param>
    /// <param name="Since">When that was.</param>
    /// <param name="News">How many letters each of them gets.</param>
    /// <param name="Members">How many they are.</param>
    sealed record Sending(int Before, long Since, int News, int Members)
    {
        public int Letters => News * Members;
    }
}
