using CoP.Domain.Discussions;
using CoP.Domain.Records;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>
/// Which text a draft is of: <c>thread:new</c>, <c>thread:from:{post}</c> for a discussion that grows out of a reply, <c>thread:{id}</c> for a reply,
/// <c>post:{thread}:{id}</c> for an edit; in a member's own record <c>record:new</c>, <c>record:about:{id}</c> of something they came to,
/// <c>record:{id}</c> for an edit.
/// </summary>
public sealed record DraftKey
{
    const string OfThread = "thread:", OfGrown = "thread:from:", OfPost = "post:", OfRecord = "record:", About = "record:about:";

    DraftKey(string text, string address) => (Text, Address) = (text, address);

    public string Text { get; }

    /// <summary>The page on which it goes on.</summary>
    public string Address { get; }

    public Id<Thread>? Thread { get; private init; }

    public Id<Post>? Post { get; private init; }

    /// <summary>Whether it is of the member's own record.</summary>
    public bool IsOfRecord { get; private init; }

    /// <summary>The reply that a discussion grows out of.</summary>
    public Id<Post>? GrewFrom { get; private init; }

    public static DraftKey NewThread { get; } = new(OfThread + "new", "/threads/new");

    /// <summary>A discussion to begin: one that grows out of a reply has a draft of its own.</summary>
    public static DraftKey Opening(Id<Post>? grewFrom) => grewFrom is { } reply ? new($"{OfGrown}{reply}", $"/threads/new?from={reply}") { GrewFrom = reply } : NewThread;

    public static DraftKey Reply(Id<Thread> thread) => new($"{OfThread}{thread}", $"/threads/{thread}#reply") { Thread = thread };

    public static DraftKey Edit(Id<Thread> thread, Id<Post> post) => new($"{OfPost}{thread}:{post}", $"/threads/{thread}/replies/{post}/edit") { Thread = thread, Post = post };

    /// <summary>A reflection in one's own record: a new one, about something or not.</summary>
    public static DraftKey Reflection(Id<Attended>? about) =>
        about is { } entry ? new($"{About}{entry}", $"/record/reflections/new?about={entry}") { IsOfRecord = true } : new(OfRecord + "new", "/record/reflections/new") { IsOfRecord = true };

    public static DraftKey Reflection(Id<Reflection> edited) => new($"{OfRecord}{edited}", $"/record/reflections/{edited}/edit") { IsOfRecord = true };

    /// <summary>Null for anything that names no text.</summary>
    public static DraftKey? Read(string? text)
    {
        if (text == NewThread.Text) return NewThread;
        if (text?.StartsWith(OfGrown, StringComparison.Ordinal) == true) return Id<Post>.TryParse(text[OfGrown.Length..], null, out var reply) ? Opening(reply) : null;
        if (text?.StartsWith(OfThread, StringComparison.Ordinal) == true) return Id<Thread>.TryParse(text[OfThread.Length..], null, out var thread) ? Reply(thread) : null;
        if (text?.StartsWith(About, StringComparison.Ordinal) == true) return Id<Attended>.TryParse(text[About.Length..], null, out var entry) ? Reflection(entry) : null;
        if (text?.StartsWith(OfRecord, StringComparison.Ordinal) == true) return text == OfRecord + "new" ? Reflection(about: null) : Id<Reflection>.TryParse(text[OfRecord.Length..], null, out var edited) ? Reflection(edited) : null;
        return text?.StartsWith(OfPost, StringComparison.Ordinal) == true && text[OfPost.Length..].Split(':') is [var t, var p]
            && Id<Thread>.TryParse(t, null, out var of) && Id<Post>.TryParse(p, null, out var post)
                ? Edit(of, post)
                : null;
    }

    public override string ToString() => Text;
}
