using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Members;

/// <summary>
/// Someone asked, with an email address, for a link to sign in with. It is kept for an address nobody has too, so that
/// asking takes the same way, and the same time, whosever address it is.
/// </summary>
public sealed class SignInLink
{
    /// <summary>How long a link opens, counted from when it was asked for.</summary>
    public static readonly Duration Lasts = Duration.FromMinutes(15);

    private SignInLink()
    {
    }

    /// <summary>Asked for now by whoever gave the address; null where it is nobody's.</summary>
    public SignInLink(Id<SignInLink> id, Id<Member>? memberId, Instant now) => (Id, MemberId, ExpiresAt) = (id, memberId, now + Lasts);

    /// <summary>Which link.</summary>
    public Id<SignInLink> Id { get; private set; }

    /// <summary>Whom it signs in; null where the address was nobody's.</summary>
    public Id<Member>? MemberId { get; private set; }

    /// <summary>From when on it opens nothing.</summary>
    public Instant ExpiresAt { get; private set; }

    /// <summary>When it was used.</summary>
    public Instant? UsedAt { get; private set; }

    /// <summary>Whether it can still sign someone in.</summary>
    public bool IsOpen(Instant now) => MemberId.HasValue && UsedAt is null && now < ExpiresAt;

    /// <summary>Uses the link up, and says whom it signs in.</summary>
    /// <exception cref="RuleBrokenException"><c>link.closed</c>: used, older than 15 minutes, or nobody's.</exception>
    public Id<Member> Use(Instant now)
    {
        if (!IsOpen(now)) throw new RuleBrokenException("link.closed");
        UsedAt = now;
        return MemberId!.Value;
    }
}
