using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Moderation;

/// <summary>That one member would rather not read another. It changes nothing for anybody else, and nobody is told.</summary>
public sealed class Mute
{
    /// <summary>The most that one list holds.</summary>
    public const int Limit = 100;

    private Mute()
    {
    }

    /// <summary>From now on.</summary>
    /// <exception cref="RuleBrokenException"><c>mute.self</c>.</exception>
    public Mute(Id<Member> memberId, Id<Member> mutedId, Instant now)
    {
        if (memberId == mutedId) throw new RuleBrokenException("mute.self");
        (MemberId, MutedId, Since) = (memberId, mutedId, now);
    }

    /// <summary>Whose choice.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Whom they would rather not read.</summary>
    public Id<Member> MutedId { get; private set; }

    /// <summary>Since when.</summary>
    public Instant Since { get; private set; }
}
