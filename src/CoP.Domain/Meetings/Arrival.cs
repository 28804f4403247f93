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

/// <summary>
/// That a member was at a meeting, in their own record. It is theirs alone: a copy of the database shows neither whose it is nor which
/// meeting is meant.
/// </summary>
public sealed class AttendanceRecord
{
    private AttendanceRecord()
    {
    }

    /// <summary>One meeting in a member's record.</summary>
    /// <param name="mark">Member and meeting, for whoever holds the key: each meeting stands in it once.</param>
    /// <param name="owner">The member, for whoever holds the key.</param>
    /// <param name="ciphertext">The meeting, sealed to the mark.</param>
    public AttendanceRecord(Guid mark, Guid owner, byte[] ciphertext) => (Mark, Owner, Sealed) = (mark, owner, ciphertext);

    /// <summary>Which entry.</summary>
    public Guid Mark { get; private set; }

    /// <summary>Whose record.</summary>
    public Guid Owner { get; private set; }

    /// <summary>Which meeting, sealed with a key that lies outside the database.</summary>
    public byte[] Sealed { get; private set; } = [];
}
