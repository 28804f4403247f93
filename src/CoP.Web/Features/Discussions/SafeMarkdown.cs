using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions.Writing;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CoP.Web.Features.Discussions;

/// <summary>
/// Makes page text of what members write. Built up from nothing rather than cleaned: HTML is text, links go only where
/// a person would expect, pictures from elsewhere become links (fetching one would tell its server who reads here).
/// </summary>
public static class SafeMarkdown
{
    static readonly string[] schemes = ["https://", "http://", "mailto:"];

    static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks(new() { ValidPreviousCharacters = "*_~(" }).Use<MentionSyntax>().Build();

    /// <summary>Checks, renders and keeps both.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="RenderedText.Check"/>; <c>post.nested</c>: quotes or lists deeper than anybody can read.</exception>
    public static RenderedText Render(string? markdown)
    {
        var source = RenderedText.Check(markdown);
        return new RenderedText(source, Html(source));
    }

    /// <summary>The text taken apart, as it is for rendering.</summary>
    /// <exception cref="RuleBrokenException"><c>post.nested</c>.</exception>
    internal static MarkdownDocument Parse(string source)
    {
        try
        {
            return Markdown.Parse(source, pipeline);
        }
        catch (ArgumentException)
        {
            throw new RuleBrokenException("post.nested");
        }
    }

    internal static string Html(string source)
    {
        try
        {
            var document = Markdown.Parse(source, pipeline);
            Tame(document);
            using var writer = new StringWriter { NewLine = "\n" };
            var renderer = new HtmlRenderer(writer);
            pipeline.Setup(renderer);
            renderer.Render(document);
            return writer.ToString();
        }
        catch (ArgumentException)
        {
            // Markdig's guard against input that nests without end.
            throw new RuleBrokenException("post.nested");
        }
    }

    static void Tame(MarkdownDocument document)
    {
        // Listed before anything is changed: the tree must not move under the walk.
        foreach (var node in document.Descendants().ToList())
            switch (node)
            {
                case HeadingBlock heading:
                    // The page has its own first and second level.
                    heading.Level = Math.Min(6, heading.Level + 2);
                    break;
                case LinkInline link:
                    link.IsImage = false;
                    if (IsAllowed(link.GetDynamicUrl?.Invoke() ?? link.Url)) Pin(link);
                    else link.ReplaceBy(new ContainerInline());
                    break;
                case AutolinkInline { IsEmail: false } auto when !IsAllowed(auto.Url):
                    auto.ReplaceBy(new LiteralInline(auto.Url));
                    break;
                case AutolinkInline auto:
                    Pin(auto);
                    break;
            }
    }

    static void Pin(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("rel", "nofollow noopener ugc");
    }

    // Anything else (javascript:, data:, //elsewhere, a scheme hidden behind a tab) stays text.
    static bool IsAllowed(string? url) =>
        url is { Length: > 0 } && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
        && (schemes.Any(s => url.Length > s.Length && url.StartsWith(s, StringComparison.OrdinalIgnoreCase)) || (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal)));
}
