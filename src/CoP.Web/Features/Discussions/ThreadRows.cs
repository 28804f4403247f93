using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions;

/// <summary>A thread in a list. <see cref="AuthorName"/> is null once its author has left.</summary>
public sealed record ThreadRow(
    Id<Thread> Id, string Title, ThreadKind Kind, AudienceKind Audience, string Language, string? AuthorName, TwoLanguages Space,
    int Replies, int LastSequence, Instant ActiveAt, bool IsClosed, int? Read)
{
    /// <summary>Replies that the reader has not seen; 0 also for a thread that they never opened.</summary>
    public int New => Read is { } read ? LastSequence - read : 0;

    public bool IsUnopened => Read is null;

    public string Address => ThreadAddress.Of(Id, Title);
}

/// <summary>Some rows and, when there are more, the key of the last.</summary>
public sealed record ThreadList(IReadOnlyList<ThreadRow> Rows, string? Next);

public static class ThreadRows
{
    public const int PageSize = 25;

    /// <summary>The newest activity first, going on after <paramref name="before"/>, which an earlier list gave as its <see cref="ThreadList.Next"/>.</summary>
    public static async Task<ThreadList> Newest(this IQueryable<Thread> visible, CopDb db, Id<Member> reader, string? before = null, int take = PageSize)
    {
        if (Key.Read(before) is { } key)
            visible = visible.Where(t => t.ActiveAt < key.At || (t.ActiveAt == key.At && t.Id < key.Id));
        var rows = await visible
            // A thread that its author took back is listed while others' replies stand in it.
            .Where(t => t.TakenBackAt == null || t.ReplyCount > 0)
            .OrderByDescending(t => t.ActiveAt).ThenByDescending(t => t.Id).Take(take + 1)
            .Join(db.Members, t => t.AuthorId, a => a.Id, (t, a) => new { t, a })
            .Join(db.Spaces, x => x.t.SpaceId, s => s.Id, (x, s) => new { x.t, x.a, s })
            .OrderByDescending(x => x.t.ActiveAt).ThenByDescending(x => x.t.Id)
            .Select(x => new ThreadRow(
                x.t.Id, x.t.Title, x.t.Kind, x.t.Audience.Kind, x.t.Language, x.a.State == MemberState.Closed ? null : x.a.Name, x.s.Name,
                x.t.ReplyCount, x.t.LastSequence, x.t.ActiveAt, x.t.ClosedAt != null || x.t.TakenBackAt != null,
                db.ReadMarks.Where(m => m.MemberId == reader && m.ThreadId == x.t.Id).Select(m => (int?)m.Sequence).FirstOrDefault()))
            .AsNoTracking().ToListAsync();
        return rows.Count <= take ? new ThreadList(rows, null) : new ThreadList(rows[..take], new Key(rows[take - 1].ActiveAt, rows[take - 1].Id).ToString());
    }

    sealed record Key(Instant At, Id<Thread> Id)
    {
        public static Key? Read(string? text) =>
            text?.Split('.') is [var ticks, var id] && long.TryParse(ticks, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at)
            && at < Instant.MaxValue.ToUnixTimeTicks() && Id<Thread>.TryParse(id, null, out var thread)
                ? new Key(Instant.FromUnixTimeTicks(at), thread)
                : null;

        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}.{Id}");
    }
}
