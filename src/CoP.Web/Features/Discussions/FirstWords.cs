using System.Net;
using System.Text;

namespace CoP.Web.Features.Discussions;

/// <summary>How a post begins, in plain words, for a line that points at it.</summary>
public static class FirstWords
{
    /// <summary>So much of a post's HTML is enough to find them in.</summary>
    public const int Enough = 600;

    const int Most = 90;

    /// <summary>The first words of what its author says themselves, quotations apart; null when there are none.</summary>
    /// <param name="html">As <see cref="SafeMarkdown"/> makes it; it may break off anywhere.</param>
    public static string? Of(string? html)
    {
        var text = new StringBuilder();
        var quotes = 0;
        for (var i = 0; i < html?.Length && text.Length <= 2 * Most; i++)
            if (html[i] == '<')
            {
                var end = html.IndexOf('>', i);
                if (end < 0) break;
                var tag = html.AsSpan(i, end - i);
                if (tag.StartsWith("<blockquote")) quotes++;
                else if (tag.StartsWith("</blockquote")) quotes--;
                // Paragraphs and items follow each other without a space between.
                else if (tag is "</p" or "</li" or "</pre" or "<br /" || tag.StartsWith("</h")) text.Append(' ');
                i = end;
            }
            else if (html[i] == '&')
            {
                var end = html.IndexOf(';', i);
                if (end < 0) break;
                if (quotes == 0) text.Append(WebUtility.HtmlDecode(html[i..(end + 1)]));
                i = end;
            }
            else if (quotes == 0)
            {
                text.Append(html[i]);
            }
        var words = string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length switch { 0 => null, <= Most => words, _ => Cut(words) };
    }

    static string Cut(string words)
    {
        var end = words.LastIndexOf(' ', Most);
        // One long word: not through the middle of a letter that takes two characters.
        if (end < Most / 2) end = char.IsHighSurrogate(words[Most - 1]) ? Most - 1 : Most;
        return words[..end].TrimEnd(',', ';', ':', '.', ' ') + "…";
    }
}
