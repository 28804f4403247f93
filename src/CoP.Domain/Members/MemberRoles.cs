namespace CoP.Domain.Members;

/// <summary>Whom something is for: a meeting invites them, a group takes them in.</summary>
[Flags]
public enum MemberRoles
{
    /// <summary>Nobody: nothing is.</summary>
    None = 0,

    /// <summary>Peer supporters. Whoever supervises is none of them, whatever else they are.</summary>
    PeerSupporters = 1,

    /// <summary>Whoever supervises peer supporters.</summary>
    Supervisors = 2,

    /// <summary>Who leads at a provider agency.</summary>
    Administrators = 4,

    /// <summary>DMH Area Directors of Recovery.</summary>
    AreaDirectors = 8,

    /// <summary>Everybody.</summary>
    All = PeerSupporters | Supervisors | Administrators | AreaDirectors,
}

/// <summary>From a member to the sets of roles that take them in.</summary>
public static class MemberRoleSets
{
    /// <summary>What <paramref name="viewer"/> is today.</summary>
    public static MemberRoles RolesToday(this Viewer viewer)
    {
        var roles = MemberRoles.None;
        if (viewer.IsPeerSupporter) roles |= MemberRoles.PeerSupporters;
        if (viewer.Supervises) roles |= MemberRoles.Supervisors;
        if (viewer.IsAdministrator) roles |= MemberRoles.Administrators;
        if (viewer.Role == WorkRole.AreaDirectorOfRecovery) roles |= MemberRoles.AreaDirectors;
        return roles;
    }

    /// <summary>Whether what is for <paramref name="roles"/> is for <paramref name="viewer"/>.</summary>
    public static bool Admit(this MemberRoles roles, Viewer viewer) => (roles & viewer.RolesToday()) != MemberRoles.None;

    /// <summary>Whether it is for somebody, and for nobody there is no name for.</summary>
    public static bool AreKnown(this MemberRoles roles) => roles != MemberRoles.None && (roles & ~MemberRoles.All) == MemberRoles.None;

    /// <summary>The single roles in the set.</summary>
    public static IEnumerable<MemberRoles> Each(this MemberRoles roles) =>
        Enum.GetValues<MemberRoles>().Where(role => role is not (MemberRoles.None or MemberRoles.All) && roles.HasFlag(role));
}
