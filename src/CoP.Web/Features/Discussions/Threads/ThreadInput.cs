using System.ComponentModel.DataAnnotations;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions.Uploads;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>The form that begins a discussion.</summary>
public sealed class ThreadInput : ITakesFiles
{
    [Required] public string Space { get; set; } = "";
    [Required] public ThreadKind? Kind { get; set; }

    /// <summary>Nothing is preselected: who will read it is the author's own choice.</summary>
    [Required] public string? Audience { get; set; }

    /// <summary>Under the name of an alias.</summary>
    public bool Anonymous { get; set; }

    [Required] public string Language { get; set; } = "";
    [Required, StringLength(Thread.TitleLimit)] public string Title { get; set; } = "";

    // No length here: browsers send a line break as two characters, and it counts as one.
    [Required] public string Body { get; set; } = "";

    public IReadOnlyList<IFormFile>? Files { get; set; }
    [StringLength(ITakesFiles.ShowLimit)] public string? FilesShow { get; set; }

    public string? FormKey { get; set; }

    /// <summary>The reply of the author's own that it grows out of.</summary>
    public Id<Post>? GrewFrom { get; set; }

    /// <inheritdoc cref="Posts.ReplyInput.AsItIs"/>
    public bool AsItIs { get; set; }

    /// <summary>Asks to be shown the text, for those without script.</summary>
    public string? Preview { get; set; }

    /// <summary>The audience as forms name it: a circle, or a dot and the id of a group after the word.</summary>
    public static string NameOf(Audience audience) => audience.GroupId is { } group ? $"{audience.Kind}.{group}" : audience.Kind.ToString();

    public static Audience? AudienceOf(string? name) => name?.Split('.') switch
    {
        [nameof(AudienceKind.Group), var id] when Id<Group>.TryParse(id, null, out var group) => new Audience(AudienceKind.Group, group),
        [var circle] when Enum.TryParse<AudienceKind>(circle, out var kind) && Enum.IsDefined(kind) && kind != AudienceKind.Group && kind.ToString() == circle => new Audience(kind),
        _ => null,
    };

    public static ThreadInput New(string? space, string language) => new() { Space = space ?? "", Language = language, FormKey = Guid.NewGuid().ToString() };

    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "thread.title" or "thread.characters" => nameof(Title),
        "audience.outside" => nameof(Audience),
        "text.language" => nameof(Language),
        "space.unknown" => nameof(Space),
        "anonymous.few" or "grown.anonymous" => nameof(Anonymous),
        _ => ComposerFiles.FieldOf(broken, nameof(Body)),
    };
}
