using System.Linq.Expressions;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions;

/// <summary>What a page says of a thread, beside its posts.</summary>
public sealed record ThreadHead(
    Id<Thread> Id, string Title, ThreadKind Kind, Audience Audience, string? Group, string Language, Id<Member>? AuthorId, Id<Alias>? AliasId, bool HasAliases, string SpaceSlug, TwoLanguages Space,
    bool IsClosed, bool IsTakenBack, long Version, long HeadVersion, long SidesVersion, int LastSequence, int Replies, Withheld Withheld)
{
    /// <summary>Whether its audience is another than at first.</summary>
    public bool AudienceHasChanged { get; init; }

    /// <summary>The wider circle for which those who wrote in it are being asked; null when they are not.</summary>
    public AudienceKind? WideningTo { get; init; }

    /// <summary>Whether some reply helped.</summary>
    public bool Helped { get; init; }

    /// <summary>Whether the asker says how it went.</summary>
    public bool TellsOutcome { get; init; }

    /// <summary>Whether it grew out of a reply elsewhere.</summary>
    public bool IsGrown { get; init; }

    /// <summary>Whether others grew out of replies in it.</summary>
    public bool HasGrown { get; init; }

    /// <summary>Whether something of an agenda came out of it.</summary>
    public bool IsBrought { get; init; }

    /// <summary>Whether it is what is said of a meeting.</summary>
    public bool IsTalk { get; init; }

    public string Address => ThreadAddress.Of(Id, Title);

    /// <summary>Whether <paramref name="reader"/> may say which replies helped.</summary>
    public bool MayMark(Writer reader) => IsAskedBy(reader) && Kind.Asks() && !IsTakenBack && Withheld != Withheld.Removed;

    public bool IsAskedBy(Writer reader) => reader.Is(AuthorId, AliasId);
}

/// <summary>What the reader has to do with a thread.</summary>
/// <param name="Thread">How closely they go along with it; null if they chose nothing.</param>
/// <param name="Space">The same for its space.</param>
/// <param name="Read">The place up to which they have read; null for nothing yet.</param>
/// <param name="Line">What was written up to then they took as read.</param>
public sealed record ThreadStanding(FollowLevel? Thread, FollowLevel? Space, int? Read, Instant? Line = null)
{
    public FollowLevel Level => Thread ?? Space ?? FollowLevel.Normal;

    public bool Follows => Level.Hears();
}

/// <summary>A post as a page shows it; equal ones look the same to everybody who reads the same language in the same zone.</summary>
public sealed record PostView(
    Id<Post> Id, Id<Thread> ThreadId, int Sequence, long Version, Id<Member>? AuthorId, Id<Alias>? AliasId, Byline By, WorkRole? AuthorRole, string Language, string Html,
    Instant WrittenAt, Instant? EditedAt, bool IsTakenBack, bool Helped, int? InReplyTo, Id<Post>? ParentId, Byline? ParentBy, Withheld Withheld)
{
    /// <summary>How many said a word to it.</summary>
    public ReactionCounts Reactions { get; init; } = ReactionCounts.None;

    /// <summary>Whether the asker says with it how it went.</summary>
    public bool TellsOutcome { get; init; }

    /// <summary>The beginning of the post that it answers, with the version that has it.</summary>
    public string? ParentStart { get; init; }

    public string? ParentLanguage { get; init; }

    public long? ParentVersion { get; init; }

    public bool IsOpening => Sequence == 0;

    /// <summary>Whether it answers another reply that stands; that to the opening is what every reply is.</summary>
    public bool IsAnswer => InReplyTo > 0 && ParentId is not null;

    public bool IsAnonymous => AliasId is not null;
}

/// <summary>Whom a reader is told something is by: a name, the number of an alias, or, with neither, somebody who has left.</summary>
public sealed record Byline(string? Name, int? Alias)
{
    /// <summary>The words for it.</summary>
    public string In(IStringLocalizer<DiscussionsText> texts) =>
        Alias is { } number ? texts["author.alias", Domain.Discussions.Alias.Letters(number)] : Name ?? texts["author.former"];
}

/// <summary>Reads threads for pages; each question is one query.</summary>
public sealed class ThreadReading(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock)
{
    readonly Instant now = clock.Now();

    /// <summary>Null when there is no such thread for this member.</summary>
    public Task<ThreadHead?> Head(Id<Thread> id) => db.Threads.VisibleTo(db, me.Viewer).Where(t => t.Id == id)
        .Join(db.Spaces, t => t.SpaceId, s => s.Id, (t, s) => ThreadQueries.Head(t, s, now))
        .AsNoTracking().SingleOrDefaultAsync();

    /// <summary>The reader as this thread knows them.</summary>
    public async Task<Writer> Writer(ThreadHead thread) => thread.HasAliases ? await anonymity.WriterIn(db, thread.Id, me.Id) : me.Id;

    public async Task<ThreadStanding> Standing(ThreadHead thread, Writer reader)
    {
        if (reader.Alias is { } alias && alias == thread.AliasId)
            return await db.Aliases.Where(a => a.Id == alias).Select(a => new ThreadStanding(a.Level, null, a.ReadTo, null)).SingleAsync();
        var standing = await Queries.Standing(db, thread.Id, me.Id);
        // An anonymous reply follows too, as long as nothing was chosen by name.
        if (reader.Alias is { } other && standing.Thread is null)
            standing = standing with { Thread = await db.Aliases.Where(a => a.Id == other).Select(a => (FollowLevel?)a.Level).SingleAsync() };
        if (standing.Line is not { } line || standing.Read >= thread.LastSequence) return standing;
        var taken = await db.Posts.Where(p => p.ThreadId == thread.Id && p.Sequence > (standing.Read ?? -1) && p.WrittenAt <= line).OrderByDescending(p => p.Sequence).Select(p => (int?)p.Sequence).FirstOrDefaultAsync();
        return standing with { Read = taken ?? standing.Read };
    }

    /// <summary>The opening, and the replies of one page.</summary>
    public Task<List<PostView>> Page(Id<Thread> id, int from) => Stretch(id, from, ThreadAddress.PageSize);

    /// <summary>The opening, and so many replies from a place on.</summary>
    public async Task<List<PostView>> Stretch(Id<Thread> id, int from, int count) =>
        from <= 1 ? await List(Queries.Stretch(db, id, 0, from + count, now)) : [.. await List(Queries.Stretch(db, id, 0, 1, now)), .. await List(Queries.Stretch(db, id, from, from + count, now))];

    /// <summary>At most <paramref name="atMost"/> posts that changed after <paramref name="version"/>.</summary>
    public Task<List<PostView>> Since(Id<Thread> id, long version, int atMost) => List(Queries.Changed(db, id, version, atMost, now));

    /// <summary>Notes that the reader has seen the thread up to a place. Pages that skip unread replies note nothing.</summary>
    public async Task Reached(ThreadHead thread, Writer reader, int sequence)
    {
        var id = thread.Id;
        try
        {
            await db.Write(async () =>
            {
                // A read mark would be the first of the thread, and so its author's.
                if (reader.Alias is { } alias && alias == thread.AliasId) (await db.Aliases.ForUpdate(alias))!.Reach(sequence);
                else if (await db.ReadMarks.FindAsync(me.Id, id) is { } mark) mark.Reach(sequence);
                else db.ReadMarks.Add(new ReadMark(me.Id, id, sequence));
            });
        }
        catch (DbUpdateException)
        {
            // The same page opened twice at once: the other has noted it.
        }
    }

    /// <summary>What the reader said to the posts of a thread.</summary>
    public async Task<ILookup<Id<Post>, ReactionKind>> SaidBy(Id<Member> reader, Id<Thread> thread)
    {
        var token = db.Seals.VoiceOf(thread, reader);
        return (await db.Reactions.AsNoTracking().Where(r => r.ThreadId == thread && r.By == token).Select(r => new { r.PostId, r.Kind }).ToListAsync()).ToLookup(r => r.PostId, r => r.Kind);
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
/// The questions that every view of a thread asks once it is known that the reader may see it, compiled.
/// </summary>
sealed class ThreadQueries
{
    static readonly Compiled<ThreadQueries> compiled = new(() => new ThreadQueries());

    public static ThreadQueries For(CopDb db) => compiled.For(db);

    public Func<CopDb, Id<Thread>, Id<Member>, Task<ThreadStanding>> Standing { get; } = EF.CompileAsyncQuery((CopDb db, Id<Thread> id, Id<Member> reader) =>
        db.Threads.Where(t => t.Id == id).Select(t => new ThreadStanding(
            db.Follows.Where(f => f.ThreadId == id && f.MemberId == reader).Select(f => (FollowLevel?)f.Level).FirstOrDefault(),
            db.SpaceFollows.Where(f => f.SpaceId == t.SpaceId && f.MemberId == reader).Select(f => (FollowLevel?)f.Level).FirstOrDefault(),
            db.ReadMarks.Where(m => m.MemberId == reader && m.ThreadId == id).Select(m => (int?)m.Sequence).FirstOrDefault(),
            db.ReadLines.Where(l => l.MemberId == reader && (l.SpaceId == null || l.SpaceId == t.SpaceId)).OrderByDescending(l => l.At).Select(l => (Instant?)l.At).FirstOrDefault())).Single());

    [SpelledOut(nameof(head))]
    public static ThreadHead Head(Thread thread, Space space, Instant now) => throw SpelledOutAttribute.InQuestionsOnly;

    static readonly Expression<Func<CopDb, Thread, Space, Instant, ThreadHead>> head = (db, t, s, now) => new ThreadHead(
        t.Id, t.RemovedAt != null || t.HiddenUntil > now ? "" : t.Title, t.Kind, new Audience(t.Audience.Kind, t.Audience.GroupId), db.Groups.Where(g => g.Id == t.Audience.GroupId).Select(g => g.Name).FirstOrDefault(),
        t.Language, t.AuthorId, t.AliasId, db.Aliases.Any(a => a.ThreadId == t.Id), s.Slug, s.Name,
        t.ClosedAt != null || t.TakenBackAt != null || t.RemovedAt != null, t.TakenBackAt != null, t.Version, t.HeadVersion, t.SidesVersion, t.LastSequence, t.ReplyCount,
        t.RemovedAt != null ? Withheld.Removed : t.HiddenUntil > now ? Withheld.Hidden : Withheld.No)
    {
        Helped = db.Posts.Any(p => p.ThreadId == t.Id && p.HelpedAt != null && p.RemovedAt == null),
        TellsOutcome = db.Posts.Any(p => p.ThreadId == t.Id && p.TellsOutcome && p.RemovedAt == null),
        IsGrown = t.GrewFrom != null,
        HasGrown = db.Threads.Any(g => g.GrewFromThread == t.Id),
        IsBrought = db.AgendaItems.Any(i => i.ThreadId == t.Id),
        IsTalk = db.MeetingTalks.Any(m => m.ThreadId == t.Id),
        AudienceHasChanged = t.AudienceHasChanged,
        WideningTo = db.Widenings.Where(w => w.ThreadId == t.Id && w.State == WideningState.Open).Select(w => (AudienceKind?)w.To.Kind).FirstOrDefault(),
    };

    // The opening and replies are by a member, or by an alias of their thread; and so is what they answer.
    sealed class PostRow
    {
        public required Post P { get; init; }
        public required Member Author { get; init; }
        public required Alias Alias { get; init; }
        public required Post Parent { get; init; }
        public required Member ParentAuthor { get; init; }
        public required Alias ParentAlias { get; init; }
        public required Instant Now { get; init; }
    }

    static readonly Expression<Func<PostRow, PostView>> View = x => new PostView(
        x.P.Id, x.P.ThreadId, x.P.Sequence, x.P.Version, x.P.AuthorId, x.P.AliasId, new Byline(x.Author.State == MemberState.Closed ? null : x.Author.Name, x.Alias == null ? null : x.Alias.Number), x.Author == null ? null : x.Author.Role, x.P.Language, x.P.RemovedAt != null || x.P.HiddenUntil > x.Now ? "" : x.P.Body.Html,
        x.P.WrittenAt, x.P.EditedAt, x.P.TakenBackAt != null, x.P.HelpedAt != null, x.P.InReplyTo,
        x.Parent == null ? null : x.Parent.Id, x.Parent == null ? null : new Byline(x.ParentAuthor.Name, x.ParentAlias == null ? null : x.ParentAlias.Number),
        x.P.RemovedAt != null ? Withheld.Removed : x.P.HiddenUntil > x.Now ? Withheld.Hidden : Withheld.No)
    {
        Reactions = new ReactionCounts(x.P.Reactions.ThankYou, x.P.Reactions.MeToo, x.P.Reactions.ThinkingOfYou),
        TellsOutcome = x.P.TellsOutcome,
        ParentStart = x.Parent == null ? null : x.Parent.Body.Html.Substring(0, FirstWords.Enough),
        ParentLanguage = x.Parent == null ? null : x.Parent.Language,
        ParentVersion = x.Parent == null ? null : x.Parent.Version,
    };

    /// <summary>The posts from one place to before another, found by their places: however long the thread, as many as asked for.</summary>
    public Func<CopDb, Id<Thread>, int, int, Instant, IAsyncEnumerable<PostView>> Stretch { get; } = EF.CompileAsyncQuery((CopDb db, Id<Thread> id, int first, int before, Instant now) =>
        (from p in db.Posts.Where(p => p.ThreadId == id && p.Sequence >= first && p.Sequence < before)
         from a in db.Members.Where(a => a.Id == p.AuthorId).DefaultIfEmpty()
         from alias in db.Aliases.Where(a => a.Id == p.AliasId).DefaultIfEmpty()
         from q in db.Posts.Where(q => q.ThreadId == p.ThreadId && q.Sequence == p.InReplyTo && q.TakenBackAt == null && q.RemovedAt == null && (q.HiddenUntil == null || q.HiddenUntil <= now)).DefaultIfEmpty()
         from b in db.Members.Where(b => b.Id == q.AuthorId && b.State != MemberState.Closed).DefaultIfEmpty()
         from other in db.Aliases.Where(b => b.Id == q.AliasId).DefaultIfEmpty()
         orderby p.Sequence
         select new PostRow { P = p, Author = a, Alias = alias, Parent = q, ParentAuthor = b, ParentAlias = other, Now = now }).Select(View));

    /// <summary>What changed after a version, so many at most; found by their versions.</summary>
    public Func<CopDb, Id<Thread>, long, int, Instant, IAsyncEnumerable<PostView>> Changed { get; } = EF.CompileAsyncQuery((CopDb db, Id<Thread> id, long after, int atMost, Instant now) =>
        (from p in db.Posts.Where(p => p.ThreadId == id && p.Version > after).OrderBy(p => p.Sequence).Take(atMost)
         from a in db.Members.Where(a => a.Id == p.AuthorId).DefaultIfEmpty()
         from alias in db.Aliases.Where(a => a.Id == p.AliasId).DefaultIfEmpty()
         from q in db.Posts.Where(q => q.ThreadId == p.ThreadId && q.Sequence == p.InReplyTo && q.TakenBackAt == null && q.RemovedAt == null && (q.HiddenUntil == null || q.HiddenUntil <= now)).DefaultIfEmpty()
         from b in db.Members.Where(b => b.Id == q.AuthorId && b.State != MemberState.Closed).DefaultIfEmpty()
         from other in db.Aliases.Where(b => b.Id == q.AliasId).DefaultIfEmpty()
         orderby p.Sequence
         select new PostRow { P = p, Author = a, Alias = alias, Parent = q, ParentAuthor = b, ParentAlias = other, Now = now }).Select(View));
}
