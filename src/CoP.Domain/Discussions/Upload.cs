using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// A picture or a PDF that a member put into what they write. Until the post is there it is theirs alone; then it lives and
/// dies with the post.
/// </summary>
/// <remarks>
/// It names no member, and no moment: the id is random rather than ordered by time, the day is all that is kept of when it
/// came, and whose it is until it is posted stands only in <see cref="Owner"/>. An upload of an anonymous post is as
/// anonymous as the post.
/// </remarks>
public sealed class Upload
{
    /// <summary>Largest file that is taken, in bytes.</summary>
    public const int FileLimit = 10_000_000;

    /// <summary>Largest picture that is kept, in bytes; what comes in larger is made smaller.</summary>
    public const int PictureLimit = 5_000_000;

    /// <summary>Most uploads in one post.</summary>
    public const int PostLimit = 4;

    /// <summary>Most uploads of one member that wait to be posted.</summary>
    public const int WaitingLimit = 20;

    /// <summary>Most of one member in a day, in bytes.</summary>
    public const long DayLimit = 100_000_000;

    /// <summary>Days for which it waits to be posted.</summary>
    public const int DaysKept = 7;

    /// <summary>Longest name, in UTF-16 characters.</summary>
    public const int NameLimit = 100;

    private Upload()
    {
    }

    /// <summary>Takes what a member sent.</summary>
    /// <param name="id">From <see cref="NewId"/>.</param>
    /// <param name="kind">What it is, by its content.</param>
    /// <param name="name">What it is called; empty for a picture, whose name says more of its maker than of itself.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="owner">Says whose it is to who holds the key, and nothing to anybody else.</param>
    /// <param name="day">Today, in UTC.</param>
    public Upload(Id<Upload> id, UploadKind kind, string name, byte[] content, string owner, LocalDate day) =>
        (Id, Kind, Name, Size, Owner, Day, Content) = (id, kind, name, content.Length, owner, day, new UploadContent(content));

    /// <summary>Which upload.</summary>
    public Id<Upload> Id { get; private set; }

    /// <summary>What it is.</summary>
    public UploadKind Kind { get; private set; }

    /// <summary>What a document is called; empty for a picture.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How large it is, in bytes.</summary>
    public int Size { get; private set; }

    /// <summary>The post that it belongs to; null while it waits to be posted.</summary>
    public Id<Post>? PostId { get; private set; }

    /// <summary>Whose it is, sealed; null once it has been posted for a day.</summary>
    public string? Owner { get; private set; }

    /// <summary>The day it came, in UTC.</summary>
    public LocalDate Day { get; private set; }

    /// <summary>The file itself; null unless it was asked for.</summary>
    public UploadContent? Content { get; private set; }

    /// <summary>A new id: nobody guesses it, and it tells no time.</summary>
    public static Id<Upload> NewId() => new(Guid.NewGuid());

    /// <summary>Gives it to a post, which keeps it from now on.</summary>
    /// <exception cref="InvalidOperationException">It belongs to one already.</exception>
    public void BelongTo(Post post) => PostId = PostId is null ? post.Id : throw new InvalidOperationException("It belongs to a post.");
}

/// <summary>The bytes of an upload, kept apart from what is asked of many at once.</summary>
public sealed class UploadContent
{
    private UploadContent()
    {
    }

    internal UploadContent(byte[] bytes) => Bytes = bytes;

    /// <summary>The file as it is served.</summary>
    public byte[] Bytes { get; private set; } = [];
}

/// <summary>What an upload is.</summary>
public enum UploadKind
{
    /// <summary>A picture without loss.</summary>
    Png,

    /// <summary>A photograph.</summary>
    Jpeg,

    /// <summary>A picture of either sort.</summary>
    WebP,

    /// <summary>A document.</summary>
    Pdf,
}
