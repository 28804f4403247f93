using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Members;

/// <summary>
/// A member is signed in with a browser: from when they came in until they, or somebody for them, end it. Ending it removes it. The
/// browser names it by a token of which only the hash is kept.
/// </summary>
public sealed class SignInSession
{
    /// <summary>However often it is used, it ends after this, and the person proves again who they are.</summary>
    public static readonly Duration Longest = Duration.FromDays(90);

    /// <summary>Unused for this long, it has ended: the cookie that names it lasts 30 days from its last use, and that is noted by the hour.</summary>
    public static readonly Duration LongestUnused = Duration.FromDays(31);

    /// <summary>
    /// How long one who came with nothing but a mailbox waits for what is the member's alone. A mailbox at work is the employer's; meanwhile the
    /// member can see that somebody came in, and end it.
    /// </summary>
    public static readonly Duration WaitAfterMail = Duration.FromHours(72);

    /// <summary>The last use is noted at most this often.</summary>
    public static readonly Duration SeenEvery = Duration.FromHours(1);

    /// <summary>The most characters of the name of a browser or of a system.</summary>
    public const int NameLimit = 20;

    private SignInSession()
    {
    }

    /// <summary>Someone comes in now.</summary>
    /// <param name="id">Which session.</param>
    /// <param name="memberId">Who comes in.</param>
    /// <param name="tokenHash">SHA-256 of what the browser's cookie holds.</param>
    /// <param name="device">What they come with.</param>
    /// <param name="opensOwnAt">From when on what is the member's alone is open: now, or after the wait for those who came by mail.</param>
    /// <param name="now">When.</param>
    public SignInSession(Id<SignInSession> id, Id<Member> memberId, byte[] tokenHash, Device device, Instant opensOwnAt, Instant now)
    {
        (Id, MemberId, TokenHash, Browser, System) = (id, memberId, tokenHash, device.Browser, device.System);
        (OpensOwnAt, StartedAt, LastSeenAt) = (opensOwnAt, now, now);
    }

    /// <summary>Which session.</summary>
    public Id<SignInSession> Id { get; private set; }

    /// <summary>Who is signed in.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>SHA-256 of what the browser's cookie holds.</summary>
    public byte[] TokenHash { get; private set; } = [];

    /// <summary>The browser by the name on its icon; null where it does not say.</summary>
    public string? Browser { get; private set; }

    /// <summary>The system it runs on, as people call it; null where it does not say.</summary>
    public string? System { get; private set; }

    /// <summary>When they came in.</summary>
    public Instant StartedAt { get; private set; }

    /// <summary>When it was last used, to the hour or so.</summary>
    public Instant LastSeenAt { get; private set; }

    /// <summary>From when on it opens what is the member's alone: their record and their anonymous posts.</summary>
    public Instant OpensOwnAt { get; private set; }

    /// <summary>The member has given a password too: what is theirs alone is open from now on.</summary>
    public void Prove(Instant now) => OpensOwnAt = Instant.Min(OpensOwnAt, now);
}

/// <summary>What somebody signs in with, in the words of its maker; null where it does not say.</summary>
public sealed record Device(string? Browser, string? System);
