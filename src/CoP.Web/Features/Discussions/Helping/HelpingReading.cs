using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Helping;

/// <summary>A reply that helped, or that tells how it went, as the head of its thread points at it.</summary>
public sealed record MarkedReply(Id<Post> Id, int Sequence, Byline By, string Language, string Start, bool Helped, bool TellsOutcome)
{
    public string? Words => FirstWords.Of(Start);
}

/// <summary>How a discussion stands: open, helped, closed, and whether it is told how it went.</summary>
public sealed record ThreadState(ThreadKind Kind, bool Helped, bool TellsOutcome, bool IsClosed);

/// <summary>Another discussion that grew out of this one, or that this one grew out of, by way of a reply.</summary>
public sealed record GrownLink(Id<Thread> Thread, string Title, string Language, Id<Thread> ReplyThread, Id<Post> Reply)
{
    public string Address => ThreadAddress.Of(Thread, Title);

    public string ReplyAddress => $"/threads/{ReplyThread}/replies/{Reply}";
}

public sealed record ReplyPlace(string Title, AudienceKind Audience, string? Group);

/// <summary>What helped, how it went, and what grew out of it.</summary>
public sealed class HelpingReading(CopDb db, CurrentMember me)
{
    /// <summary>The marked replies of a thread in their order, the same for all who see it.</summary>
    public async Task<List<MarkedReply>> Marked(Id<Thread> thread)
    {
        var list = new List<MarkedReply>();
        await foreach (var reply in marked.For(db)(db, thread)) list.Add(reply);
        return list;
    }

    /// <summary>The discussions that grew out of replies in this one, of which both ends stand and the reader may see them.</summary>
    public Task<List<GrownLink>> GrownOutOf(Id<Thread> thread) =>
        db.Threads.VisibleTo(db, me.Viewer).Where(t => t.GrewFromThread == thread).Readable()
            .Join(db.Posts.Readable(), t => t.GrewFrom, p => p.Id, (t, p) => new { t, p }).OrderBy(x => x.p.Sequence)
            .Select(x => new GrownLink(x.t.Id, x.t.Title, x.t.Language, x.p.ThreadId, x.p.Id))
            .AsNoTracking().ToListAsync();

    /// <summary>The discussion whose reply this one grew out of; null where there is none, or none for this reader.</summary>
    public Task<GrownLink?> GrewFrom(Id<Thread> thread) =>
        db.Threads.Where(t => t.Id == thread && t.GrewFrom != null)
            .Join(db.Posts.Readable(), t => t.GrewFrom, p => p.Id, (t, p) => p)
            .Join(db.Threads.VisibleTo(db, me.Viewer).Readable(), p => p.ThreadId, s => s.Id, (p, s) => new GrownLink(s.Id, s.Title, s.Language, s.Id, p.Id))
            .AsNoTracking().SingleOrDefaultAsync();

    /// <summary>The form that begins a discussion out of a reply, filled with the member's own words; null where it is not theirs to do.</summary>
    public async Task<ThreadInput?> FormFrom(Id<Post> reply)
    {
        var found = await db.Posts.AsNoTracking().Where(p => p.Id == reply && p.AuthorId == me.Id && p.Sequence > 0).Readable()
            .Join(db.Threads.VisibleTo(db, me.Viewer), p => p.ThreadId, t => t.Id, (p, t) => new { p.Language, p.Body.Source, t.SpaceId })
            .Join(db.Spaces, x => x.SpaceId, s => s.Id, (x, s) => new { x.Language, x.Source, s.Slug }).SingleOrDefaultAsync();
        if (found is null) return null;
        var form = ThreadInput.New(found.Slug, found.Language);
        // What others said they said there: quotations do not come along.
        form.Body = string.Join('\n', found.Source.Split('\n').Where(line => !line.TrimStart().StartsWith('>'))).Trim();
        (form.Kind, form.GrewFrom) = (ThreadKind.Success, reply);
        return form;
    }

    /// <summary>Where the reply is that a form grows out of, and who can see it there.</summary>
    public Task<ReplyPlace?> PlaceOf(Id<Post> reply) =>
        db.Posts.Where(p => p.Id == reply && p.AuthorId == me.Id).Readable()
            .Join(db.Threads.VisibleTo(db, me.Viewer).Readable(), p => p.ThreadId, t => t.Id, (p, t) => new ReplyPlace(t.Title, t.Audience.Kind, db.Groups.Where(g => g.Id == t.Audience.GroupId).Select(g => g.Name).FirstOrDefault()))
            .SingleOrDefaultAsync();

    static readonly Compiled<Func<CopDb, Id<Thread>, IAsyncEnumerable<MarkedReply>>> marked = new(() => EF.CompileAsyncQuery((CopDb db, Id<Thread> thread) =>
        db.Posts.Where(p => p.ThreadId == thread && p.HelpedAt != null && p.TakenBackAt == null && p.RemovedAt == null && p.HiddenUntil == null)
            .Concat(db.Posts.Where(p => p.ThreadId == thread && p.TellsOutcome && p.HelpedAt == null && p.TakenBackAt == null && p.RemovedAt == null && p.HiddenUntil == null))
            .OrderBy(p => p.Sequence)
            .Select(p => new MarkedReply(
                p.Id, p.Sequence,
                new Byline(
                    db.Members.Where(a => a.Id == p.AuthorId && a.State != MemberState.Closed).Select(a => a.Name).FirstOrDefault(),
                    db.Aliases.Where(a => a.Id == p.AliasId).Select(a => (int?)a.Number).FirstOrDefault()),
                p.Language, p.Body.Html.Substring(0, FirstWords.Enough), p.HelpedAt != null, p.TellsOutcome))));
}
