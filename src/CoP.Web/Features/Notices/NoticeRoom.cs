using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
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
public sealed class NoticeMaking(CopDb db, Telling telling, Anonymity anonymity, Mirror mirror, TimeProvider clock)
{
    /// <summary>Makes them. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task Of(Occasion occasion)
    {
        var id = new Id<Post>(occasion.Item);
        switch (occasion.Kind)
        {
            case LetterKind.NoticeOfHelp:
                await OfHelp(id);
                break;
            case LetterKind.NoticeOfLetter:
                await mirror.Tell(new Id<Occasion>(occasion.Item));
                break;
            case LetterKind.NoticeOfConcern:
                if (await db.Cases.SingleOrDefaultAsync(c => c.Id == new Id<Case>(occasion.Item)) is { WaitsSince: not null } waits) await OfDuty(Duties.Moderator, NoticeKind.ConcernWaiting, waits.ThreadId, waits.PostId);
                break;
            case LetterKind.NoticeOfOpening:
                if (await db.Openings.SingleOrDefaultAsync(o => o.Id == new Id<Opening>(occasion.Item)) is { OpenedAt: null } asked) await OfDuty(Duties.Opener, NoticeKind.OpeningWaiting, asked.ThreadId, asked.PostId);
                break;
            default:
                await OfPost(id, edited: occasion.Kind == LetterKind.NoticeOfEdit);
                break;
        }
    }

    // All who have the duty, alike: whether it is there for them is looked at when it is shown. Rows for some of them would tell who the others are to its author.
    async Task OfDuty(Duties duty, NoticeKind kind, Id<Thread> thread, Id<Post> post)
    {
        var now = clock.Now();
        var waiting = await db.Notices.Where(n => n.PostId == post && n.Kind == kind && n.ReadAt == null).Select(n => n.Recipient).ToListAsync();
        foreach (var member in (await db.Members.WithDuty(duty).Select(m => m.Id).ToListAsync()).Where(m => !waiting.Contains(m.Value)))
        {
            db.Notices.Add(new Notice(member.Value, kind, thread, post, now));
            db.NoticesChanged(member, now);
        }
    }

    async Task OfPost(Id<Post> id, bool edited)
    {
        if (await db.Posts.Where(p => p.Id == id).Select(p => new { p.ThreadId, p.WrittenAt, IsGone = p.TakenBackAt != null }).SingleOrDefaultAsync() is not { } post) return;
        var before = await db.Notices.Where(n => n.PostId == id && n.Kind != NoticeKind.Helped && n.Kind != NoticeKind.Moderation && n.Kind != NoticeKind.ConcernWaiting && n.Kind != NoticeKind.OpeningWaiting).Select(n => n.Recipient).ToListAsync();
        if (post.IsGone) await Again(before);
        foreach (var told in (await telling.Of(id)).ExceptBy(before, t => t.Recipient))
        {
            // An edit tells only those whom it names or quotes now: the others have been told, or were not to be.
            if (told.Notice is not { } kind || (edited && kind is not (NoticeKind.Mention or NoticeKind.Quote))) continue;
            db.Notices.Add(new Notice(told.Recipient, kind, post.ThreadId, id, edited ? clock.Now() : post.WrittenAt));
            db.NoticesChanged(told.Person, clock.Now());
        }
    }

    async Task OfHelp(Id<Post> id)
    {
        var before = await db.Notices.Where(n => n.PostId == id && n.Kind == NoticeKind.Helped).Select(n => n.Recipient).ToListAsync();
        await Again(before);
        var post = await (from p in db.Posts.Where(p => p.Id == id && p.HelpedAt != null)
                          join t in db.Threads on p.ThreadId equals t.Id
                          // Under the same name: who helped themselves knows.
                          where p.AuthorId == null || p.AuthorId != t.AuthorId
                          where p.AliasId == null || p.AliasId != t.AliasId
                          select new { p.ThreadId, p.AuthorId, p.AliasId }).SingleOrDefaultAsync();
        if (post is null || before.Count > 0) return;
        await db.Notify(anonymity, post.AuthorId?.Value ?? post.AliasId!.Value.Value, NoticeKind.Helped, post.ThreadId, id, clock.Now());
    }

    /// <summary>What they were told may be gone, or be there again: their bells count anew.</summary>
    async Task Again(IEnumerable<Guid> recipients)
    {
        foreach (var recipient in recipients) db.NoticesChanged(await anonymity.Owner(db, new Id<Alias>(recipient)) ?? new Id<Member>(recipient), clock.Now());
    }
}

public static class Notifying
{
    /// <summary>
    /// Tells a member, or whoever stands behind an alias, of something, and rings their bell. Only inside
    /// <see cref="CopDb.Write{T}"/>. What a post makes known is told by an occasion instead.
    /// </summary>
    public static async Task Notify(this CopDb db, Anonymity anonymity, Guid recipient, NoticeKind kind, Id<Thread>? thread, Id<Post>? post, Instant at)
    {
        db.Notices.Add(new Notice(recipient, kind, thread, post, at));
        db.NoticesChanged(await anonymity.Owner(db, new Id<Alias>(recipient)) ?? new Id<Member>(recipient), at);
    }

    /// <summary>Tells a member of a poll. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static void Notify(this CopDb db, Id<Member> member, NoticeKind kind, Id<Poll> poll, Instant at)
    {
        db.Notices.Add(new Notice(member, kind, poll, at));
        db.NoticesChanged(member, at);
    }

    /// <summary>
    /// What waited for those with a duty waits no more: its notices go, and their bells are looked at again. Only inside <see cref="CopDb.Write{T}"/>.
    /// </summary>
    public static async Task NoticesSettled(this CopDb db, Duties duty, NoticeKind kind, Id<Post> post, Instant at)
    {
        await db.Notices.Where(n => n.PostId == post && n.Kind == kind).ExecuteDeleteAsync();
        foreach (var member in await db.Members.WithDuty(duty).Select(m => m.Id).ToListAsync()) db.NoticesChanged(member, at);
    }

    /// <summary>The active members who have a duty.</summary>
    public static IQueryable<Member> WithDuty(this IQueryable<Member> members, Duties duty) => members.Where(m => m.State == MemberState.Active && (m.Duties & duty) == duty);

    /// <summary>The bell on the member's pages is to be looked at again.</summary>
    public static void NoticesChanged(this CopDb db, Id<Member> member, Instant at) => db.Changed(LiveTopics.Notices(member), at.ToUnixTimeTicks());
}
