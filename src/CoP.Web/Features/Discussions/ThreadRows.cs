using System.Linq.Expressions;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions;

/// <summary>Who looks at a list: a member with the aliases they have anywhere.</summary>
public sealed record Reader(Id<Member> Member, IReadOnlyCollection<Id<Alias>> Aliases, Instant Now);

/// <summary>A thread in a list.</summary>
public sealed record ThreadRow(
    Id<Thread> Id, string Title, ThreadKind Kind, AudienceKind Audience, string? Group, string Language, Byline By, TwoLanguages Space,
    int Replies, int LastSequence, Instant ActiveAt, bool IsLastAnonymous, bool IsClosed, int? Read, Withheld Withheld)
{
    /// <summary>Whether some reply helped.</summary>
    public bool Helped { get; init; }

    /// <summary>Whether the asker says how it went.</summary>
    public bool TellsOutcome { get; init; }

    /// <summary>Posts of others that stand and that the reader has not seen.</summary>
    public int Unread { get; init; }

    /// <summary>Of these, replies; 0 also for a thread that they never opened.</summary>
    public int New => Read is null ? 0 : Unread;

    public bool IsUnopened => Read is null && Unread > 0;

    public string Address => ThreadAddress.Of(Id, Title);
}

/// <summary>
/// Some rows and, when there are more, the places from which to go on: after the last, before the first.
/// <see cref="Filter"/> is what the address of the list says beside the place.
/// </summary>
public sealed record ThreadList(IReadOnlyList<ThreadRow> Rows, string? Next, string? Previous = null, string Filter = "");

public static class ThreadRows
{
    public const int PageSize = 25;

    /// <summary>
    /// The newest activity first: the older ones after <paramref name="before"/>, or the newer ones before
    /// <paramref name="after"/>, places that an earlier list gave. A place is a moment, not a number of rows: what is
    /// written meanwhile neither shifts a page nor hides a row from it.
    /// </summary>
    public static async Task<ThreadList> Newest(this IQueryable<Thread> visible, CopDb db, Reader reader, string? before = null, int take = PageSize, string? after = null)
    {
        // Both conditions on a place begin with the moment alone: an index is entered by that, and not walked from its end.
        // A thread that its author took back is listed while others' replies stand in it.
        var listed = visible.Where(t => (t.TakenBackAt == null && t.RemovedAt == null) || t.ReplyCount > 0);
        if (db.Seals.Place(after) is { } newer)
        {
            var up = await listed.Where(t => t.ActiveAt >= newer.At && (t.ActiveAt > newer.At || t.Id > newer.Id)).OrderBy(t => t.ActiveAt).ThenBy(t => t.Id).Take(take + 1).AsRows(db, reader);
            // At the top, the whole first page: a short one would leave out what it has room for.
            return up.Count > take ? new ThreadList(up[1..], Place(db, up[^1]), Place(db, up[1])) : await Newest(visible, db, reader, take: take);
        }
        var older = db.Seals.Place(before);
        if (older is { } key) listed = listed.Where(t => t.ActiveAt <= key.At && (t.ActiveAt < key.At || t.Id < key.Id));
        var down = await listed.OrderByDescending(t => t.ActiveAt).ThenByDescending(t => t.Id).Take(take + 1).AsRows(db, reader);
        var rows = down.Count > take ? down[..take] : down;
        return new ThreadList(rows, down.Count > take ? Place(db, rows[^1]) : null, older is null ? null : rows.Count > 0 ? Place(db, rows[0]) : before);
    }

    static string Place(CopDb db, ThreadRow row) => db.Seals.Place(row.ActiveAt, row.Id);

    [SpelledOut(nameof(row))]
    static ThreadRow Row(Thread thread, Space space, Id<Member> me, IReadOnlyCollection<Id<Alias>> mine, Instant now) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Thread, Space, Id<Member>, IReadOnlyCollection<Id<Alias>>, Instant, ThreadRow>> row = (db, t, s, me, mine, now) => new ThreadRow(
        t.Id, t.RemovedAt != null || t.HiddenUntil > now ? "" : t.Title, t.Kind, t.Audience.Kind, db.Groups.Where(g => g.Id == t.Audience.GroupId).Select(g => g.Name).FirstOrDefault(), t.Language,
        new Byline(
            db.Members.Where(a => a.Id == t.AuthorId && a.State != MemberState.Closed).Select(a => a.Name).FirstOrDefault(),
            db.Aliases.Where(a => a.Id == t.AliasId).Select(a => (int?)a.Number).FirstOrDefault()),
        s.Name, t.ReplyCount, t.LastSequence, t.ActiveAt,
        db.Posts.Any(p => p.ThreadId == t.Id && p.Sequence == t.LastSequence && p.AliasId != null), t.ClosedAt != null || t.TakenBackAt != null || t.RemovedAt != null,
        mine.Contains(t.AliasId!.Value)
            ? db.Aliases.Where(a => a.Id == t.AliasId).Select(a => (int?)a.ReadTo).FirstOrDefault()
            : db.ReadMarks.Where(m => m.MemberId == me && m.ThreadId == t.Id).Select(m => (int?)m.Sequence).FirstOrDefault(),
        t.RemovedAt != null ? Withheld.Removed : t.HiddenUntil > now ? Withheld.Hidden : Withheld.No)
    {
        Helped = db.Posts.Any(p => p.ThreadId == t.Id && p.HelpedAt != null && p.RemovedAt == null),
        TellsOutcome = db.Posts.Any(p => p.ThreadId == t.Id && p.TellsOutcome && p.RemovedAt == null),
    };

    static async Task<List<ThreadRow>> AsRows(this IQueryable<Thread> threads, CopDb db, Reader reader)
    {
        var (me, mine, now) = (reader.Member, reader.Aliases, reader.Now);
        var rows = await threads.Join(db.Spaces, t => t.SpaceId, s => s.Id, (t, s) => Row(t, s, me, EF.Parameter(mine), now)).AsNoTracking().ToListAsync();
        // A join keeps no order that one could rely on.
        rows.Sort((a, b) => (b.ActiveAt, b.Id).CompareTo((a.ActiveAt, a.Id)));
        return await rows.Counted(db, reader);
    }
}
