using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;

namespace CoP.Web.Features.Discussions.Audiences;

/// <summary>On one day, the audience became another.</summary>
public sealed record AudienceChanged(LocalDate Day, AudienceKind From, AudienceKind To);

/// <summary>What somebody who wrote in a thread, or began it, is shown of a proposal to let more people see it.</summary>
/// <param name="Asked">How many others have posts in it.</param>
/// <param name="Missing">How many of them have not agreed yet.</param>
/// <param name="IsAsker">Whether the reader proposed it.</param>
/// <param name="HasAgreed">Null where the reader is not asked.</param>
public sealed record WideningQuestion(Id<Thread> Thread, string Title, string Language, AudienceKind To, int Before, int After, int Asked, int Missing, bool IsAsker, bool? HasAgreed);

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
        var writers = await db.WritersIn(id);
        var names = thread.NamesAsked(reader, writers);
        if (names.Count == 0 && !reader.Began(thread)) return null;
        var (asked, missing) = thread.Standing(widening, writers);
        return new WideningQuestion(
            id, thread.RemovedAt is null && thread.HiddenUntil is null ? thread.Title : "", thread.Language, widening.To.Kind, await circles.Of(thread.Audience), await circles.Of(widening.To), asked, missing,
            reader.Began(thread), names.Count == 0 ? null : names.All(widening.HasAgreed));
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

    /// <summary>All whose posts stand in a thread, by member or alias.</summary>
    public static async Task<List<Guid>> WritersIn(this CopDb db, Id<Thread> thread) =>
        (await db.Posts.Where(p => p.ThreadId == thread && p.TakenBackAt == null).Select(p => new { p.AuthorId, p.AliasId }).Distinct().ToListAsync())
        .ConvertAll(w => w.AuthorId?.Value ?? w.AliasId!.Value.Value);

    /// <summary>The proposal that is open, or else the last there was.</summary>
    public static Task<Widening?> LastWidening(this CopDb db, Id<Thread> thread) =>
        db.Widenings.Include(w => w.Consents).Where(w => w.ThreadId == thread).OrderByDescending(w => w.ProposedAt).ThenByDescending(w => w.Id).FirstOrDefaultAsync();

    /// <summary>After a post went: the words that others gave to it go too, and who has none left in the thread is asked no more.</summary>
    public static async Task LetGo(this CopDb db, Thread thread, Post post, Instant now)
    {
        await db.Reactions.Where(r => r.PostId == post.Id).ExecuteDeleteAsync();
        if (await db.LastWidening(thread.Id) is not { IsOpen: true } widening) return;
        await db.SaveChangesAsync();
        thread.Settle(widening, await db.WritersIn(thread.Id), now);
    }
}
