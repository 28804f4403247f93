using CoP.Domain.Common;

namespace CoP.Domain.Meetings;

/// <summary>How many came, by role: figures, never names.</summary>
/// <param name="PeerSupporters">Peer supporters.</param>
/// <param name="Supervisors">Peer support supervisors.</param>
/// <param name="Administrators">Administrators of provider agencies.</param>
/// <param name="Dmh">Area Directors of Recovery.</param>
public sealed record Attendance(int PeerSupporters, int Supervisors, int Administrators, int Dmh)
{
    /// <summary>Most of one role.</summary>
    public const int Limit = 5000;

    /// <summary>Everyone who came.</summary>
    public int Total => PeerSupporters + Supervisors + Administrators + Dmh;

    /// <summary>Figures as typed.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.attendance</c>: negative, or over <see cref="Limit"/>.</exception>
    public static Attendance Of(int peerSupporters, int supervisors, int administrators, int dmh) =>
        new[] { peerSupporters, supervisors, administrators, dmh }.All(n => n is >= 0 and <= Limit)
            ? new(peerSupporters, supervisors, administrators, dmh)
            : throw new RuleBrokenException("meeting.attendance", Limit);
}
