using CoP.Domain.Common;

namespace CoP.Domain.Meetings;

/// <summary>What members type for a meeting without any formatting.</summary>
internal static class PlainText
{
    /// <summary>One line; null where there is nothing.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: too long, or with control characters.</exception>
    public static string? Line(string? text, int limit, string key)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length <= limit && !text.Any(char.IsControl) ? text : throw new RuleBrokenException(key, limit);
    }

    /// <summary>Some lines, whatever system their ends come from; null where there is nothing.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: too long, or with control characters.</exception>
    public static string? Lines(string? text, int limit, string key)
    {
        text = text?.ReplaceLineEndings("\n").Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length <= limit && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? text : throw new RuleBrokenException(key, limit);
    }

    /// <summary>The language of a text.</summary>
    /// <exception cref="RuleBrokenException"><c>text.language</c>.</exception>
    public static string Language(string? language) => language is "en" or "es" ? language : throw new RuleBrokenException("text.language");
}
