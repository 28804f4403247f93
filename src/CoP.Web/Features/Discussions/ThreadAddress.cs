using System.Globalization;
using System.Text;
using CoP.Domain.Discussions;

namespace CoP.Web.Features.Discussions;

/// <summary>Where threads and posts are found. The words of a title in the address are for people; the id alone decides.</summary>
public static class ThreadAddress
{
    /// <summary>Replies on one page; a page starts at 1, 31, 61 … so that addresses stay what they were.</summary>
    public const int PageSize = 30;

    const int SlugLimit = 60;

    /// <summary>The page that starts at a place; without one, where the reader left off.</summary>
    public static string Of(Id<Thread> id, string title, int? from = null)
    {
        var slug = Slug(title);
        var address = slug.Length == 0 ? $"/threads/{id}" : $"/threads/{id}/{slug}";
        return from is null ? address : $"{address}?from={from}";
    }

    /// <summary>The post on the page that it is on.</summary>
    public static string Of(Id<Thread> id, string title, Id<Post> post, int sequence) => $"{Of(id, title, PageOf(sequence))}#p-{post}";

    /// <summary>The place that the page with <paramref name="sequence"/> starts at.</summary>
    public static int PageOf(int sequence) => Math.Max(0, sequence - 1) / PageSize * PageSize + 1;

    internal static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (slug.Length == SlugLimit) break;
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        while (slug.Length > 0 && slug[^1] == '-') slug.Length--;
        // One word alone could be the name of something that a thread has, such as "changes".
        return slug.ToString() is { Length: > 0 } words && !words.Contains('-', StringComparison.Ordinal) ? "on-" + words : slug.ToString();
    }
}
