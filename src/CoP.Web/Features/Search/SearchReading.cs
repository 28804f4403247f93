using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Data.Search;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CoP.Web.Features.Search;

/// <summary>A post that was found, with what its reader may see of it.</summary>
public sealed record SearchHit(
    Id<Post> Id, Id<Thread> ThreadId, string Title, string TitleLanguage, ThreadKind Kind, AudienceKind Audience, string? Group, TwoLanguages Space, Byline By, bool IsAnonymous,
    Instant WrittenAt, string Language, string Html, int Sequence, bool Helped)
{
    public bool IsOpening => Sequence == 0;

    public string Address => ThreadAddress.Of(ThreadId, Title, Id, Sequence);
}

/// <summary>Some hits and, when there are more, the last of them to go on after.</summary>
public sealed record SearchHits(IReadOnlyList<SearchHit> Rows, Id<Post>? Next);

/// <summary>Finds posts by their words, newest first: only those that the reader may see, and never how many there are.</summary>
public sealed class SearchReading(CopDb db, CurrentMember me, IOptions<CopSettings> settings)
{
    public const int PageSize = 20;

    const int MostAuthors = 200;

    /// <summary>What answers the question, going on after a post that an earlier page ended with. Notes in the question what names nothing.</summary>
    public async Task<SearchHits> Find(SearchQuestion question, Id<Post>? after = null)
    {
        var all = await Terms(question);
        if (question.IsEmpty || all.Any(any => any.Count == 0)) return new([], null);
        var (from, below) = await Numbers(question, after);
        var entries = all.Count == 0
            ? [db.SearchEntries.Where(e => e.Number >= from && e.Number < below)]
            : await db.SearchIndex.Matching(db, all, from, below);
        var rows = await entries.First(PageSize + 1, found => Rows(Within(found, question)));
        return rows.Count <= PageSize ? new(rows, null) : new(rows[..PageSize], rows[PageSize - 1].Id);
    }

    IQueryable<SearchEntry> Within(IQueryable<SearchEntry> entries, SearchQuestion question)
    {
        if (question.Before is { } before && Start(before) is var end) entries = entries.Where(e => e.At < end);
        if (question.After is { } since && Start(since) is var start) entries = entries.Where(e => e.At >= start);
        return entries;
    }

    IQueryable<SearchHit> Rows(IQueryable<SearchEntry> entries) => entries
        .Join(db.Posts.Readable(), e => e.PostId, p => (Id<Post>?)p.Id, (e, p) => new { e.Number, p })
        .Join(db.Threads.VisibleTo(db, me.Viewer), x => x.p.ThreadId, t => t.Id, (x, t) => new { x.Number, x.p, t })
        .Join(db.Spaces, x => x.t.SpaceId, s => s.Id, (x, s) => new { x.Number, x.p, x.t, s })
        .OrderByDescending(x => x.Number)
        .Select(x => new SearchHit(
            x.p.Id, x.t.Id, x.t.RemovedAt != null || x.t.HiddenUntil != null ? "" : x.t.Title, x.t.Language, x.t.Kind, x.t.Audience.Kind, db.Groups.Where(g => g.Id == x.t.Audience.GroupId).Select(g => g.Name).FirstOrDefault(), x.s.Name,
            new Byline(
                db.Members.Where(a => a.Id == x.p.AuthorId && a.State != MemberState.Closed).Select(a => a.Name).FirstOrDefault(),
                db.Aliases.Where(a => a.Id == x.p.AliasId).Select(a => (int?)a.Number).FirstOrDefault()),
            x.p.AliasId != null, x.p.WrittenAt, x.p.Language, x.p.Body.Html, x.p.Sequence, x.p.HelpedAt != null))
        .AsNoTracking();

    /// <summary>All that must hold, each as a choice of terms; an empty choice finds nothing.</summary>
    async Task<List<IReadOnlyList<SearchTerm>>> Terms(SearchQuestion question)
    {
        List<IReadOnlyList<SearchTerm>> all = [.. question.Terms.Select(t => (IReadOnlyList<SearchTerm>)[t])];
        if (question.Kinds.Count > 0) all.Add([.. question.Kinds.Distinct().Select(k => SearchTerm.Mark(SearchMark.Kind(k)))]);
        if (question.Spaces.Count > 0) all.Add(await SpacesOf(question));
        if (question.Authors.Count > 0) all.Add(await AuthorsOf(question));
        all.AddRange(question.Cited.Select(typed => ValueOf(question, typed)));
        if (question.HasHelped) all.Add([SearchTerm.Mark(SearchMark.Helped)]);
        if (question.IsUnanswered) all.Add([SearchTerm.Mark(SearchMark.Unanswered)]);
        return all;
    }

    static IReadOnlyList<SearchTerm> ValueOf(SearchQuestion question, string typed)
    {
        if (CoreValue.Find(typed) is { } value) return [SearchTerm.Mark(SearchMark.Cites(value))];
        question.NotThere("problem.cites", typed);
        return [];
    }

    async Task<IReadOnlyList<SearchTerm>> SpacesOf(SearchQuestion question)
    {
        var spaces = await db.Spaces.AsNoTracking().Select(s => new { s.Id, s.Slug, s.Name }).ToListAsync();
        var found = new List<SearchTerm>();
        foreach (var typed in question.Spaces)
        {
            var words = Words.Folded(typed);
            var named = spaces.Where(s => new[] { s.Slug, s.Name.English, s.Name.Spanish }.Any(n => Words.Folded(n).SequenceEqual(words))).ToList();
            if (named.Count == 0) question.NotThere("problem.space", typed);
            found.AddRange(named.Select(s => SearchTerm.Mark(SearchMark.Space(s.Id))));
        }
        return found;
    }

    // Names as they are today: they are not in the index, since people change them.
    async Task<IReadOnlyList<SearchTerm>> AuthorsOf(SearchQuestion question)
    {
        var members = await db.Members.Where(m => m.State != MemberState.Closed).Select(m => new { m.Id, m.Name }).AsNoTracking().ToListAsync();
        var names = members.ConvertAll(m => (m.Id, Words: Words.Folded(m.Name)));
        var found = new List<SearchTerm>();
        foreach (var typed in question.Authors)
        {
            var words = Words.Folded(typed);
            var open = typed.EndsWith('*');
            var named = names.Where(n => words.All(w => n.Words.Any(m => m == w || (open && w == words[^1] && m.StartsWith(w, StringComparison.Ordinal))))).ToList();
            if (named.Count == 0) question.NotThere("problem.author", typed);
            if (named.Count > MostAuthors) question.NotThere("problem.authors", typed);
            found.AddRange(named.Take(MostAuthors).Select(n => SearchTerm.Mark(SearchMark.By(n.Id))));
        }
        return found;
    }

    /// <summary>
    /// Which numbers come into question. Days narrow them down, so that the past is found without walking through the present; a day more on
    /// either side, since numbers follow the time only as closely as the clocks of those who write.
    /// </summary>
    async Task<(long From, long Below)> Numbers(SearchQuestion question, Id<Post>? after)
    {
        var (from, below) = (0L, long.MaxValue);
        if (after is { } last && await db.SearchEntries.Where(e => e.PostId == last).Select(e => (long?)e.Number).SingleOrDefaultAsync() is { } number) below = number;
        if (question.Before is { } before && Start(before) + Duration.FromDays(1) is var end)
            below = Math.Min(below, 1 + await db.SearchEntries.Where(e => e.At < end).OrderByDescending(e => e.At).ThenByDescending(e => e.Number).Select(e => e.Number).FirstOrDefaultAsync());
        if (question.After is { } since && Start(since) - Duration.FromDays(1) is var start)
            from = await db.SearchEntries.Where(e => e.At >= start).OrderBy(e => e.At).ThenBy(e => e.Number).Select(e => (long?)e.Number).FirstOrDefaultAsync() ?? long.MaxValue;
        return (from, below);
    }

    // The day is the community's for everybody: in zones of one's own choosing, the days of a post without a time would tell its hour.
    Instant Start(LocalDate day) => DateTimeZoneProviders.Tzdb[settings.Value.TimeZone].AtStartOfDay(day).ToInstant();
}
