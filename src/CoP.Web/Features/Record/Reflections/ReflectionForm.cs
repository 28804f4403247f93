using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Records;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Writing;

namespace CoP.Web.Features.Record.Reflections;

public sealed record ReflectionPage(Reflection Reflection, string Html, Attended? About);

/// <param name="Draft">Under which key what is begun is kept.</param>
/// <param name="Of">The reflection that is changed; null for a new one.</param>
public sealed record ReflectionForm(ReflectionInput Input, DraftKey Draft, MemberRecord Record, Id<Reflection>? Of)
{
    // The newest are enough to choose from; what it is about already is always there.
    const int Offered = 60;

    public IEnumerable<Choice> Entries(Format format) =>
        Record.Attended.Where((entry, place) => place < Offered || entry.Id == Input.About).Select(e => new Choice(e.Id.ToString(), $"{format.Date(e.Day)}: {e.Title}"));
}

public sealed class ReflectionInput
{
    [StringLength(Reflection.TitleLimit)]
    public string? Title { get; set; }

    [Required, StringLength(RenderedText.Limit)]
    public string? Body { get; set; }

    [Required]
    public LocalDate? Day { get; set; }

    public Id<Attended>? About { get; set; }

    [Required]
    public string? Language { get; set; }

    public static ReflectionInput Of(Reflection reflection, string text) =>
        new() { Title = reflection.Title, Body = text, Day = reflection.Day, About = reflection.About, Language = reflection.Language };

    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "record.day" => nameof(Day),
        "record.about" => nameof(About),
        "reflection.title" => nameof(Title),
        "text.language" => nameof(Language),
        "record.full" or "record.large" => "",
        _ => nameof(Body),
    };
}
