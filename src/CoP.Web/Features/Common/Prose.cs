using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace CoP.Web.Features.Common;

/// <summary>
/// What members wrote in Markdown, as it was rendered and made safe when it was written (<see cref="Discussions.SafeMarkdown"/>): the one place from
/// which HTML goes into a page as it is.
/// </summary>
public sealed class Prose : IHtmlContent
{
    readonly string html;
    readonly string? language;

    Prose(string html, string? language) => (this.html, this.language) = (html, language);

    /// <summary>To be put into a view.</summary>
    /// <param name="html">Safe HTML.</param>
    /// <param name="language">The language it is written in; null for the page's own.</param>
    public static Prose Of(string html, string? language = null) => new(html, language);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<div class=\"prose\"");
        if (language is not null)
        {
            writer.Write(" lang=\"");
            encoder.Encode(writer, language);
            writer.Write('"');
        }
        writer.Write('>');
        writer.Write(html);
        writer.Write("</div>");
    }
}
