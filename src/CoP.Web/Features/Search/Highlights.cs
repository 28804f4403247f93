using CoP.Web.Data.Search;

namespace CoP.Web.Features.Search;

/// <summary>A stretch of text, and whether it is what was looked for.</summary>
public sealed record Piece(string Text, bool IsHit);

/// <summary>Shows in a text what was found in it.</summary>
public static class Highlights
{
    const int Length = 260;
    const int Lead = 60;

    /// <summary>The whole text.</summary>
    public static IReadOnlyList<Piece> Of(string text, IReadOnlyList<SearchTerm> terms) => Cut(text, 0, text.Length, Hits(text, terms));

    /// <summary>A cutting of the text around what was looked for: where most of it stands together.</summary>
    public static IReadOnlyList<Piece> Snippet(string text, IReadOnlyList<SearchTerm> terms)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var hits = Hits(text, terms);
        var (best, shown, _) = hits.Count == 0 ? default : Best(hits);
        var start = Math.Max(0, best - Lead);
        var end = Math.Min(text.Length, start + Length);
        if (start > 0 && text.IndexOf(' ', start, best - start) is var gap and >= 0) start = gap + 1;
        if (end < text.Length && text.LastIndexOf(' ', end) is var space && space > start && space >= shown) end = space;
        // What has no end, such as a long address, is cut where it may be: before what was looked for, and never inside a pair.
        if (start > 0 && char.IsLowSurrogate(text[start])) start--;
        if (end < text.Length && char.IsLowSurrogate(text[end])) end--;
        var pieces = Cut(text, start, end, hits);
        return [.. start > 0 ? [new Piece("… ", false)] : Array.Empty<Piece>(), .. pieces, .. end < text.Length ? [new Piece(" …", false)] : Array.Empty<Piece>()];
    }

    /// <summary>Whether the words hold all terms; for the few texts that are in no index.</summary>
    public static bool Holds(this IReadOnlyList<Word> words, IReadOnlyList<SearchTerm> terms) =>
        terms.All(term => Enumerable.Range(0, words.Count).Any(i => StandsAt(words, i, term)));

    // A long text may be full of one word; the beginning is then as good as any other place.
    static (int Start, int End, int Term) Best(List<(int Start, int End, int Term)> hits) =>
        hits.Take(200).MaxBy(h => hits.Take(200).Where(o => o.Start >= h.Start && o.End <= h.Start + Length - Lead).Select(o => o.Term).Distinct().Count());

    static List<(int Start, int End, int Term)> Hits(string text, IReadOnlyList<SearchTerm> terms)
    {
        var hits = new List<(int, int, int)>();
        if (terms.Count == 0) return hits;
        var words = Words.In(text);
        for (var i = 0; i < words.Count; i++)
            for (var t = 0; t < terms.Count; t++)
                if (StandsAt(words, i, terms[t])) hits.Add((words[i].Start, words[i + terms[t].Words.Count - 1].End, t));
        return hits;
    }

    static bool StandsAt(IReadOnlyList<Word> words, int at, SearchTerm term)
    {
        var count = term.Words.Count;
        if (at + count > words.Count) return false;
        for (var i = 0; i < count - 1; i++)
            if (words[at + i].Folded != term.Words[i]) return false;
        var last = words[at + count - 1].Folded;
        return term.IsPrefix ? last.StartsWith(term.Words[^1], StringComparison.Ordinal) : last == term.Words[^1];
    }

    static List<Piece> Cut(string text, int start, int end, List<(int Start, int End, int Term)> hits)
    {
        var pieces = new List<Piece>();
        var at = start;
        foreach (var (from, to, _) in hits)
        {
            // Phrases may overlap, and the cutting may end inside one.
            if (to <= at || from >= end) continue;
            var (first, last) = (Math.Max(from, at), Math.Min(to, end));
            if (first > at) pieces.Add(new(text[at..first], false));
            pieces.Add(new(text[first..last], true));
            at = last;
        }
        if (end > at) pieces.Add(new(text[at..end], false));
        return pieces;
    }
}
