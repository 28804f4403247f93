using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// A text that somebody has begun and not posted, sealed: neither what it says nor where it was to be posted can be read here.
/// Only that its owner is writing something is plain.
/// </summary>
public sealed class Draft
{
    /// <summary>How many a member may keep.</summary>
    public const int Most = 50;

    /// <summary>Longest sealed content, in bytes.</summary>
    public const int SealedLimit = 400_000;

    /// <summary>How long it is kept after its last change.</summary>
    public static readonly Duration Lasts = Duration.FromDays(30);

    private Draft()
    {
    }

    /// <summary>Begins a draft.</summary>
    public Draft(Id<Member> memberId, byte[] slot, byte[] content, Instant now) => (MemberId, Slot, Sealed, Version, ChangedAt) = (memberId, slot, content, now.ToUnixTimeTicks(), now);

    /// <summary>Whose it is.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Which of the owner's texts it is, as a keyed hash.</summary>
    public byte[] Slot { get; private set; } = [];

    /// <summary>The text and what was filled in beside it, encrypted.</summary>
    public byte[] Sealed { get; private set; } = [];

    /// <summary>Grows with every change, and is never used a second time in the same place.</summary>
    public long Version { get; private set; }

    /// <summary>When it last changed.</summary>
    public Instant ChangedAt { get; private set; }

    /// <summary>Puts newer content in the place of what there was.</summary>
    public void Change(byte[] content, Instant now) => (Sealed, Version, ChangedAt) = (content, Math.Max(Version + 1, now.ToUnixTimeTicks()), now);
}
