using System.Text.RegularExpressions;
using CoP.Domain.Reminders;

namespace CoP.Web.Mail;

/// <summary>
/// That one person is to be told of one occasion, and what came of it. It holds no words and no address: they are found
/// when it is sent, and are nobody's to read here.
/// </summary>
public sealed partial class Letter
{
    /// <summary>After so many tries, about a day, nobody waits for it any more.</summary>
    public const int MostAttempts = 12;

    /// <summary>After so many mistakes of ours, some ten minutes, a person is to look at it.</summary>
    public const int MostMistakes = 4;

    // More than a restart or two may cost an innocent letter.
    const int MostDeaths = 8;

    Letter()
    {
    }

    public Letter(Occasion occasion, Guid recipient, Instant now)
    {
        (Id, OccasionId, Recipient, DueAt, SetAt) = (Id<Letter>.New(now), occasion.Id, recipient, now, now);
        IsUrgent = occasion.Kind.IsUrgent();
    }

    public Id<Letter> Id { get; private set; }
    public Id<Occasion> OccasionId { get; private set; }

    /// <summary>The member, or the invitation of someone who is none yet.</summary>
    public Guid Recipient { get; private set; }

    public bool IsUrgent { get; private set; }
    public LetterState State { get; private set; }

    /// <summary>Not before.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>When that was said: a clock that has gone back since then said it wrong.</summary>
    public Instant SetAt { get; private set; }

    /// <summary>
    /// Since when one worker has it to itself, by that worker's clock; null while nobody has. For how long, the others measure by their own (<see cref="PostRoom.Lease"/>).
    /// </summary>
    public Instant? LeasedAt { get; private set; }

    /// <summary>Counts the workers that had it: one from whom it was taken holds an older number, and decides nothing any more.</summary>
    public long Fence { get; private set; }

    /// <summary>How often a worker began with it.</summary>
    public int Attempts { get; private set; }

    /// <summary>What the server said last, or why it was not sent.</summary>
    public string? Outcome { get; private set; }

    /// <summary>The same in so few words that equal ones can be counted: stage and code; null where nothing went wrong.</summary>
    public string? Failure { get; private set; }

    public Instant? FinishedAt { get; private set; }

    /// <summary>Gives it to one worker, who begins with it.</summary>
    public long Begin(Instant now)
    {
        LeasedAt = now;
        Attempts++;
        return ++Fence;
    }

    /// <summary>Whether the worker with that number may still act on it.</summary>
    public bool IsHeldBy(long fence) => State == LetterState.Waiting && LeasedAt is not null && Fence == fence;

    /// <summary>Takes it from a worker that is gone, as it seems. Whatever that one still has to say about it is not heard.</summary>
    public void TakeBack(Instant now)
    {
        Fence++;
        LeasedAt = null;
        Set(now, now);
        // Each time its worker died over it: it may be the letter.
        if (Attempts >= MostDeaths) SetAside("No worker came to an end with it", "Composing: none came to an end", now);
    }

    /// <summary>Puts it back unsent, by nobody's fault.</summary>
    public void Release(Instant dueAt, Instant now)
    {
        LeasedAt = null;
        Attempts--;
        Set(dueAt, now);
    }

    public void Sent(string reply, Instant now)
    {
        Failure = null;
        Finish(LetterState.Sent, reply, now);
    }

    public void Refused(string reply, string failure, Instant now)
    {
        Failure = failure;
        Finish(LetterState.Refused, reply, now);
    }

    public void Void(VoidReason reason, Instant now) => Finish(LetterState.Void, reason.ToString(), now);

    /// <summary>Not now: again after a wait that doubles from a minute to four hours, give or take half, so that many do not come back together.</summary>
    /// <param name="failure">Stage and code.</param>
    /// <param name="jitter">0 to 1.</param>
    public void Later(string reply, string failure, double jitter, Instant now)
    {
        Failure = failure;
        if (Attempts >= MostAttempts) Finish(LetterState.GivenUp, reply, now);
        else PutOff(reply, jitter, now);
    }

    /// <summary>
    /// A mistake of ours: it could not be written, or not be handed over. Tried a few times, since what was in the way may pass; then it is set aside for a person to see.
    /// </summary>
    /// <param name="jitter">0 to 1.</param>
    public void Broken(string why, string failure, double jitter, Instant now)
    {
        if (Attempts >= MostMistakes) SetAside(why, failure, now);
        else
        {
            Failure = failure;
            PutOff(why, jitter, now);
        }
    }

    /// <summary>A person looked at why it failed and wants it tried anew.</summary>
    /// <returns>False where there is nothing to try.</returns>
    public bool Retry(Instant now)
    {
        if (!HasFailed) return false;
        Reopen(now);
        return true;
    }

    /// <summary>A person looked at why it failed and wants no more of it.</summary>
    /// <returns>False where there is nothing to drop.</returns>
    public bool Drop(Instant now)
    {
        if (!HasFailed) return false;
        (State, FinishedAt) = (LetterState.Dropped, now);
        return true;
    }

    /// <summary>There is a reason again to send what had none. One that was sent stays sent.</summary>
    /// <returns>False where it was not for want of a reason that it did not go.</returns>
    public bool Revive(Instant now)
    {
        if (State != LetterState.Void) return false;
        Reopen(now);
        return true;
    }

    bool HasFailed => State is LetterState.Refused or LetterState.GivenUp or LetterState.SetAside;

    void Reopen(Instant now)
    {
        (State, Attempts, FinishedAt, Outcome, Failure) = (LetterState.Waiting, 0, null, null, null);
        Set(now, now);
    }

    void PutOff(string why, double jitter, Instant now)
    {
        (LeasedAt, Outcome) = (null, Short(why));
        Set(now + Backoff.After(Attempts, jitter), now);
    }

    void SetAside(string why, string failure, Instant now)
    {
        Failure = failure;
        Finish(LetterState.SetAside, why, now);
    }

    void Set(Instant dueAt, Instant now) => (DueAt, SetAt) = (dueAt, now);

    void Finish(LetterState state, string outcome, Instant now) => (State, Outcome, FinishedAt, LeasedAt) = (state, Short(outcome), now, null);

    // Servers like to repeat the address, and whose it is, is nobody's to read here.
    static string Short(string text)
    {
        text = Address().Replace(text, "…");
        text = new string([.. text.Where(c => !char.IsControl(c))]);
        return text.Length <= 300 ? text : text[..300];
    }

    [GeneratedRegex(@"[^\s<>@]+@[^\s<>@]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}

public enum LetterState
{
    /// <summary>To be sent, or sent again.</summary>
    Waiting,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>The mail server will never take it.</summary>
    Refused,

    /// <summary>There was no longer a reason to send it.</summary>
    Void,

    /// <summary>The mail server put it off for too long.</summary>
    GivenUp,

    /// <summary>It could not be written or handed over, again and again: a mistake of ours.</summary>
    SetAside,

    /// <summary>It failed, and a person dropped it.</summary>
    Dropped,
}

static class Backoff
{
    /// <summary>How long to wait after so many tries: from a minute on, doubling up to four hours, give or take half.</summary>
    /// <param name="jitter">0 to 1.</param>
    public static Duration After(int attempts, double jitter) => Duration.FromMinutes(Math.Min(Math.Pow(2, attempts - 1), 240) * (0.5 + jitter));
}
