using System.Net;
using System.Text;

namespace CoP.Web.Features.Search;

/// <summary>What a reader sees of a text that is kept as a page: no tags, each block apart from the next.</summary>
public static class PlainText
{
    // Only these may stand inside a word or a line; every other tag begins or ends a block.
    static readonly string[] inline = ["a", "em", "strong", "code", "span", "del", "mark", "cite"];

    /// <summary>The text of <paramref name="html"/>, which our own renderer wrote: its tags are whole, and nothing but tags begins with "&lt;".</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var i = 0; i < html.Length;)
        {
            var open = html.IndexOf('<', i);
            if (open < 0) open = html.Length;
            text.Append(html, i, open - i);
            if (open == html.Length) break;
            var close = html.IndexOf('>', open);
            if (close < 0) break;
            if (!IsInline(html.AsSpan(open + 1, close - open - 1))) text.Append('\n');
            i = close + 1;
        }
        return WebUtility.HtmlDecode(text.ToString());
    }

    static bool IsInline(ReadOnlySpan<char> tag)
    {
        tag = tag.TrimStart('/');
        var end = tag.IndexOfAny(" /");
        var name = end < 0 ? tag : tag[..end];
        foreach (var known in inline)
            if (name.SequenceEqual(known)) return true;
        return false;
    }
}
