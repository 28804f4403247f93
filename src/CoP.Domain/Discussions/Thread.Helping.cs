using CoP.Domain.Common;

namespace CoP.Domain.Discussions;

public sealed partial class Thread
{
    /// <summary>The reply that this discussion grew out of: a success told there, which got a place of its own.</summary>
    public Id<Post>? GrewFrom { get; private set; }

    /// <summary>The thread of <see cref="GrewFrom"/>.</summary>
    public Id<Thread>? GrewFromThread { get; private set; }

    /// <summary>The asker says that a reply of their own tells how it went. Several may: it goes on.</summary>
    /// <exception cref="RuleBrokenException"><c>thread.notYours</c>, <c>post.notYours</c>, <c>thread.asksNothing</c>, <c>post.takenBack</c>, <c>post.parent</c>.</exception>
    public void TellOutcome(Post reply, Writer by) => SetOutcome(reply, by, true);

    /// <summary>The asker takes that away again; the reply stays.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="TellOutcome"/>.</exception>
    public void UntellOutcome(Post reply, Writer by) => SetOutcome(reply, by, false);

    /// <summary>Says a word to another's post. That it was not said before is the caller's to ensure.</summary>
    /// <param name="post">To which post.</param>
    /// <param name="by">Who.</param>
    /// <param name="token">Who, as the row tells it: for whoever holds the key.</param>
    /// <param name="kind">Which word.</param>
    /// <exception cref="RuleBrokenException"><c>post.yours</c>, <c>post.takenBack</c>, <c>post.parent</c>, <c>reaction.unknown</c>.</exception>
    public Reaction React(Post post, Writer by, Guid token, ReactionKind kind)
    {
        if (!Enum.IsDefined(kind)) throw new RuleBrokenException("reaction.unknown");
        if (post.ThreadId != Id) throw new RuleBrokenException("post.parent");
        if (by.Wrote(post)) throw new RuleBrokenException("post.yours");
        if (post.TakenBackAt.HasValue) throw new RuleBrokenException("post.takenBack");
        post.React(kind, 1);
        post.Stamp(++Version);
        return new Reaction(post, token, kind);
    }

    /// <summary>Takes a word back.</summary>
    public void Unreact(Post post, Reaction reaction)
    {
        if (post.ThreadId != Id || reaction.PostId != post.Id) throw new RuleBrokenException("post.parent");
        post.React(reaction.Kind, -1);
        post.Stamp(++Version);
    }

    /// <summary>Notes that this discussion tells on what its author told in a reply elsewhere.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>post.notYours</c>; <c>post.takenBack</c>; <c>grown.opening</c>: a discussion grows out of a reply;
    /// <c>grown.anonymous</c>: the link would tell who stands behind the one or the other.
    /// </exception>
    public void GrowOutOf(Post reply, Writer by)
    {
        if (!by.Wrote(reply)) throw new RuleBrokenException("post.notYours");
        if (reply.IsOpening) throw new RuleBrokenException("grown.opening");
        if (reply.TakenBackAt.HasValue) throw new RuleBrokenException("post.takenBack");
        if (AuthorId is null || reply.AuthorId is null) throw new RuleBrokenException("grown.anonymous");
        (GrewFrom, GrewFromThread) = (reply.Id, reply.ThreadId);
    }

    /// <summary>A discussion grew out of a reply in this one, or one that did is gone, or the reply is.</summary>
    public void SidesChanged() => SidesVersion = ++Version;

    private void SetOutcome(Post reply, Writer by, bool tells)
    {
        Markable(reply, by);
        Own(reply, by);
        if (reply.TellsOutcome == tells) return;
        reply.Tell(tells);
        Changed(reply);
        HeadVersion = Version;
    }
}
