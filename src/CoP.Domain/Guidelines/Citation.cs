using CoP.Domain.Common;
using CoP.Domain.Discussions;

namespace CoP.Domain.Guidelines;

/// <summary>That a post cites a core value. Citations follow the words of the post: edited in, edited out, taken back.</summary>
public sealed class Citation
{
    private Citation()
    {
    }

    /// <summary>The post cites the value.</summary>
    public Citation(Post post, CoreValue value) => (PostId, ThreadId, Value) = (post.Id, post.ThreadId, value.Slug);

    /// <summary>The post.</summary>
    public Id<Post> PostId { get; private set; }

    /// <summary>Its thread.</summary>
    public Id<Discussions.Thread> ThreadId { get; private set; }

    /// <summary>The <see cref="CoreValue.Slug"/> of the value.</summary>
    public string Value { get; private set; } = "";
}
