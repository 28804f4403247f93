using System.Globalization;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Lists;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Moderation;
using CoP.Web.Features.Polls;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Notices;

/// <summary>What is shown of a notice.</summary>
/// <param name="By">Who did it.</param>
public sealed record NoticeRow(
    Id<Notice> Id, NoticeKind Kind, Id<Thread>? ThreadId, string Title, string Language, Id<Post>? PostId, Byline By, Instant At, bool IsRead)
{
    /// <summary>The group that it is of, where it is of one.</summary>
    public Id<Group>? GroupId { get; init; }

    public string? GroupName { get; init; }

    /// <summary>The meeting that it is of, where it is of one.</summary>
    public Id<QuarterlyMeeting>? MeetingId { get; init; }

    public NoticeMeeting? Meeting { get; init; }

    /// <summary>What else it is about.</summary>
    public Guid? Item { get; init; }

    /// <summary>Whether it is of a group, by itself or by its poll.</summary>
    public bool IsOfGroup { get; init; }

    /// <summary>The poll that it is of, where it is of one.</summary>
    public Id<Poll>? Poll { get; init; }

    /// <summary>The case that waits for moderators.</summary>
    public Id<Case>? Case { get; init; }

    /// <summary>The request that waits for a second opener.</summary>
    public Id<Opening>? Opening { get; init; }

    public string Address => Kind switch
    {
        NoticeKind.WideningAsked => $"/threads/{ThreadId}/widening",
        NoticeKind.Moderation => $"/threads/{ThreadId}/replies/{PostId}/moderation",
        NoticeKind.ConcernWaiting => $"/moderation/{Case}",
        NoticeKind.OpeningWaiting => $"/openings/{Opening}",
        NoticeKind.SwapAsked => $"/groups/{GroupId}/roles",
        _ when Page is { } page => page,
        _ when GroupId is { } group => $"/groups/{group}/agreement",
        _ when Poll is { } poll => $"/polls/{poll}",
        _ => PostId is { } post ? $"/threads/{ThreadId}/replies/{post}" : $"/threads/{ThreadId}",
    };

    // Where that is of which a letter tells.
    string? Page => Kind switch
    {
        NoticeKind.MinutesPublished => $"/meetings/{MeetingId}/minutes",
        NoticeKind.SeatAsked => $"/meetings/{MeetingId}/seats",
        NoticeKind.SeatEmpty => $"/steering/meetings/{MeetingId}/seats",
        NoticeKind.ChecklistDue => $"/meetings/{MeetingId}/checklist",
        NoticeKind.HandOverOffered => $"/meetings/{MeetingId}/hand-over",
        NoticeKind.SeatEnded or NoticeKind.FollowUpGiven or NoticeKind.FollowUpDue => "/meetings",
        NoticeKind.TurnAsked or NoticeKind.TurnAnswered => $"/meetings/rotation/proposals/{new Id<TurnProposal>(Item!.Value)}",
        NoticeKind.TurnDecided => "/meetings/rotation/history",
        NoticeKind.DatePollAsked or NoticeKind.DatePollReminder or NoticeKind.DatePollChosen => $"/meetings/polls/{new Id<Poll>(Item!.Value)}",
        NoticeKind.Announced => "/announcements",
        NoticeKind.FirstPostShown => "/submissions",
        NoticeKind.FirstPostReturned => $"/submissions/{new Id<Submission>(Item!.Value)}",
        NoticeKind.ConcernSeen => "/discussions",
        _ when MeetingId is { } meeting => $"/meetings/{meeting}",
        NoticeKind.AgreementProposed or NoticeKind.AgreementRenewed or NoticeKind.AgreementLookDue => null,
        _ when GroupId is { } group => $"/groups/{group}",
        _ => null,
    };

    /// <summary>Whether who opens a page has seen what it tells: the page itself or, of a meeting or a group, one below it.</summary>
    public bool IsSeenAt(string path) => Page is { } page && (path == page || ((MeetingId is not null || GroupId is not null) && path.StartsWith(page + "/", StringComparison.Ordinal)));

    /// <summary>What it stands under with others of the same: a thread or a group; nothing, where it is by itself.</summary>
    public Guid? Under => Kind is NoticeKind.Moderation or NoticeKind.ConcernWaiting or NoticeKind.OpeningWaiting ? null : ThreadId?.Value ?? MeetingId?.Value ?? GroupId?.Value;

    /// <summary>Of what it tells, it tells once.</summary>
    public (Guid, NoticeKind?) Told => About(PostId, ThreadId, Id, Kind);

    internal static (Guid, NoticeKind?) About(Id<Post>? post, Id<Thread>? thread, Id<Notice> notice, NoticeKind kind) =>
        (post?.Value ?? thread?.Value ?? notice.Value, kind is NoticeKind.ConcernWaiting or NoticeKind.OpeningWaiting ? kind : null);
}

/// <summary>What is said of a meeting beside a notice of it.</summary>
public sealed record NoticeMeeting(MeetingKind Kind, Quarter Quarter, string? Topic, LocalSlot Slot);

/// <summary>Some notices and, when there are more, the key of the last.</summary>
public sealed record NoticeList(IReadOnlyList<NoticeRow> Rows, string? Next)
{
    /// <summary>What belongs to one thread or one group stands together, where the newest of it is.</summary>
    public IEnumerable<List<NoticeRow>> Together => Rows.GroupBy(r => r.Under ?? r.Id.Value).Select(g => g.ToList());
}

/// <summary>The notices of who asks, as far as what they speak of may still be seen.</summary>
public sealed class MyNotices(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>More are not counted: the bell says "99+".</summary>
    public const int Most = 100;

    Reader? reader;
    int? unread;

    /// <summary>How many they have not read; of one post, one.</summary>
    public async Task<int> Unread() => unread ??= await HasUnread() ? await Count(db, anonymity, me.Viewer, await Me()) : 0;

    /// <summary>The same for a page of a member's that is connected.</summary>
    public static async Task<int> CountFor(CopDb db, Anonymity anonymity, Viewer viewer) => await Count(db, anonymity, viewer, await anonymity.ReaderOf(db, viewer.Id));

    /// <summary>The newest first, going on after <paramref name="before"/>, which an earlier list gave as its <see cref="NoticeList.Next"/>.</summary>
    public async Task<NoticeList> List(string? before)
    {
        var notices = await Shown(db, anonymity, me.Viewer, await Me());
        if (Key.Read(before) is { } key) notices = notices.Where(n => n.At < key.At || (n.At == key.At && n.Id < key.Id));
        var rows = await Rows(notices.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(PageSize + 1));
        var next = rows.Count > PageSize ? new Key(rows[PageSize - 1].At, rows[PageSize - 1].Id).ToString() : null;
        // Told both as themselves and as their alias, they read of it once.
        return new NoticeList([.. rows.Take(PageSize).DistinctBy(r => r.Told)], next);
    }

    /// <summary>What stands here unread of these kinds, the newest first, <paramref name="most"/> at most: for a letter that gathers it. Not what was told by a letter of its own.</summary>
    public async Task<List<NoticeRow>> Untold(IReadOnlyList<NoticeKind> kinds, Instant since, Instant until, int most)
    {
        if (kinds.Count == 0) return [];
        return [.. (await Rows((await Shown(db, anonymity, me.Viewer, await Me()))
            .Where(n => n.ReadAt == null && n.At > since && n.At <= until && EF.Parameter(kinds).Contains(n.Kind))
            .Where(n => !db.Letters.Any(l => l.Recipient == n.Recipient && l.State == LetterState.Sent && db.Occasions.Any(o => o.Id == l.OccasionId
                && (n.LetterId != null ? (Guid)(object)o.Id == n.LetterId : n.PollId != null && o.Item == (Guid)(object)n.PollId))))
            .OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(most))).DistinctBy(r => r.Told)];
    }

    async Task<List<NoticeRow>> Rows(IQueryable<Notice> notices)
    {
        var rows = await notices
            .Select(n => new
            {
                n,
                Thread = db.Threads.Where(t => t.Id == n.ThreadId).Select(t => new { Title = t.RemovedAt != null || t.HiddenUntil != null ? "" : t.Title, t.Language, t.AuthorId, t.AliasId }).FirstOrDefault(),
                Post = db.Posts.Where(p => p.Id == n.PostId).Select(p => new { p.AuthorId, p.AliasId }).FirstOrDefault(),
            })
            .Select(x => new
            {
                x.n,
                x.Thread,
                Author = x.n.Kind == NoticeKind.Helped || x.Post == null ? x.Thread!.AuthorId : x.Post.AuthorId,
                Alias = x.n.Kind == NoticeKind.Helped || x.Post == null ? x.Thread!.AliasId : x.Post.AliasId,
            })
            .Select(x => new NoticeRow(
                x.n.Id, x.n.Kind, x.n.ThreadId, x.Thread == null || x.n.Kind == NoticeKind.Moderation || x.n.Kind == NoticeKind.ConcernWaiting || x.n.Kind == NoticeKind.OpeningWaiting ? "" : x.Thread.Title, x.Thread == null ? "en" : x.Thread.Language, x.n.PostId,
                new Byline(
                    db.Members.Where(m => m.State != MemberState.Closed && m.Id == x.Author).Select(m => m.Name).FirstOrDefault(),
                    db.Aliases.Where(a => a.Id == x.Alias).Select(a => (int?)a.Number).FirstOrDefault()),
                x.n.At, x.n.ReadAt != null)
            {
                GroupId = x.n.GroupId,
                GroupName = db.Groups.Where(g => g.Id == x.n.GroupId).Select(g => g.Name).FirstOrDefault(),
                Poll = x.n.PollId,
                MeetingId = x.n.MeetingId,
                Item = x.n.Item,
                IsOfGroup = x.n.GroupId != null || db.AvailabilityPolls.Any(p => p.PollId == x.n.PollId && p.GroupId != null),
                Case = db.Cases.Where(c => x.n.Kind == NoticeKind.ConcernWaiting && c.PostId == x.n.PostId).Select(c => (Id<Case>?)c.Id).FirstOrDefault(),
                Opening = db.Openings.Where(o => x.n.Kind == NoticeKind.OpeningWaiting && o.PostId == x.n.PostId && o.OpenedAt == null).OrderByDescending(o => o.AskedAt).Select(o => (Id<Opening>?)o.Id).FirstOrDefault(),
            })
            .AsNoTracking().ToListAsync();
        var meetings = rows.Select(r => r.MeetingId).OfType<Id<QuarterlyMeeting>>().Distinct().ToList();
        if (meetings.Count == 0) return rows;
        var named = await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).Where(m => EF.Parameter(meetings).Contains(m.Id)).ToDictionaryAsync(m => m.Id);
        return rows.ConvertAll(r => r.MeetingId is { } id && named.TryGetValue(id, out var m) ? r with { Meeting = new NoticeMeeting(m.Kind, m.Quarter, m.Topic, m.Slot) } : r);
    }

    /// <summary>They have opened a page, and with it what notices of letters told.</summary>
    public async Task SeenAt(string path)
    {
        if (!me.Member.HasUnread) return;
        var told = await Mine(db, await Me()).Where(n => n.ReadAt == null && n.LetterId != null).OrderByDescending(n => n.At).Take(Most)
            .Select(n => new { n.Id, n.Kind, n.At, n.MeetingId, n.GroupId, n.Item }).ToListAsync();
        var seen = told.Where(n => new NoticeRow(n.Id, n.Kind, null, "", "en", null, new Byline(null, null), n.At, false) { MeetingId = n.MeetingId, GroupId = n.GroupId, Item = n.Item }.IsSeenAt(path)).Select(n => n.Id).ToList();
        if (seen.Count == 0) return;
        await Read(db.Notices.Where(n => seen.Contains(n.Id)));
        unread = null;
    }

    /// <summary>They have seen posts of a thread, and with them what the notices told.</summary>
    public async Task Seen(Id<Thread> thread, IReadOnlyCollection<Id<Post>> shown)
    {
        if (!await HasUnread()) return;
        var seen = (await Mine(db, await Me()).Where(n => n.ReadAt == null && n.ThreadId == thread && n.Kind != NoticeKind.ConcernWaiting && n.Kind != NoticeKind.OpeningWaiting).Select(n => new { n.Id, n.PostId }).ToListAsync())
            .Where(n => n.PostId is not { } post || shown.Contains(post)).Select(n => n.Id).ToList();
        if (seen.Count == 0) return;
        await Read(db.Notices.Where(n => seen.Contains(n.Id)));
        unread = null;
    }

    /// <summary>They have seen what a group's notices of these kinds told.</summary>
    public async Task Seen(Id<Group> group, params NoticeKind[] kinds)
    {
        if (!await HasUnread()) return;
        var (me, seen) = ((await Me()).Member.Value, db.Notices.Where(n => n.GroupId == group && n.ReadAt == null && kinds.Contains(n.Kind)));
        if (!await seen.AnyAsync(n => n.Recipient == me)) return;
        await Read(seen.Where(n => n.Recipient == me));
        unread = null;
    }

    /// <summary>They have seen a thread up to a place.</summary>
    public async Task SeenUpTo(Id<Thread> thread, int sequence) =>
        await Seen(thread, await Mine(db, await Me()).Where(n => n.ReadAt == null && n.ThreadId == thread)
            .Join(db.Posts, n => n.PostId, p => p.Id, (_, p) => p).Where(p => p.Sequence <= sequence).Select(p => p.Id).ToListAsync());

    /// <summary>They have seen a poll.</summary>
    public async Task Seen(Id<Poll> poll)
    {
        if (!me.Member.HasUnread) return;
        var seen = Mine(db, await Me()).Where(n => n.ReadAt == null && n.PollId == poll);
        if (!await seen.AnyAsync()) return;
        await Read(seen);
        unread = null;
    }

    /// <summary>They have seen what waited for them, and with it what the notices told of the post.</summary>
    public async Task Seen(NoticeKind kind, Id<Post> post)
    {
        if (!me.Member.HasUnread || !await Mine(db, await Me()).AnyAsync(n => n.ReadAt == null && n.Kind == kind && n.PostId == post)) return;
        await Read(Mine(db, await Me()).Where(n => n.ReadAt == null && n.Kind == kind && n.PostId == post));
        unread = null;
    }

    /// <summary>They take all notices up to a moment as read; those that came after it are not swallowed.</summary>
    public async Task ReadAll(Instant until) => await Read(Mine(db, await Me()).Where(n => n.ReadAt == null && n.At <= until));

    Task Read(IQueryable<Notice> notices) => db.Write(async () =>
    {
        var now = clock.Now();
        // In one step: what is read may be replaced by newer news at the same moment, and is then not there to be read.
        await notices.ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now));
        // The bells on their other pages and devices.
        db.NoticesChanged(me.Id, now);
    });

    // Most have none, and that is known without asking.
    async Task<bool> HasUnread() => me.Member.HasUnread || (await Me()).Aliases.Count > 0;

    async Task<Reader> Me() => reader ??= await anonymity.ReaderOf(db, me.Id);

    static async Task<int> Count(CopDb db, Anonymity anonymity, Viewer viewer, Reader reader)
    {
        var shown = await (await Shown(db, anonymity, viewer, reader)).Where(n => n.ReadAt == null).OrderByDescending(n => n.At).Take(2 * Most).Select(n => new { n.Id, n.ThreadId, n.PostId, n.Kind }).ToListAsync();
        return Math.Min(Most, shown.Select(n => NoticeRow.About(n.PostId, n.ThreadId, n.Id, n.Kind)).Distinct().Count());
    }

    static IQueryable<Notice> Mine(CopDb db, Reader reader)
    {
        var me = reader.Member.Value;
        if (reader.Aliases.Count == 0) return db.Notices.Where(n => n.Recipient == me);
        Guid[] recipients = [me, .. reader.Aliases.Select(a => a.Value)];
        return db.Notices.Where(n => recipients.Contains(n.Recipient));
    }

    /// <summary>Looked at anew each time: who lost sight of a thread, or muted it, and what was taken back since.</summary>
    static async Task<IQueryable<Notice>> Shown(CopDb db, Anonymity anonymity, Viewer viewer, Reader reader)
    {
        var me = reader.Member;
        var (visible, groups) = (db.Threads.VisibleTo(db, viewer), db.Groups.InsideFor(viewer));
        var (heard, ofOthers) = (db.Threads.NotMuted(db, reader), db.Threads.NotBegunBy(reader));
        var own = db.Posts.Standing(reader);
        var readable = db.Posts.Readable().Where(p => !db.Mutes.Any(m => m.MemberId == me && m.MutedId == p.AuthorId));
        var readableOfOthers = readable.NotBy(reader);
        var polls = db.AvailabilityPolls.VisibleTo(db, viewer);
        var (meetings, doors) = (db.Meetings.VisibleTo(viewer), db.Groups.VisibleTo(viewer));
        var (concerns, opens, since) = (await Concerns(db, anonymity, viewer), viewer.Duties.HasFlag(Duties.Opener), reader.Now - Opening.Lasts);
        return Mine(db, reader).Where(n =>
            (n.ThreadId == null && (n.MeetingId == null || meetings.Any(m => m.Id == n.MeetingId))
                && (n.GroupId == null || groups.Any(g => g.Id == n.GroupId)
                    || ((n.Kind == NoticeKind.GroupPlace || n.Kind == NoticeKind.GroupInvited || n.Kind == NoticeKind.GroupQuestion) && doors.Any(g => g.Id == n.GroupId))) && (n.PollId == null || polls.Any(p => p.PollId == n.PollId)))
            || n.Kind == NoticeKind.Moderation
            // For as long as they are asked, and also who sees the thread no longer: their words are in it.
            || (n.Kind == NoticeKind.WideningAsked && db.Widenings.Any(w => w.ThreadId == n.ThreadId && w.State == WideningState.Open) && own.Any(p => p.ThreadId == n.ThreadId) && ofOthers.Any(t => t.Id == n.ThreadId))
            // For as long as it waits, and for whom it waits.
            || (n.Kind == NoticeKind.ConcernWaiting && EF.Parameter(concerns).Contains(n.PostId!.Value))
            || (opens && n.Kind == NoticeKind.OpeningWaiting && visible.Any(t => t.Id == n.ThreadId)
                && db.Openings.Any(o => o.PostId == n.PostId && o.OpenedAt == null && o.AskedAt > since && !o.Confirmations.Any(c => c.OpenerId == me)))
            || (n.Kind != NoticeKind.WideningAsked && n.Kind != NoticeKind.ConcernWaiting && n.Kind != NoticeKind.OpeningWaiting && visible.Any(t => t.Id == n.ThreadId)
                && (n.Kind == NoticeKind.Helped
                    ? ofOthers.Any(t => t.Id == n.ThreadId) && (n.PostId == null || readable.Any(p => p.Id == n.PostId && p.HelpedAt != null))
                    : n.PostId == null || readableOfOthers.Any(p => p.Id == n.PostId))
                && (n.Kind != NoticeKind.Mention || db.Set<Mention>().Any(m => m.PostId == n.PostId && m.MemberId == me))
                && (n.Kind != NoticeKind.Quote || db.Set<Quotation>().Any(q => q.PostId == n.PostId))
                && (n.Kind == NoticeKind.Mention || heard.Any(t => t.Id == n.ThreadId))));
    }

    /// <summary>The posts whose cases wait for a moderator. Whether a case is theirs to see no question to the database can tell.</summary>
    static async Task<List<Id<Post>>> Concerns(CopDb db, Anonymity anonymity, Viewer viewer)
    {
        if (!viewer.Duties.HasFlag(Duties.Moderator)) return [];
        var me = viewer.Id.Value;
        var waiting = db.Cases.Where(c => c.WaitsSince != null && db.Notices.Any(n => n.Recipient == me && n.Kind == NoticeKind.ConcernWaiting && n.PostId == c.PostId));
        var seen = await CaseSight.For(db, viewer, anonymity).Of(waiting);
        return seen.Count == 0 ? [] : await db.Cases.Where(c => EF.Parameter(seen).Contains(c.Id)).Select(c => c.PostId).ToListAsync();
    }

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
