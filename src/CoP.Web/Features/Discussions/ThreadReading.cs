using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CoP.Web.Features.Discussions;

/// <summary>What a page says of a thread, beside its posts.</summary>
public sealed record ThreadHead(
    Id<Thread> Id, string Title, ThreadKind Kind, AudienceKind Audience, string Language, Id<Member> AuthorId, string SpaceSlug, TwoLanguages Space,
    bool IsClosed, bool IsTakenBack, long Version, long HeadVersion, int LastSequence, int Replies)
{
    public string Address => ThreadAddress.Of(Id, Title);

    /// <summary>Whether <paramref name="reader"/> may say which replies helped.</summary>
    public bool MayMark(Id<Member> reader) => reader == AuthorId && Kind.Asks() && !IsTakenBack;
}

/// <summary>What the reader has to do with a thread.</summary>
public sealed record ThreadStanding(bool IsAsker, bool Follows, int? Read);

/// <summary>A post as a page shows it; equal ones look the same to everybody who reads the same language in the same zone.</summary>
public sealed record PostView(
    Id<Post> Id, Id<Thread> ThreadId, int Sequence, long Version, Id<Member> AuthorId, string? AuthorName, WorkRole AuthorRole, string Language, string Html,
    Instant WrittenAt, Instant? EditedAt, bool IsTakenBack, bool Helped, int? InReplyTo, Id<Post>? ParentId, string? ParentAuthor)
{
    public bool IsOpening => Sequence == 0;
}

/// <summary>Reads threads for pages; each question is one query.</summary>
public sealed class ThreadReading(CopDb db, CurrentMember me)
{
    /// <summary>Null when there is no such thread for this member.</summary>
    public Task<ThreadHead?> Head(Id<Thread> id) => Queries.HeadFor(me.Viewer)(db, id);

    public Task<ThreadStanding> Standing(ThreadHead thread) => Queries.Standing(db, thread.Id, me.Id);

    /// <summary>The opening, and the replies of one page.</summary>
    public Task<List<PostView>> Page(Id<Thread> id, int from) => List(Queries.Posts(db, id, from, from + ThreadAddress.PageSize, 0, ThreadAddress.PageSize + 1));

    /// <summary>At most <paramref name="atMost"/> posts that changed after <paramref name="version"/>.</summary>
    public Task<List<PostView>> Since(Id<Thread> id, long version, int atMost) => List(Queries.Posts(db, id, 0, int.MaxValue, version, atMost));

    /// <summary>Notes that the reader has seen the thread up to a place. Pages that skip unread replies note nothing.</summary>
    public async Task Reached(Id<Thread> id, int sequence)
    {
        try
        {
            await db.Write(async () =>
            {
                if (await db.ReadMarks.FindAsync(me.Id, id) is { } mark) mark.Reach(sequence);
                else db.ReadMarks.Add(new ReadMark(me.Id, id, sequence));
            });
        }
        catch (DbUpdateException)
        {
            // The same page opened twice at once: the other has noted it.
        }
    }

    static async Task<List<PostView>> List(IAsyncEnumerable<PostView> posts)
    {
        var list = new List<PostView>(ThreadAddress.PageSize + 1);
        await foreach (var post in posts) list.Add(post);
        return list;
    }

    ThreadQueries Queries => ThreadQueries.For(db);
}

/// <summary>
/// The questions that every view of a thread asks, compiled. Only the first looks at who asks; where it finds nothing, the
/// others are not asked.
/// </summary>
sealed class ThreadQueries
{
    // A compiled query belongs to one model, and tests run both databases in one process.
    static readonly ConditionalWeakTable<IModel, ThreadQueries> compiled = [];

    public static ThreadQueries For(CopDb db) => compiled.GetValue(db.Model, _ => new ThreadQueries());

    // One for each set of circles that members are in, of which there are few.
    readonly ConcurrentDictionary<string, Func<CopDb, Id<Thread>, Task<ThreadHead?>>> heads = new(StringComparer.Ordinal);

    /// <summary>What is said of a thread to a member who may see it.</summary>
    public Func<CopDb, Id<Thread>, Task<ThreadHead?>> HeadFor(Viewer viewer)
    {
        var circles = Audience.CirclesOf(viewer);
        return heads.GetOrAdd(string.Join(',', circles), _ => Compile(ThreadVisibility.To(circles)));
    }

    static Func<CopDb, Id<Thread>, Task<ThreadHead?>> Compile(Expression<Func<Thread, bool>> visible) => EF.CompileAsyncQuery((CopDb db, Id<Thread> id) =>
        db.Threads.Where(visible).Where(t => t.Id == id)
            .Join(db.Spaces, t => t.SpaceId, s => s.Id, (t, s) => new ThreadHead(
                t.Id, t.Title, t.Kind, t.Audience.Kind, t.Language, t.AuthorId, s.Slug, s.Name,
                t.ClosedAt != null || t.TakenBackAt != null, t.TakenBackAt != null, t.Version, t.HeadVersion, t.LastSequence, t.ReplyCount))
            .AsNoTracking().SingleOrDefault());

    public Func<CopDb, Id<Thread>, Id<Member>, Task<ThreadStanding>> Standing { get; } = EF.CompileAsyncQuery((CopDb db, Id<Thread> id, Id<Member> reader) =>
        db.Threads.Where(t => t.Id == id).Select(t => new ThreadStanding(
            t.AuthorId == reader,
            db.Follows.Any(f => f.ThreadId == id && f.MemberId == reader && !f.IsStopped),
            db.ReadMarks.Where(m => m.MemberId == reader && m.ThreadId == id).Select(m => (int?)m.Sequence).FirstOrDefault())).Single());

    /// <summary>The opening, and the replies from one place to before another; of these, what changed after a version, so many at most.</summary>
    public Func<CopDb, Id<Thread>, int, int, long, int, IAsyncEnumerable<PostView>> Posts { get; } = EF.CompileAsyncQuery((CopDb db, Id<Thread> id, int from, int before, long after, int atMost) =>
        db.Posts.Where(p => p.ThreadId == id && p.Version > after && (p.Sequence == 0 || (p.Sequence >= from && p.Sequence < before))).OrderBy(p => p.Sequence).Take(atMost)
            .Join(db.Members, p => p.AuthorId, a => a.Id, (p, a) => new { p, a }).OrderBy(x => x.p.Sequence)
            .Select(x => new
            {
                x.p,
                x.a,
                Parent = db.Posts.Where(q => q.ThreadId == x.p.ThreadId && q.Sequence == x.p.InReplyTo && q.TakenBackAt == null)
                    .Join(db.Members, q => q.AuthorId, b => b.Id, (q, b) => new { q.Id, Name = b.State == MemberState.Closed ? null : b.Name }).FirstOrDefault(),
            })
            .Select(x => new PostView(
                x.p.Id, x.p.ThreadId, x.p.Sequence, x.p.Version, x.p.AuthorId, x.a.State == MemberState.Closed ? null : x.a.Name, x.a.Role, x.p.Language, x.p.Body.Html,
                x.p.WrittenAt, x.p.EditedAt, x.p.TakenBackAt != null, x.p.HelpedAt != null, x.p.InReplyTo,
                x.Parent == null ? null : x.Parent.Id, x.Parent == null ? null : x.Parent.Name)));
}
