using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using CoP.Web.Live;

namespace CoP.Web.Features.Discussions.Audiences;

/// <summary>On one day, the audience became another.</summary>
public sealed record AudienceChanged(LocalDate Day, AudienceKind From, AudienceKind To);

/// <summary>What somebody who wrote in a thread, or began it, is shown of a proposal to let more people see it.</summary>
/// <param name="IsAsker">Whether the reader proposed it.</param>
/// <param name="HasAgreed">Null where the reader is not asked.</param>
public sealed record WideningQuestion(Id<Thread> Thread, string Title, string Language, AudienceKind To, int Before, int After, bool IsAsker, bool? HasAgreed);

/// <summary>Who may see a thread: what it was, what it may become.</summary>
public sealed class AudienceReading(CopDb db, Anonymity anonymity, CircleSizes circles, CurrentMember me)
{
    public async Task<List<AudienceChanged>> Changes(Id<Thread> thread) =>
        (await db.AudienceChanges.AsNoTracking().Where(c => c.ThreadId == thread).OrderBy(c => c.ThreadVersion).Select(c => new { c.On, From = c.From.Kind, To = c.To.Kind }).ToListAsync())
        .ConvertAll(c => new AudienceChanged(c.On.InUtc().Date, c.From, c.To));

    /// <summary>
    /// The open proposal, for who began the thread or has a post standing in it; also when they see the thread no longer, since
    /// their words are in it. Null for everybody else.
    /// </summary>
    public async Task<WideningQuestion?> Question(Id<Thread> id)
    {
        if (await db.Threads.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id) is not { } thread) return null;
        if (await db.Widenings.AsNoTracking().Include(w => w.Consents).SingleOrDefaultAsync(w => w.ThreadId == id && w.State == WideningState.Open) is not { } widening) return null;
        var reader = await anonymity.WriterIn(db, id, me.Id);
        var isAsked = (await db.OthersIn(anonymity, thread)).Contains(db.Seals.VoiceOf(id, me.Id));
        if (!isAsked && !reader.Began(thread)) return null;
        // How many are missing is told to nobody: a yes that counts for two names would tell whose they are.
        return new WideningQuestion(
            id, thread.RemovedAt is null && thread.HiddenUntil is null ? thread.Title : "", thread.Language, widening.To.Kind, await circles.Of(thread.Audience), await circles.Of(widening.To),
            reader.Began(thread), isAsked ? widening.HasAgreed(db.Seals.VoiceOf(id, me.Id)) : null);
    }
}

/// <summary>What changes of an audience have in common. Only inside a write that holds the thread.</summary>
public static class AudienceWrites
{
    /// <summary>Tells the pages that show the thread, those included that may do so no longer.</summary>
    public static void AudienceChanged(this CopDb db, Thread thread)
    {
        db.Changed(thread);
        db.Changed(LiveTopics.Sight(thread.Id), thread.Version);
    }

    /// <summary>All but its author whose posts stand in a thread, by their tokens: one who writes under both names is one.</summary>
    public static async Task<List<Guid>> OthersIn(this CopDb db, Anonymity anonymity, Thread thread)
    {
        var standing = db.Posts.Where(p => p.ThreadId == thread.Id && p.TakenBackAt == null);
        var members = await standing.Where(p => p.AuthorId != null).Select(p => p.AuthorId!.Value).Distinct().ToListAsync();
        foreach (var alias in await db.Aliases.AsNoTracking().Where(a => a.ThreadId == thread.Id && standing.Any(p => p.AliasId == a.Id)).ToListAsync()) members.Add(anonymity.Owner(alias));
        var author = await anonymity.Owner(db, thread.AuthorId, thread.AliasId);
        return [.. members.Where(m => m != author).Distinct().Select(m => db.Seals.VoiceOf(thread.Id, m))];
    }

    /// <summary>The proposal that is open, or else the last there was.</summary>
    public static Task<Widening?> LastWidening(this CopDb db, Id<Thread> thread) =>
        db.Widenings.Include(w => w.Consents).Where(w => w.ThreadId == thread).OrderByDescending(w => w.ProposedAt).ThenByDescending(w => w.Id).FirstOrDefaultAsync();

    /// <summary>
    /// The names that posts in a thread stand under, but not the one that it was begun under: of the posts from one place to another. Another
    /// name of the one who began it is among them: if it were missing, that would say whose it is.
    /// </summary>
    public static async Task<List<Guid>> NamesAsked(this CopDb db, Id<Thread> thread, int from, int to) =>
        (await db.Posts.Where(p => p.ThreadId == thread && p.TakenBackAt == null && p.Sequence >= from && p.Sequence <= to)
            .Join(db.Threads, p => p.ThreadId, t => t.Id, (p, t) => new { p, t }).Where(x => x.p.AuthorId != x.t.AuthorId || x.p.AliasId != x.t.AliasId)
            .Select(x => new { x.p.AuthorId, x.p.AliasId }).Distinct().ToListAsync()).ConvertAll(n => n.AuthorId?.Value ?? n.AliasId!.Value.Value);

    /// <summary>Tells those whose posts stand in a thread, each name by itself, that they are asked: on the site at once, by mail a while later.</summary>
    public static async Task Ask(this CopDb db, Anonymity anonymity, Thread thread, Widening widening, Instant now)
    {
        foreach (var name in await db.NamesAsked(thread.Id, 0, thread.LastSequence)) await db.Notify(anonymity, name, NoticeKind.WideningAsked, thread.Id, null, now);
        db.TellOf(widening, now, -thread.LastSequence);
    }

    /// <summary>The same for one who wrote while the others are being asked.</summary>
    public static async Task AskToo(this CopDb db, Anonymity anonymity, Thread thread, Post reply, Instant now)
    {
        if (await db.Widenings.Where(w => w.ThreadId == thread.Id && w.State == WideningState.Open).SingleOrDefaultAsync() is not { } widening) return;
        if (reply.AuthorId == thread.AuthorId && reply.AliasId == thread.AliasId) return;
        if (await db.Posts.AnyAsync(p => p.ThreadId == thread.Id && p.Id != reply.Id && p.TakenBackAt == null && (p.AuthorId == reply.AuthorId && p.AliasId == reply.AliasId))) return;
        await db.Notify(anonymity, reply.AuthorId?.Value ?? reply.AliasId!.Value.Value, NoticeKind.WideningAsked, thread.Id, null, now);
        db.TellOf(widening, now, reply.Sequence);
    }

    /// <summary>After a post went: the words that others gave to it go too, and who has none left in the thread is asked no more.</summary>
    public static async Task LetGo(this CopDb db, Anonymity anonymity, Thread thread, Post post, Instant now)
    {
        await db.Reactions.Where(r => r.PostId == post.Id).ExecuteDeleteAsync();
        if (await db.LastWidening(thread.Id) is not { IsOpen: true } widening) return;
        await db.SaveChangesAsync();
        thread.Settle(widening, await db.OthersIn(anonymity, thread), now);
    }
}
