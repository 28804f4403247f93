using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;

namespace CoP.Web.Features.Notices;

/// <summary>
/// Makes notices of occasions, each once: in the transaction that notes it as done, so that neither a crash nor another
/// node loses or repeats one.
/// </summary>
public sealed partial class NoticeRoom(IServiceScopeFactory scopes, TimeProvider clock, ILogger<NoticeRoom> log)
{
    /// <summary>Does all there is to do.</summary>
    public async Task Work(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await Next())
        {
        }
    }

    async Task<bool> Next()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        Occasion? occasion = null;
        try
        {
            return await db.Write(async () =>
            {
                occasion = await db.NextOccasion(clock.Now(), notices: true);
                if (occasion is null) return false;
                await scope.ServiceProvider.GetRequiredService<NoticeMaking>().Of(occasion);
                occasion.FannedOut(clock.Now());
                return true;
            });
        }
        catch (Exception e) when (occasion is not null && e is not OperationCanceledException)
        {
            LogFailed(occasion.Kind, occasion.Id, e);
            await db.Write(async () => (await db.Occasions.ForUpdate(occasion.Id))?.Postpone(clock.Now() + Duration.FromMinutes(1)));
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The notices of occasion {Occasion} ({Kind}) could not be made; they will be tried again.")]
    partial void LogFailed(LetterKind kind, Id<Occasion> occasion, Exception e);
}

/// <summary>Which notices come of an occasion.</summary>
public sealed class NoticeMaking(CopDb db, Telling telling, TimeProvider clock)
{
    /// <summary>Makes them. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task Of(Occasion occasion)
    {
        var post = await db.Posts.Where(p => p.Id == new Id<Post>(occasion.Item)).Select(p => new { p.Id, p.ThreadId, p.AuthorId, p.WrittenAt, p.HelpedAt }).SingleOrDefaultAsync();
        if (post is null) return;
        var told = occasion.Kind switch
        {
            LetterKind.NoticeOfHelp when post.HelpedAt is not null => [(post.AuthorId.Value, NoticeKind.Helped)],
            LetterKind.NoticeOfPost or LetterKind.NoticeOfEdit => (await telling.Of(post.Id)).Where(t => t.Notice is not null).Select(t => (t.Recipient, t.Notice!.Value)).ToList(),
            _ => new List<(Guid Recipient, NoticeKind Kind)>(),
        };
        var before = await db.Notices.Where(n => n.PostId == post.Id).Select(n => new { n.Recipient, n.Kind }).ToListAsync();
        foreach (var (recipient, kind) in told)
        {
            // An edit tells only those whom it names or quotes now: the others have been told, or were not to be.
            if (occasion.Kind == LetterKind.NoticeOfEdit && kind is not (NoticeKind.Mention or NoticeKind.Quote)) continue;
            if (before.Any(n => n.Recipient == recipient && (n.Kind == kind || kind != NoticeKind.Helped))) continue;
            await db.Notify(recipient, kind, post.ThreadId, post.Id, occasion.Kind == LetterKind.NoticeOfPost ? post.WrittenAt : clock.Now());
        }
    }
}

public static class Notifying
{
    /// <summary>
    /// Tells a member, or whoever stands behind an alias, of something, and rings their bell. Only inside
    /// <see cref="CopDb.Write{T}"/>. What a post makes known is told by an occasion instead.
    /// </summary>
    public static Task Notify(this CopDb db, Guid recipient, NoticeKind kind, Id<Thread>? thread, Id<Post>? post, Instant at)
    {
        db.Notices.Add(new Notice(recipient, kind, thread, post, at));
        db.NoticesChanged(new Id<Member>(recipient), at);
        return Task.CompletedTask;
    }

    /// <summary>The bell on the member's pages is to be looked at again.</summary>
    public static void NoticesChanged(this CopDb db, Id<Member> member, Instant at) => db.Changed(LiveTopics.Notices(member), at.ToUnixTimeTicks());
}
