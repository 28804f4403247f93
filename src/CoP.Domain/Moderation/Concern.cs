using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Moderation;

/// <summary>That somebody is concerned about a post. Moderators read what it says, and never whose it is.</summary>
public sealed class Concern
{
    /// <summary>The most words, in UTF-16 characters.</summary>
    public const int WordsLimit = 1000;

    private Concern()
    {
    }

    internal Concern(Id<Case> caseId, Id<Member> by, ConcernReason reason, string? words, Id<Member>? about, Instant now)
    {
        words = PlainText.Lines(words, WordsLimit, "concern.words");
        (Id, CaseId, RaisedById, Reason, Words, AboutId, RaisedAt) = (Id<Concern>.New(now), caseId, by, reason, words, about, now);
    }

    /// <summary>Which concern.</summary>
    public Id<Concern> Id { get; private set; }

    /// <summary>The case it belongs to.</summary>
    public Id<Case> CaseId { get; private set; }

    /// <summary>Who raised it: to tell them that it was looked at, and for nothing else.</summary>
    public Id<Member> RaisedById { get; private set; }

    /// <summary>What about.</summary>
    public ConcernReason Reason { get; private set; }

    /// <summary>In words of their own; null without.</summary>
    public string? Words { get; private set; }

    /// <summary>The moderator whom it is about; null if none.</summary>
    public Id<Member>? AboutId { get; private set; }

    /// <summary>When it was raised.</summary>
    public Instant RaisedAt { get; private set; }

    /// <summary>When who raised it was told that it had been looked at; null until then.</summary>
    public Instant? ToldAt { get; private set; }

    /// <summary>It was looked at, and who raised it is being told.</summary>
    public void Told(Instant now) => ToldAt ??= now;
}

/// <summary>What a concern is about.</summary>
public enum ConcernReason
{
    /// <summary>A person served, or somebody who did not agree to it, could be recognised.</summary>
    IdentifiesAPerson,

    /// <summary>It treats someone without respect.</summary>
    Disrespect,

    /// <summary>It gives advice that is outside the role of peer support.</summary>
    OutsideTheRole,

    /// <summary>It sells something, or has nothing to do with the community.</summary>
    Spam,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>One thing that was done or said in a case.</summary>
public sealed class CaseStep
{
    /// <summary>The most words, in UTF-16 characters.</summary>
    public const int WordsLimit = 2000;

    private CaseStep()
    {
    }

    internal CaseStep(Id<Case> caseId, int number, CaseStepKind kind, Id<Member>? by, ConcernReason? reason, string words, Instant now)
    {
        words = PlainText.NeededLines(words, WordsLimit, "case.words");
        (Id, CaseId, Number, Kind, ById, Reason, Words, At) = (Id<CaseStep>.New(now), caseId, number, kind, by, reason, words, now);
    }

    /// <summary>Which step.</summary>
    public Id<CaseStep> Id { get; private set; }

    /// <summary>Of which case.</summary>
    public Id<Case> CaseId { get; private set; }

    /// <summary>Its place in the case, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>What was done.</summary>
    public CaseStepKind Kind { get; private set; }

    /// <summary>The moderator; null for the post's author, who may be anonymous.</summary>
    public Id<Member>? ById { get; private set; }

    /// <summary>Why, where something was done to the post.</summary>
    public ConcernReason? Reason { get; private set; }

    /// <summary>In words: to the author where <see cref="IsForAuthor"/>, among moderators otherwise.</summary>
    public string Words { get; private set; } = "";

    /// <summary>When.</summary>
    public Instant At { get; private set; }

    /// <summary>Whether the author is told of it, and reads its words.</summary>
    public bool IsForAuthor => Kind is CaseStepKind.Hidden or CaseStepKind.Removed or CaseStepKind.Restored or CaseStepKind.Paused or CaseStepKind.Unpaused;
}

/// <summary>What a step of a case is.</summary>
public enum CaseStepKind
{
    /// <summary>One moderator hid the post for a day.</summary>
    Hidden,

    /// <summary>A first moderator is for removing the post.</summary>
    RemovalAsked,

    /// <summary>The second removed it.</summary>
    Removed,

    /// <summary>A first moderator is for putting it back.</summary>
    RestoringAsked,

    /// <summary>The second put it back.</summary>
    Restored,

    /// <summary>A moderator left things as they are.</summary>
    Left,

    /// <summary>The author answered.</summary>
    Answered,

    /// <summary>A moderator stopped the author from writing for a while.</summary>
    Paused,

    /// <summary>A moderator let the author write again.</summary>
    Unpaused,
}
