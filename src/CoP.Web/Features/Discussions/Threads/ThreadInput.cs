using CoP.Domain.Discussions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>The form that begins a discussion.</summary>
public sealed class ThreadInput
{
    public string? Space { get; set; }
    public ThreadKind? Kind { get; set; }

    /// <summary>Nothing is preselected: who will read it is the author's own choice.</summary>
    public AudienceKind? Audience { get; set; }
    public string? Language { get; set; }
    public string? Title { get; set; }
    public string? Body { get; set; }
    public string? FormKey { get; set; }

    /// <summary>Asks to be shown the text, for those without script.</summary>
    public string? Preview { get; set; }

    public static ThreadInput New(string? space, string language) => new() { Space = space, Language = language, FormKey = Guid.NewGuid().ToString() };

    public bool IsComplete(ModelStateDictionary state, IStringLocalizer<DiscussionsText> texts)
    {
        Require(Kind is { } kind && Enum.IsDefined(kind), nameof(Kind), "form.kind.missing");
        Require(Audience is { } audience && Enum.IsDefined(audience), nameof(Audience), "form.audience.missing");
        return state.IsValid;

        void Require(bool there, string field, string text)
        {
            if (there) return;
            state.Remove(field);
            state.AddModelError(field, texts[text]);
        }
    }

    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "thread.title" or "thread.characters" => nameof(Title),
        "audience.outside" => nameof(Audience),
        "text.language" => nameof(Language),
        "space.unknown" => nameof(Space),
        _ => nameof(Body),
    };
}
