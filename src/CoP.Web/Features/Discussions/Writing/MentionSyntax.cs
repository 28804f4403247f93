using CoP.Domain.Discussions;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary><c>@[Ana Ruiz]</c> in a text, or <c>@[Ana Ruiz#x7Qk]</c> where two members have one name.</summary>
public sealed class MentionInline(string name, string? tail) : LeafInline
{
    public string Name { get; } = name;

    /// <summary>The end of the member's id.</summary>
    public string? Tail { get; } = tail;
}

/// <summary>
/// Reads mentions, and shows each the same whether or not there is such a member, and whether or not they may see it: a
/// page must not tell who is kept out.
/// </summary>
public sealed class MentionSyntax : IMarkdownExtension
{
    public const int NameLimit = 120;

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new Parser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) => (renderer as HtmlRenderer)?.ObjectRenderers.Insert(0, new Renderer());

    /// <summary>The members that a text names, each once; not in code.</summary>
    public static IReadOnlyList<MentionInline> In(string source) =>
        source.Contains("@[", StringComparison.Ordinal) ? [.. SafeMarkdown.Parse(source).Descendants<MentionInline>().DistinctBy(m => (m.Name.ToUpperInvariant(), m.Tail))] : [];

    /// <summary>How a member is written into a text.</summary>
    public static string Write(string name, string? tail = null) => tail is null ? $"@[{Plain(name)}]" : $"@[{Plain(name)}#{tail}]";

    /// <summary>A name as it can stand between the brackets.</summary>
    internal static string Plain(string name) => name.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal).Trim();

    sealed class Parser : InlineParser
    {
        public Parser() => OpeningCharacters = ['@'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.PeekChar() != '[') return false;
            var end = slice.Start + 2;
            while (end <= slice.End && slice.Text[end] is not (']' or '[' or '\n' or '\\')) end++;
            if (end > slice.End || slice.Text[end] != ']' || end - slice.Start - 2 is 0 or > NameLimit) return false;
            // A link behind an @ stays a link.
            if (end < slice.End && slice.Text[end + 1] is '(' or ':') return false;
            var inside = slice.Text[(slice.Start + 2)..end];
            var cut = inside.LastIndexOf('#');
            var (name, tail) = cut > 0 ? (inside[..cut].Trim(), inside[(cut + 1)..]) : (inside.Trim(), null);
            if (name.Length == 0) return false;
            processor.Inline = new MentionInline(name, tail);
            slice.Start = end + 1;
            return true;
        }
    }

    sealed class Renderer : HtmlObjectRenderer<MentionInline>
    {
        protected override void Write(HtmlRenderer renderer, MentionInline mention) =>
            renderer.Write("<span class=\"mention\">@").WriteEscape(mention.Name).Write("</span>");
    }
}
