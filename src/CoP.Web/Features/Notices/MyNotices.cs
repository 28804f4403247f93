using System.Globalization;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Notices;

/// <summary>What is shown of a notice.</summary>
/// <param name="AuthorName">Who did it; null once they have left.</param>
public sealed record NoticeRow(
    Id<Notice> Id, NoticeKind Kind, Id<Thread>? ThreadId, string Title, string Language, Id<Post>? PostId, string? AuthorName, Instant At, bool IsRead);

/// <summary>Some notices and, when there are more, the key of the last.</summary>
public sealed record NoticeList(IReadOnlyList<NoticeRow> Rows, string? Next);

/// <summary>The notices of who asks, as far as what they speak of may still be seen.</summary>
public sealed class MyNotices(CopDb db, CurrentMember me, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>More are not counted: the bell says "99+".</summary>
    public const int Most = 100;

    List<UnreadNotice>? unread;

    /// <summary>How many they have not read; of one post, one.</summary>
    public async Task<int> Unread() => Count(unread ??= await Unread(db, me.Viewer));

    /// <summary>The same for a page of a member's that is connected.</summary>
    public static async Task<int> CountFor(CopDb db, Viewer viewer) => Count(await Unread(db, viewer));

    /// <summary>The newest first, going on after <paramref name="before"/>, which an earlier list gave as its <see cref="NoticeList.Next"/>.</summary>
    public async Task<NoticeList> List(string? before)
    {
        var notices = Shown(db, me.Viewer);
        if (Key.Read(before) is { } key) notices = notices.Where(n => n.At < key.At || (n.At == key.At && n.Id < key.Id));
        var rows = await notices.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(PageSize + 1)
            .Select(n => new
            {
                n,
                Thread = db.Threads.Where(t => t.Id == n.ThreadId).Select(t => new { t.Title, t.Language, t.AuthorId }).FirstOrDefault(),
                Author = db.Posts.Where(p => p.Id == n.PostId).Select(p => (Id<Member>?)p.AuthorId).FirstOrDefault(),
            })
            .Select(x => new NoticeRow(
                x.n.Id, x.n.Kind, x.n.ThreadId, x.Thread == null ? "" : x.Thread.Title, x.Thread == null ? "en" : x.Thread.Language, x.n.PostId,
                db.Members.Where(m => m.State != MemberState.Closed && m.Id == (x.n.Kind == NoticeKind.Helped ? x.Thread!.AuthorId : x.Author)).Select(m => m.Name).FirstOrDefault(),
                x.n.At, x.n.ReadAt != null))
            .AsNoTracking().ToListAsync();
        return rows.Count <= PageSize ? new NoticeList(rows, null) : new NoticeList(rows[..PageSize], new Key(rows[PageSize - 1].At, rows[PageSize - 1].Id).ToString());
    }

    /// <summary>They have seen posts of a thread, and with them what the notices told.</summary>
    public async Task Seen(Id<Thread> thread, Func<Id<Post>, bool> shown)
    {
        unread ??= await Unread(db, me.Viewer);
        var seen = unread.Where(n => n.ThreadId == thread && n.PostId is { } post && shown(post)).Select(n => n.Id).ToList();
        if (seen.Count == 0) return;
        await Read(db.Notices.Where(n => seen.Contains(n.Id)));
        unread.RemoveAll(n => seen.Contains(n.Id));
    }

    /// <summary>They take all notices up to a moment as read; those that came after it are not swallowed.</summary>
    public Task ReadAll(Instant until) => Read(Mine(db, me.Viewer).Where(n => n.ReadAt == null && n.At <= until));

    Task Read(IQueryable<Notice> notices) => db.Write(async () =>
    {
        var now = clock.Now();
        foreach (var notice in await notices.AsTracking().ToListAsync()) notice.Read(now);
        // The bells on their other pages and devices.
        db.NoticesChanged(me.Id, now);
    });

    static Task<List<UnreadNotice>> Unread(CopDb db, Viewer viewer) =>
        Shown(db, viewer).Where(n => n.ReadAt == null).OrderByDescending(n => n.At).Take(Most).Select(n => new UnreadNotice(n.Id, n.ThreadId, n.PostId)).ToListAsync();

    static int Count(List<UnreadNotice> notices) => notices.Select(n => n.PostId?.Value ?? n.Id.Value).Distinct().Count();

    static IQueryable<Notice> Mine(CopDb db, Viewer viewer)
    {
        var me = viewer.Id.Value;
        return db.Notices.Where(n => n.Recipient == me);
    }

    /// <summary>Looked at anew each time: who lost sight of a thread, or muted it, and what was taken back since.</summary>
    static IQueryable<Notice> Shown(CopDb db, Viewer viewer)
    {
        var visible = db.Threads.VisibleTo(viewer);
        var heard = db.Threads.NotMuted(db, viewer.Id);
        return Mine(db, viewer).Where(n => n.ThreadId == null || n.Kind == NoticeKind.Moderation
            || (visible.Any(t => t.Id == n.ThreadId)
                && (n.PostId == null || db.Posts.Any(p => p.Id == n.PostId && p.TakenBackAt == null && (n.Kind != NoticeKind.Helped || p.HelpedAt != null)))
                && (n.Kind == NoticeKind.Mention || n.Kind == NoticeKind.WideningAsked || heard.Any(t => t.Id == n.ThreadId))));
    }

    sealed record UnreadNotice(Id<Notice> Id, Id<Thread>? ThreadId, Id<Post>? PostId);

    sealed record Key(Instant At, Id<Notice> Id)
    {
        public static Key? Read(string? text) =>
            text?.Split('.') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < Instant.MaxValue.ToUnixTimeTicks() && Id<Notice>.TryParse(id, null, out var notice)
                ? new Key(Instant.FromUnixTimeTicks(at), notice)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}.{Id}");
    }
}
