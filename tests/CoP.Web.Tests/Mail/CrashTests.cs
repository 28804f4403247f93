using System.Globalization;
using CoP.Domain.Announcements;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Mail;

/// <summary>
/// The real program, killed again and again as a power cut would, while it sends; on PostgreSQL two of them. The long run, of <c>scripts/test --long</c>, kills 200 times while
/// 5,000 letters are due.
/// </summary>
public sealed class CrashTests
{
    static readonly int kills = LongRun.Rounds(10, 200);
    static readonly int members = LongRun.Rounds(50, 500);
    static readonly int announcements = LongRun.Rounds(5, 10);

    [Theory]
    [InlineData(DatabaseKind.Postgres, 2)]
    [InlineData(DatabaseKind.Sqlite, 1)]
    public async Task However_often_nodes_are_killed_every_letter_arrives_and_only_what_was_in_hand_arrives_twice(DatabaseKind kind, int nodes)
    {
        var random = new Random(20310303);
        await using var server = new FaultySmtp();
        // So many letters go until the next kill, and the one after waits on its line: so the last kill finds letters left.
        using var allowed = new SemaphoreSlim(0);
        string[] stages = ["MAIL", "RCPT", "DATA", "DOT"];
        server.Pause = async verb =>
        {
            if (verb == "DOT") await allowed.WaitAsync(CancellationToken.None);
            else if (verb == stages[Random.Shared.Next(stages.Length)]) await Task.Delay(Random.Shared.Next(8), CancellationToken.None);
        };
        var database = await TestDatabase.New(kind);
        var sites = new List<SiteProcess>();
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["CoP:Mail:Host"] = "127.0.0.1",
                ["CoP:Mail:Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
                ["CoP:Mail:Security"] = nameof(MailSecurity.None),
                ["CoP:KeyEncryptionKey"] = "bm8gc2VjcmV0OiB0aGUga2V5IG9mIGFsbCB0ZXN0cy4=",
            };
            sites.Add(await SiteProcess.Run(database, settings));
            while (sites.Count < nodes) sites.Add(await SiteProcess.Run(database, settings));
            await Announce(database, sites[0].Now);

            var inHand = new HashSet<string>(StringComparer.Ordinal);
            var each = members * announcements / kills;
            for (var kill = 0; kill < kills; kill++)
            {
                // Sometimes while all lines wait for the answer to their final dot, sometimes in the midst.
                var taken = server.Taken.Count;
                var most = random.Next(each / 2, each + (each / 4));
                // Besides those that letters of killed nodes use up, whose answers nobody hears.
                allowed.Release(most + new MailSettings().Connections);
                var upTo = random.Next(most + nodes);
                // Towards the end there may be fewer left than that.
                await Site.Until(async () => server.Taken.Count >= taken + upTo || await Free(database) == 0, $"kill {kill} has something to interrupt");
                await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
                var site = sites[random.Next(sites.Count)];
                await site.Kill();
                inHand.UnionWith(await InHand(database));
                await site.Start();
            }

            // Nobody is killed any more; what those who were had in hand is found by the others after a while.
            allowed.Release(100 * members * announcements);
            for (var i = 0; await Left(database) > 0; i++)
            {
                Assert.True(i < 300, $"{await Left(database)} letters wait for ever.");
                await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
                if (i % 3 == 2) foreach (var site in sites) site.Advance(TimeSpan.FromSeconds(40));
            }

            var arrived = server.Taken.Select(MessageId).CountBy(id => id).ToDictionary();
            var letters = await Letters(database);
            Assert.Equal(members * announcements, letters.Count);
            Assert.All(letters, letter => Assert.Equal(LetterState.Sent, letter.State));
            // Each by its Message-ID, which is made of occasion and recipient: none lost, and whichever came twice came as the same.
            Assert.Equal(letters.Select(l => l.Id).Order(StringComparer.Ordinal), arrived.Keys.Order(StringComparer.Ordinal));
            var twice = arrived.Where(a => a.Value > 1).Select(a => a.Key).ToList();
            Assert.Empty(twice.Except(inHand));
            Assert.InRange(twice.Count, 0, kills * nodes * new MailSettings().Connections);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{kind}, {nodes} node(s): {kills} kills, {letters.Count} letters, {arrived.Count} arrived, 0 lost, {twice.Count} twice (at most {arrived.Values.Max()} times), {inHand.Count} in hand at kills.");
        }
        finally
        {
            foreach (var site in sites) await site.DisposeAsync();
        }
    }

    static async Task Announce(TestDatabase database, Instant now)
    {
        await using var db = database.Open();
        Joined? by = null;
        for (var i = 0; i < members; i++) by = await Newcomer.Join(db, Kind.Supporter, null, now - Duration.FromDays(1));
        await db.Write(() =>
        {
            for (var i = 0; i < announcements; i++)
            {
                var today = now.InUtc().Date;
                var words = AnnouncementWords.Of("News", "Noticias", SafeMarkdown.Render("Something is new."), SafeMarkdown.Render("Hay algo nuevo."));
                var announcement = new Announcement(Id<Announcement>.New(now), words, today.PlusDays(7), today, by!.Id, now);
                db.AddRange(announcement, Occasion.Of(LetterKind.Announced, announcement.Id.Value, 0, now));
            }
            return Task.CompletedTask;
        });
    }

    static async Task<List<string>> InHand(TestDatabase database)
    {
        await using var db = database.Open();
        return (await db.Letters.Where(l => l.LeasedAt != null).Select(l => new { l.OccasionId, l.Recipient }).ToListAsync()).ConvertAll(l => Name(l.OccasionId, l.Recipient));
    }

    static async Task<int> Free(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Occasions.CountAsync(o => o.FannedOutAt == null) + await db.Letters.CountAsync(l => l.State == LetterState.Waiting && l.LeasedAt == null);
    }

    static async Task<int> Left(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Occasions.CountAsync(o => o.FannedOutAt == null) + await db.Letters.CountAsync(l => l.State == LetterState.Waiting);
    }

    static async Task<List<(string Id, LetterState State)>> Letters(TestDatabase database)
    {
        await using var db = database.Open();
        return (await db.Letters.Select(l => new { l.OccasionId, l.Recipient, l.State }).ToListAsync()).ConvertAll(l => (Name(l.OccasionId, l.Recipient), l.State));
    }

    static string Name(Id<Occasion> occasion, Guid recipient) => $"{occasion}.{new Id<Member>(recipient)}";

    static string MessageId(string message)
    {
        var header = message.Split('\n').Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));
        return header[(header.IndexOf('<', StringComparison.Ordinal) + 1)..header.LastIndexOf('@')];
    }
}
