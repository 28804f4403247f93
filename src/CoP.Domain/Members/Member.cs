using CoP.Domain.Common;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Members;

/// <summary>
/// A person in the community. What they do at work (<see cref="Role"/>) decides what they may read; what they do in the
/// product (<see cref="Duties"/>) decides what they may do, and widens no audience.
/// </summary>
public sealed class Member
{
    /// <summary>Longest name shown, in characters.</summary>
    public const int NameLimit = 80;

    private Member()
    {
    }

    /// <summary>Someone who accepted a personal invitation.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Introduce"/>.</exception>
    public Member(Id<Member> id, string name, WorkPlace work, string language, string zoneId, Instant joinedAt)
    {
        Id = id;
        Introduce(name, language, zoneId);
        TakeRole(work);
        JoinedAt = joinedAt;
    }

    /// <summary>Which member; the sign-in account has the same GUID.</summary>
    public Id<Member> Id { get; private set; }

    /// <summary>The name that others see, the member's own choice.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Role at work.</summary>
    public WorkRole Role { get; private set; }

    /// <summary>The discipline of a peer supporter; null for everyone else.</summary>
    public Discipline? Discipline { get; private set; }

    /// <summary>Supervises peer supporters, whatever the role says.</summary>
    public bool Supervises { get; private set; }

    /// <summary>Where they work; null for DMH and the unaffiliated.</summary>
    public Id<Agency>? AgencyId { get; private set; }

    /// <summary>The areas they work in.</summary>
    public Areas Areas { get; private set; }

    /// <summary><c>en</c> or <c>es</c>: pages and mail.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Where their clock hangs, as a tz database id: times on pages and in mail.</summary>
    public string ZoneId { get; private set; } = "America/New_York";

    /// <summary>What they may do in the product beyond what every member may.</summary>
    public Duties Duties { get; private set; }

    /// <summary>Whether the supervisors and administrators of their agency must not see the discussions they begin. It is the member's alone to know of.</summary>
    public bool HidesFromAgency { get; private set; }

    /// <summary>Whether they may sign in.</summary>
    public MemberState State { get; private set; }

    /// <summary>When they joined.</summary>
    public Instant JoinedAt { get; private set; }

    /// <summary>Role, agency and areas as one value.</summary>
    public WorkPlace Work => new(Role, Discipline, Supervises, AgencyId, Areas);

    /// <summary>Changes what is the member's own to change.</summary>
    /// <exception cref="RuleBrokenException"><c>member.name</c>, <c>member.language</c>, <c>member.zone</c>.</exception>
    public void Introduce(string name, string language, string zoneId)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameLimit || name.Any(char.IsControl)) throw new RuleBrokenException("member.name", NameLimit);
        if (language is not ("en" or "es")) throw new RuleBrokenException("member.language");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is null) throw new RuleBrokenException("member.zone");
        (Name, Language, ZoneId) = (name, language, zoneId);
    }

    /// <summary>Changes what others vouch for: role at work, agency and areas.</summary>
    /// <exception cref="RuleBrokenException"><c>member.discipline</c>: a peer supporter has one, nobody else has.</exception>
    public void TakeRole(WorkPlace work)
    {
        if (work.Discipline.HasValue != (work.Role == WorkRole.PeerSupporter)) throw new RuleBrokenException("member.discipline");
        (Role, Discipline, AgencyId, Areas) = (work.Role, work.Discipline, work.AgencyId, work.Areas);
        Supervises = work.Supervises || work.Role == WorkRole.Supervisor;
    }

    /// <summary>Says whether those who supervise or lead at the member's agency may see the discussions they begin.</summary>
    public void HideFromAgency(bool hide) => HidesFromAgency = hide;

    /// <summary>Gives or takes what the member may do in the product.</summary>
    public void Entrust(Duties duties) => Duties = duties;

    /// <summary>Keeps the member out until <see cref="Readmit"/>.</summary>
    public void Suspend() => State = MemberState.Suspended;

    /// <summary>Lets a suspended member in again.</summary>
    public void Readmit() => State = MemberState.Active;
}

/// <summary>What a member does at work and where; changed by the committee, not by the member.</summary>
/// <param name="Role">Role at work.</param>
/// <param name="Discipline">A peer supporter's discipline.</param>
/// <param name="Supervises">Supervises peer supporters beside the role.</param>
/// <param name="AgencyId">Where.</param>
/// <param name="Areas">In which areas.</param>
public sealed record WorkPlace(WorkRole Role, Discipline? Discipline, bool Supervises, Id<Agency>? AgencyId, Areas Areas);

/// <summary>A provider agency.</summary>
public sealed class Agency
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLimit = 120;

    private Agency()
    {
    }

    /// <summary>An agency by its name.</summary>
    /// <exception cref="RuleBrokenException"><c>agency.name</c>: empty, longer than 120 characters, or with control characters.</exception>
    public Agency(Id<Agency> id, string name, Areas areas)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameLimit || name.Any(char.IsControl)) throw new RuleBrokenException("agency.name", NameLimit);
        (Id, Name, Areas) = (id, name, areas);
    }

    /// <summary>Which agency.</summary>
    public Id<Agency> Id { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where it runs teams.</summary>
    public Areas Areas { get; private set; }
}

/// <summary>What someone does at work.</summary>
public enum WorkRole
{
    /// <summary>Certified Peer Specialist, Recovery Coach or Family Partner.</summary>
    PeerSupporter,

    /// <summary>Supervises peer supporters.</summary>
    Supervisor,

    /// <summary>Leads at a provider agency.</summary>
    Administrator,

    /// <summary>ACCS Director of Peer Support: an administrator who may take that seat at a quarterly meeting.</summary>
    DirectorOfPeerSupport,

    /// <summary>DMH Area Director of Recovery.</summary>
    AreaDirectorOfRecovery,
}

/// <summary>The three disciplines of peer support; each has its own code of ethics and training.</summary>
public enum Discipline
{
    /// <summary>Certified Peer Specialist.</summary>
    CertifiedPeerSpecialist,

    /// <summary>Recovery Coach.</summary>
    RecoveryCoach,

    /// <summary>Family Partner.</summary>
    FamilyPartner,
}

/// <summary>What someone may do in the product; it widens no audience but the committee's own.</summary>
[Flags]
public enum Duties
{
    /// <summary>What every member may do.</summary>
    None = 0,

    /// <summary>May take a seat at a quarterly meeting.</summary>
    Facilitator = 1,

    /// <summary>Looks at concerns about posts.</summary>
    Moderator = 2,

    /// <summary>Sits on the steering committee.</summary>
    Committee = 4,

    /// <summary>Runs the site.</summary>
    SiteAdministrator = 8,

    /// <summary>May, with another, open who wrote an anonymous post when someone is in danger.</summary>
    Opener = 16,
}

/// <summary>Whether a member may sign in.</summary>
public enum MemberState
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Kept out for now.</summary>
    Suspended,

    /// <summary>Left; shown as "A former member".</summary>
    Closed,
}

/// <summary>What about a member decides what they may see, as of today.</summary>
/// <param name="Id">Which member.</param>
/// <param name="Role">Role at work.</param>
/// <param name="Supervises">Supervises peer supporters.</param>
/// <param name="AgencyId">Where they work.</param>
/// <param name="Duties">What they may do here.</param>
public sealed record Viewer(Id<Member> Id, WorkRole Role, bool Supervises, Id<Agency>? AgencyId, Duties Duties)
{
    /// <summary>Belongs to the audience "peer supporters only".</summary>
    public bool IsPeerSupporter => Role == WorkRole.PeerSupporter && !Supervises;

    /// <summary>Belongs to the audience "administrators only".</summary>
    public bool IsAdministrator => Role is WorkRole.Administrator or WorkRole.DirectorOfPeerSupport;

    /// <summary>Has a say at work over peer supporters of their agency.</summary>
    public bool HasPowerAtWork => Supervises || IsAdministrator;

    /// <summary>Sits on the steering committee.</summary>
    public bool IsCommittee => Duties.HasFlag(Duties.Committee);
}
