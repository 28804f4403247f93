using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions.Uploads;

namespace CoP.Web.Features.Discussions.Posts;

/// <summary>The form for a reply. Only the text must come; a letter or a script need not know of the rest.</summary>
public sealed class ReplyInput : ITakesFiles
{
    [Required] public string Body { get; set; } = "";
    public string? Language { get; set; }
    public int? InReplyTo { get; set; }
    public string? FormKey { get; set; }
    public IReadOnlyList<IFormFile>? Files { get; set; }
    [StringLength(ITakesFiles.ShowLimit)] public string? FilesShow { get; set; }

    /// <summary>Under the name of an alias.</summary>
    public bool Anonymous { get; set; }

    /// <summary>The author has been asked whether somebody could be recognised, and has said that it is to be posted as it is.</summary>
    public bool AsItIs { get; set; }

    /// <summary>Whether it has not been filled in yet.</summary>
    public bool IsNew { get; private init; }

    public Guid? Key => Guid.TryParse(FormKey, out var key) ? key : null;

    public static ReplyInput New(string language, int? inReplyTo = null) => new() { IsNew = true, Language = language, InReplyTo = inReplyTo, FormKey = Guid.NewGuid().ToString() };
}

/// <summary>The form that changes a post; only the opening has a title.</summary>
public sealed class EditInput : ITakesFiles
{
    [StringLength(Thread.TitleLimit)] public string? Title { get; set; }
    [Required] public string Body { get; set; } = "";
    [Required] public string Language { get; set; } = "";
    public IReadOnlyList<IFormFile>? Files { get; set; }
    [StringLength(ITakesFiles.ShowLimit)] public string? FilesShow { get; set; }

    /// <inheritdoc cref="ReplyInput.AsItIs"/>
    public bool AsItIs { get; set; }
}

public sealed record EditPage(Id<Post> Post, Id<Thread> Thread, string ThreadTitle, bool IsOpening, EditInput Input)
{
    public const string Mine = "/discussions?show=mine";

    /// <summary>Where the reader came from: the post in its discussion, or their own posts where that is closed to them.</summary>
    public string Back { get; init; } = $"/threads/{Thread}/replies/{Post}";
}
