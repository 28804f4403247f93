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

    Letter()
    {
    }

    public Letter(Occasion occasion, Guid recipient, Instant now)
    {
        (Id, OccasionId, Recipient, DueAt) = (Id<Letter>.New(now), occasion.Id, recipient, now);
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

    /// <summary>Until when one worker has it to itself.</summary>
    public Instant? LeasedUntil { get; private set; }

    /// <summary>Counts the workers that had it: one whose lease ran out holds an older number, and decides nothing any more.</summary>
    public long Fence { get; private set; }

    /// <summary>How often a server was offered it.</summary>
    public int Attempts { get; private set; }

    /// <summary>What the server said last, or why it was not sent.</summary>
    public string? Outcome { get; private set; }

    public Instant? FinishedAt { get; private set; }

    /// <summary>Gives it to one worker.</summary>
    public long Lease(Instant until)
    {
        LeasedUntil = until;
        return ++Fence;
    }

    /// <summary>Whether the worker with that number may still act on it.</summary>
    public bool IsHeldBy(long fence) => State == LetterState.Waiting && Fence == fence;

    /// <summary>The worker begins with it, and has it a while longer.</summary>
    public void Begin(Instant until)
    {
        LeasedUntil = until;
        Attempts++;
    }

    /// <summary>Puts it back unsent, by nobody's fault.</summary>
    public void Release(Instant dueAt, bool begun)
    {
        (LeasedUntil, DueAt) = (null, dueAt);
        if (begun) Attempts--;
    }

    public void Sent(string reply, Instant now) => Finish(LetterState.Sent, reply, now);

    public void Refused(string reply, Instant now) => Finish(LetterState.Refused, reply, now);

    public void Void(VoidReason reason, Instant now) => Finish(LetterState.Void, reason.ToString(), now);

    /// <summary>Not now: again after a wait that doubles from a minute to four hours, give or take half, so that many do not come back together.</summary>
    /// <param name="jitter">0 to 1.</param>
    public void Later(string reply, double jitter, Instant now)
    {
        if (Attempts >= MostAttempts)
        {
            Finish(LetterState.GivenUp, reply, now);
            return;
        }
        var minutes = Math.Min(Math.Pow(2, Attempts - 1), 240) * (0.5 + jitter);
        (LeasedUntil, DueAt, Outcome) = (null, now + Duration.FromMinutes(minutes), Short(reply));
    }

    /// <summary>A person looked at why it failed and wants it tried anew.</summary>
    public void Retry(Instant now)
    {
        if (State is not (LetterState.Refused or LetterState.GivenUp)) return;
        (State, Attempts, DueAt, FinishedAt) = (LetterState.Waiting, 0, now, null);
    }

    void Finish(LetterState state, string outcome, Instant now) => (State, Outcome, FinishedAt, LeasedUntil) = (state, Short(outcome), now, null);

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
}
