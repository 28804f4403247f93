using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Moderation;

/// <summary>
/// What was said against one post, and what moderators made of it. One moderator can hide the post, once and for a day; it
/// takes two to remove it, and two to put it back. What is decided is decided here; the caller does it to the post.
/// </summary>
/// <remarks>Callers hold the row of the thread and then that of the case, so that of two who decide at once the second sees what the first did.</remarks>
public sealed class Case
{
    /// <summary>How long one moderator alone can hide a post.</summary>
    public static readonly Duration HidingLasts = Duration.FromHours(24);

    /// <summary>The most answers that an author can give to what moderators last said.</summary>
    public const int AnswersAtOnce = 5;

    private readonly List<Concern> _concerns = [];
    private readonly List<CaseStep> _steps = [];

    private Case()
    {
    }

    /// <summary>The case of a post that someone raised a concern about for the first time.</summary>
    public Case(Post post, Instant now) => (Id, PostId, ThreadId, OpenedAt, WaitsSince) = (Id<Case>.New(now), post.Id, post.ThreadId, now, now);

    /// <summary>Which case.</summary>
    public Id<Case> Id { get; private set; }

    /// <summary>The post; there is one case for each.</summary>
    public Id<Post> PostId { get; private set; }

    /// <summary>The thread that the post is in.</summary>
    public Id<Discussions.Thread> ThreadId { get; private set; }

    /// <summary>When the first concern came.</summary>
    public Instant OpenedAt { get; private set; }

    /// <summary>Since when someone waits for moderators: for a decision, or for an answer to what the author said; null when nobody does.</summary>
    public Instant? WaitsSince { get; private set; }

    /// <summary>Where it stands.</summary>
    public CaseState State { get; private set; }

    /// <summary>When one moderator hid the post; a second time is not theirs to give.</summary>
    public Instant? HiddenAt { get; private set; }

    /// <summary>The moderator who asked for the removal (or, of a removed post, for putting it back) and waits for a second; null when nobody did.</summary>
    public Id<Member>? ProposedById { get; private set; }

    /// <summary>The concerns, in the order in which they came. Who raised them is nobody's to see.</summary>
    public IReadOnlyList<Concern> Concerns => _concerns;

    /// <summary>What was done and said, in order.</summary>
    public IReadOnlyList<CaseStep> Steps => _steps;

    /// <summary>Whether the author was told of anything yet, and so may answer.</summary>
    public bool IsKnownToAuthor => _steps.Exists(s => s.IsForAuthor);

    /// <summary>Someone who can see the post is concerned about it. Each member says so once.</summary>
    /// <param name="by">Who; it stays between them and the database.</param>
    /// <param name="reason">What about.</param>
    /// <param name="words">In a few words of their own, if they wish.</param>
    /// <param name="about">The moderator whom it is about, who then has no part in it.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RuleBrokenException"><c>concern.twice</c>; <c>concern.words</c>; <c>post.removed</c>.</exception>
    public Concern Raise(Id<Member> by, ConcernReason reason, string? words, Id<Member>? about, Instant now)
    {
        if (State == CaseState.Removed) throw new RuleBrokenException("post.removed");
        if (_concerns.Exists(c => c.RaisedById == by)) throw new RuleBrokenException("concern.twice");
        var concern = new Concern(Id, by, reason, words, about, now);
        _concerns.Add(concern);
        (State, WaitsSince) = (CaseState.Open, WaitsSince ?? now);
        return concern;
    }

    /// <summary>One moderator hides the post for <see cref="HidingLasts"/>, so that there is time to look.</summary>
    /// <exception cref="RuleBrokenException"><c>case.decided</c>; <c>case.hiddenBefore</c>; <c>case.words</c>.</exception>
    public CaseStep Hide(Id<Member> by, ConcernReason reason, string words, Instant now)
    {
        RequireState(CaseState.Open);
        if (HiddenAt.HasValue) throw new RuleBrokenException("case.hiddenBefore");
        var step = Add(CaseStepKind.Hidden, by, reason, words, now);
        HiddenAt = now;
        return step;
    }

    /// <summary>A moderator is for removing the post. The second who is, and is not the first, removes it.</summary>
    /// <returns>A step of the kind <see cref="CaseStepKind.RemovalAsked"/> or <see cref="CaseStepKind.Removed"/>.</returns>
    /// <exception cref="RuleBrokenException"><c>case.decided</c>; <c>case.second</c>: the same moderator twice; <c>case.words</c>.</exception>
    public CaseStep Remove(Id<Member> by, ConcernReason reason, string words, Instant now)
    {
        RequireState(CaseState.Open);
        if (!IsSecond(by)) return Ask(CaseStepKind.RemovalAsked, by, reason, words, now);
        var step = Add(CaseStepKind.Removed, by, reason, words, now);
        Decide(CaseState.Removed);
        return step;
    }

    /// <summary>A moderator is for putting a removed post back. The second who is, and is not the first, does it.</summary>
    /// <returns>A step of the kind <see cref="CaseStepKind.RestoringAsked"/> or <see cref="CaseStepKind.Restored"/>.</returns>
    /// <exception cref="RuleBrokenException"><c>case.notRemoved</c>; <c>case.second</c>; <c>case.words</c>.</exception>
    public CaseStep Restore(Id<Member> by, string words, Instant now)
    {
        if (State != CaseState.Removed) throw new RuleBrokenException("case.notRemoved");
        if (!IsSecond(by)) return Ask(CaseStepKind.RestoringAsked, by, null, words, now);
        var step = Add(CaseStepKind.Restored, by, null, words, now);
        Decide(CaseState.Closed);
        return step;
    }

    /// <summary>
    /// A moderator leaves things as they are, with a note for the other moderators: an open case ends without action, and what
    /// an author answered to an earlier decision changes nothing. What the post may be hidden for still ends by itself.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>case.nothing</c>: nobody waits; <c>case.words</c>.</exception>
    public CaseStep Leave(Id<Member> by, string words, Instant now)
    {
        if (WaitsSince is null) throw new RuleBrokenException("case.nothing");
        var step = Add(CaseStepKind.Left, by, null, words, now);
        Decide(State == CaseState.Removed ? CaseState.Removed : CaseState.Closed);
        return step;
    }

    /// <summary>The author answers what they were told.</summary>
    /// <exception cref="RuleBrokenException"><c>case.untold</c>: there is nothing to answer; <c>case.answers</c>: five since moderators last spoke; <c>case.words</c>.</exception>
    public CaseStep Answer(string words, Instant now)
    {
        if (!IsKnownToAuthor) throw new RuleBrokenException("case.untold");
        if (Enumerable.Reverse(_steps).TakeWhile(s => s.Kind == CaseStepKind.Answered).Count() >= AnswersAtOnce) throw new RuleBrokenException("case.answers", AnswersAtOnce);
        var step = Add(CaseStepKind.Answered, null, null, words, now);
        WaitsSince ??= now;
        return step;
    }

    /// <summary>A moderator stopped the author from writing for a while; the pause itself is kept apart.</summary>
    /// <exception cref="RuleBrokenException"><c>case.words</c>.</exception>
    public CaseStep Paused(Id<Member> by, string words, Instant now) => Add(CaseStepKind.Paused, by, null, words, now);

    /// <summary>A moderator ended it early.</summary>
    /// <exception cref="RuleBrokenException"><c>case.words</c>.</exception>
    public CaseStep Unpaused(Id<Member> by, string words, Instant now) => Add(CaseStepKind.Unpaused, by, null, words, now);

    private bool IsSecond(Id<Member> by)
    {
        if (ProposedById == by) throw new RuleBrokenException("case.second");
        return ProposedById.HasValue;
    }

    private CaseStep Ask(CaseStepKind kind, Id<Member> by, ConcernReason? reason, string words, Instant now)
    {
        var step = Add(kind, by, reason, words, now);
        (ProposedById, WaitsSince) = (by, WaitsSince ?? now);
        return step;
    }

    private void Decide(CaseState state) => (State, ProposedById, WaitsSince) = (state, null, null);

    private void RequireState(CaseState state)
    {
        if (State != state) throw new RuleBrokenException("case.decided");
    }

    private CaseStep Add(CaseStepKind kind, Id<Member>? by, ConcernReason? reason, string words, Instant now)
    {
        var step = new CaseStep(Id, _steps.Count, kind, by, reason, words, now);
        _steps.Add(step);
        return step;
    }
}

/// <summary>Where a case stands.</summary>
public enum CaseState
{
    /// <summary>To be looked at.</summary>
    Open,

    /// <summary>Looked at; the post stands.</summary>
    Closed,

    /// <summary>Looked at by two; the post is removed.</summary>
    Removed,
}
