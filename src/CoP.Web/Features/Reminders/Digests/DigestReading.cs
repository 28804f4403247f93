using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Lists;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Agenda;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Reminders.Digests;

/// <summary>What a digest has to tell.</summary>
public sealed record DigestContent(
    IReadOnlyList<DigestThread> Threads, int MoreThreads, IReadOnlyList<NoticeRow> Matters, bool MoreMatters, IReadOnlyList<DigestAgenda> Agendas, IReadOnlyList<DigestEvent> Ahead)
{
    /// <summary>Whether there is nothing new in it. What lies ahead is not news.</summary>
    public bool IsEmpty => Threads.Count == 0 && Matters.Count == 0 && Agendas.Count == 0;
}

/// <summary>What is new in one discussion.</summary>
/// <param name="IsOpen">All members may read it.</param>
/// <param name="Words">How some of it begins, what helped first; none where mail may not say so much.</param>
/// <param name="IsToYou">Some of it names the reader, or answers them.</param>
public sealed record DigestThread(Id<Thread> Id, string Title, string Language, bool IsOpen, int New, int Helped, bool IsToYou, IReadOnlyList<(string Text, string Language)> Words);

/// <summary>What was proposed for the agenda of a meeting and waits for support.</summary>
public sealed record DigestAgenda(Id<QuarterlyMeeting> Meeting, LocalSlot Slot, IReadOnlyList<(Id<AgendaItem> Id, string Title, string Language)> Items);

/// <summary>A meeting or a session that begins before the next digest.</summary>
/// <param name="Group">The group's name; null for a meeting.</param>
public sealed record DigestEvent(LocalSlot Slot, string Path, MeetingKind? Kind, string? Group);

/// <summary>
/// Finds what is new to a member, through the same sight as the pages: what was neither told by a letter nor read. The member is who asks: one scope reads for one member. A fixed number of
/// questions, however much there is.
/// </summary>
public sealed class DigestReading(CopDb db, CurrentMember me, Anonymity anonymity, MyNotices notices, MySessions sessions, AgendaPages agendas, TimeProvider clock)
{
    public const int MostThreads = 10;
    public const int MostMatters = 20;
    const int MostWords = 3;
    const int MostAhead = 10;
    const int MostAgenda = 5;

    // More than this of one digest is not counted; who has so much reads on the site.
    const int MostPosts = 500;

    /// <summary>What is older is not told any more, however long no digest went.</summary>
    static readonly Duration Oldest = Duration.FromDays(21);

    /// <param name="topics">What the digest holds.</param>
    /// <param name="until">What is newer is left to the next one.</param>
    public async Task<DigestContent> Of(MailChoices choices, MailTopics topics, Instant until)
    {
        var (threads, more) = await Threads(choices, topics, until);
        var matters = await Matters(choices, topics, until);
        return new DigestContent(threads, more, [.. matters.Take(MostMatters)], matters.Count > MostMatters, await Agendas(choices, topics, until), await Ahead(choices, topics));
    }

    static Instant Since(MailChoices choices, MailTopics topic, Instant until) => Instant.Max(choices.Gathered.SinceOf(topic) ?? until, until - Oldest);

    async Task<List<NoticeRow>> Matters(MailChoices choices, MailTopics topics, Instant until)
    {
        var since = topics.Each().Select(t => Since(choices, t, until)).Min();
        var rows = await notices.Untold(Mirror.KindsOf(topics), since, until, 2 * MostMatters);
        return rows.FindAll(r => Mirror.TopicOf(r.Kind, r.IsOfGroup) is var topic && (topics & topic) != MailTopics.None && r.At > Since(choices, topic, until));
    }

    async Task<(List<DigestThread> Threads, int More)> Threads(MailChoices choices, MailTopics topics, Instant until)
    {
        var wanted = (topics & (MailTopics.Replies | MailTopics.Mentions)).Each().ToList();
        if (wanted.Count == 0) return ([], 0);
        var (now, since, mine) = (clock.Now(), wanted.Min(t => Since(choices, t, until)), me.Id);
        var reader = await anonymity.ReaderOf(db, mine);
        var spaces = await db.SpaceFollows.AsNoTracking().Where(f => f.MemberId == mine).ToDictionaryAsync(f => f.SpaceId);
        var visible = db.Threads.VisibleTo(db, me.Viewer).Where(t => t.ActiveAt > since && t.TakenBackAt == null && t.RemovedAt == null && (t.HiddenUntil == null || t.HiddenUntil <= now));
        var heard = visible.FollowedBy(db, reader, [.. spaces.Values.Where(f => f.Level.Hears()).Select(f => f.SpaceId)]);
        var own = db.Posts.Standing(reader);
        var length = choices.Detailed ? FirstWords.Enough : 0;
        var posts = await db.Posts.Readable(now).NotBy(reader)
            .Where(p => p.WrittenAt > since && p.WrittenAt <= until && visible.Any(t => t.Id == p.ThreadId) && !db.Mutes.Any(m => m.MemberId == mine && m.MutedId == p.AuthorId))
            .Where(p => heard.Any(t => t.Id == p.ThreadId) || db.Set<Mention>().Any(m => m.PostId == p.Id && m.MemberId == mine) || (p.InReplyTo != null && own.Any(o => o.ThreadId == p.ThreadId && o.Sequence == p.InReplyTo)))
            .OrderByDescending(p => p.WrittenAt).Take(MostPosts)
            .Select(p => new NewPost(p.Id, p.ThreadId, p.Sequence, p.InReplyTo, p.WrittenAt, p.HelpedAt != null, p.Language, p.Body.Html.Substring(0, length),
                db.Set<Mention>().Any(m => m.PostId == p.Id && m.MemberId == mine),
                db.Posts.Where(o => o.ThreadId == p.ThreadId && o.Sequence == p.InReplyTo && o.TakenBackAt == null && o.AuthorId == mine).Any(),
                db.Posts.Where(o => o.ThreadId == p.ThreadId && o.Sequence == p.InReplyTo && o.TakenBackAt == null).Select(o => o.AliasId).FirstOrDefault()))
            .AsNoTracking().ToListAsync();
        if (posts.Count == 0) return ([], 0);

        var ids = posts.Select(p => p.Thread).Distinct().ToList();
        var threads = await db.Threads.AsNoTracking().Where(t => EF.Parameter(ids).Contains(t.Id)).ToListAsync();
        var follows = await db.Follows.AsNoTracking().Where(f => f.MemberId == mine && EF.Parameter(ids).Contains(f.ThreadId)).ToDictionaryAsync(f => f.ThreadId);
        var marks = await db.ReadMarks.AsNoTracking().Where(r => r.MemberId == mine && EF.Parameter(ids).Contains(r.ThreadId)).ToDictionaryAsync(r => r.ThreadId, r => r.Sequence);
        var lines = await db.ReadLines.AsNoTracking().Where(l => l.MemberId == mine).ToListAsync();
        var names = reader.Aliases.ToList();
        var aliases = names.Count == 0 ? [] : await db.Aliases.AsNoTracking().Where(a => EF.Parameter(names).Contains(a.Id)).ToDictionaryAsync(a => a.ThreadId);

        var found = new List<(DigestThread Row, Instant At)>();
        foreach (var thread in threads)
        {
            var follow = follows.GetValueOrDefault(thread.Id);
            var alias = aliases.GetValueOrDefault(thread.Id);
            var asks = alias is not null && thread.AliasId == alias.Id;
            var read = asks ? alias!.ReadTo : marks.TryGetValue(thread.Id, out var mark) ? mark : -1;
            var news = posts.Where(p => p.Thread == thread.Id && p.Sequence > read && !lines.Exists(l => (l.SpaceId is null || l.SpaceId == thread.SpaceId) && l.At >= p.WrittenAt))
                .Select(p => (Post: p, ToYou: IsDirect(p)))
                .Where(p => p.ToYou is { } toYou && (toYou ? MailTopics.Mentions : MailTopics.Replies) is var topic && (topics & topic) != MailTopics.None && p.Post.WrittenAt > Since(choices, topic, until))
                .OrderByDescending(p => p.Post.Helped).ThenByDescending(p => p.ToYou).ThenBy(p => p.Post.WrittenAt).ToList();
            if (news.Count == 0) continue;
            var words = choices.Detailed ? news.Select(p => (Text: FirstWords.Of(p.Post.Html), p.Post.Language)).Where(w => w.Text is not null).Select(w => (w.Text!, w.Language)).Take(MostWords).ToList() : [];
            found.Add((new DigestThread(thread.Id, thread.Title, thread.Language, thread.Audience.Kind == AudienceKind.AllMembers, news.Count, news.Count(p => p.Post.Helped), news.Exists(p => p.ToYou == true), words),
                news.Max(p => p.Post.WrittenAt)));

            // As a letter of its own would be decided: whether the reader is told, and whether it is to them. As themselves, or as who they are in this discussion.
            bool? IsDirect(NewPost post)
            {
                if ((asks ? alias!.Level : follow?.Level) == FollowLevel.Mute) return null;
                var opening = post.Sequence == 0;
                var space = spaces.GetValueOrDefault(thread.SpaceId);
                var byName = new Stake
                {
                    Thread = follow is null ? null : Level(follow.Level, follow.Since, post.WrittenAt),
                    Space = space is null ? null : Level(space.Level, space.Since, post.WrittenAt),
                    Mentioned = post.Mentioned,
                    Answered = post.Answers,
                };
                var byAlias = new Stake { Thread = alias?.Level, Answered = alias is not null && post.AnswersAlias == alias.Id };
                var (told, aliasTold) = (byName.Letter(opening), alias is not null && byAlias.Letter(opening));
                var direct = byName.Mentioned || byName.Answered;
                if (asks) return aliasTold ? byAlias.Answered || direct : told && direct ? true : null;
                return told ? direct || byAlias.Answered : aliasTold && (follow is null || byAlias.Answered) ? byAlias.Answered : null;
            }
        }
        var sorted = found.OrderByDescending(f => f.Row.IsToYou).ThenByDescending(f => f.Row.Helped > 0).ThenByDescending(f => f.At).Select(f => f.Row).ToList();
        return ([.. sorted.Take(MostThreads)], Math.Max(0, sorted.Count - MostThreads));

        static FollowLevel Level(FollowLevel level, Instant since, Instant written) => level.Hears() && since > written ? FollowLevel.Normal : level;
    }

    async Task<List<DigestAgenda>> Agendas(MailChoices choices, MailTopics topics, Instant until)
    {
        if ((topics & MailTopics.Meetings) == MailTopics.None) return [];
        // An idea tells its day and no more: those of today are left to the next digest.
        var (from, to, now) = (Since(choices, MailTopics.Meetings, until).InUtc().Date, until.InUtc().Date, clock.Now());
        var found = new List<DigestAgenda>();
        foreach (var meeting in (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).Where(m => m.State == MeetingState.Announced).ToListAsync()).Where(m => m.TakesProposals(now)).OrderBy(m => m.Slot.StartsAt).Take(2))
        {
            if (await agendas.Find(meeting.Id) is not { } page) continue;
            var items = page.Proposed.Where(i => !i.IsSupported && !i.IsMine && DayOf(i.Id) is var day && day >= from && day < to).Take(MostAgenda).Select(i => (i.Id, i.Title, i.Language ?? "en")).ToList();
            if (items.Count > 0) found.Add(new DigestAgenda(meeting.Id, meeting.Slot, items));
        }
        return found;
    }

    async Task<List<DigestEvent>> Ahead(MailChoices choices, MailTopics topics)
    {
        var (now, mine) = (clock.Now(), me.Id);
        var next = topics.Each().Select(t => choices.NextDigest(t, now, me.Zone)).Min() ?? now;
        var found = new List<DigestEvent>();
        if (choices.Wants(MailTopics.Meetings))
            found.AddRange((await db.Meetings.AsNoTracking().VisibleTo(me.Viewer)
                    .Where(m => m.State == MeetingState.Announced && !db.Rsvps.Any(r => r.MeetingId == m.Id && r.MemberId == mine && r.Answer == Answer.No && r.AnsweredFor == m.Slot.Start)).ToListAsync())
                .Where(m => m.Slot.StartsAt > now && m.Slot.StartsAt <= next).Select(m => new DigestEvent(m.Slot, $"/meetings/{m.Id}", m.Kind, null)));
        if (choices.Wants(MailTopics.Sessions))
        {
            var away = (await db.SessionAbsences.AsNoTracking().Where(a => a.MemberId == mine && a.StartsAt > now).Select(a => new { a.GroupId, a.Original }).ToListAsync()).Select(a => (a.GroupId, a.Original)).ToHashSet();
            found.AddRange((await sessions.Between(me.Viewer, now, next)).Where(s => s.Session.TakesPlace && s.Session.Slot.StartsAt > now && !away.Contains((s.GroupId, s.Session.Original)))
                .Select(s => new DigestEvent(s.Session.Slot, $"/groups/{s.GroupId}/sessions/{new SessionKey(s.Session.Original)}", null, s.Group)));
        }
        return [.. found.OrderBy(e => e.Slot.StartsAt).Take(MostAhead)];
    }

    static LocalDate DayOf(Id<AgendaItem> id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Instant.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16).InUtc().Date;
    }

    sealed record NewPost(
        Id<Post> Id, Id<Thread> Thread, int Sequence, int? InReplyTo, Instant WrittenAt, bool Helped, string Language, string Html, bool Mentioned, bool Answers, Id<Alias>? AnswersAlias);
}
