using CoP.Domain.CoReflection;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Moderation;

/// <summary>
/// What a new member wrote and a moderator has not yet let in: a reply, or the opening of a discussion. It is in no thread, and
/// goes when it is let in or withdrawn.
/// </summary>
public sealed class Submission
{
    /// <summary>The most that one member can have waiting.</summary>
    public const int Limit = 5;

    private Submission()
    {
    }

    /// <summary>Something that waits.</summary>
    /// <param name="authorId">Who wrote it.</param>
    /// <param name="place">Where it is to go.</param>
    /// <param name="text">What they wrote, as they typed it.</param>
    /// <param name="formKey">The key of the form, so that one sent twice waits once.</param>
    /// <param name="now">When.</param>
    public Submission(Id<Member> authorId, SubmissionPlace place, SubmissionText text, Guid? formKey, Instant now)
    {
        (Id, AuthorId, FormKey, WrittenAt) = (Id<Submission>.New(now), authorId, formKey, now);
        (ThreadId, InReplyTo) = (place.ThreadId, place.InReplyTo);
        (SpaceSlug, Kind, Audience, GroupId) = (place.SpaceSlug, place.Kind, place.Audience, place.GroupId);
        Put(text);
    }

    /// <summary>Which.</summary>
    public Id<Submission> Id { get; private set; }

    /// <summary>Who wrote it, under their own name: new members do not write anonymously.</summary>
    public Id<Member> AuthorId { get; private set; }

    /// <summary>The thread that it answers in; null for an opening.</summary>
    public Id<Discussions.Thread>? ThreadId { get; private set; }

    /// <summary>The place of the post that a reply answers.</summary>
    public int? InReplyTo { get; private set; }

    /// <summary>The space of an opening.</summary>
    public string? SpaceSlug { get; private set; }

    /// <summary>What an opening begins.</summary>
    public ThreadKind? Kind { get; private set; }

    /// <summary>Who is to read an opening.</summary>
    public AudienceKind? Audience { get; private set; }

    /// <summary>Which group is to read it.</summary>
    public Id<Group>? GroupId { get; private set; }

    /// <summary>An opening's title.</summary>
    public string? Title { get; private set; }

    /// <summary>The Markdown.</summary>
    public string Body { get; private set; } = "";

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The form it came from.</summary>
    public Guid? FormKey { get; private set; }

    /// <summary>When it was written, or last changed.</summary>
    public Instant WrittenAt { get; private set; }

    /// <summary>What the moderator who returned it said; null while it waits.</summary>
    public string? ReturnedWords { get; private set; }

    /// <summary>Which moderator returned it; null while it waits.</summary>
    public Id<Member>? ReturnedById { get; private set; }

    /// <summary>How often it was sent or returned; a letter about an earlier state is not sent.</summary>
    public int Version { get; private set; }

    /// <summary>Whether it is an opening.</summary>
    public bool IsOpening => ThreadId is null;

    /// <summary>Whether a moderator is to look at it.</summary>
    public bool Waits => ReturnedWords is null;

    /// <summary>Its author changed it, and it waits again.</summary>
    public void Change(SubmissionText text, Instant now)
    {
        Put(text);
        (WrittenAt, ReturnedWords, ReturnedById) = (now, null, null);
        Version++;
    }

    /// <summary>A moderator gives it back with a word on what to change.</summary>
    /// <exception cref="RuleBrokenException"><c>submission.decided</c>; <c>submission.own</c>; <c>case.words</c>.</exception>
    public void Return(Id<Member> by, string words)
    {
        RequireWaiting(by);
        (ReturnedWords, ReturnedById) = (PlainText.NeededLines(words, CaseStep.WordsLimit, "case.words"), by);
        Version++;
    }

    /// <summary>Whether a moderator may let it in now.</summary>
    /// <exception cref="RuleBrokenException"><c>submission.decided</c>: it does not wait; <c>submission.own</c>.</exception>
    public void RequireWaiting(Id<Member> by)
    {
        if (by == AuthorId) throw new RuleBrokenException("submission.own");
        if (!Waits) throw new RuleBrokenException("submission.decided");
    }

    private void Put(SubmissionText text) => (Title, Body, Language) = (text.Title, text.Body, text.Language);
}

/// <summary>Where a submission is to go: into a thread, or into a space as a thread of its own.</summary>
public sealed record SubmissionPlace
{
    private SubmissionPlace()
    {
    }

    /// <summary>The thread of a reply.</summary>
    public Id<Discussions.Thread>? ThreadId { get; private init; }

    /// <summary>What it answers there.</summary>
    public int? InReplyTo { get; private init; }

    /// <summary>The space of an opening.</summary>
    public string? SpaceSlug { get; private init; }

    /// <summary>What it begins.</summary>
    public ThreadKind? Kind { get; private init; }

    /// <summary>For whom.</summary>
    public AudienceKind? Audience { get; private init; }

    /// <summary>For which group.</summary>
    public Id<Group>? GroupId { get; private init; }

    /// <summary>A reply.</summary>
    public static SubmissionPlace In(Id<Discussions.Thread> thread, int? inReplyTo) => new() { ThreadId = thread, InReplyTo = inReplyTo };

    /// <summary>An opening.</summary>
    public static SubmissionPlace Under(string spaceSlug, ThreadKind kind, AudienceKind audience, Id<Group>? groupId) =>
        new() { SpaceSlug = spaceSlug, Kind = kind, Audience = audience, GroupId = groupId };
}

/// <summary>What a submission says.</summary>
/// <param name="Title">An opening's title; null for a reply.</param>
/// <param name="Body">The Markdown.</param>
/// <param name="Language"><c>en</c> or <c>es</c>.</param>
public sealed record SubmissionText(string? Title, string Body, string Language);
