using CoP.Domain.Common;

namespace CoP.Domain.Discussions;

/// <summary>What somebody wrote, in Markdown, beside the page text made of it when it was written.</summary>
/// <remarks>Rendering happens once, before anything is stored, so that no stored text can break a page later.</remarks>
public sealed record RenderedText
{
    /// <summary>Longest text, in UTF-16 characters, line breaks counting as one.</summary>
    public const int Limit = 20_000;

    /// <summary>A text and its rendering.</summary>
    /// <param name="source">Markdown, as <see cref="Check"/> returned it.</param>
    /// <param name="html">Safe HTML made of it.</param>
    public RenderedText(string source, string html) => (Source, Html) = (source, html);

    /// <summary>The Markdown.</summary>
    public string Source { get; private init; }

    /// <summary>Safe HTML.</summary>
    public string Html { get; private init; }

    /// <summary>Nothing: what is left of a text that was taken back.</summary>
    public static RenderedText Nothing => new("", "");

    /// <summary>The Markdown ready to be rendered: line breaks as one character, no white space around it.</summary>
    /// <exception cref="RuleBrokenException"><c>post.empty</c>, <c>post.long</c>, <c>post.characters</c>.</exception>
    public static string Check(string? markdown)
    {
        var source = (markdown ?? "").ReplaceLineEndings("\n").Trim();
        if (source.Length == 0) throw new RuleBrokenException("post.empty");
        if (source.Length > Limit) throw new RuleBrokenException("post.long", Limit, source.Length);
        return source.IsReadable(lines: true) ? source : throw new RuleBrokenException("post.characters");
    }
}

internal static class Wording
{
    /// <summary>Whether every character can be stored and shown: no control characters, no halves of surrogate pairs, and in one line no overrides of the reading direction.</summary>
    public static bool IsReadable(this string text, bool lines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && !(lines && c is '\n' or '\t')) return false;
            if (!lines && c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')) return false;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(c)) return false;
        }
        return true;
    }
}
