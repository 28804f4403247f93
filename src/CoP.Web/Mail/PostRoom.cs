using System.Collections.Concurrent;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail.Transport;
using Microsoft.Extensions.Options;

namespace CoP.Web.Mail;

/// <summary>
/// Makes letters of occasions, and hands letters to the mail server. Any number of nodes may run it on one database: what
/// one has taken, the others pass over, and whoever was too slow finds that it is no longer theirs to decide.
/// </summary>
public sealed class PostRoom(IServiceScopeFactory scopes, IMailTransport transport, MailPace pace, IOptions<MailSettings> settings, TimeProvider clock, ILogger<PostRoom> log)
{
    /// <summary>
    /// How long a worker may have a letter without a word before it is taken for gone: longer than a hand-over may take. Who waits for that measures it from when they
    /// first saw it, by a clock that nobody can set: clocks of nodes differ, and clocks are put right.
    /// </summary>
    internal static readonly Duration Lease = Duration.FromMinutes(2);

    /// <summary>By how much the clocks of two nodes may differ without one taking the other's for wrong.</summary>
    internal static readonly Duration Skew = Duration.FromMinutes(1);

    static readonly Duration LongestRest = Duration.FromSeconds(30);
    static readonly Duration LooksEvery = Duration.FromSeconds(15);

    // Few enough that neither a form nor a sign-in link waits long for the database.
    const int MadeUpAtOnce = 200;

    readonly ConcurrentDictionary<Id<Letter>, bool> mine = new();
    readonly SemaphoreSlim looking = new(1, 1);
    Dictionary<Id<Letter>, (long Fence, long Since)> seen = [];
    long lookedAt;
    int failures;

    /// <summary>Does all there is to do, and says how long nothing more will come up by itself. What is under way when it is stopped comes to its end.</summary>
    public async Task<Duration> Work(CancellationToken stop)
    {
        var round = new Round();
        await TakeBack(atOnce: true);
        await Task.WhenAll(Enumerable.Range(0, settings.Value.Connections).Select(_ => Task.Run(() => Worker(round, stop), CancellationToken.None)));
        if (round is { IsAway: true, Reached: false }) return Rest(failures++);
        failures = 0;
        return await Rest();
    }

    async Task Worker(Round round, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TakeBack();
            if (await FanOut(urgent: true)) continue;
            if (await Take() is { } claim)
            {
                // Another line may still be fine; where none is, all come to this.
                if (!await Deliver(claim, round)) return;
            }
            // Letters that are there go before those that are not yet: of an occasion for thousands, some hundreds are at hand.
            else if (!await FanOut(urgent: false)) return;
        }
    }

    /// <summary>Makes some of the letters of the next due occasion; of those whose letters leave no record, all. False when there is none.</summary>
    async Task<bool> FanOut(bool urgent)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        if (urgent && !await db.HasUrgentOccasion(clock.Now())) return false;
        Occasion? occasion = null;
        try
        {
            return await db.Write(async () =>
            {
                var now = clock.Now();
                occasion = urgent ? await db.NextUrgentOccasion(now) : await db.NextOccasion(now);
                if (occasion is null) return false;
                var composer = scope.ServiceProvider.GetRequiredKeyedService<Composer>(occasion.Kind);
                var told = await composer.Recipients(occasion);
                if (told.Count > MadeUpAtOnce && composer.IsOnRecord)
                {
                    var had = (await db.Letters.Where(l => l.OccasionId == occasion.Id).Select(l => l.Recipient).ToListAsync()).ToHashSet();
                    told = [.. told.Where(recipient => !had.Contains(recipient))];
                }
                var some = composer.IsOnRecord ? told.Take(MadeUpAtOnce).ToList() : [.. told];
                foreach (var recipient in some) db.Letters.Add(new Letter(occasion, recipient, now));
                if (some.Count == told.Count) occasion.FannedOut(now);
                return true;
            });
        }
        catch (Exception e) when (occasion is not null && e is not OperationCanceledException)
        {
            // One occasion that cannot be told must not hold up all the others.
            MailLog.FanOutFailed(log, occasion.Kind, occasion.Id, e);
            await db.Write(async () => (await db.Occasions.ForUpdate(occasion.Id))?.Failed(e.GetType().Name, Random.Shared.NextDouble(), clock.Now()));
            return true;
        }
    }

    async Task<LetterClaim?> Take()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        var claim = await db.Write(async () =>
        {
            var now = clock.Now();
            if (await db.NextLetter(now, urgentOnly: pace.Rest > Duration.Zero) is not { } letter) return null;
            // Before it is committed: whoever looks for letters of workers that are gone must not come upon it first.
            mine[letter.Id] = true;
            return new LetterClaim(letter.Id, letter.OccasionId, letter.Recipient, letter.IsUrgent, letter.Begin(now));
        });
        return claim;
    }

    /// <summary>False when the server cannot be spoken to: the letter is put back, and the others stay where they are.</summary>
    async Task<bool> Deliver(LetterClaim claim, Round round)
    {
        try
        {
            switch (await Compose(claim))
            {
                case Composition.Void(var reason):
                    await Record(claim, (letter, now) => letter.Void(reason, now));
                    return true;
                case Composition.NotYet(var until):
                    await Record(claim, (letter, now) => letter.Release(until, now));
                    return true;
                case Composition.Broken(var why):
                    await Record(claim, (letter, now) => letter.Broken("Could not be written: " + why, "Composing: " + why, Random.Shared.NextDouble(), now));
                    return true;
                case Composition.Ready ready:
                    using (ready.Message) return await HandOver(claim, ready, round);
                default:
                    throw new InvalidOperationException("No such composition.");
            }
        }
        finally
        {
            mine.TryRemove(claim.Id, out _);
        }
    }

    async Task<Composition> Compose(LetterClaim claim)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        var occasion = await db.Occasions.AsNoTracking().SingleAsync(o => o.Id == claim.OccasionId);
        try
        {
            return await scope.ServiceProvider.GetRequiredKeyedService<Composer>(occasion.Kind).Compose(occasion, claim.Recipient);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            MailLog.ComposingFailed(log, occasion.Kind, claim.Id, e);
            return new Composition.Broken(e.GetType().Name);
        }
    }

    async Task<bool> HandOver(LetterClaim claim, Composition.Ready ready, Round round)
    {
        var host = ready.Message.To.Mailboxes.FirstOrDefault()?.Domain ?? "";
        if (pace.Ask(host, claim.IsUrgent) is var wait && wait > Duration.Zero)
        {
            await Record(claim, (letter, now) => letter.Release(now + wait, now));
            return true;
        }
        Handover outcome;
        try
        {
            // What is under way is not cut off when the site stops: the server might have taken it already.
            outcome = await transport.Send(ready.Message, CancellationToken.None);
        }
        catch (Exception e)
        {
            MailLog.HandingOverFailed(log, claim.Id, e);
            var why = e.GetType().Name;
            await Record(claim, (letter, now) => letter.Broken("Could not be handed over: " + why, "Handing over: " + why, Random.Shared.NextDouble(), now));
            return true;
        }
        MailLog.HandedOver(log, claim.Id, outcome.GetType().Name, outcome.Stage);
        await Record(claim, (letter, now) => Note(letter, outcome, now), async (db, now) =>
        {
            if (ready.To is { } to) await Note(db, to, outcome, now);
            if (outcome is Handover.Sent && ready.OnceSent is { } onceSent) await onceSent(db);
        });
        if (outcome is not Handover.Later { ServerAway: true })
        {
            round.Reached = true;
            return true;
        }
        MailLog.ServerAway(log, outcome.Stage, outcome.Reply);
        round.IsAway = true;
        return false;
    }

    static void Note(Letter letter, Handover outcome, Instant now)
    {
        switch (outcome)
        {
            case Handover.Sent sent:
                letter.Sent(sent.Reply, now);
                break;
            case Handover.Refused refused:
                letter.Refused($"{refused.Stage}: {refused.Reply}", refused.InShort, now);
                break;
            case Handover.Later { ServerAway: true }:
                letter.Release(now, now);
                break;
            default:
                letter.Later($"{outcome.Stage}: {outcome.Reply}", outcome.InShort, Random.Shared.NextDouble(), now);
                break;
        }
    }

    static async Task Note(CopDb db, Reached to, Handover outcome, Instant now)
    {
        switch (outcome)
        {
            case Handover.Sent:
                // Nothing is kept of an address that has always taken its mail.
                if (await db.AddressStandings.AnyAsync(s => s.MemberId == to.Member)) (await db.StandingOf(to.Member, to.Address)).Took(to.Address);
                break;
            // What is said of the sender says nothing about the address.
            case Handover.Refused { Stage: >= HandoverStage.Recipient } refused:
                (await db.StandingOf(to.Member, to.Address)).Refuses(to.Address, refused.IsOfUs, now);
                break;
            case Handover.Later { Stage: >= HandoverStage.Recipient }:
                (await db.StandingOf(to.Member, to.Address)).PutsOff(to.Address);
                break;
        }
    }

    /// <summary>Writes to a letter what became of it, if it is still this worker's to say.</summary>
    async Task<bool> Record(LetterClaim claim, Action<Letter, Instant> what, Func<CopDb, Instant, Task>? also = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        return await db.Write(async () =>
        {
            var now = clock.Now();
            var letter = await db.Letters.ForUpdate(claim.Id);
            if (letter is null || !letter.IsHeldBy(claim.Fence)) return false;
            what(letter, now);
            if (also is not null) await also(db, now);
            // What is set aside is for a person to see, and gone when they have seen to it.
            if (letter is { FinishedAt: not null, State: not LetterState.SetAside } && await db.Occasions.Where(o => o.Id == letter.OccasionId).Select(o => o.Kind).SingleAsync() is var kind
                && !scope.ServiceProvider.GetRequiredKeyedService<Composer>(kind).IsOnRecord) db.Letters.Remove(letter);
            return true;
        });
    }

    /// <summary>Puts back the letters of workers from which nothing was heard for too long: they were killed, or their machine was.</summary>
    async Task TakeBack(bool atOnce = false)
    {
        if ((!atOnce && Since(lookedAt) < LooksEvery) || !looking.Wait(0, CancellationToken.None)) return;
        try
        {
            lookedAt = clock.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CopDb>();
            var before = seen;
            seen = [];
            foreach (var (id, fence) in await db.LettersInHand())
            {
                if (mine.ContainsKey(id)) continue;
                var since = before.TryGetValue(id, out var then) && then.Fence == fence ? then.Since : lookedAt;
                if (Since(since) < Lease) seen[id] = (fence, since);
                else
                {
                    await db.Write(async () =>
                    {
                        if (await db.Letters.ForUpdate(id) is { } letter && letter.IsHeldBy(fence)) letter.TakeBack(clock.Now());
                    });
                }
            }
        }
        finally
        {
            looking.Release();
        }
    }

    Duration Since(long timestamp) => Duration.FromTimeSpan(clock.GetElapsedTime(timestamp));

    async Task<Duration> Rest()
    {
        await using var scope = scopes.CreateAsyncScope();
        var next = await scope.ServiceProvider.GetRequiredService<CopDb>().NextDue();
        var wait = next is { } due ? Duration.Max(due - clock.Now(), pace.Rest) : LongestRest;
        return wait < Duration.FromMilliseconds(50) ? Duration.FromMilliseconds(50) : Duration.Min(wait, LongestRest);
    }

    static Duration Rest(int failures) => Duration.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(failures, 6)), 300) * (0.75 + Random.Shared.NextDouble() / 2));

    // What the workers of one round found out.
    sealed class Round
    {
        public volatile bool IsAway;
        public volatile bool Reached;
    }
}

/// <summary>A letter that one worker has, and the number that proves it.</summary>
sealed record LetterClaim(Id<Letter> Id, Id<Occasion> OccasionId, Guid Recipient, bool IsUrgent, long Fence);

static partial class MailLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The letters of occasion {Occasion} ({Kind}) could not be made up; they will be tried again.")]
    public static partial void FanOutFailed(ILogger log, LetterKind kind, Id<Occasion> occasion, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Letter {Letter} ({Kind}) could not be written; it will be tried again.")]
    public static partial void ComposingFailed(ILogger log, LetterKind kind, Id<Letter> letter, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Letter {Letter} could not be handed over; it will be tried again.")]
    public static partial void HandingOverFailed(ILogger log, Id<Letter> letter, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "Letter {Letter}: {Outcome} at {Stage}.")]
    public static partial void HandedOver(ILogger log, Id<Letter> letter, string outcome, HandoverStage stage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail server to speak to ({Stage}): {Reply}")]
    public static partial void ServerAway(ILogger log, HandoverStage stage, string reply);
}
