using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail.Transport;

namespace CoP.Web.Mail;

/// <summary>
/// Makes letters of occasions, and hands letters to the mail server. Any number of nodes may run it on one database: what
/// one has taken, the others pass over, and whoever was too slow finds that it is no longer theirs to decide.
/// </summary>
public sealed class PostRoom(IServiceScopeFactory scopes, IMailTransport transport, TimeProvider clock, ILogger<PostRoom> log)
{
    // Longer than a hand-over may take, so that nobody else begins while one is under way.
    internal static readonly Duration Lease = Duration.FromMinutes(2);
    static readonly Duration LongestRest = Duration.FromSeconds(30);

    // Few enough that a sign-in link never waits long behind an announcement to everyone.
    const int AtOnce = 8;
    int failures;

    /// <summary>Does all there is to do, and says how long nothing more will come up by itself.</summary>
    public async Task<Duration> Work(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            while (!stop.IsCancellationRequested && await FanOut())
            {
            }

            var claims = await Take();
            if (claims.Count == 0) break;
            if (await Deliver(claims, stop)) failures = 0;
            else return Backoff();
        }

        return await Rest();
    }

    /// <summary>Makes the letters of the next due occasion, in one transaction with noting that it was done.</summary>
    async Task<bool> FanOut()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        Occasion? occasion = null;
        try
        {
            return await db.Write(async () =>
            {
                var now = clock.Now();
                occasion = await db.NextOccasion(now);
                if (occasion is null) return false;
                var composer = scope.ServiceProvider.GetRequiredKeyedService<Composer>(occasion.Kind);
                foreach (var recipient in await composer.Recipients(occasion)) db.Letters.Add(new Letter(occasion, recipient, now));
                occasion.FannedOut(now);
                return true;
            });
        }
        catch (Exception e) when (occasion is not null && e is not OperationCanceledException)
        {
            // One occasion that cannot be told must not hold up all the others.
            MailLog.FanOutFailed(log, occasion.Kind, occasion.Id, e);
            await db.Write(async () => (await db.Occasions.ForUpdate(occasion.Id))?.Postpone(clock.Now() + Duration.FromMinutes(5)));
            return true;
        }
    }

    async Task<List<LetterClaim>> Take()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        return await db.Write(async () =>
        {
            var now = clock.Now();
            return (await db.DueLetters(AtOnce, now)).ConvertAll(letter => new LetterClaim(letter.Id, letter.OccasionId, letter.Recipient, letter.Lease(now + Lease)));
        });
    }

    /// <summary>False when the server cannot be spoken to: the letters that are left wait with the one that found out.</summary>
    async Task<bool> Deliver(List<LetterClaim> claims, CancellationToken stop)
    {
        for (var i = 0; i < claims.Count; i++)
        {
            if (!stop.IsCancellationRequested && await Deliver(claims[i])) continue;
            foreach (var left in claims[(i + (stop.IsCancellationRequested ? 0 : 1))..]) await Record(left, letter => letter.Release(letter.DueAt, begun: false));
            return stop.IsCancellationRequested;
        }
        return true;
    }

    async Task<bool> Deliver(LetterClaim claim)
    {
        // While the ones before it were sent, its lease may have passed to another node.
        if (!await Record(claim, letter => letter.Begin(clock.Now() + Lease))) return true;
        switch (await Compose(claim))
        {
            case Composition.Void(var reason):
                await Record(claim, letter => letter.Void(reason, clock.Now()));
                return true;
            case Composition.NotYet(var until):
                await Record(claim, letter => letter.Release(until, begun: true));
                return true;
            case Composition.Broken(var why):
                await Record(claim, letter => letter.Later(why, Random.Shared.NextDouble(), clock.Now()));
                return true;
            case Composition.Ready(var message, var onceSent):
                using (message)
                {
                    // What is under way is not cut off when the site stops: the server might have taken it already.
                    return await Note(claim, await transport.Send(message, CancellationToken.None), onceSent);
                }
            default:
                throw new InvalidOperationException("No such composition.");
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
            return new Composition.Broken("Could not be written: " + e.GetType().Name);
        }
    }

    async Task<bool> Note(LetterClaim claim, Handover outcome, Func<CopDb, Task>? onceSent)
    {
        var now = clock.Now();
        MailLog.HandedOver(log, claim.Id, outcome.GetType().Name, outcome.Stage);
        await Record(claim, letter =>
        {
            switch (outcome)
            {
                case Handover.Sent sent:
                    letter.Sent(sent.Reply, now);
                    break;
                case Handover.Refused refused:
                    letter.Refused($"{refused.Stage}: {refused.Reply}", now);
                    break;
                case Handover.Later { ServerAway: true }:
                    letter.Release(now, begun: true);
                    break;
                default:
                    letter.Later($"{outcome.Stage}: {outcome.Reply}", Random.Shared.NextDouble(), now);
                    break;
            }
        }, outcome is Handover.Sent ? onceSent : null);
        if (outcome is not Handover.Later { ServerAway: true }) return true;
        MailLog.ServerAway(log, outcome.Stage, outcome.Reply);
        return false;
    }

    /// <summary>Writes to a letter what became of it, if it is still this worker's to say.</summary>
    async Task<bool> Record(LetterClaim claim, Action<Letter> what, Func<CopDb, Task>? also = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        return await db.Write(async () =>
        {
            var letter = await db.Letters.ForUpdate(claim.Id);
            if (letter is null || !letter.IsHeldBy(claim.Fence)) return false;
            what(letter);
            if (also is not null) await also(db);
            if (letter.FinishedAt is not null && await db.Occasions.Where(o => o.Id == letter.OccasionId).Select(o => o.Kind).SingleAsync() is var kind
                && !scope.ServiceProvider.GetRequiredKeyedService<Composer>(kind).IsOnRecord) db.Letters.Remove(letter);
            return true;
        });
    }

    async Task<Duration> Rest()
    {
        await using var scope = scopes.CreateAsyncScope();
        var next = await scope.ServiceProvider.GetRequiredService<CopDb>().NextDue();
        var wait = next is { } due ? due - clock.Now() : LongestRest;
        return wait < Duration.FromMilliseconds(50) ? Duration.FromMilliseconds(50) : Duration.Min(wait, LongestRest);
    }

    Duration Backoff() => Duration.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(failures++, 6)), 300) * (0.75 + Random.Shared.NextDouble() / 2));
}

/// <summary>A letter that one worker has, and the number that proves it.</summary>
sealed record LetterClaim(Id<Letter> Id, Id<Occasion> OccasionId, Guid Recipient, long Fence);

static partial class MailLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The letters of occasion {Occasion} ({Kind}) could not be made up; they will be tried again.")]
    public static partial void FanOutFailed(ILogger log, LetterKind kind, Id<Occasion> occasion, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Letter {Letter} ({Kind}) could not be written; it will be tried again.")]
    public static partial void ComposingFailed(ILogger log, LetterKind kind, Id<Letter> letter, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "Letter {Letter}: {Outcome} at {Stage}.")]
    public static partial void HandedOver(ILogger log, Id<Letter> letter, string outcome, HandoverStage stage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail server to speak to ({Stage}): {Reply}")]
    public static partial void ServerAway(ILogger log, HandoverStage stage, string reply);
}
