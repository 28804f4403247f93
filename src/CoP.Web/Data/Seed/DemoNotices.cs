using CoP.Domain.Discussions;

namespace CoP.Web.Data.Seed;

/// <summary>What the demo community's members were told of its discussions.</summary>
static class DemoNotices
{
    /// <summary>Askers are told of replies, and who signs in to look around follows where this thread lies and was told that it began.</summary>
    public static void Hold(CopDb db, People people, Thread thread, Instant lastVisit)
    {
        foreach (var post in thread.Posts.Where(p => p.AuthorId is not null))
        {
            if (!post.IsOpening && post.AuthorId != thread.AuthorId && thread.AuthorId is { } asker) Tell(asker.Value, NoticeKind.Reply, post);
            if (post.HelpedAt is not null) Tell(post.AuthorId!.Value.Value, NoticeKind.Helped, post);
        }
        foreach (var visitor in people.WhoSignIn.Where(m => thread.Audience.Admits(People.As(m)) && thread.Posts[0].AuthorId != m.Id))
            if (db.SpaceFollows.Local.Any(f => f.MemberId == visitor.Id && f.SpaceId == thread.SpaceId)) Tell(visitor.Id.Value, NoticeKind.Opening, thread.Posts[0]);
            else if (!db.SpaceFollows.Local.Any(f => f.MemberId == visitor.Id)) db.SpaceFollows.Add(new SpaceFollow(visitor.Id, thread.SpaceId, FollowLevel.Follow, thread.OpenedAt));

        void Tell(Guid recipient, NoticeKind kind, Post post)
        {
            var notice = new Notice(recipient, kind, thread.Id, post.Id, kind == NoticeKind.Helped ? post.HelpedAt!.Value : post.WrittenAt);
            if (notice.At < lastVisit) notice.Read(lastVisit);
            db.Notices.Add(notice);
        }
    }
}
