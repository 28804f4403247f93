using System.Text.RegularExpressions;

namespace CoP.Web.Features.Discussions.Writing;

public enum Change
{
    Same,
    Removed,
    Added,
}

public sealed record Piece(Change Change, string Text);

/// <summary>What changed between two texts, word by word: the longest common run of words stays, the rest went or came.</summary>
public static partial class WordDiff
{
    // Beyond this a table of all pairs is too large; then all between what both begin and end with went, and came.
    const int LargestTable = 4_000_000;

    /// <summary>Joined, the pieces that were not added are the text before, and those that were not removed the text after.</summary>
    public static IReadOnlyList<Piece> Between(string before, string after)
    {
        string[] a = Words(before), b = Words(after);
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        var pieces = new Pieces();
        pieces.Add(Change.Same, a.AsSpan(0, start));
        Middle(a.AsSpan(start, a.Length - start - end), b.AsSpan(start, b.Length - start - end), pieces);
        pieces.Add(Change.Same, a.AsSpan(a.Length - end, end));
        return pieces.List;
    }

    static void Middle(ReadOnlySpan<string> a, ReadOnlySpan<string> b, Pieces pieces)
    {
        if ((long)a.Length * b.Length > LargestTable || a.Length == 0 || b.Length == 0)
        {
            pieces.Add(Change.Removed, a);
            pieces.Add(Change.Added, b);
            return;
        }
        var common = new ushort[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? (ushort)(common[i + 1, j + 1] + 1) : Math.Max(common[i + 1, j], common[i, j + 1]);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                pieces.Add(Change.Same, a.Slice(i++, 1));
                j++;
            }
            else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                pieces.Add(Change.Removed, a.Slice(i++, 1));
            }
            else
            {
                pieces.Add(Change.Added, b.Slice(j++, 1));
            }
        }
    }

    static string[] Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\n|[^\S\n]+|[^\s]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    sealed class Pieces
    {
        public List<Piece> List { get; } = [];

        public void Add(Change change, ReadOnlySpan<string> words)
        {
            if (words.Length == 0) return;
            var text = string.Concat(words);
            if (List.Count > 0 && List[^1].Change == change) List[^1] = new Piece(change, List[^1].Text + text);
            else List.Add(new Piece(change, text));
        }
    }
}
