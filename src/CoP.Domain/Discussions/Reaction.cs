using CoP.Domain.Common;

namespace CoP.Domain.Discussions;

/// <summary>
/// A word from one member to another's post, where a reply would be too much. Pages show how many said it and never who;
/// it counts for nothing else: no list goes by it, no profile shows it.
/// </summary>
public sealed class Reaction
{
    private Reaction()
    {
    }

    internal Reaction(Post post, Guid by, ReactionKind kind) => (By, ThreadId, PostId, Kind) = (by, post.ThreadId, post.Id, kind);

    /// <summary>
    /// Whose word, by a token that only the site can make: who thanks for every reply is likely the one who asked, and that may
    /// have been anonymously.
    /// </summary>
    public Guid By { get; private set; }

    /// <summary>The thread of the post.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>To which post.</summary>
    public Id<Post> PostId { get; private set; }

    /// <summary>Which word; each is said once at most.</summary>
    public ReactionKind Kind { get; private set; }
}

/// <summary>The words there are.</summary>
public enum ReactionKind
{
    /// <summary>"Thank you."</summary>
    ThankYou,

    /// <summary>"Me too."</summary>
    MeToo,

    /// <summary>"Thinking of you."</summary>
    ThinkingOfYou,
}

/// <summary>How many said each word to one post.</summary>
/// <param name="ThankYou">"Thank you."</param>
/// <param name="MeToo">"Me too."</param>
/// <param name="ThinkingOfYou">"Thinking of you."</param>
public sealed record ReactionCounts(int ThankYou, int MeToo, int ThinkingOfYou)
{
    /// <summary>Nobody said any.</summary>
    public static ReactionCounts None { get; } = new(0, 0, 0);

    /// <summary>How many said <paramref name="kind"/>.</summary>
    public int Of(ReactionKind kind) => kind switch
    {
        ReactionKind.ThankYou => ThankYou,
        ReactionKind.MeToo => MeToo,
        ReactionKind.ThinkingOfYou => ThinkingOfYou,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>So many more, or less, of one.</summary>
    internal ReactionCounts Plus(ReactionKind kind, int change) => kind switch
    {
        ReactionKind.ThankYou => this with { ThankYou = Math.Max(0, ThankYou + change) },
        ReactionKind.MeToo => this with { MeToo = Math.Max(0, MeToo + change) },
        ReactionKind.ThinkingOfYou => this with { ThinkingOfYou = Math.Max(0, ThinkingOfYou + change) },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
