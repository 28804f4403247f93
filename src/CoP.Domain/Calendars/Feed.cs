using System.Buffers.Text;
using System.Security.Cryptography;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Calendars;

/// <summary>
/// A member's private calendar address. Whoever has the address reads the calendar, so only a hash of its secret is kept:
/// a copy of the database opens no calendar. A member has one for each <see cref="FeedKind"/> and group; a new one takes the place of the old.
/// </summary>
public sealed class Feed
{
    private const int SecretBytes = 32;

    private Feed()
    {
    }

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>SHA-256 of the secret.</summary>
    public byte[] SecretHash { get; private set; } = [];

    /// <summary>What is in it.</summary>
    public FeedKind Kind { get; private set; }

    /// <summary>Of which group, for <see cref="FeedKind.Group"/>. Once the member has left the group, it is empty: a calendar that is not found keeps what it had.</summary>
    public Id<Group>? GroupId { get; private set; }

    /// <summary>
    /// Names groups and places. Off unless chosen: a calendar may lie open on an employer's screen.
    /// </summary>
    public bool Detailed { get; private set; }

    /// <summary>When the address was made.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When a program last asked for it, to the hour; null while none has.</summary>
    public Instant? FetchedAt { get; private set; }

    /// <summary>SHA-256 of the calendar as it was last read; null before.</summary>
    public byte[]? ContentHash { get; private set; }

    /// <summary>Of what that calendar was made: while it would be made of the same, it reads as it did, and need not be read to know that. Null before.</summary>
    public byte[]? ContentStamp { get; private set; }

    /// <summary>Since when it reads like that.</summary>
    public Instant ContentSince { get; private set; }

    /// <summary>A new address and its secret, 256 random bits in base64url, which is said this once and kept nowhere.</summary>
    /// <param name="member">Whose.</param>
    /// <param name="detailed">Whether it names groups and places.</param>
    /// <param name="now">Now.</param>
    /// <param name="kind">What is in it.</param>
    /// <param name="group">Of which group, for <see cref="FeedKind.Group"/> and for nothing else.</param>
    public static (Feed Feed, string Secret) Issue(Id<Member> member, bool detailed, Instant now, FeedKind kind = FeedKind.Everything, Id<Group>? group = null)
    {
        if ((kind == FeedKind.Group) != group.HasValue) throw new ArgumentException("A calendar of a group is of one group.", nameof(group));
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (new Feed { MemberId = member, SecretHash = SHA256.HashData(secret), Kind = kind, GroupId = group, Detailed = detailed, CreatedAt = now, ContentSince = now }, Base64Url.EncodeToString(secret));
    }

    /// <summary>What is kept of a secret; null for what cannot be one.</summary>
    public static byte[]? HashOf(string secret)
    {
        Span<byte> bytes = stackalloc byte[SecretBytes];
        return secret.Length == 43 && Base64Url.IsValid(secret) && Base64Url.TryDecodeFromChars(secret, bytes, out var read) && read == SecretBytes
            && Base64Url.EncodeToString(bytes) == secret
            ? SHA256.HashData(bytes)
            : null;
    }

    /// <summary>Notes that a program asks for it; false where that was noted within the hour.</summary>
    public bool Fetch(Instant now)
    {
        if (FetchedAt > now - Duration.FromHours(1)) return false;
        FetchedAt = now;
        return true;
    }

    /// <summary>Notes how the calendar reads now, so that its age is that of its words.</summary>
    /// <param name="stamp">Of what it was made.</param>
    /// <param name="contentHash">SHA-256 of it.</param>
    /// <param name="now">Now.</param>
    public void Read(byte[] stamp, byte[] contentHash, Instant now)
    {
        ContentStamp = stamp;
        if (!ContentHash.AsSpan().SequenceEqual(contentHash)) (ContentHash, ContentSince) = (contentHash, now);
    }
}

/// <summary>What is in a calendar that programs subscribe to.</summary>
public enum FeedKind
{
    /// <summary>Meetings and the sessions of all groups.</summary>
    Everything,

    /// <summary>Meetings alone.</summary>
    Meetings,

    /// <summary>The sessions of one group.</summary>
    Group,
}
