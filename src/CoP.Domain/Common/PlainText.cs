namespace CoP.Domain.Common;

/// <summary>What members type without any formatting: no white space around it, within a limit, and only what can be stored and shown.</summary>
internal static class PlainText
{
    /// <summary>One line; null where there is nothing.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: longer than <paramref name="limit"/> UTF-16 characters, or with characters that cannot be shown.</exception>
    public static string? Line(string? text, int limit, string key) => Checked(text, limit, key, lines: false);

    /// <summary>Some lines, whatever system their ends come from; null where there is nothing.</summary>
    /// <exception cref="RuleBrokenException"><inheritdoc cref="Line" path="/exception"/></exception>
    public static string? Lines(string? text, int limit, string key) => Checked(text?.ReplaceLineEndings("\n"), limit, key, lines: true);

    /// <summary>One line that must be there.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: nothing, or as for <see cref="Line"/>.</exception>
    public static string NeededLine(string? text, int limit, string key) => Line(text, limit, key) ?? throw new RuleBrokenException(key, limit);

    /// <summary>Some lines that must be there.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: nothing, or as for <see cref="Lines"/>.</exception>
    public static string NeededLines(string? text, int limit, string key) => Lines(text, limit, key) ?? throw new RuleBrokenException(key, limit);

    /// <summary>The language of a text: <c>en</c> or <c>es</c>.</summary>
    /// <exception cref="RuleBrokenException"><paramref name="key"/>: another one.</exception>
    public static string Language(string? language, string key = "text.language") => language is "en" or "es" ? language : throw new RuleBrokenException(key);

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

    private static string? Checked(string? text, int limit, string key, bool lines)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length <= limit && text.IsReadable(lines) ? text : throw new RuleBrokenException(key, limit);
    }
}
