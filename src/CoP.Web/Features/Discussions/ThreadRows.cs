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
    public static async Task<ThreadList> Newest(this IQueryable<Thread> visible, CopDb db, Reader reader, string? before = null, int take = PageSize)
    {
        var (me, mine, now) = (reader.Member, reader.Aliases, reader.Now);
        if (Key.Read(before) is { } key)
            visible = visible.Where(t => t.ActiveAt < key.At || (t.ActiveAt == key.At && t.Id < key.Id));
        var rows = await visible
            // A thread that its author took back is listed while others' replies stand in it.
            .Where(t => (t.TakenBackAt == null && t.RemovedAt == null) || t.ReplyCount > 0)
            .OrderByDescending(t => t.ActiveAt).ThenByDescending(t => t.Id).Take(take + 1)
            .Join(db.Spaces, t => t.SpaceId, s => s.Id, (t, s) => new { t, s })
            .OrderByDescending(x => x.t.ActiveAt).ThenByDescending(x => x.t.Id)
            .Select(x => new ThreadRow(
                x.t.Id, x.t.RemovedAt != null || x.t.HiddenUntil > now ? "" : x.t.Title, x.t.Kind, x.t.Audience.Kind, db.Groups.Where(g => g.Id == x.t.Audience.GroupId).Select(g => g.Name).FirstOrDefault(), x.t.Language,
                new Byline(
                    db.Members.Where(a => a.Id == x.t.AuthorId && a.State != MemberState.Closed).Select(a => a.Name).FirstOrDefault(),
                    db.Aliases.Where(a => a.Id == x.t.AliasId).Select(a => (int?)a.Number).FirstOrDefault()),
                x.s.Name, x.t.ReplyCount, x.t.LastSequence, x.t.ActiveAt,
                db.Posts.Any(p => p.ThreadId == x.t.Id && p.Sequence == x.t.LastSequence && p.AliasId != null), x.t.ClosedAt != null || x.t.TakenBackAt != null || x.t.RemovedAt != null,
                mine.Contains(x.t.AliasId!.Value)
                    ? db.Aliases.Where(a => a.Id == x.t.AliasId).Select(a => (int?)a.ReadTo).FirstOrDefault()
                    : db.ReadMarks.Where(m => m.MemberId == me && m.ThreadId == x.t.Id).Select(m => (int?)m.Sequence).FirstOrDefault(),
                x.t.RemovedAt != null ? Withheld.Removed : x.t.HiddenUntil > now ? Withheld.Hidden : Withheld.No))
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
