namespace CoP.Domain.Discussions;

public sealed partial class Post
{
    /// <summary>Whether the asker says with it how it went: what they did next.</summary>
    public bool TellsOutcome { get; private set; }

    /// <summary>How many said a word to it.</summary>
    public ReactionCounts Reactions { get; private set; } = ReactionCounts.None;

    /// <summary>Whether the head of its thread points at it.</summary>
    internal bool IsMarked => HelpedAt.HasValue || TellsOutcome;

    internal void Tell(bool outcome) => TellsOutcome = outcome;

    internal void React(ReactionKind kind, int change) => Reactions = Reactions.Plus(kind, change);
}
