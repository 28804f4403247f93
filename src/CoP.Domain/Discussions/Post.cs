using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// What one member wrote in a thread: its opening (<see cref="Sequence"/> 0) or a reply. It changes only through its
/// <see cref="Thread"/>, which stamps every change with its next version.
/// </summary>
public sealed partial class Post
{
    private Post()
    {
    }

    internal Post(Thread thread, Author author, int sequence, int? inReplyTo, string language, RenderedText body, Instant now)
    {
        (Id, ThreadId, AuthorId, AliasId, Sequence, InReplyTo) = (Id<Post>.New(author.Dates(now)), thread.Id, author.Member, author.Alias, sequence, inReplyTo);
        (Language, Body, WrittenAt) = (language, body, now);
    }

    /// <summary>Which post.</summary>
    public Id<Post> Id { get; private set; }

    /// <summary>The thread it belongs to.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>Its place in the thread: 0 is the opening, then 1, 2, 3 without gaps in the order of acceptance.</summary>
    public int Sequence { get; private set; }

    /// <summary>Who wrote it; null for an anonymous post.</summary>
    public Id<Member>? AuthorId { get; private set; }

    /// <summary>Behind which name an anonymous author stands; null for a post under one's own.</summary>
    public Id<Alias>? AliasId { get; private set; }

    /// <summary>The place of the post that it answers, when it answers one in particular.</summary>
    public int? InReplyTo { get; private set; }

    /// <summary>The language it is written in: <c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>What it says; <see cref="RenderedText.Nothing"/> once taken back.</summary>
    public RenderedText Body { get; private set; } = RenderedText.Nothing;

    /// <summary>When it was accepted.</summary>
    public Instant WrittenAt { get; private set; }

    /// <summary>When its author last changed its words; null if never.</summary>
    public Instant? EditedAt { get; private set; }

    /// <summary>When its author took it back; null if it stands.</summary>
    public Instant? TakenBackAt { get; private set; }

    /// <summary>When the asker said that it helped; null if they have not.</summary>
    public Instant? HelpedAt { get; private set; }

    /// <summary>Until when a moderator hides it; null, or past, where none does.</summary>
    public Instant? HiddenUntil { get; private set; }

    /// <summary>When two moderators removed it; null while it stands.</summary>
    public Instant? RemovedAt { get; private set; }

    /// <summary>The thread's version at which this post last changed.</summary>
    public long Version { get; private set; }

    /// <summary>Whether it opens its thread.</summary>
    public bool IsOpening => Sequence == 0;

    internal void Stamp(long version) => Version = version;

    internal void Reword(string language, RenderedText body, Instant now) => (Language, Body, EditedAt) = (language, body, now);

    internal void Unquote(RenderedText body) => Body = body;

    internal void Erase(Instant now) =>
        (Body, EditedAt, HelpedAt, TakenBackAt, TellsOutcome, Reactions) = (RenderedText.Nothing, null, null, now, false, ReactionCounts.None);

    internal void Moderate(Instant? hiddenUntil, Instant? removedAt) => (HiddenUntil, RemovedAt) = (hiddenUntil, removedAt);

    internal void Helped(Instant? at) => HelpedAt = at;
}
