using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CoP.Web.Features.Common.Markup;

/// <summary>The style sheets and modules that the parts of this page asked for; the layout, rendered last, links each once.</summary>
public sealed class PageAssets
{
    readonly List<string> styles = ["tokens", "base", "layout", "nav", "buttons", "forms", "notices", "cards", "pills"];
    readonly List<string> modules = ["site"];

    public IEnumerable<string> Styles => styles.Select(name => $"~/css/{name}.css");

    /// <summary>A bare name lies in js; one with a slash, anywhere under wwwroot.</summary>
    public IEnumerable<string> Modules => modules.Select(name => name.Contains('/') ? $"~/{name}.js" : $"~/js/{name}.js");

    public static PageAssets Of(ViewContext view)
    {
        var items = view.HttpContext.Items;
        return items.TryGetValue(typeof(PageAssets), out var found) ? (PageAssets)found! : (PageAssets)(items[typeof(PageAssets)] = new PageAssets());
    }

    public void Style(string name)
    {
        if (!styles.Contains(name)) styles.Add(name);
    }

    public void Module(string name)
    {
        if (!modules.Contains(name)) modules.Add(name);
    }
}

/// <summary>Asks for a style sheet beyond the ones that every page has.</summary>
[HtmlTargetElement("cop-style", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StyleTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        PageAssets.Of(View).Style(Name);
        output.SuppressOutput();
    }
}

/// <summary>Asks for a module of script.</summary>
[HtmlTargetElement("cop-module", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ModuleTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        PageAssets.Of(View).Module(Name);
        output.SuppressOutput();
    }
}
