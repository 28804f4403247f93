using CoP.Domain.Discussions;

namespace CoP.Web.Features.Discussions;

/// <summary>
/// What of a thread has words that its readers may read. Whatever shows, sends, counts or searches texts asks here, beside
/// <see cref="ThreadVisibility"/>: a post that was taken back, or that moderators hide or removed, gives no text to anyone.
/// </summary>
public static class PostQueries
{
    /// <summary>The posts whose words are there for everyone who may see their thread.</summary>
    public static IQueryable<Post> Readable(this IQueryable<Post> posts, Instant now) =>
        posts.Where(p => p.TakenBackAt == null && p.RemovedAt == null && (p.HiddenUntil == null || p.HiddenUntil <= now));

    /// <summary>The same where no clock is at hand: what is no longer hidden is there again with the next round of <see cref="Moderation.EndHidings"/>, within a minute.</summary>
    public static IQueryable<Post> Readable(this IQueryable<Post> posts) => posts.Where(p => p.TakenBackAt == null && p.RemovedAt == null && p.HiddenUntil == null);

    /// <inheritdoc cref="Readable(IQueryable{Post})"/>
    public static IQueryable<Thread> Readable(this IQueryable<Thread> threads) => threads.Where(t => t.TakenBackAt == null && t.RemovedAt == null && t.HiddenUntil == null);

    /// <summary>The threads whose title and opening are there for everyone who may see them.</summary>
    public static IQueryable<Thread> Readable(this IQueryable<Thread> threads, Instant now) =>
        threads.Where(t => t.TakenBackAt == null && t.RemovedAt == null && (t.HiddenUntil == null || t.HiddenUntil <= now));

    /// <summary>As the query, for one in memory.</summary>
    public static bool IsReadable(this Post post, Instant now) => post.TakenBackAt is null && post.RemovedAt is null && !(post.HiddenUntil > now);

    /// <summary>As the query, for one in memory.</summary>
    public static bool IsReadable(this Thread thread, Instant now) => thread.TakenBackAt is null && thread.RemovedAt is null && !(thread.HiddenUntil > now);
}
