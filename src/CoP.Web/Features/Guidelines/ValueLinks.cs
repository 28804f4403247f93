using System.Text.RegularExpressions;
using CoP.Domain.Guidelines;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CoP.Web.Features.Guidelines;

/// <summary>
/// Core values in what members write: <c>[[voluntary]]</c> becomes a link to the value, named in the language of the text. What
/// is linked is cited, however the link came about, so that the page and the lists cannot tell two stories.
/// </summary>
public static partial class ValueLinks
{
    const string Folder = "/guidelines/values/";

    public static string Address(CoreValue value) => Folder + value.Slug;

    /// <summary>The values that a rendered text links to, in the order of the guidelines.</summary>
    public static IReadOnlyList<CoreValue> In(string html)
    {
        if (!html.Contains(Folder, StringComparison.Ordinal)) return [];
        var slugs = Link().Matches(html).Select(m => m.Groups["slug"].Value).ToHashSet(StringComparer.Ordinal);
        return [.. CoreValue.All.Where(v => slugs.Contains(v.Slug))];
    }

    /// <summary>A text with its language, as the parser is given it.</summary>
    internal static MarkdownParserContext InLanguage(string language)
    {
        var context = new MarkdownParserContext();
        context.Properties[typeof(ValueLinks)] = language;
        return context;
    }

    internal static MarkdownPipelineBuilder UseValueLinks(this MarkdownPipelineBuilder pipeline)
    {
        pipeline.Extensions.AddIfNotAlready<Extension>();
        return pipeline;
    }

    // Text cannot hold this: there, a quotation mark is escaped.
    [GeneratedRegex("href=\"/guidelines/values/(?<slug>[a-z-]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    sealed class Extension : IMarkdownExtension
    {
        public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new Parser());

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
        }
    }

    sealed class Parser : InlineParser
    {
        // The longest name, with room for white space.
        const int Longest = 40;

        public Parser() => OpeningCharacters = ['['];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.PeekChar() != '[') return false;
            var text = slice.AsSpan()[2..];
            if (text.Length > Longest + 2) text = text[..(Longest + 2)];
            var length = text.IndexOf("]]");
            if (length <= 0 || text[..length].ContainsAny('[', ']', '\n') || CoreValue.Find(text[..length].ToString()) is not { } value) return false;
            var language = processor.Context?.Properties.GetValueOrDefault(typeof(ValueLinks)) as string ?? "en";
            var link = new ValueLink(Address(value)) { IsClosed = true, Span = new SourceSpan(processor.GetSourcePosition(slice.Start), processor.GetSourcePosition(slice.Start + length + 3)) };
            link.AppendChild(new LiteralInline(value.Name.In(language)) { IsClosed = true });
            processor.Inline = link;
            slice.Start += length + 4;
            return true;
        }
    }
}

/// <summary>A link to a core value that was written by its name.</summary>
sealed class ValueLink(string url) : LinkInline(url, "");
