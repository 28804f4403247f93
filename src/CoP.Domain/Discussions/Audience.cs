using CoP.Domain.CoReflection;
using CoP.Domain.Common;
using CoP.Domain.Members;

namespace CoP.Domain.Discussions;

/// <summary>Who may read a discussion. The role that a member has today decides, never the one they had when it began.</summary>
/// <param name="Kind">Which circle.</param>
/// <param name="GroupId">The co-reflection group of <see cref="AudienceKind.Group"/>; null for every other kind.</param>
public sealed record Audience(AudienceKind Kind, Id<Group>? GroupId = null)
{
    /// <summary>An anonymous discussion needs at least so many who could have begun it.</summary>
    public const int LeastForAnonymity = 12;

    /// <summary>Everybody in the community.</summary>
    public static Audience Everyone { get; } = new(AudienceKind.AllMembers);

    /// <summary>
    /// The circles that <paramref name="viewer"/> stands in by role. <see cref="AudienceKind.Group"/> is never among
    /// them: who is in a group is asked of that group.
    /// </summary>
    public static AudienceKind[] CirclesOf(Viewer viewer) => [.. Enum.GetValues<AudienceKind>().Where(kind => IsIn(viewer, kind))];

    /// <summary>Whether <paramref name="viewer"/>, who is in these groups, belongs to it.</summary>
    public bool Admits(Viewer viewer, params IReadOnlyCollection<Id<Group>> groups) =>
        Kind == AudienceKind.Group ? GroupId is { } group && groups.Contains(group) : IsIn(viewer, Kind);

    /// <summary>Makes sure that <paramref name="viewer"/>, who is in these groups, begins nothing that they could not read.</summary>
    /// <exception cref="RuleBrokenException"><c>audience.outside</c>.</exception>
    public void Require(Viewer viewer, params IReadOnlyCollection<Id<Group>> groups)
    {
        if (!Admits(viewer, groups)) throw new RuleBrokenException("audience.outside");
    }

    /// <summary>Whether all who may ever belong to it belong to <paramref name="other"/> too: nobody new would see what moves from there to here.</summary>
    public bool IsWithin(Audience other) => other.Kind == AudienceKind.AllMembers || this == other;

    private static bool IsIn(Viewer viewer, AudienceKind kind) => kind switch
    {
        AudienceKind.AllMembers => true,
        AudienceKind.PeerSupporters => viewer.IsPeerSupporter,
        AudienceKind.Supervisors => viewer.Supervises,
        AudienceKind.Administrators => viewer.IsAdministrator,
        AudienceKind.Committee => viewer.IsCommittee,
        _ => false,
    };
}

/// <summary>The circles that a discussion can be kept to.</summary>
public enum AudienceKind
{
    /// <summary>Everybody in the community.</summary>
    AllMembers,

    /// <summary>Peer supporters who supervise nobody.</summary>
    PeerSupporters,

    /// <summary>Everybody who supervises peer supporters.</summary>
    Supervisors,

    /// <summary>Those who lead at a provider agency.</summary>
    Administrators,

    /// <summary>The steering committee.</summary>
    Committee,

    /// <summary>One co-reflection group.</summary>
    Group,
}
