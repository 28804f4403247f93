using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CoP.Web.Features.Common.Markup;

/// <summary>A line drawing beside words that say the same; screen readers pass over it.</summary>
[HtmlTargetElement("cop-icon", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Svg(Name));
    }
}

public static class Icons
{
    // Drawn for this site on a grid of 24, in strokes of one width.
    static readonly Dictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        ["home"] = "M4 11.5 12 4l8 7.5M6 10v9.5h12V10M10 19.5v-5h4v5",
        ["discussions"] = "M4 5h12v8.5H9L5.5 16.5V13.5H4zM19 9h1.5v8.5H19v3l-3.5-3H10",
        ["meetings"] = "M4 6.5h16v13.5H4zM4 10.5h16M8.5 3.5v4.5M15.5 3.5v4.5M8 14h3M13 14h3",
        ["groups"] = "M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3 19.5c.4-3.5 2.8-5.5 6-5.5s5.6 2 6 5.5M15.5 5.5a3.2 3.2 0 0 1 0 6M17.5 14.3c2 .8 3.2 2.6 3.5 5.2",
        ["guidelines"] = "M12 6.5C10 5 7.5 4.5 4 4.5v13.5c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2zM12 6.5V20",
        ["search"] = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20.5 20.5",
        ["notices"] = "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
        ["profile"] = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4.2 3.5-6 7.5-6s6.9 1.8 7.5 6",
        ["steering"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM15.5 8.5l-2 5-5 2 2-5z",
        ["eye"] = "M2.5 12C5 7.5 8.2 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5s-7-2-9.5-6.5zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
        ["lock"] = "M6 10.5h12V20H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5",
        ["calendar"] = "M4 6.5h16v13.5H4zM4 10.5h16M8.5 3.5v4.5M15.5 3.5v4.5",
        ["check"] = "M4.5 12.5 9.5 17.5 19.5 7",
        ["clock"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
        ["warning"] = "M12 4 21 19.5H3zM12 10v4.5M12 17v.2",
        ["info"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.5M12 7.7v.2",
        ["heart"] = "M12 19.5C7 16 4 13 4 9.3 4 7 5.7 5.2 8 5.2c1.7 0 3.2 1 4 2.6.8-1.6 2.3-2.6 4-2.6 2.3 0 4 1.8 4 4.1 0 3.7-3 6.7-8 10.2z",
        ["plus"] = "M12 5v14M5 12h14",
        ["edit"] = "M4.5 19.5l.8-4L16 4.8l3.2 3.2L8.5 18.7zM13.8 7l3.2 3.2",
        ["trash"] = "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.3 10.5v6M13.7 10.5v6",
        ["pin"] = "M9 4h6l-1 6 3.5 3.5h-11L10 10zM12 13.5V20",
        ["reply"] = "M9.5 6.5 4 12l5.5 5.5M4 12h9.5c4 0 6.5 2 6.5 6.5",
        ["link"] = "M10 14a4 4 0 0 0 5.8.2l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5M14 10a4 4 0 0 0-5.8-.2l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5",
        ["video"] = "M3.5 7h11.5v10H3.5zM15 10.5l5.5-3v9l-5.5-3z",
        ["phone"] = "M6 4h3.5l1.5 4.5-2 1.5c1 2.2 2.8 4 5 5l1.5-2 4.5 1.5V18c0 1.2-1 2-2 2C10.5 19.5 4.5 13.5 4 6c0-1 .8-2 2-2z",
        ["place"] = "M12 21c4.5-4.5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2 6.5 6.5 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
        ["download"] = "M12 4v11M7.5 11 12 15.5 16.5 11M4.5 19.5h15",
        ["arrow-left"] = "M19.5 12h-15M10.5 6l-6 6 6 6",
        ["arrow-right"] = "M4.5 12h15M13.5 6l6 6-6 6",
        ["close"] = "M6 6l12 12M18 6 6 18",
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["globe"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17z",
        ["sun"] = "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
        ["moon"] = "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
        ["device"] = "M4 5h16v11H4zM9 20h6M12 16v4",
        ["mail"] = "M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7",
        ["bell"] = "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
        ["star"] = "M12 4l2.5 5.2 5.5.7-4 3.9 1 5.7-5-2.8-5 2.8 1-5.7-4-3.9 5.5-.7z",
        ["copy"] = "M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4",
        ["bold"] = "M7.5 4.5h5.5a3.6 3.6 0 0 1 0 7.3H7.5zM7.5 11.8h6.3a3.8 3.8 0 0 1 0 7.7H7.5z",
        ["italic"] = "M10.5 4.5h6M7.5 19.5h6M13.5 4.5l-3 15",
        ["heading"] = "M6 4.5v15M18 4.5v15M6 12h12",
        ["quote"] = "M4.5 5v14M9 8h10.5M9 12h10.5M9 16h7",
        ["list"] = "M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1",
        ["numbered"] = "M10 6.5h10M10 12h10M10 17.5h10M4 5l1.5-.8v5M4 14h2.5l-2.5 3.5h2.5",
        ["sign-in"] = "M10.5 4.5h9v15h-9M4 12h10.5M11 8.5l3.5 3.5-3.5 3.5",
        ["sign-out"] = "M13.5 4.5h-9v15h9M9.5 12h10.5M16.5 8.5 20 12l-3.5 3.5",
    };

    static readonly Dictionary<string, HtmlString> Drawn = Shapes.ToDictionary(
        s => s.Key,
        s => new HtmlString($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{s.Value}"/></svg>"""),
        StringComparer.Ordinal);

    public static HtmlString Svg(string name) => Drawn.TryGetValue(name, out var svg) ? svg : throw new ArgumentException($"No icon '{name}'.", nameof(name));
}
