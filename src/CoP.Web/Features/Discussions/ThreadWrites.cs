using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Live;

namespace CoP.Web.Features.Discussions;

/// <summary>What several writes to threads have in common.</summary>
public static class ThreadWrites
{
    /// <summary>Tells the pages that show the thread.</summary>
    public static void Changed(this CopDb db, Thread thread) => db.Changed(LiveTopics.Thread(thread.Id), thread.Version);

    /// <summary>The posts that are a member's, in the discussion that knows them so.</summary>
    public static IQueryable<Post> By(this IQueryable<Post> posts, Writer writer)
    {
        var (member, alias) = (writer.Member, writer.Alias);
        return posts.Where(p => p.AuthorId == member || (p.AliasId != null && p.AliasId == alias));
    }

    /// <summary>Who writes in a thread hears of what comes after, unless they once said that they would rather not.</summary>
    public static async Task FollowByWriting(this CopDb db, Thread thread, Id<Member> member, Instant now)
    {
        if (await db.Follows.FindAsync(thread.Id, member) is null) db.Follows.Add(new Follow(member, thread.Id, now));
    }
}
