using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Search;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CoP.Web.Data.Search;

/// <summary>
/// Keeps the index at what the posts say, in the transaction that changes them. <see cref="CopDb"/> calls it at every save, so
/// whoever writes a post need not think of it; only changes that pass the change tracker by (ExecuteUpdate, SQL) would be missed.
/// </summary>
static class SearchUpkeep
{
    /// <summary>Raised when texts are to be taken in differently: the next start then takes all of them in anew.</summary>
    const int Version = 3;

    const int Batch = 400;

    /// <summary>What a save is about to change that the index holds.</summary>
    public sealed record Touched(HashSet<Id<Post>> Posts, HashSet<Id<Thread>> Openings, HashSet<Id<Thread>> Threads, HashSet<Id<QuarterlyMeeting>> Minutes)
    {
        public bool IsNothing => Minutes.Count + Posts.Count + Openings.Count + Threads.Count == 0;
    }

    public static Touched By(ChangeTracker changes)
    {
        var touched = new Touched([], [], [], []);
        foreach (var entry in changes.Entries())
            switch (entry.Entity)
            {
                case Post post when entry.State is EntityState.Added or EntityState.Deleted || Changed(entry, nameof(Post.Version)):
                    touched.Posts.Add(post.Id);
                    if (entry.State == EntityState.Modified && entry.Property(nameof(Post.HelpedAt)).IsModified) touched.Openings.Add(post.ThreadId);
                    break;
                case MeetingMinutes minutes when entry.State is not (EntityState.Unchanged or EntityState.Detached):
                    // Whatever changes in them takes their next version.
                    touched.Minutes.Add(minutes.MeetingId);
                    break;
                case Thread thread when entry.State == EntityState.Modified:
                    if (entry.Property(nameof(Thread.Kind)).IsModified || entry.Property(nameof(Thread.SpaceId)).IsModified) touched.Threads.Add(thread.Id);
                    else if (IsAnswered(entry) || Changed(entry, nameof(Thread.Version), nameof(Thread.HeadVersion), nameof(Thread.LastSequence), nameof(Thread.ActiveAt), nameof(Thread.ReplyCount)))
                        touched.Openings.Add(thread.Id);
                    break;
            }
        return touched;
    }

    /// <summary>Brings the index up to date with what was saved. Only inside the transaction that saved it.</summary>
    public static async Task Update(CopDb db, Touched touched)
    {
        var posts = touched.Posts;
        foreach (var threads in touched.Openings.Except(touched.Threads).Chunk(Batch))
            posts.UnionWith(await db.Posts.Where(p => threads.Contains(p.ThreadId) && p.Sequence == 0).Select(p => p.Id).ToListAsync());
        foreach (var thread in touched.Threads)
            posts.UnionWith(await db.Posts.Where(p => p.ThreadId == thread).Select(p => p.Id).ToListAsync());
        foreach (var some in posts.Chunk(Batch))
        {
            var texts = await Texts(db, some);
            await Put(db, texts, [.. some.Select(SearchKey.Of).Except(texts.Select(t => t.Of))]);
        }
        if (touched.Minutes.Count == 0) return;
        var minutes = await MinutesTexts(db, touched.Minutes);
        await Put(db, minutes, [.. touched.Minutes.Select(SearchKey.Of).Except(minutes.Select(t => t.Of))]);
    }

    static async Task Put(CopDb db, List<SearchText> texts, List<SearchKey> gone)
    {
        if (gone.Count > 0) await db.SearchIndex.Remove(db, gone);
        if (texts.Count > 0) await db.SearchIndex.Put(db, texts);
    }

    /// <summary>Makes the index where there is none, and fills it where it was filled by another version or never.</summary>
    public static async Task Prepare(CopDb db)
    {
        await db.SearchIndex.Create(db);
        await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "SearchVersion" ("Version" integer NOT NULL)""");
        if (await db.Database.SqlQueryRaw<int>("""SELECT "Version" AS "Value" FROM "SearchVersion" """).ToListAsync() is [Version]) return;
        await db.Write(async () =>
        {
            await Rebuild(db);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "SearchVersion";""");
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "SearchVersion" VALUES ({0})""", Version);
        });
    }

    /// <summary>Takes all texts in anew, the oldest first: results come in the order of their numbers.</summary>
    public static Task Rebuild(CopDb db) => db.Write(async () =>
    {
        await db.SearchIndex.Empty(db);
        var posts = await db.Posts.Where(p => p.TakenBackAt == null).OrderBy(p => p.WrittenAt).ThenBy(p => p.Id).Select(p => p.Id).ToListAsync();
        foreach (var some in posts.Chunk(Batch)) await db.SearchIndex.Put(db, await Texts(db, some));
        if (await MinutesTexts(db, null) is { Count: > 0 } minutes) await db.SearchIndex.Put(db, minutes);
        await db.SearchIndex.Create(db);
    });

    static bool Changed(EntityEntry entry, params string[] except) =>
        entry.State == EntityState.Modified
        && (entry.Properties.Any(p => p.IsModified && !except.Contains(p.Metadata.Name)) || entry.ComplexProperties.Any(c => c.IsModified));

    // The first reply to a question, or the last one taken back.
    static bool IsAnswered(EntityEntry thread) =>
        thread.Property(nameof(Thread.ReplyCount)) is { IsModified: true } replies && (replies.OriginalValue is 0 || replies.CurrentValue is 0);

    static async Task<List<SearchText>> Texts(CopDb db, Id<Post>[] posts)
    {
        var rows = await db.Posts.Where(p => posts.Contains(p.Id) && p.TakenBackAt == null)
            .Join(db.Threads, p => p.ThreadId, t => t.Id, (p, t) => new Row(
                p.Id, p.WrittenAt, p.AuthorId, p.Body.Html, p.Sequence, p.HelpedAt != null, t.Title, t.Kind, t.SpaceId,
                t.ReplyCount == 0 && t.ClosedAt == null,
                p.Sequence == 0 && db.Posts.Any(q => q.ThreadId == t.Id && q.HelpedAt != null),
                db.Citations.Where(c => c.PostId == p.Id).Select(c => c.Value).ToList()))
            .AsNoTracking().ToListAsync();
        // In the order asked for: new entries are numbered as they come.
        var places = posts.Index().ToDictionary(p => p.Item, p => p.Index);
        return [.. rows.OrderBy(r => places[r.Id]).Select(r => new SearchText(SearchKey.Of(r.Id), r.WrittenAt, Tokens(r)))];
    }

    // A draft is in no index. Between the languages lies what no phrase reaches across.
    static async Task<List<SearchText>> MinutesTexts(CopDb db, IReadOnlyCollection<Id<QuarterlyMeeting>>? some) =>
        (await db.Minutes.AsNoTracking().Where(m => m.PublishedAt != null && (some == null || some.Contains(m.MeetingId))).ToListAsync()).ConvertAll(m => new SearchText(
            SearchKey.Of(m.MeetingId), m.PublishedAt!.Value, Level([.. m.Texts.SelectMany(t => Words.Folded(PlainText.Of(t.Body.Html)).Append(SearchMark.Gap)), SearchMark.Minutes])));

    static List<string> Tokens(Row row)
    {
        var opens = row.Sequence == 0;
        var title = opens ? Words.Folded(row.Title) : [];
        List<string> tokens = [.. title, .. opens ? [SearchMark.Gap] : Array.Empty<string>(), .. Words.Folded(PlainText.Of(row.Html)), SearchMark.Gap];
        tokens.AddRange(title.Distinct().Select(SearchMark.Title));
        tokens.Add(SearchMark.Kind(row.Kind));
        tokens.Add(SearchMark.Space(row.Space));
        if (row.Author is { } author) tokens.Add(SearchMark.By(author));
        tokens.AddRange(CoreValue.All.Where(v => row.Cited.Contains(v.Slug)).Select(SearchMark.Cites));
        if (row.Helped || row.HasHelped) tokens.Add(SearchMark.Helped);
        if (opens && row.IsUnanswered && row.Kind.Asks()) tokens.Add(SearchMark.Unanswered);
        return Level(tokens);
    }

    /// <summary>
    /// PostgreSQL keeps 255 places of a word and 16,383 in all. What is more counts for neither database; words of a long text
    /// that are there in any case are only not found as part of a phrase beyond that.
    /// </summary>
    internal static List<string> Level(List<string> tokens)
    {
        const int places = 255;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            var count = counts.GetValueOrDefault(tokens[i]);
            counts[tokens[i]] = count + 1;
            if (count >= places) tokens[i] = SearchMark.Gap;
        }
        return tokens;
    }

    sealed record Row(
        Id<Post> Id, Instant WrittenAt, Id<Member>? Author, string Html, int Sequence, bool Helped, string Title, ThreadKind Kind, Id<Space> Space, bool IsUnanswered, bool HasHelped,
        List<string> Cited);
}
