using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Guidelines;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Lists;

/// <summary>The lists of discussions that a member can ask for; of everything, or of one space.</summary>
public sealed class ThreadLists(CopDb db, CurrentMember me, Anonymity anonymity)
{
    public async Task<ThreadList> Of(ListFilter filter, Id<Space>? space, string? before, string? after)
    {
        var reader = await anonymity.ReaderOf(db, me.Id);
        var threads = db.Threads.VisibleTo(db, me.Viewer);
        if (space is { } shelf) threads = threads.Where(t => t.SpaceId == shelf);
        if (filter.Kind is { } kind) threads = threads.Where(t => t.Kind == kind);
        if (filter.Value is { } value) threads = threads.Citing(db, value);
        threads = filter.Show switch
        {
            ListShow.Unread => threads.Unread(db, reader),
            ListShow.Unanswered => threads.Unanswered(),
            ListShow.Followed => threads.FollowedBy(db, reader, await SpacesFollowed()),
            ListShow.Mine => threads.WrittenInBy(db, reader),
            _ => threads,
        };
        return await threads.Newest(db, reader, before, after: after) with { Filter = filter.Prefix };
    }

    async Task<Id<Space>[]> SpacesFollowed() =>
        await db.SpaceFollows.Where(f => f.MemberId == me.Id && (f.Level == FollowLevel.Watch || f.Level == FollowLevel.Follow)).Select(f => f.SpaceId).ToArrayAsync();

    /// <summary>
    /// What the reader wrote in discussions that they may no longer read: theirs to see, to edit and to take back. The newest
    /// first, from one post on.
    /// </summary>
    public async Task<OwnPosts> Elsewhere(Id<Post>? before)
    {
        var reader = await anonymity.ReaderOf(db, me.Id);
        var visible = db.Threads.VisibleTo(db, me.Viewer);
        var own = db.Posts.Standing(reader).Where(p => !visible.Any(t => t.Id == p.ThreadId));
        if (before is { } place) own = own.Where(p => p.Id < place);
        var posts = await own.OrderByDescending(p => p.Id).Take(ThreadRows.PageSize + 1)
            .Select(p => new OwnPost(p.Id, p.ThreadId, p.Sequence == 0, p.AliasId != null, p.Language, p.Body.Html, p.WrittenAt)).AsNoTracking().ToListAsync();
        return posts.Count <= ThreadRows.PageSize ? new(posts, null) : new(posts[..ThreadRows.PageSize], posts[ThreadRows.PageSize - 1].Id);
    }
}

/// <summary>A member's own post, shown to them alone.</summary>
public sealed record OwnPost(Id<Post> Id, Id<Thread> Thread, bool IsOpening, bool IsAnonymous, string Language, string Html, Instant WrittenAt)
{
    public string Address => $"/threads/{Thread}/replies/{Id}";
}

/// <summary>Some of them and, when there are more, the last.</summary>
public sealed record OwnPosts(IReadOnlyList<OwnPost> Posts, Id<Post>? Next);

/// <summary>What narrows a list of discussions.</summary>
static class ThreadFilters
{
    /// <summary>Nobody has replied, and somebody waits for it.</summary>
    public static IQueryable<Thread> Unanswered(this IQueryable<Thread> threads) =>
        threads.Where(t => t.ReplyCount == 0 && t.ClosedAt == null && t.TakenBackAt == null && t.RemovedAt == null && (t.Kind == ThreadKind.Question || t.Kind == ThreadKind.Challenge));

    /// <summary>
    /// Those that the reader hears of: the ones they follow or watch, and of a space that they follow or watch all for which they chose nothing else. Who writes
    /// behind an alias is told of replies like a follower, without a row that says so; what an asker chose lies there and counts before the space.
    /// </summary>
    /// <param name="spaces">The spaces that they follow or watch.</param>
    public static IQueryable<Thread> FollowedBy(this IQueryable<Thread> threads, CopDb db, Reader reader, Id<Space>[] spaces)
    {
        var (me, mine) = (reader.Member, reader.Aliases);
        var followed = db.Follows.Where(f => f.MemberId == me && (f.Level == FollowLevel.Watch || f.Level == FollowLevel.Follow)).Select(f => f.ThreadId)
            .Union(db.Aliases.Where(a => mine.Contains(a.Id) && (a.Level == FollowLevel.Watch || a.Level == FollowLevel.Follow)).Select(a => a.ThreadId));
        // Most follow no space, and then what they follow is looked up; whole spaces are walked from the newest on.
        if (spaces.Length == 0) return threads.Where(t => followed.Contains(t.Id));
        return threads.Where(t => followed.Contains(t.Id)
            || (EF.Parameter(spaces).Contains(t.SpaceId) && !db.Follows.Any(f => f.MemberId == me && f.ThreadId == t.Id) && (t.AliasId == null || !mine.Contains(t.AliasId.Value))));
    }

    public static IQueryable<Thread> WrittenInBy(this IQueryable<Thread> threads, CopDb db, Reader reader)
    {
        var written = db.Posts.Standing(reader).Select(p => p.ThreadId);
        return threads.Where(t => written.Contains(t.Id));
    }

    /// <summary>The reader's own posts, under their name or an alias, that they have not taken back.</summary>
    public static IQueryable<Post> Standing(this IQueryable<Post> posts, Reader reader)
    {
        var (me, mine) = (reader.Member, reader.Aliases);
        // Most have no alias, and then the index of authors answers alone.
        if (mine.Count == 0) return posts.Where(p => p.TakenBackAt == null && p.AuthorId == me);
        return posts.Where(p => p.TakenBackAt == null && (p.AuthorId == me || (p.AliasId != null && mine.Contains(p.AliasId.Value))));
    }
}
