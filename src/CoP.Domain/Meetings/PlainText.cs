using CoP.Domain.Common;
using CoP.Domain.Discussions;

namespace CoP.Domain.Meetings;

/// <summary>What members type for a meeting without any formatting.</summary>
internal static class PlainText
{
    /// <summary>One line; null where there is nothing.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: too long, or with characters that cannot be shown.</exception>
    public static string? Line(string? text, int limit, string key) => Words.Line(text, limit, key);

    /// <summary>Some lines, whatever system their ends come from; null where there is nothing.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: too long, or with characters that cannot be shown.</exception>
    public static string? Lines(string? text, int limit, string key)
    {
        text = text?.ReplaceLineEndings("\n").Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length <= limit && text.IsReadable(lines: true) ? text : throw new RuleBrokenException(key, limit);
    }

    /// <summary>The language of a text.</summary>
    /// <exception cref="RuleBrokenException"><c>text.language</c>.</exception>
    public static string Language(string? language) => language is "en" or "es" ? language : throw new RuleBrokenException("text.language");
}
