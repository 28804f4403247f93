using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Live;

/// <summary>Many readers of one thread, over real sockets, the line of each cut again and again while others write, change and take back.</summary>
public abstract class SoakTests(Site site)
{
    static readonly int readers = LongRun.Rounds(16, 500);
    static readonly int changes = LongRun.Rounds(60, 200);

    [Fact(Timeout = 900_000)]
    public async Task In_the_end_every_page_shows_what_the_site_shows()
    {
        var end = TestContext.Current.CancellationToken;
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}.");
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 3);
        var writers = new List<Visitor> { ana };
        while (writers.Count < 4) writers.Add(await site.SignIn(Kind.Supervisor));

        // Writers read, too; and one of the readers is a second page of the asker's.
        var visitors = new ConcurrentBag<Visitor>(writers);
        await Parallel.ForEachAsync(Enumerable.Range(0, readers - writers.Count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = end }, async (_, _) => visitors.Add(await site.SignIn(Kind.Supporter)));
        var pages = visitors.Select((v, i) => new SoakPage(site, v, thread, seed + i)).ToList();
        await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = end }, async (page, _) => await page.Open());

        long? last = null;
        var step = new Step();
        var reading = pages.Select(p => p.Until(() => last, () => step.Next, end)).ToList();
        await Task.WhenAll(writers.Select((w, i) => Write(w, thread, changes / writers.Count, new Random(seed - i), step)));
        last = await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync(end));
        // Who rests comes back, and who listens hears once more.
        step.Done();
        await site.Write(async db => CoP.Web.Features.Discussions.ThreadWrites.Changed(db, await db.Threads.SingleAsync(t => t.Id == thread.Id)));
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(120), end);

        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = end }, async (page, _) =>
        {
            var (head, posts) = await Server(page.Visitor, thread);
            if (page.Head != head) wrong.Add($"Head {page.Head} is not {head}");
            var first = page.Posts.First(p => p.Sequence > 0).Sequence;
            var expected = posts.Where(p => p.Sequence == 0 || p.Sequence >= first).ToList();
            if (!page.Posts.Select(p => p.Sequence).SequenceEqual(expected.Select(p => p.Sequence)))
                wrong.Add($"Shows {string.Join(',', page.Posts.Select(p => p.Sequence))} in place of {string.Join(',', expected.Select(p => p.Sequence))}");
            foreach (var (mine, its) in page.Posts.Join(expected, p => p.Sequence, p => p.Sequence, (p, e) => (p.Html, e.Html)))
                if (mine != its) wrong.Add($"Shows\n{mine}\nin place of\n{its}");
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{pages.Count} pages, {pages.Sum(p => p.Cuts)} cuts, {pages.Sum(p => p.Reloads)} opened anew, version {last}.");
        Assert.True(pages.Sum(p => p.Cuts) > pages.Count / 2, "Hardly a line was cut.");
        Findings.None(wrong.Take(5));
    }

    // One writer: mostly replies, some that answer another, then edits, marks and take-backs of their own.
    async Task Write(Visitor writer, Thread thread, int count, Random chance, Step step)
    {
        var own = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var what = own.Count < 2 ? 0 : chance.Next(10);
            if (what < 6)
            {
                var last = await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.LastSequence).SingleAsync());
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{thread.Address()}/replies")
                {
                    Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await writer.Token()), new("Body", $"Words *{chance.Next(1000)}* of {i}."), new("InReplyTo", what < 3 ? $"{chance.Next(1, last + 1)}" : "")]),
                };
                request.Headers.Accept.Add(new("application/json"));
                own.Add(JsonDocument.Parse((await writer.First(request)).Is(HttpStatusCode.OK).Body).RootElement.GetProperty("id").GetString()!);
            }
            else
            {
                var post = own[chance.Next(own.Count)];
                if (what < 9)
                {
                    (await writer.First(await Form(writer, $"{thread.Address()}/replies/{post}", ("_method", "PUT"), ("Body", $"Changed to **{chance.Next(1000)}**."), ("Language", "en")))).Is(HttpStatusCode.Redirect);
                }
                else
                {
                    own.Remove(post);
                    (await writer.First(await Form(writer, $"{thread.Address()}/replies/{post}", ("_method", "DELETE")))).Is(HttpStatusCode.Redirect);
                }
            }
            step.Made();
        }
    }

    static async Task<HttpRequestMessage> Form(Visitor writer, string address, params (string Name, string Value)[] fields) => new(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await writer.Token()), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]),
    };

    // All pages of the thread, as this reader is shown them now.
    static async Task<(string Head, List<(int Sequence, string Html)> Posts)> Server(Visitor visitor, Thread thread)
    {
        var posts = new SortedDictionary<int, string>();
        for (var from = 1; ; from += CoP.Web.Features.Discussions.ThreadAddress.PageSize)
        {
            var page = (await visitor.Get($"{thread.Address()}?from={from}")).Is(HttpStatusCode.OK);
            foreach (var post in page.All("#posts > [data-seq]").Select(SoakPage.Read)) posts[post.Sequence] = SoakPage.Html(post.Post);
            if (page.One("#thread").GetAttribute("data-tail") == "true") return (SoakPage.HeadOf(page), [.. posts.Select(p => (p.Key, p.Value))]);
        }
    }

    /// <summary>One change after another, for who waits for the next.</summary>
    sealed class Step
    {
        readonly Lock exclusive = new();
        TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool done;

        public Task Next
        {
            get
            {
                lock (exclusive) return done ? Task.CompletedTask : next.Task;
            }
        }

        public void Made()
        {
            lock (exclusive)
            {
                next.TrySetResult();
                if (!done) next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public void Done()
        {
            lock (exclusive) done = true;
            Made();
        }
    }
}

public sealed class SoakTestsOnSqlite(ListeningSqliteSite site) : SoakTests(site), IClassFixture<ListeningSqliteSite>;

public sealed class SoakTestsOnPostgres(ListeningPostgresSite site) : SoakTests(site), IClassFixture<ListeningPostgresSite>;
