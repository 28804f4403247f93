using System.Collections.Concurrent;
using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CoP.Web.Tests.Mail;

/// <summary>Several nodes, each with several lines, and a server that fails in every way: what came of each letter is counted by recipient and occasion.</summary>
public sealed class FaultTests
{
    static readonly int recipients = LongRun.Rounds(30, 400);
    const int Occasions = 3;

    /// <summary>What the server does to one try: at which command, with which answer, and whether it then has the letter.</summary>
    sealed record Fate(string Verb, string? Answer, bool IsTaken = false, bool IsFinal = false);

    static readonly Fate taken = new("DOT", null, IsTaken: true, IsFinal: true);

    static readonly Fate[] fates =
    [
        new("MAIL", "451 4.3.0 busy"), new("MAIL", FaultySmtp.Drop), new("RCPT", "450 4.2.1 later"), new("RCPT", "421 4.3.2 closing"), new("RCPT", FaultySmtp.Drop), new("RCPT", FaultySmtp.Hang),
        new("DATA", "452 4.3.1 full"), new("LINE", FaultySmtp.Drop), new("DOT", "451 4.7.1 greylisted"), new("DOT", "421 4.3.2 closing"),
        new("DOT", FaultySmtp.Drop, IsTaken: true), new("DOT", FaultySmtp.Hang, IsTaken: true),
        new("RCPT", "550 5.1.1 no such user", IsFinal: true), new("DATA", "554 5.5.1 no", IsFinal: true), new("DOT", "554 5.6.0 no", IsFinal: true),
    ];

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Whatever_the_server_does_each_letter_ends_as_it_must(DatabaseKind database)
    {
        await using var office = await PostOffice.Open(database);
        var random = new Random(5);
        // Each letter has an address of its own, so that the server can tell whose turn it is; what happens to its tries is laid down beforehand.
        var told = Enumerable.Range(0, Occasions).Select(_ => (Occasion: Occasion.Of(LetterKind.MeetingMoved, Guid.NewGuid(), 1, office.Now), Whom: Enumerable.Range(0, recipients).Select(_ => Guid.NewGuid()).ToList())).ToList();
        var scripts = told.SelectMany(t => t.Whom).ToDictionary(id => $"{id:N}@cop.example", _ => Script(random), StringComparer.Ordinal);
        office.Find = occasion => told.Single(t => t.Occasion.Id == occasion.Id).Whom;
        var (tries, has) = (new ConcurrentDictionary<string, int>(StringComparer.Ordinal), new ConcurrentDictionary<string, int>(StringComparer.Ordinal));
        await using var server = new FaultySmtp();
        server.AnswerTo = (verb, to) =>
        {
            if (!scripts.TryGetValue(to, out var script)) return null;
            // The answer to MAIL comes before it is known for whom: the fates of that command are met at RCPT, by an answer that says the same.
            if (verb == "RCPT") tries.AddOrUpdate(to, 1, (_, n) => n + 1);
            var fate = script[Math.Min(tries.GetValueOrDefault(to, 1), script.Count) - 1];
            if (verb == "DOT" && fate.IsTaken) has.AddOrUpdate(to, 1, (_, n) => n + 1);
            return fate.Verb == verb ? fate.Answer : null;
        };
        var settings = Options.Create(new MailSettings { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, Connections = 3 });
        await using var first = new SmtpTransport(settings, TimeProvider.System) { Limit = TimeSpan.FromSeconds(5) };
        await using var second = new SmtpTransport(settings, TimeProvider.System) { Limit = TimeSpan.FromSeconds(5) };
        PostRoom[] rooms = [office.Room(connections: 3, transport: first), office.Room(connections: 3, transport: second)];
        await office.Tell([.. told.Select(t => t.Occasion)]);
        var stop = TestContext.Current.CancellationToken;
        for (var round = 0; round == 0 || (await office.Letters()).Exists(l => l.State == LetterState.Waiting); round++)
        {
            Assert.True(round < 60, "Some letters wait for ever.");
            await Task.WhenAll(rooms.Select(room => Task.Run(() => room.Work(stop), stop)));
            office.Clock.Advance(TimeSpan.FromHours(7));
        }

        var letters = await office.Letters();
        Assert.Equal(Occasions * recipients, letters.Count);
        Assert.Equal(letters.Count, letters.Select(l => (l.OccasionId, l.Recipient)).Distinct().Count());
        var wrong = new List<string>();
        foreach (var letter in letters)
        {
            var to = $"{letter.Recipient:N}@cop.example";
            var script = scripts[to];
            var end = script.FindIndex(f => f.IsFinal);
            // A line that breaks before the content, and was used before, is tried again at once: that is one try of ours and two of the server's.
            var (asked, met) = (tries[to], script[Math.Min(tries[to], script.Count) - 1]);
            var expected = met == taken ? LetterState.Sent : met.IsFinal ? LetterState.Refused : LetterState.GivenUp;
            if (letter.State != expected) wrong.Add($"{string.Join(", ", script.Take(asked))}: {letter.State} instead of {expected}");
            if (end >= 0 && end < 8 && asked != end + 1) wrong.Add($"{asked} tries where {end + 1} were to be made: {string.Join(", ", script.Take(asked))}");
            if (letter.State == LetterState.GivenUp && letter.Attempts != Letter.MostAttempts) wrong.Add($"Given up after {letter.Attempts} tries.");
            if (has.GetValueOrDefault(to) != script.Take(asked).Count(f => f.IsTaken)) wrong.Add($"The server has it {has.GetValueOrDefault(to)} times.");
            if (letter.State == LetterState.Refused != (letter.Failure?.Contains(" 55", StringComparison.Ordinal) == true)) wrong.Add($"{letter.State}: {letter.Failure}");
        }
        Findings.None(wrong);
        // However often a letter came, it came as one and the same.
        var ids = server.Taken.Select(m => m.Split('\n').Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))).ToList();
        Assert.InRange(ids.Distinct().Count(), 1, letters.Count);
        Assert.All(letters.Where(l => l.State == LetterState.Sent), l => Assert.Contains(ids, id => id.Contains($"{l.OccasionId}.{new Id<Member>(l.Recipient)}@", StringComparison.Ordinal)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{database}: {letters.Count} letters, {tries.Values.Sum()} tries; {string.Join(", ", letters.CountBy(l => l.State).Select(s => $"{s.Key} {s.Value}"))}; {ids.Count - ids.Distinct().Count()} came again as the same message.");
    }

    static List<Fate> Script(Random random)
    {
        // Some never end well, most do in a few tries, many at once.
        var script = new List<Fate>();
        var hopeless = random.Next(12) == 0;
        while (script.Count < 40)
        {
            var fate = hopeless ? fates[random.Next(2, 10)] : random.Next(3) == 0 ? taken : fates[random.Next(fates.Length)];
            // Waiting for a server that says nothing takes real time.
            if (fate.Answer == FaultySmtp.Hang && random.Next(4) > 0) continue;
            script.Add(fate.Verb == "MAIL" ? fate with { Verb = "RCPT" } : fate);
            if (fate.IsFinal) break;
        }
        return script;
    }
}
