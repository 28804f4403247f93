using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// The request to learn who wrote an anonymous post, because someone is in danger. It takes two openers, each with a
/// reason of their own, neither kept out by the author nor of the author's agency. Whether an opener counts is not told:
/// that alone would say something of the author.
/// </summary>
public sealed class Opening
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLimit = 2000;

    /// <summary>A reason is at least a sentence, in characters.</summary>
    public const int ReasonLeast = 20;

    /// <summary>How long the second opener has, and how long the two can then look.</summary>
    public static readonly Duration Lasts = Duration.FromDays(7);

    private readonly List<Confirmation> _confirmations = [];

    private Opening()
    {
    }

    /// <summary>Asks, before anybody has confirmed.</summary>
    public Opening(Post post, Instant now) =>
        (Id, PostId, ThreadId, AliasId, AskedAt) = (Id<Opening>.New(now), post.Id, post.ThreadId, post.AliasId ?? throw new RuleBrokenException("opening.named"), now);

    /// <summary>Which request.</summary>
    public Id<Opening> Id { get; private set; }

    /// <summary>About which post.</summary>
    public Id<Post> PostId { get; private set; }

    /// <summary>In which discussion.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>Behind which alias the author stands.</summary>
    public Id<Alias> AliasId { get; private set; }

    /// <summary>When it was asked.</summary>
    public Instant AskedAt { get; private set; }

    /// <summary>When the second opener that counts confirmed; null until then.</summary>
    public Instant? OpenedAt { get; private set; }

    /// <summary>Who confirmed, and why.</summary>
    public IReadOnlyList<Confirmation> Confirmations => _confirmations;

    /// <summary>Whether there is still something to confirm or to look at.</summary>
    public bool IsCurrent(Instant now) => now < (OpenedAt ?? AskedAt) + Lasts;

    /// <summary>One opener confirms, having just shown anew that it is they.</summary>
    /// <param name="opener">Who.</param>
    /// <param name="counts">Whether the author's list and agency leave an opener free to; known to the running site only, and not kept.</param>
    /// <param name="reason">Why, in their own words.</param>
    /// <param name="now">When.</param>
    /// <returns>Whether it is open by this.</returns>
    /// <exception cref="RuleBrokenException"><c>opening.reason</c>, <c>opening.twice</c>, <c>opening.over</c>.</exception>
    public bool Confirm(Id<Member> opener, Func<Id<Member>, bool> counts, string? reason, Instant now)
    {
        reason = (reason ?? "").Trim();
        if (!IsCurrent(now) || OpenedAt.HasValue) throw new RuleBrokenException("opening.over");
        if (reason.Length is < ReasonLeast or > ReasonLimit || !reason.ReplaceLineEndings("\n").IsReadable(lines: true)) throw new RuleBrokenException("opening.reason", ReasonLeast, ReasonLimit);
        if (_confirmations.Exists(c => c.OpenerId == opener)) throw new RuleBrokenException("opening.twice");
        _confirmations.Add(new Confirmation(Id, opener, reason, now));
        if (_confirmations.Count(c => counts(c.OpenerId)) < 2) return false;
        OpenedAt = now;
        return true;
    }

    /// <summary>Whether the opener is one of the two to whom it is open.</summary>
    public bool IsOpenTo(Id<Member> opener, Func<Id<Member>, bool> counts, Instant now) =>
        OpenedAt.HasValue && IsCurrent(now) && counts(opener) && _confirmations.Exists(c => c.OpenerId == opener);
}

/// <summary>One opener's word on an <see cref="Opening"/>.</summary>
public sealed class Confirmation
{
    private Confirmation()
    {
    }

    internal Confirmation(Id<Opening> openingId, Id<Member> openerId, string reason, Instant now) =>
        (OpeningId, OpenerId, Reason, At) = (openingId, openerId, reason, now);

    /// <summary>On which request.</summary>
    public Id<Opening> OpeningId { get; private set; }

    /// <summary>Who.</summary>
    public Id<Member> OpenerId { get; private set; }

    /// <summary>Why.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>When.</summary>
    public Instant At { get; private set; }
}
