using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Data.Search;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Search;

/// <summary>A discussion that may be about the same.</summary>
public sealed record SimilarThread(Id<Thread> Id, string Title, string Language, TwoLanguages Space, int Replies)
{
    public string Address => ThreadAddress.Of(Id, Title);
}

/// <summary>
/// Discussions whose titles share words with one that is being written: at least two, or all of them where there are fewer. Most in
/// common first, then the newest.
/// </summary>
public sealed class SimilarThreads(CopDb db, CurrentMember me)
{
    public const int Most = 5;

    const int MostWords = 8;
    const int Looked = 100;

    // Words that say nothing of what a question is about.
    static readonly HashSet<string> common = new(
        """
        a about after all am an and any are as at be been before but by can could did do does doing for from get had has have how i if in into is it its just me more my no not of on or our out
        over should so some than that the their them then there these they this those to too us was we were what when where which who whom why will with would you your one use using
        al ante como con cual cuales cuando cuanto de del desde donde el ella ellas ellos en entre era es esa ese eso esta este esto ha han hacer hacia hago han hasta hay la las le les lo los mas me mi mis
        muy nada ni no nos nosotros o otra otro para pero poco por porque que quien se ser si sin sobre son su sus tambien tan te tengo tiene todo tu tus un una uno usted ustedes y ya yo puede puedo pueden alguien
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    public async Task<IReadOnlyList<SimilarThread>> To(string? title)
    {
        if (title is not { Length: > 0 and <= Thread.TitleLimit }) return [];
        var words = Words.Folded(title).Where(w => w.Length > 1 && !common.Contains(w)).Distinct(StringComparer.Ordinal).Take(MostWords).ToList();
        if (words.Count == 0) return [];
        var terms = words.ConvertAll(w => new SearchTerm([SearchMark.Title(w)], IsPrefix: w.Length >= 5));
        // At least two of some are there when, whichever one is left out, one of the others is.
        IReadOnlyList<IReadOnlyList<SearchTerm>> all = terms.Count == 1 ? [terms] : [.. terms.Select(t => terms.Where(o => o != t).ToList())];
        var rows = await (await db.SearchIndex.Matching(db, all, 0, long.MaxValue)).First(Looked, entries => entries
            .Join(db.Posts.Readable(), e => e.PostId, p => (Id<Post>?)p.Id, (e, p) => new { e.Number, p })
            .Join(db.Threads.VisibleTo(db, me.Viewer), x => x.p.ThreadId, t => t.Id, (x, t) => new { x.Number, t })
            .Join(db.Spaces, x => x.t.SpaceId, s => s.Id, (x, s) => new { x.Number, x.t, s })
            .OrderByDescending(x => x.Number)
            .Select(x => new SimilarThread(x.t.Id, x.t.Title, x.t.Language, x.s.Name, x.t.ReplyCount))
            .AsNoTracking());
        // The sort keeps the order of those that share as much.
        return [.. rows.OrderByDescending(r => Shared(Words.Folded(r.Title), words)).Take(Most)];
    }

    static int Shared(List<string> title, List<string> words) => words.Count(w => title.Exists(t => t == w || (w.Length >= 5 && t.StartsWith(w, StringComparison.Ordinal))));
}
