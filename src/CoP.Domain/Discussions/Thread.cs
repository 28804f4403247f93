using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// A discussion. Every change takes the next <see cref="Version"/> and stamps it on what changed, so that a page that
/// knows version n can ask for all that came after. Posts need not be in memory for any of this: callers load the one
/// that a verb speaks of.
/// </summary>
public sealed partial class Thread
{
    /// <summary>Longest title, in UTF-16 characters.</summary>
    public const int TitleLimit = 140;

    private readonly List<Post> _posts = [];

    private Thread()
    {
    }

    /// <summary>Begins a discussion with its opening post. Its author belongs to the audience: <see cref="Audience.Require"/>.</summary>
    /// <param name="spaceId">Where.</param>
    /// <param name="author">Who.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="audience">Who may read it.</param>
    /// <param name="language">The language of title and text.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="body">The opening's text.</param>
    /// <param name="now">When.</param>
    /// <param name="id">Which thread, where the author's alias had to be made for it beforehand.</param>
    /// <exception cref="RuleBrokenException"><c>thread.title</c>; <c>thread.characters</c>; <c>text.language</c>.</exception>
    public Thread(Id<Space> spaceId, Author author, ThreadKind kind, Audience audience, string language, string title, RenderedText body, Instant now, Id<Thread>? id = null)
    {
        (Id, SpaceId, AuthorId, AliasId, Kind, Audience) = (id ?? Id<Thread>.New(author.Dates(now)), spaceId, author.Member, author.Alias, kind, audience);
        (Language, Title, OpenedAt, ActiveAt) = (PlainText.Language(language), Line(title), now, now);
        var opening = new Post(this, author, 0, null, language, body, now);
        _posts.Add(opening);
        opening.Stamp(HeadVersion = ++Version);
    }

    /// <summary>Which thread.</summary>
    public Id<Thread> Id { get; private set; }

    /// <summary>The space it lies in.</summary>
    public Id<Space> SpaceId { get; private set; }

    /// <summary>Who began it: the asker; null where it was begun anonymously.</summary>
    public Id<Member>? AuthorId { get; private set; }

    /// <summary>Behind which name its anonymous author stands; null otherwise.</summary>
    public Id<Alias>? AliasId { get; private set; }

    /// <summary>What it is.</summary>
    public ThreadKind Kind { get; private set; }

    /// <summary>Who may read it.</summary>
    public Audience Audience { get; private set; } = Audience.Everyone;

    /// <summary>The language of title and opening: <c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Its title; empty once its opening was taken back.</summary>
    public string Title { get; private set; } = "";

    /// <summary>When it began.</summary>
    public Instant OpenedAt { get; private set; }

    /// <summary>When it began or was last replied to: lists go by it.</summary>
    public Instant ActiveAt { get; private set; }

    /// <summary>When its author closed it to replies; null while it is open.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>When its author took the opening back; null while it stands.</summary>
    public Instant? TakenBackAt { get; private set; }

    /// <summary>Until when a moderator hides opening and title; null, or past, where none does.</summary>
    public Instant? HiddenUntil { get; private set; }

    /// <summary>When moderators removed opening and title, which ends the discussion; null while they stand.</summary>
    public Instant? RemovedAt { get; private set; }

    /// <summary>The number of changes so far.</summary>
    public long Version { get; private set; }

    /// <summary>The version at which title, closing or opening last changed.</summary>
    public long HeadVersion { get; private set; }

    /// <summary>The version at which what stands beside the discussion last changed, which each reads as they may: what grew out of it, and the question whether more may see it.</summary>
    public long SidesVersion { get; private set; }

    /// <summary>The place of the newest post; 0 while there is only the opening.</summary>
    public int LastSequence { get; private set; }

    /// <summary>How many replies stand.</summary>
    public int ReplyCount { get; private set; }

    /// <summary>The posts that are in memory.</summary>
    public IReadOnlyList<Post> Posts => _posts;

    /// <summary>Whether it takes no more replies.</summary>
    public bool IsClosed => ClosedAt.HasValue || TakenBackAt.HasValue || RemovedAt.HasValue;

    /// <summary>Whether its author looks for help, and so may say what helped.</summary>
    public bool Asks => Kind.Asks();

    /// <summary>Takes a reply.</summary>
    /// <param name="author">Who writes. That they may read the thread is the caller's to ensure.</param>
    /// <param name="language"><c>en</c> or <c>es</c>.</param>
    /// <param name="body">What they write.</param>
    /// <param name="now">When.</param>
    /// <param name="inReplyTo">The place of the post that this answers, if one in particular.</param>
    /// <exception cref="RuleBrokenException"><c>thread.closed</c>, <c>thread.takenBack</c>, <c>thread.removed</c>, <c>post.parent</c>, <c>text.language</c>.</exception>
    public Post Reply(Author author, string language, RenderedText body, Instant now, int? inReplyTo = null)
    {
        if (TakenBackAt.HasValue) throw new RuleBrokenException("thread.takenBack");
        if (RemovedAt.HasValue) throw new RuleBrokenException("thread.removed");
        if (ClosedAt.HasValue) throw new RuleBrokenException("thread.closed");
        if (inReplyTo < 0 || inReplyTo > LastSequence) throw new RuleBrokenException("post.parent");
        var reply = new Post(this, author, LastSequence + 1, inReplyTo, PlainText.Language(language), body, now);
        _posts.Add(reply);
        (LastSequence, ActiveAt, ReplyCount) = (reply.Sequence, Instant.Max(ActiveAt, now), ReplyCount + 1);
        // The head tells how many there are.
        reply.Stamp(HeadVersion = ++Version);
        return reply;
    }

    /// <summary>Changes the words of a post. Words that stay the same are no change.</summary>
    /// <exception cref="RuleBrokenException"><c>post.notYours</c>, <c>post.takenBack</c>, <c>post.removed</c>, <c>text.language</c>.</exception>
    public void Edit(Post post, Writer by, string language, RenderedText body, Instant now)
    {
        Own(post, by);
        if (post.TakenBackAt.HasValue) throw new RuleBrokenException("post.takenBack");
        if (post.RemovedAt.HasValue) throw new RuleBrokenException("post.removed");
        if (post.Body.Source == body.Source && post.Language == language) return;
        post.Reword(PlainText.Language(language), body, now);
        if (post.IsOpening) Language = language;
        Changed(post);
    }

    /// <summary>Takes out of a post what it quoted of another that was taken back. That is no edit by its author.</summary>
    /// <exception cref="RuleBrokenException"><c>post.parent</c>: the post is of another discussion.</exception>
    public void Unquote(Post post, RenderedText body)
    {
        if (post.ThreadId != Id) throw new RuleBrokenException("post.parent");
        if (post.TakenBackAt.HasValue || post.Body == body) return;
        post.Unquote(body);
        Changed(post);
    }

    /// <summary>Gives the discussion another title.</summary>
    /// <exception cref="RuleBrokenException"><c>thread.notYours</c>, <c>thread.takenBack</c>, <c>thread.title</c>, <c>thread.characters</c>.</exception>
    public void Retitle(Writer by, string title)
    {
        Own(by);
        if (TakenBackAt.HasValue) throw new RuleBrokenException("thread.takenBack");
        if (RemovedAt.HasValue) throw new RuleBrokenException("thread.removed");
        if (Title == Line(title)) return;
        Title = Line(title);
        HeadVersion = ++Version;
    }

    /// <summary>
    /// Erases a post for good and leaves "taken back" in its place; the opening takes the title with it and ends the
    /// discussion, whose other replies are not its author's to erase. Taking back twice is no change.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>post.notYours</c>.</exception>
    public void TakeBack(Post post, Writer by, Instant now)
    {
        Own(post, by);
        if (post.TakenBackAt.HasValue) return;
        var stood = !post.RemovedAt.HasValue;
        post.Erase(now);
        if (post.IsOpening) (Title, TakenBackAt) = ("", now);
        else if (stood) ReplyCount--;
        Moderate(post, null, null);
    }

    /// <summary>A moderator hides a post until a moment, with the title where it is the opening. It ends by itself; <see cref="Reveal"/> tells open pages.</summary>
    public void Hide(Post post, Instant until)
    {
        if (post.TakenBackAt is null && post.RemovedAt is null) Moderate(post, until, null);
    }

    /// <summary>Its time is over, and it is shown again.</summary>
    public void Reveal(Post post, Instant now)
    {
        if (post.HiddenUntil <= now) Moderate(post, null, post.RemovedAt);
    }

    /// <summary>Two moderators remove a post; the opening takes the title with it and ends the discussion. Its author still has the text.</summary>
    public void Remove(Post post, Instant now)
    {
        if (post.TakenBackAt.HasValue || post.RemovedAt.HasValue) return;
        if (!post.IsOpening) ReplyCount--;
        Moderate(post, null, now);
    }

    /// <summary>Two moderators put a removed post back.</summary>
    public void Restore(Post post)
    {
        if (post.RemovedAt is null) return;
        if (!post.IsOpening) ReplyCount++;
        Moderate(post, null, null);
    }

    private void Moderate(Post post, Instant? hiddenUntil, Instant? removedAt)
    {
        post.Moderate(hiddenUntil, removedAt);
        if (post.IsOpening) (HiddenUntil, RemovedAt) = (hiddenUntil, removedAt);
        Changed(post);
        HeadVersion = Version;
    }

    /// <summary>A reply no longer tells whom it answers: that post is gone, and open pages still name its author.</summary>
    /// <exception cref="RuleBrokenException"><c>post.parent</c>: it answers another, or one that stands.</exception>
    public void Orphan(Post reply, Post parent)
    {
        if (reply.ThreadId != Id || parent.ThreadId != Id || reply.InReplyTo != parent.Sequence || !parent.TakenBackAt.HasValue) throw new RuleBrokenException("post.parent");
        if (reply.Version < parent.Version) Changed(reply);
    }

    /// <summary>The asker says that a reply helped. Several may: there is no one answer.</summary>
    /// <exception cref="RuleBrokenException"><c>thread.notYours</c>, <c>thread.asksNothing</c>, <c>post.takenBack</c>, <c>post.parent</c>.</exception>
    public void Helped(Post reply, Writer by, Instant now)
    {
        Markable(reply, by);
        if (reply.HelpedAt.HasValue) return;
        reply.Helped(now);
        Changed(reply);
    }

    /// <summary>The asker takes the mark away again.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Helped"/>.</exception>
    public void Unmark(Post reply, Writer by)
    {
        Markable(reply, by);
        if (!reply.HelpedAt.HasValue) return;
        reply.Helped(null);
        Changed(reply);
        HeadVersion = Version;
    }

    /// <summary>Its author wants no more replies. What is there stays, and can still be edited or taken back.</summary>
    /// <exception cref="RuleBrokenException"><c>thread.notYours</c>, <c>thread.takenBack</c>.</exception>
    public void Close(Writer by, Instant now) => SetClosed(by, ClosedAt ?? now);

    /// <summary>Its author takes replies again.</summary>
    /// <exception cref="RuleBrokenException"><c>thread.notYours</c>, <c>thread.takenBack</c>.</exception>
    public void Reopen(Writer by) => SetClosed(by, null);

    private void SetClosed(Writer by, Instant? at)
    {
        Own(by);
        if (TakenBackAt.HasValue) throw new RuleBrokenException("thread.takenBack");
        if (ClosedAt == at) return;
        ClosedAt = at;
        HeadVersion = ++Version;
    }

    private void Changed(Post post)
    {
        post.Stamp(++Version);
        // The head tells which replies helped and how it went.
        if (post.IsOpening || post.IsMarked) HeadVersion = Version;
    }

    private void Markable(Post reply, Writer by)
    {
        Own(by);
        if (!Asks) throw new RuleBrokenException("thread.asksNothing");
        if (reply.ThreadId != Id || reply.IsOpening) throw new RuleBrokenException("post.parent");
        if (reply.TakenBackAt.HasValue) throw new RuleBrokenException("post.takenBack");
        if (reply.RemovedAt.HasValue) throw new RuleBrokenException("post.removed");
    }

    private void Own(Writer by)
    {
        if (!by.Began(this)) throw new RuleBrokenException("thread.notYours");
    }

    private void Own(Post post, Writer by)
    {
        if (post.ThreadId != Id || !by.Wrote(post)) throw new RuleBrokenException("post.notYours");
    }

    private static string Line(string? title)
    {
        title = (title ?? "").Trim();
        if (title.Length is 0 or > TitleLimit) throw new RuleBrokenException("thread.title", TitleLimit);
        return title.IsReadable(lines: false) ? title : throw new RuleBrokenException("thread.characters");
    }
}

/// <summary>What a discussion is.</summary>
public enum ThreadKind
{
    /// <summary>A practice question.</summary>
    Question,

    /// <summary>Something that went well.</summary>
    Success,

    /// <summary>Something that is hard.</summary>
    Challenge,

    /// <summary>Something useful to others.</summary>
    Resource,

    /// <summary>A made-up situation to think through together.</summary>
    Scenario,
}

/// <summary>What follows from a kind.</summary>
public static class ThreadKinds
{
    /// <summary>Whether the author looks for help, and so may say which replies helped.</summary>
    public static bool Asks(this ThreadKind kind) => kind is ThreadKind.Question or ThreadKind.Challenge;
}
