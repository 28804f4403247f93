using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using CoP.Web.Features.Discussions.Writing;
using Microsoft.Extensions.Localization;
using NodaTime.Text;

namespace CoP.Web.Features.Common.Markup;

/// <summary>
/// A field of a form: label above, hint, what is wrong with it, and the control, wired so that a screen reader says all
/// four. What was typed stays; a field that may be left empty says so.
/// </summary>
public abstract class FieldTagHelper(IStringLocalizer<CommonText> texts) : TagHelper
{
    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>Whether it may be left empty; by itself, what the model says.</summary>
    public bool? Optional { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    protected IStringLocalizer Texts => texts;

    protected string Name => View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    protected string ControlId => TagBuilder.CreateSanitizedId(Name, "_");

    protected Type ModelType => Nullable.GetUnderlyingType(For.ModelExplorer.ModelType) ?? For.ModelExplorer.ModelType;

    protected virtual bool MayBeEmpty => Optional ?? !For.Metadata.IsRequired;

    protected string? Wrong => View.ModelState.TryGetValue(Name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    protected string? DescribedBy
    {
        get
        {
            var ids = string.Join(' ', new[] { Hint is null ? null : ControlId + "-hint", Wrong is null ? null : ControlId + "-error" }.OfType<string>());
            return ids.Length == 0 ? null : ids;
        }
    }

    /// <summary>What was typed, where it came back with a mistake; else what the model holds.</summary>
    protected IReadOnlyList<string> Values =>
        View.ModelState.TryGetValue(Name, out var entry) && entry.RawValue is not null
            ? entry.RawValue as string[] ?? [entry.AttemptedValue ?? ""]
            : For.Model is IEnumerable many and not string ? [.. many.Cast<object?>().Select(Write)] : [Write(For.Model)];

    static string Write(object? value) => value switch
    {
        null => "",
        LocalDate date => LocalDatePattern.Iso.Format(date),
        LocalTime time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        LocalDateTime at => at.ToString("uuuu-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    protected void Field(TagHelperOutput output, string element, IHtmlContent control)
    {
        FieldLabels.Of(View)[Name] = Label;
        output.TagName = element;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", Wrong is null ? "field" : "field field--error");
        var caption = new TagBuilder(element == "fieldset" ? "legend" : "label");
        if (element != "fieldset") caption.Attributes["for"] = ControlId;
        caption.InnerHtml.Append(Label);
        if (MayBeEmpty) caption.InnerHtml.AppendHtml(" <span class=\"optional\">").Append(texts["optional"]).AppendHtml("</span>");
        if (element == "fieldset" && DescribedBy is { } described) output.Attributes.SetAttribute("aria-describedby", described);
        output.Content.AppendHtml(caption);
        AddHintAndError(output.Content);
        output.Content.AppendHtml(control);
    }

    protected void AddHintAndError(TagHelperContent content)
    {
        if (Hint is not null) content.AppendHtml(Part("p", "hint", ControlId + "-hint", Hint));
        if (Wrong is { } wrong)
        {
            var line = new TagBuilder("p") { Attributes = { ["class"] = "field-error", ["id"] = ControlId + "-error" } };
            line.InnerHtml.AppendHtml(Icons.Svg("warning")).AppendHtml("<span>").Append(wrong).AppendHtml("</span>");
            content.AppendHtml(line);
        }
    }

    static TagBuilder Part(string element, string css, string id, string text)
    {
        var part = new TagBuilder(element) { Attributes = { ["class"] = css, ["id"] = id } };
        part.InnerHtml.Append(text);
        return part;
    }

    /// <summary>A control with everything that was written on the helper and is not the helper's own.</summary>
    protected TagBuilder Control(string element, TagHelperOutput output, string css = "control")
    {
        var control = new TagBuilder(element);
        foreach (var extra in output.Attributes.Where(a => a.Name != "class"))
            control.Attributes[extra.Name] = extra.Value switch { null => "", HtmlString html => html.Value, var value => value.ToString() };
        control.Attributes["id"] = ControlId;
        control.Attributes["name"] = Name;
        control.Attributes["class"] = output.Attributes["class"] is { } own ? css + " " + own.Value : css;
        if (DescribedBy is { } described) control.Attributes["aria-describedby"] = described;
        if (Wrong is not null) control.Attributes["aria-invalid"] = "true";
        if (!MayBeEmpty) control.Attributes["required"] = "";
        return control;
    }
}

/// <summary>The names of the fields on this page, by their keys; the summary of mistakes stands above them and is written after them.</summary>
static class FieldLabels
{
    public static IDictionary<string, string> Of(ViewContext view)
    {
        var items = view.HttpContext.Items;
        return items.TryGetValue(typeof(FieldLabels), out var found)
            ? (IDictionary<string, string>)found!
            : (IDictionary<string, string>)(items[typeof(FieldLabels)] = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>One line or, with <c>rows</c>, several; what is typed into follows from the property.</summary>
[HtmlTargetElement("cop-field", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputTagHelper(IStringLocalizer<CommonText> texts) : FieldTagHelper(texts)
{
    public string? Type { get; set; }

    public int? Rows { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Rows is { } rows || For.Metadata.DataTypeName == nameof(DataType.MultilineText))
        {
            var area = Control("textarea", output);
            area.Attributes["rows"] = (Rows ?? 4).ToString(CultureInfo.InvariantCulture);
            // A parser drops the first line break of a textarea; this one is there to be dropped.
            area.InnerHtml.AppendHtml("\n").Append(Values[0]);
            Field(output, "div", area);
            return;
        }
        var type = Type ?? TypeOfInput();
        var input = Control("input", output, type is "date" or "time" or "number" or "datetime-local" ? "control control--" + type.Replace("datetime-local", "date", StringComparison.Ordinal) : "control");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = type;
        if (type != "password" && Values[0] is { Length: > 0 } value) input.Attributes["value"] = value;
        if (type is "text" or "email" or "url" or "search" or "tel" && Limit() is { } limit) input.Attributes.TryAdd("maxlength", limit.ToString(CultureInfo.InvariantCulture));
        Field(output, "div", input);
    }

    string TypeOfInput() =>
        ModelType == typeof(LocalDate) ? "date"
        : ModelType == typeof(LocalTime) ? "time"
        : ModelType == typeof(LocalDateTime) ? "datetime-local"
        : ModelType == typeof(int) || ModelType == typeof(long) ? "number"
        : For.Metadata.DataTypeName switch { "EmailAddress" => "email", "Password" => "password", "Url" => "url", "PhoneNumber" => "tel", _ => "text" };

    int? Limit() => For.Metadata.ValidatorMetadata.Select(rule => rule switch
    {
        StringLengthAttribute text => text.MaximumLength,
        MaxLengthAttribute text => text.Length,
        _ => (int?)null,
    }).FirstOrDefault(limit => limit is not null);
}

/// <summary>One out of a list too long for radio buttons.</summary>
[HtmlTargetElement("cop-select", Attributes = "for,items", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectTagHelper(IStringLocalizer<CommonText> texts) : FieldTagHelper(texts)
{
    public IEnumerable<Choice> Items { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var select = Control("select", output);
        var chosen = Values;
        // Nothing is chosen for anyone: without a value the list starts with an empty line.
        var unchosen = !Items.Any(item => chosen.Contains(item.Value));
        // A list that starts with a choice cannot be left empty, and HTML lets none that has no empty line call itself required.
        if (!unchosen) select.Attributes.Remove("required");
        if ((MayBeEmpty || unchosen) && !Items.Any(item => item.Value.Length == 0))
            select.InnerHtml.AppendHtml("<option value=\"\">").Append(Texts[MayBeEmpty ? "choose.none" : "choose"]).AppendHtml("</option>");
        var into = select;
        string? group = null;
        foreach (var item in Items)
        {
            if (item.Group != group)
            {
                group = item.Group;
                into = group is null ? select : new TagBuilder("optgroup") { Attributes = { ["label"] = group } };
                if (group is not null) select.InnerHtml.AppendHtml(into);
            }
            var option = new TagBuilder("option") { Attributes = { ["value"] = item.Value } };
            if (chosen.Contains(item.Value)) option.Attributes["selected"] = "";
            option.InnerHtml.Append(item.Text);
            into.InnerHtml.AppendHtml(option);
        }
        Field(output, "div", select);
    }
}

/// <summary>Radio buttons, or checkboxes where the property holds several.</summary>
[HtmlTargetElement("cop-choices", Attributes = "for,items", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChoicesTagHelper(IStringLocalizer<CommonText> texts) : FieldTagHelper(texts)
{
    public IEnumerable<Choice> Items { get; set; } = [];

    public bool Inline { get; set; }

    bool Many => ModelType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(ModelType);

    protected override bool MayBeEmpty => Optional ?? (!Many && base.MayBeEmpty);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var list = new TagBuilder("div") { Attributes = { ["class"] = Inline ? "choices choices--inline" : "choices" } };
        var chosen = Values;
        var place = 0;
        foreach (var item in Items)
        {
            var id = place == 0 ? ControlId : ControlId + "-" + place.ToString(CultureInfo.InvariantCulture);
            var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing, Attributes = { ["type"] = Many ? "checkbox" : "radio", ["name"] = Name, ["id"] = id, ["value"] = item.Value } };
            if (chosen.Contains(item.Value)) input.Attributes["checked"] = "";
            if (Wrong is not null && Many) input.Attributes["aria-invalid"] = "true";
            if (!Many && !MayBeEmpty) input.Attributes["required"] = "";
            var choice = new TagBuilder("label") { Attributes = { ["class"] = "choice", ["for"] = id } };
            choice.InnerHtml.AppendHtml(input).AppendHtml("<span>").Append(item.Text);
            if (item.Hint is not null) choice.InnerHtml.AppendHtml("<span class=\"hint\">").Append(item.Hint).AppendHtml("</span>");
            choice.InnerHtml.AppendHtml("</span>");
            list.InnerHtml.AppendHtml(choice);
            place++;
        }
        Field(output, "fieldset", list);
    }
}

/// <summary>One checkbox, with its words beside it.</summary>
[HtmlTargetElement("cop-check", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CheckTagHelper(IStringLocalizer<CommonText> texts) : FieldTagHelper(texts)
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        FieldLabels.Of(View)[Name] = Label;
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing, Attributes = { ["type"] = "checkbox", ["name"] = Name, ["id"] = ControlId, ["value"] = "true" } };
        if (Values.Contains("true", StringComparer.OrdinalIgnoreCase)) input.Attributes["checked"] = "";
        if (Wrong is not null)
        {
            input.Attributes["aria-invalid"] = "true";
            input.Attributes["aria-describedby"] = ControlId + "-error";
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Wrong is null ? "field" : "field field--error");
        var choice = new TagBuilder("label") { Attributes = { ["class"] = "choice", ["for"] = ControlId } };
        choice.InnerHtml.AppendHtml(input).AppendHtml("<span>").Append(Label);
        if (Hint is not null) choice.InnerHtml.AppendHtml("<span class=\"hint\">").Append(Hint).AppendHtml("</span>");
        choice.InnerHtml.AppendHtml("</span>");
        (var hint, Hint) = (Hint, null);
        AddHintAndError(output.Content);
        Hint = hint;
        // What is not ticked is not sent; this says that it was asked.
        output.Content.AppendHtml(choice).AppendHtml(PostTagHelper.Hidden(Name, "false"));
    }
}

/// <summary>Files to send with a form; which and how many, <c>accept</c> and <c>multiple</c> say.</summary>
[HtmlTargetElement("cop-file", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FileTagHelper(IStringLocalizer<CommonText> texts) : FieldTagHelper(texts)
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var control = Control("input", output);
        control.TagRenderMode = TagRenderMode.SelfClosing;
        control.Attributes["type"] = "file";
        Field(output, "div", control);
    }
}

/// <summary>Several lines of Markdown: with script, a bar of buttons, a preview and a draft that the browser keeps; without it, a textarea.</summary>
[HtmlTargetElement("cop-markdown", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MarkdownTagHelper(IStringLocalizer<CommonText> texts, ShownDraft drafts) : FieldTagHelper(texts)
{
    static readonly (string Style, string Icon)[] Buttons =
        [("bold", "bold"), ("italic", "italic"), ("header-3", "heading"), ("quote", "quote"), ("unordered-list", "list"), ("ordered-list", "numbered"), ("link", "link")];

    public int Rows { get; set; } = 8;

    /// <summary>The key under which the browser, and for discussions and one's own record the site, keeps what is being written.</summary>
    public string? Draft { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var kept = await drafts.Of(Draft);
        var page = PageAssets.Of(View);
        page.Style("composer");
        page.Module("vendor/markdown-toolbar/2.2.3/markdown-toolbar");
        page.Module("preview");

        var area = Control("textarea", output);
        area.Attributes["rows"] = Rows.ToString(CultureInfo.InvariantCulture);
        if (Draft is not null) area.Attributes["data-draft"] = Draft;
        if (kept is not null) area.Attributes["data-draft-version"] = kept.Version.ToString(CultureInfo.InvariantCulture);
        area.InnerHtml.AppendHtml("\n").Append(Values[0] is "" && kept is not null ? kept.Text.Body : Values[0]);

        var editor = new TagBuilder("div") { Attributes = { ["class"] = "editor", ["data-preview-error"] = Texts["editor.preview.failed"], ["data-write"] = Texts["editor.write"], ["data-empty"] = Texts["editor.preview.empty"] } };
        editor.InnerHtml.AppendHtml($"<div class=\"editor-bar\" hidden><markdown-toolbar for=\"{ControlId}\" role=\"toolbar\" aria-label=\"").Append(Texts["editor.bar"]).AppendHtml("\">");
        foreach (var (style, icon) in Buttons)
        {
            var button = new TagBuilder("button") { Attributes = { ["type"] = "button", ["tabindex"] = "-1", ["data-md-button"] = style, ["aria-label"] = Texts["editor." + icon], ["title"] = Texts["editor." + icon] } };
            button.InnerHtml.AppendHtml(Icons.Svg(icon));
            editor.InnerHtml.AppendHtml(button);
        }
        editor.InnerHtml.AppendHtml("</markdown-toolbar><button type=\"button\" class=\"preview-button\" aria-pressed=\"false\">").Append(Texts["editor.preview"]).AppendHtml("</button></div>");
        editor.InnerHtml.AppendHtml(area).AppendHtml("<div class=\"preview prose\" tabindex=\"-1\" hidden></div>");

        Field(output, "div", editor);
        output.Content.AppendHtml("<p class=\"hint small\">").Append(Texts["editor.help"]).AppendHtml("</p>");
        if (Draft is null) return;
        page.Module("draft");
        output.Content.AppendHtml(PostTagHelper.Hidden(Forms.DraftFilter.Field, Draft));
        output.Content.AppendHtml("<p class=\"draft-line\" role=\"status\" data-kept=\"").Append(Texts["draft.kept"]).AppendHtml("\" data-found=\"").Append(Texts["draft.found"]).AppendHtml("\">");
        if (kept is not null && Values[0] is "") output.Content.Append(Texts["draft.found"]);
        output.Content.AppendHtml("</p>");
        drafts.AddTo(output.Content, Draft, kept);
    }
}
