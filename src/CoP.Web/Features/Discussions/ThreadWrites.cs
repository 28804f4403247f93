using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Live;
using CoP.Web.Mail;

namespace CoP.Web.Features.Discussions;

/// <summary>What several writes to threads have in common.</summary>
public static class ThreadWrites
{
    /// <summary>Tells the pages that show the thread.</summary>
    public static void Changed(this CopDb db, Thread thread) => db.Changed(LiveTopics.Thread(thread.Id), thread.Version);

    /// <summary>
    /// A post came to stand, or stands no more: pages that show by a link what grew out of one or the other show it anew. Only inside <see cref="CopDb.Write{T}"/>.
    /// </summary>
    public static async Task ChangedBeside(this CopDb db, Thread thread, Post post)
    {
        if (!post.IsOpening)
        {
            if (await db.Threads.AnyAsync(t => t.GrewFromThread == thread.Id && t.GrewFrom == post.Id)) thread.SidesChanged();
        }
        else if (thread.GrewFromThread is { } id && await db.Threads.ForUpdate(id) is { } origin)
        {
            origin.SidesChanged();
            db.Changed(origin);
        }
    }

    /// <summary>Time for second thoughts before anybody is written to.</summary>
    static readonly Duration takeBackTime = Duration.FromMinutes(5);

    /// <summary>People are told of a new post: on the site at once, by mail later. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static void TellOf(this CopDb db, Post post, Instant now)
    {
        db.Tell(Occasion.Of(LetterKind.NoticeOfPost, post.Id.Value, 0, now));
        db.Tell(Occasion.Of(LetterKind.Reply, post.Id.Value, 0, now + takeBackTime));
    }

    /// <summary>Those who wrote are asked by mail, too: all up to a place, given as less than nothing, or whoever wrote one reply later.</summary>
    public static void TellOf(this CopDb db, Widening widening, Instant now, int place) => db.Tell(Occasion.Of(LetterKind.WideningAsked, widening.Id.Value, place, now + takeBackTime));

    /// <summary>A post was edited or taken back: whom it names or quotes now is told, and what was told of it may be gone.</summary>
    public static void TellOfEdit(this CopDb db, Post post, Instant now) => db.Tell(Occasion.Of(LetterKind.NoticeOfEdit, post.Id.Value, 0, now));

    /// <summary>A post helped, or did not after all.</summary>
    public static void TellOfHelp(this CopDb db, Post post, Instant now) => db.Tell(Occasion.Of(LetterKind.NoticeOfHelp, post.Id.Value, 0, now));

    /// <summary>Whether the post was written in this change; it may not have been handed to the database yet.</summary>
    public static bool IsNew(this CopDb db, Post post) => db.Entry(post).State is EntityState.Added or EntityState.Detached;

    /// <summary>The posts that are a member's, in the discussion that knows them so.</summary>
    public static IQueryable<Post> By(this IQueryable<Post> posts, Writer writer)
    {
        var (member, alias) = (writer.Member, writer.Alias);
        return posts.Where(p => p.AuthorId == member || (p.AliasId != null && p.AliasId == alias));
    }

    /// <summary>Who writes in a thread hears of what comes after, unless they once said that they would rather not, or hear of all in its space anyway.</summary>
    public static async Task FollowByWriting(this CopDb db, Thread thread, Id<Member> member, Instant now)
    {
        if (await db.Follows.FindAsync(thread.Id, member) is null && (await db.SpaceFollows.FindAsync(thread.SpaceId, member))?.Level != FollowLevel.Watch)
            db.Follows.Add(new Follow(member, thread.Id, now));
    }

    /// <summary>
    /// Chooses how closely to go along. What the asker behind an alias chooses lies on the alias; anybody else who reads a
    /// thread may go along with it by name, and tells nobody by it whether they wrote there.
    /// </summary>
    public static async Task Follow(this CopDb db, Thread thread, Writer writer, Instant now, Func<FollowLevel, FollowLevel> choose)
    {
        if (writer.Alias is { } alias && alias == thread.AliasId)
        {
            var asker = (await db.Aliases.ForUpdate(alias))!;
            asker.Choose(choose(asker.Level));
        }
        else if (await db.Follows.FindAsync(thread.Id, writer.Member) is { } follow)
        {
            follow.Choose(choose(follow.Level), now);
        }
        else
        {
            db.Follows.Add(new Follow(writer.Member, thread.Id, now, choose((await db.SpaceFollows.FindAsync(thread.SpaceId, writer.Member))?.Level ?? FollowLevel.Normal)));
        }
    }
}
