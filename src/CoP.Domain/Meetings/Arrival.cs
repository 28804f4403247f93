using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// That somebody said "I'm here": counted once, by role. It names nobody, only a token by which the site knows the member again, and it is
/// folded into an <see cref="ArrivalCount"/> and erased when the day is over.
/// </summary>
public sealed class Arrival
{
    private Arrival()
    {
    }

    /// <summary>Counts a member.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="token">The member at this meeting, for whoever holds the key.</param>
    /// <param name="role">What they do at work today.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>arrival.closed</c>: it is not the time for it.</exception>
    public Arrival(QuarterlyMeeting meeting, Guid token, WorkRole role, Instant now)
    {
        if (!meeting.DoorIsOpen(now)) throw new RuleBrokenException("arrival.closed", MeetingDay.DoorMinutes, MeetingDay.HoursAfter);
        (MeetingId, Token, Role) = (meeting.Id, token, role);
    }

    /// <summary>At which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>Who, for whoever holds the key.</summary>
    public Guid Token { get; private set; }

    /// <summary>Their role at work.</summary>
    public WorkRole Role { get; private set; }

    /// <summary>How many have said so, by the roles that attendance is counted by.</summary>
    public static Attendance Count(IEnumerable<WorkRole> roles)
    {
        var by = roles.ToLookup(r => r);
        int Of(params WorkRole[] same) => Math.Min(Attendance.Limit, same.Sum(r => by[r].Count()));
        return Attendance.Of(Of(WorkRole.PeerSupporter), Of(WorkRole.Supervisor), Of(WorkRole.Administrator, WorkRole.DirectorOfPeerSupport), Of(WorkRole.AreaDirectorOfRecovery));
    }
}

/// <summary>How many said that they were at a meeting; all that stays of it.</summary>
public sealed class ArrivalCount
{
    private ArrivalCount()
    {
    }

    /// <summary>The figures of a meeting whose day is over.</summary>
    public ArrivalCount(Id<QuarterlyMeeting> meetingId, Attendance came) => (MeetingId, Came) = (meetingId, came);

    /// <summary>Which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>How many, by role.</summary>
    public Attendance Came { get; private set; } = null!;

    /// <summary>The meeting was moved, and its day has come again.</summary>
    public void Recount(Attendance came) => Came = came;
}
