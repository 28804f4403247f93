using System.Linq.Expressions;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions;

/// <summary>
/// What a member has not read: the one place that says so. A post is unread when it stands, somebody else wrote it, it lies
/// behind the reader's mark in its thread, and it was written after the last time they took everything as read.
/// </summary>
public static class UnreadPosts
{
    /// <summary>More of one thread are not counted: a list says "99+".</summary>
    public const int Most = 100;

    /// <summary>Threads with something unread in them; without those that the reader muted.</summary>
    public static IQueryable<Thread> Unread(this IQueryable<Thread> threads, CopDb db, Reader reader)
    {
        var me = reader.Member;
        var posts = db.Posts.OfOthers(db, reader);
        return from m in threads.NotMuted(db, reader).Marked(db, reader)
               let t = m.Thread
               // What the thread says of itself comes first: it spares most threads a look at their posts.
               where t.LastSequence > m.Read && !db.ReadLines.Any(l => l.MemberId == me && (l.SpaceId == null || l.SpaceId == t.SpaceId) && l.At >= t.ActiveAt)
               where posts.Any(p => p.ThreadId == t.Id && p.Sequence > m.Read && !db.ReadLines.Any(l => l.MemberId == me && (l.SpaceId == null || l.SpaceId == t.SpaceId) && l.At >= p.WrittenAt))
               select t;
    }

    /// <summary>Threads that the reader has not muted, by themselves or with their space.</summary>
    public static IQueryable<Thread> NotMuted(this IQueryable<Thread> threads, CopDb db, Reader reader)
    {
        var (me, mine) = (reader.Member, reader.Aliases);
        if (mine.Count == 0) return threads.Where(t => t.IsNotMutedBy(me));
        // What an anonymous asker chose lies on their alias.
        return threads.Where(t => !db.Aliases.Any(a => a.Id == t.AliasId && mine.Contains(a.Id) && a.Level == FollowLevel.Mute))
            .Where(t => t.IsNotMutedBy(me) || (t.AliasId != null && mine.Contains(t.AliasId.Value) && !db.Follows.Any(f => f.MemberId == me && f.ThreadId == t.Id && f.Level == FollowLevel.Mute)));
    }

    [SpelledOut(nameof(isNotMutedBy))]
    public static bool IsNotMutedBy(this Thread thread, Id<Member> me) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Thread, Id<Member>, bool>> isNotMutedBy = (db, t, me) =>
        !db.Follows.Any(f => f.MemberId == me && f.ThreadId == t.Id && f.Level == FollowLevel.Mute)
        && (!db.SpaceFollows.Any(f => f.MemberId == me && f.SpaceId == t.SpaceId && f.Level == FollowLevel.Mute) || db.Follows.Any(f => f.MemberId == me && f.ThreadId == t.Id));

    /// <summary>How many replies of a row are new, in words.</summary>
    public static string New(this IStringLocalizer<DiscussionsText> texts, ThreadRow row) => row.New < Most ? texts.Count("row.new", row.New) : texts["row.new.many", Most - 1];

    /// <summary>The rows with how many posts in each are unread, <see cref="Most"/> at most; of what is muted, none.</summary>
    public static async Task<List<ThreadRow>> Counted(this List<ThreadRow> rows, CopDb db, Reader reader)
    {
        var (me, ids) = (reader.Member, rows.ConvertAll(r => r.Id));
        if (ids.Count == 0) return rows;
        var posts = db.Posts.OfOthers(db, reader);
        var counts = await (from m in db.Threads.Where(t => EF.Parameter(ids).Contains(t.Id)).NotMuted(db, reader).Marked(db, reader)
                            let t = m.Thread
                            select new
                            {
                                t.Id,
                                Unread = posts.Where(p => p.ThreadId == t.Id && p.Sequence > m.Read
                                    && !db.ReadLines.Any(l => l.MemberId == me && (l.SpaceId == null || l.SpaceId == t.SpaceId) && l.At >= p.WrittenAt)).Take(Most).Count(),
                            }).ToDictionaryAsync(c => c.Id, c => c.Unread);
        return rows.ConvertAll(r => r with { Unread = counts.GetValueOrDefault(r.Id) });
    }

    /// <summary>Each thread with the place up to which the reader has read it, -1 for not at all. The mark of an anonymous asker lies on their alias.</summary>
    static IQueryable<MarkedThread> Marked(this IQueryable<Thread> threads, CopDb db, Reader reader)
    {
        var (me, mine) = (reader.Member, reader.Aliases);
        if (mine.Count == 0)
            return from t in threads
                   from mark in db.ReadMarks.Where(m => m.MemberId == me && m.ThreadId == t.Id).DefaultIfEmpty()
                   select new MarkedThread { Thread = t, Read = mark != null ? mark.Sequence : -1 };
        return from t in threads
               from mark in db.ReadMarks.Where(m => m.MemberId == me && m.ThreadId == t.Id).DefaultIfEmpty()
               from alias in db.Aliases.Where(a => a.Id == t.AliasId && mine.Contains(a.Id)).DefaultIfEmpty()
               select new MarkedThread { Thread = t, Read = alias != null ? alias.ReadTo : mark != null ? mark.Sequence : -1 };
    }

    sealed class MarkedThread
    {
        public required Thread Thread { get; init; }
        public int Read { get; init; }
    }

    /// <summary>Posts that there is something to read in, and that somebody else wrote whom the reader has not muted.</summary>
    static IQueryable<Post> OfOthers(this IQueryable<Post> posts, CopDb db, Reader reader)
    {
        var me = reader.Member;
        return posts.Readable(reader.Now).NotBy(reader).Where(p => !db.Mutes.Any(m => m.MemberId == me && m.MutedId == p.AuthorId));
    }

    /// <summary>Posts that somebody else wrote. Most have no alias: SQL without a list is made once, and not at every request.</summary>
    public static IQueryable<Post> NotBy(this IQueryable<Post> posts, Reader reader)
    {
        var (me, mine) = (reader.Member, reader.Aliases);
        posts = posts.Where(p => p.AuthorId == null || p.AuthorId != me);
        return mine.Count == 0 ? posts : posts.Where(p => p.AliasId == null || !mine.Contains(p.AliasId.Value));
    }

    /// <summary>Threads that somebody else began.</summary>
    public static IQueryable<Thread> NotBegunBy(this IQueryable<Thread> threads, Reader reader)
    {
        var (me, mine) = (reader.Member, reader.Aliases);
        threads = threads.Where(t => t.AuthorId == null || t.AuthorId != me);
        return mine.Count == 0 ? threads : threads.Where(t => t.AliasId == null || !mine.Contains(t.AliasId.Value));
    }
}
