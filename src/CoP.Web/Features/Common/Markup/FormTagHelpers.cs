using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CoP.Web.Features.Common.Markup;

/// <summary>
/// Gives a form that posts to an address of this site its token, which the framework's own helper leaves out as soon as
/// an address stands there; and leaves checking to the site, which answers in the reader's language.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class LocalFormTagHelper(IHtmlGenerator html) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override int Order => 100;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!string.Equals(output.Attributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase)) return;
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate", null, HtmlAttributeValueStyle.Minimized));
        // Without an address the framework's helper has written it already.
        if (context.AllAttributes["action"]?.Value?.ToString() is { Length: > 0 } && !context.AllAttributes.ContainsName("asp-antiforgery"))
            output.PostContent.AppendHtml(html.GenerateAntiforgery(View));
    }
}

/// <summary>A form that is a single button: follow, leave, answer yes.</summary>
[HtmlTargetElement("cop-post", Attributes = "to")]
public sealed class PostTagHelper(IHtmlGenerator html) : TagHelper
{
    public string To { get; set; } = "";

    public string Method { get; set; } = "POST";

    public string Class { get; set; } = "button button--quiet";

    [HtmlAttributeName("aria-pressed")]
    public bool? Pressed { get; set; }

    [HtmlAttributeName("aria-label")]
    public string? Label { get; set; }

    /// <summary><c>with-answer="yes"</c> sends the field <c>answer</c>.</summary>
    [HtmlAttributeName("with-all", DictionaryAttributePrefix = "with-")]
    public IDictionary<string, string> With { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = "form";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute("action", To);
        if (Method != "POST") output.Content.AppendHtml(Hidden("_method", Method));
        foreach (var (name, value) in With) output.Content.AppendHtml(Hidden(name, value));
        var button = new TagBuilder("button") { Attributes = { ["class"] = Class } };
        if (Pressed is { } pressed) button.Attributes["aria-pressed"] = pressed ? "true" : "false";
        if (Label is not null) button.Attributes["aria-label"] = Label;
        button.InnerHtml.AppendHtml(text);
        output.Content.AppendHtml(button);
        output.Content.AppendHtml(html.GenerateAntiforgery(View));
    }

    internal static IHtmlContent Hidden(string name, string value) =>
        new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing, Attributes = { ["type"] = "hidden", ["name"] = name, ["value"] = value } };
}

/// <summary>What is wrong with the form, above it and with the focus; each line leads to its field. Nothing when all is well.</summary>
[HtmlTargetElement("cop-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorsTagHelper(Microsoft.Extensions.Localization.IStringLocalizer<CommonText> texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var wrong = View.ModelState.SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, error.ErrorMessage))).Where(e => e.ErrorMessage.Length > 0).ToList();
        if (wrong.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice notice--error");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute(new TagHelperAttribute("autofocus", null, HtmlAttributeValueStyle.Minimized));
        output.Content.AppendHtml(Icons.Svg("warning")).AppendHtml("<h2>").Append(texts["errors.title"]).AppendHtml("</h2>").AppendHtml(new Lines(wrong, FieldLabels.Of(View)));
    }

    // Written when the page is, by which time the fields below have told their names.
    sealed class Lines(IEnumerable<(string Key, string Message)> wrong, IDictionary<string, string> names) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            // The model binder names a field as its parameter is written, the view as its property is: a mistake leads to the field all the same.
            var order = names.Keys.ToList();
            int PlaceOf(string key) => order.FindIndex(k => string.Equals(k, key, StringComparison.OrdinalIgnoreCase));
            writer.Write("<ul>");
            foreach (var (key, message) in wrong.OrderBy(w => PlaceOf(w.Key)))
            {
                var line = names.TryGetValue(key, out var name) ? name + ": " + message : message;
                writer.Write(PlaceOf(key) is >= 0 and var place ? $"<li><a href=\"#{TagBuilder.CreateSanitizedId(order[place], "_")}\">{encoder.Encode(line)}</a></li>" : $"<li>{encoder.Encode(line)}</li>");
            }
            writer.Write("</ul>");
        }
    }
}

/// <summary>Earlier and later pages of a list: links that keep every other part of the query.</summary>
[HtmlTargetElement("cop-pager", Attributes = "page,of", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerTagHelper(Microsoft.Extensions.Localization.IStringLocalizer<CommonText> texts) : TagHelper
{
    public int Page { get; set; }

    public int Of { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of <= 1)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", texts["pages"].Value);
        if (Page > 1) output.Content.AppendHtml(Link(Page - 1, "prev", Icons.Svg("arrow-left"), texts["previous"], null));
        output.Content.AppendHtml("<span class=\"pager-place\">").Append(texts["pages.place", Page, Of]).AppendHtml("</span>");
        if (Page < Of) output.Content.AppendHtml(Link(Page + 1, "next", null, texts["next"], Icons.Svg("arrow-right")));
    }

    TagBuilder Link(int page, string relation, IHtmlContent? before, string text, IHtmlContent? after)
    {
        var request = View.HttpContext.Request;
        var others = request.Query.Where(q => q.Key is not ("page" or "lang")).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        var link = new TagBuilder("a")
        {
            Attributes = { ["class"] = "button button--quiet", ["rel"] = relation, ["href"] = request.Path + QueryString.Create(others.Append(new("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture)))) },
        };
        if (before is not null) link.InnerHtml.AppendHtml(before);
        link.InnerHtml.Append(text);
        if (after is not null) link.InnerHtml.AppendHtml(after);
        return link;
    }
}

/// <summary>Nothing here yet: says so kindly, and what one can do.</summary>
[HtmlTargetElement("cop-empty", Attributes = "title")]
public sealed class EmptyTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string Icon { get; set; } = "heart";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.Content.AppendHtml(Icons.Svg(Icon)).AppendHtml("<h2>").Append(Title).AppendHtml("</h2><div>").AppendHtml(text).AppendHtml("</div>");
    }
}
