using System.Text;
using System.Text.RegularExpressions;
using CoP.Domain.Discussions;
using CoP.Web.Data;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>
/// Quotations in a text: quote blocks that begin with a link to the post they are from. Who quotes by hand without it quotes, to the
/// site, in words of their own.
/// </summary>
public static partial class Quotes
{
    /// <summary>A post, or a part of it, to be put into another.</summary>
    public static string Write(string author, Id<Thread> thread, Id<Post> post, string words)
    {
        var text = new StringBuilder($"> [{MentionSyntax.Plain(author).Replace("\\", "", StringComparison.Ordinal)}](/threads/{thread}/replies/{post}):\n>\n");
        foreach (var line in words.Trim().ReplaceLineEndings("\n").Split('\n')) text.Append(line.Length == 0 ? ">" : "> ").Append(line).Append('\n');
        return text.Append('\n').ToString();
    }

    /// <summary>The posts that a text quotes, also within quotations of others; each once.</summary>
    public static IReadOnlyList<Id<Post>> In(string source) =>
        source.Contains('>', StringComparison.Ordinal) && source.Contains("/replies/", StringComparison.Ordinal) ? [.. Blocks(SafeMarkdown.Parse(source)).Select(b => b.Post).Distinct()] : [];

    /// <summary>The text as others may read it now: with "hidden" in the place of what it quotes of posts that moderators hide.</summary>
    public static async Task<string> Readable(CopDb db, string source, string language, Instant now)
    {
        if (In(source) is not { Count: > 0 } quoted) return source;
        var hidden = await db.Posts.Where(p => quoted.Contains(p.Id) && p.HiddenUntil > now).Select(p => p.Id).ToHashSetAsync();
        return Instead(source, hidden, language == "es" ? "oculto" : "hidden");
    }

    /// <inheritdoc cref="Readable(CopDb,string,string,Instant)"/>
    public static async Task<RenderedText> Readable(CopDb db, RenderedText text, string language, Instant now) => new(await Readable(db, text.Source, language, now), text.Html);

    /// <summary>The text with "taken back" in the place of what it quotes of these posts.</summary>
    public static string Without(string source, IReadOnlySet<Id<Post>> gone, string language) => Instead(source, gone, language == "es" ? "retirado" : "taken back");

    static string Instead(string source, IReadOnlySet<Id<Post>> gone, string word)
    {
        if (gone.Count == 0) return source;
        // From the end, so that what comes before stays where it was; what lies inside a block goes with it.
        var cuts = Blocks(SafeMarkdown.Parse(source)).Where(b => gone.Contains(b.Post)).Select(b => b.Block.Span).ToList();
        foreach (var span in cuts.Where(s => !cuts.Any(other => other.Start < s.Start && other.End >= s.End)).OrderByDescending(s => s.Start))
        {
            var end = source.IndexOf('\n', Math.Min(span.End, source.Length - 1));
            source = source[..span.Start] + $"> *({word})*" + (end < 0 ? "" : source[end..]);
        }
        return source;
    }

    static IEnumerable<(QuoteBlock Block, Id<Post> Post)> Blocks(MarkdownDocument document)
    {
        foreach (var block in document.Descendants<QuoteBlock>())
            if (block.FirstOrDefault() is ParagraphBlock { Inline.FirstChild: LinkInline { Url: { } url } } && Address().Match(url) is { Success: true } match && Id<Post>.TryParse(match.Groups["post"].Value, null, out var post))
                yield return (block, post);
    }

    [GeneratedRegex(@"^(?:https?://[^/]+)?/threads/[A-Za-z0-9_-]{22}/replies/(?<post>[A-Za-z0-9_-]{22})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
