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
