using System.Text.RegularExpressions;
using CoP.Domain.Discussions;
using CoP.Web.Features.Guidelines;
using CoP.Web.Features.Discussions.Writing;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CoP.Web.Features.Discussions;

/// <summary>
/// Makes page text of what members write. Built up from nothing rather than cleaned: HTML is text, links go only where
/// a person would expect, pictures are shown that lie on this site; those from elsewhere become links (fetching one would tell
/// its server who reads here).
/// </summary>
public static partial class SafeMarkdown
{
    static readonly string[] schemes = ["https://", "http://", "mailto:"];

    static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks(new() { ValidPreviousCharacters = "*_~(" }).UseValueLinks().Use<MentionSyntax>().Build();

    /// <summary>Checks, renders and keeps both.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="RenderedText.Check"/>; <c>post.nested</c>: quotes or lists deeper than anybody can read.</exception>
    public static RenderedText Render(string? markdown) => Render(markdown, "en");

    /// <summary>As above; words that the site puts in are in <paramref name="language"/>.</summary>
    public static RenderedText Render(string? markdown, string? language)
    {
        var source = RenderedText.Check(markdown);
        return new RenderedText(source, Html(source, language ?? "en"));
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

    internal static string Html(string source, string language = "en")
    {
        try
        {
            var document = Markdown.Parse(source, pipeline, ValueLinks.InLanguage(language));
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
                // Inside another link it is only its words: a link in a link is neither.
                case ValueLink value when value.Parent is { } parent && parent.FindParentOfType<LinkInline>().Append(parent as LinkInline).Any(l => l is not null):
                    value.ReplaceBy(new ContainerInline());
                    break;
                case LinkInline { IsImage: true } picture when Shown().Match(picture.GetDynamicUrl?.Invoke() ?? picture.Url ?? "") is { Success: true } own:
                    Hang(picture, own);
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

    // Its size is known before it is there, so that nothing moves when it comes.
    static void Hang(LinkInline picture, Match own)
    {
        (picture.Url, picture.GetDynamicUrl, picture.Title) = (own.Groups["address"].Value, null, null);
        var attributes = picture.GetAttributes();
        attributes.AddPropertyIfNotExist("loading", "lazy");
        if (!own.Groups["width"].Success) return;
        attributes.AddPropertyIfNotExist("width", own.Groups["width"].Value);
        attributes.AddPropertyIfNotExist("height", own.Groups["height"].Value);
    }

    /// <summary>The address of an upload, and the size that it is shown in.</summary>
    [GeneratedRegex("^(?<address>/uploads/[A-Za-z0-9_-]{22})(#(?<width>[1-9][0-9]{0,3})x(?<height>[1-9][0-9]{0,3}))?$(?<!\n)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();

    // Anything else (javascript:, data:, //elsewhere, a scheme hidden behind a tab) stays text.
    static bool IsAllowed(string? url) =>
        url is { Length: > 0 } && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
        && (schemes.Any(s => url.Length > s.Length && url.StartsWith(s, StringComparison.OrdinalIgnoreCase)) || (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal)));
}
