using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime.Text;

namespace CoP.Web.Features.Common.Markup;

/// <summary>A moment or a stretch of time, in the reader's language and on the reader's clock; nothing where there is none.</summary>
[HtmlTargetElement("cop-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeTagHelper(Format format) : TagHelper
{
    public Instant? At { get; set; }

    public LocalSlot? Slot { get; set; }

    public LocalDate? Date { get; set; }

    /// <summary><c>full</c> (the default), <c>short</c>, <c>date</c>, <c>time</c>, <c>ago</c>, <c>kept</c> (a short date, for pages kept a while, which script turns into "3 hours ago"), or <c>day</c>, which keeps the hour out of the page altogether.</summary>
    [HtmlAttributeName("format")]
    public string Shape { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Slot is not null) Write(output, Slot.StartsAt, format.Slot(Slot));
        else if (Date is { } date) WriteDay(output, date);
        else if (At is not { } at) output.SuppressOutput();
        else if (Shape == "day") WriteDay(output, format.Day(at));
        else WriteMoment(output, at);
        if (Slot is not null && format.SlotElsewhere(Slot) is { } elsewhere) output.PostElement.Append(" (" + elsewhere + ")");
    }

    void WriteMoment(TagHelperOutput output, Instant at)
    {
        var local = format.Local(at);
        var full = format.FullDateTime(local);
        var text = Shape switch
        {
            "short" or "kept" => format.ShortDateTime(local),
            "date" => format.Date(local.Date),
            "time" => format.Time(local.TimeOfDay),
            "ago" => format.Ago(at),
            _ => full,
        };
        Write(output, at, text);
        if (text != full) output.Attributes.SetAttribute("title", full);
        if (Shape == "kept") output.Attributes.SetAttribute("data-ago", "");
    }

    void WriteDay(TagHelperOutput output, LocalDate date)
    {
        Write(output, LocalDatePattern.Iso.Format(date), Shape is "short" ? format.ShortDate(date) : Shape is "full" ? format.FullDate(date) : format.Date(date));
    }

    static void Write(TagHelperOutput output, Instant at, string text) => Write(output, InstantPattern.General.Format(at), text);

    static void Write(TagHelperOutput output, string machine, string text)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", machine);
        output.Content.SetContent(text);
    }
}

/// <summary>A leaf of the wall calendar beside a meeting or a session. The words beside it say the date, so it is drawn only.</summary>
[HtmlTargetElement("cop-leaf", Attributes = "date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class LeafTagHelper(Format format) : TagHelper
{
    public LocalDate Date { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "leaf");
        output.Attributes.SetAttribute("aria-hidden", "true");
        foreach (var (part, text) in new[] { ("month", format.MonthShort(Date)), ("day", Date.Day.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("weekday", format.WeekdayShort(Date)) })
        {
            output.Content.AppendHtml($"<span class=\"leaf-{part}\">");
            output.Content.Append(text);
            output.Content.AppendHtml("</span>");
        }
    }
}
