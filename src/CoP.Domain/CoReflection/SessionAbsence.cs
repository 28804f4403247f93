using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// A member cannot make one session. The group sees it while the session is to come; afterwards it is gone, so that nobody finds a record of who
/// was there. It holds for the hour it was said of: whoever is away on Tuesday may well come on Thursday.
/// </summary>
public sealed class SessionAbsence
{
    private SessionAbsence()
    {
    }

    internal SessionAbsence(Id<Group> groupId, Id<Member> memberId, Occurrence session) =>
        (GroupId, MemberId, Original, StartsAt) = (groupId, memberId, session.Original, session.Slot.StartsAt);

    /// <summary>How long after the start it is kept: until the longest session is over.</summary>
    public static Duration Kept { get; } = Duration.FromHours(8);

    /// <summary>Of which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>Who.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Which session: when it was first planned.</summary>
    public LocalDateTime Original { get; private set; }

    /// <summary>When the session was to begin when it was said.</summary>
    public Instant StartsAt { get; private set; }
}
