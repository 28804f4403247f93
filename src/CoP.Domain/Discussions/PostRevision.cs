using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// What a post said before it was changed, for those who may read the post. It is there until the author erases it, or
/// takes the post back.
/// </summary>
public sealed class PostRevision
{
    private PostRevision()
    {
    }

    /// <summary>The post as it is now, before it changes.</summary>
    /// <param name="post">The post.</param>
    /// <param name="title">The title of its thread, when it opens one.</param>
    /// <param name="number">1 for the first version, then on without gaps.</param>
    public PostRevision(Post post, string? title, int number) =>
        (PostId, Number, Title, Language, Body, SaidAt) = (post.Id, number, title, post.Language, post.Body, post.EditedAt ?? post.WrittenAt);

    /// <summary>Of which post.</summary>
    public Id<Post> PostId { get; private set; }

    /// <summary>Which version: 1 is what was posted first.</summary>
    public int Number { get; private set; }

    /// <summary>The title of the thread then, when the post opens it.</summary>
    public string? Title { get; private set; }

    /// <summary>The language it was in: <c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>What it said.</summary>
    public RenderedText Body { get; private set; } = RenderedText.Nothing;

    /// <summary>Since when it said so.</summary>
    public Instant SaidAt { get; private set; }

    /// <summary>Takes out of it what it quoted of a post that was taken back.</summary>
    public void Unquote(RenderedText body) => Body = body;
}

/// <summary>That a post quotes another, in its words of today or of before: whoever takes the other back takes the quotation back too.</summary>
public sealed class Quotation
{
    private Quotation()
    {
    }

    /// <summary>One post quotes another.</summary>
    public Quotation(Id<Post> postId, Id<Post> quotedPostId) => (PostId, QuotedPostId) = (postId, quotedPostId);

    /// <summary>The post that quotes.</summary>
    public Id<Post> PostId { get; private set; }

    /// <summary>The post that is quoted.</summary>
    public Id<Post> QuotedPostId { get; private set; }
}

/// <summary>
/// That a post names a member who may see it, and so wants them to. It widens no audience: whoever may not see the post
/// is not mentioned, whatever it says.
/// </summary>
public sealed class Mention
{
    /// <summary>How many members one post may mention.</summary>
    public const int Most = 10;

    private Mention()
    {
    }

    /// <summary>A post mentions a member.</summary>
    public Mention(Id<Post> postId, Id<Members.Member> memberId) => (PostId, MemberId) = (postId, memberId);

    /// <summary>The post.</summary>
    public Id<Post> PostId { get; private set; }

    /// <summary>Whom it mentions; never somebody behind an alias.</summary>
    public Id<Members.Member> MemberId { get; private set; }
}
