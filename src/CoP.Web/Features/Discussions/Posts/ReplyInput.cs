namespace CoP.Web.Features.Discussions.Posts;

/// <summary>The form for a reply; the title and the place are there when it edits.</summary>
public sealed class ReplyInput
{
    public string? Body { get; set; }
    public string? Language { get; set; }
    public int? InReplyTo { get; set; }
    public string? FormKey { get; set; }

    public Guid? Key => Guid.TryParse(FormKey, out var key) ? key : null;

    public static ReplyInput New(string language, int? inReplyTo = null) => new() { Language = language, InReplyTo = inReplyTo, FormKey = Guid.NewGuid().ToString() };
}

/// <summary>The form that changes a post; the opening's has the title too.</summary>
public sealed class EditInput
{
    public string? Title { get; set; }
    public string? Body { get; set; }
    public string? Language { get; set; }
}

public sealed record EditPage(Id<CoP.Domain.Discussions.Post> Post, Id<Thread> Thread, string ThreadTitle, bool IsOpening, EditInput Input);
