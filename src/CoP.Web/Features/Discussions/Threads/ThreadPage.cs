using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions.Posts;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>A thread with one page of its replies.</summary>
public sealed record ThreadPage(ThreadHead Thread, Writer Reader, ThreadStanding Standing, IReadOnlyList<PostView> Posts, int From, ReplyInput Reply)
{
    /// <summary>What the reader said to which post.</summary>
    public ILookup<Id<Post>, ReactionKind> Said { get; init; } = Nothing;

    static readonly ILookup<Id<Post>, ReactionKind> Nothing = Array.Empty<Id<Post>>().ToLookup(id => id, _ => default(ReactionKind));

    public int? Earlier => From > 1 ? Math.Max(1, From - ThreadAddress.PageSize) : null;

    public int? Later => From + ThreadAddress.PageSize <= Thread.LastSequence ? From + ThreadAddress.PageSize : null;

    /// <summary>The place of the last reply shown; of the opening when there is none.</summary>
    public int Last => Posts.Count > 0 ? Posts[^1].Sequence : 0;

    /// <summary>The first reply of somebody else that the reader has not seen, when it is not simply the whole thread.</summary>
    public int? FirstNew => Standing.Read is { } read ? Posts.FirstOrDefault(p => p.Sequence > read && !p.IsTakenBack && !Reader.Is(p.AuthorId, p.AliasId))?.Sequence : null;

    public bool MayClose => Thread.IsAskedBy(Reader) && !Thread.IsTakenBack && Thread.Withheld != Withheld.Removed;

    /// <summary>The post that is being answered.</summary>
    public PostView? Answered => Posts.FirstOrDefault(p => p.Sequence == Reply.InReplyTo && !p.IsTakenBack && p.Withheld == Withheld.No);

    public bool IsNew(PostView post) => !post.IsOpening && FirstNew == post.Sequence;

    /// <summary>Without a place asked for, a long thread opens where the reader left off: at the first unread reply, or at the newest.</summary>
    public static async Task<ThreadPage> Read(ThreadReading reading, ThreadHead thread, int? from, ReplyInput reply)
    {
        var reader = await reading.Writer(thread);
        var standing = await reading.Standing(thread, reader);
        // Whoever stood behind an alias here goes on so unless they say otherwise: a slip would give them away.
        if (reply.IsNew) reply.Anonymous = reader.Alias is not null;
        var start = ThreadAddress.PageOf(Math.Clamp(from ?? reply.InReplyTo ?? (standing.Read is { } read ? Math.Min(read + 1, thread.LastSequence) : 1), 1, Math.Max(1, thread.LastSequence)));
        var page = new ThreadPage(thread, reader, standing, await reading.Page(thread.Id, start), start, reply);
        if (page.Posts.Any(p => p.Reactions != ReactionCounts.None)) page = page with { Said = await reading.SaidBy(reader.Member, thread.Id) };
        // Only who comes from what they had read has read on; a jump ahead leaves the rest unread.
        if (start <= (standing.Read ?? 0) + 1 && page.Last > (standing.Read ?? -1)) await reading.Reached(thread, reader, page.Last);
        return page;
    }
}
