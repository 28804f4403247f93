using CoP.Domain.Discussions;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions;

/// <summary>Replies to one post in particular.</summary>
public static class Answers
{
    /// <summary>Has open pages show the replies to a post that was taken back anew, since they name its author. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static async Task Orphan(this CopDb db, Thread thread, Post parent)
    {
        if (!parent.TakenBackAt.HasValue) return;
        foreach (var reply in await db.Posts.Where(p => p.ThreadId == thread.Id && p.InReplyTo == parent.Sequence && p.TakenBackAt == null).ToListAsync()) thread.Orphan(reply, parent);
    }
}
