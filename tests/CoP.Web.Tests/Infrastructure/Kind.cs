using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>The kinds of people that the site tells apart.</summary>
public sealed record Kind(string Name, WorkRole Role, Duties Duties = Duties.None, Discipline? Discipline = null)
{
    public static readonly Kind Supporter = new(nameof(Supporter), WorkRole.PeerSupporter, Discipline: CoP.Domain.Members.Discipline.CertifiedPeerSpecialist);
    public static readonly Kind Supervisor = new(nameof(Supervisor), WorkRole.Supervisor);
    public static readonly Kind Administrator = new(nameof(Administrator), WorkRole.Administrator);
    public static readonly Kind DirectorOfPeerSupport = new(nameof(DirectorOfPeerSupport), WorkRole.DirectorOfPeerSupport);
    public static readonly Kind AreaDirector = new(nameof(AreaDirector), WorkRole.AreaDirectorOfRecovery);
    public static readonly Kind Facilitator = new(nameof(Facilitator), WorkRole.Supervisor, Duties.Facilitator);
    public static readonly Kind Moderator = new(nameof(Moderator), WorkRole.PeerSupporter, Duties.Moderator, CoP.Domain.Members.Discipline.RecoveryCoach);
    public static readonly Kind Committee = new(nameof(Committee), WorkRole.AreaDirectorOfRecovery, Duties.Committee);
    public static readonly Kind SiteAdministrator = new(nameof(SiteAdministrator), WorkRole.Administrator, Duties.SiteAdministrator);

    public static IReadOnlyList<Kind> All { get; } =
        [Supporter, Supervisor, Administrator, DirectorOfPeerSupport, AreaDirector, Facilitator, Moderator, Committee, SiteAdministrator];

    public override string ToString() => Name;
}

/// <summary>Someone about to become a member.</summary>
public sealed record Newcomer(string Name, string Email, Kind Kind)
{
    public const string Password = "a long enough secret";

    public string Language { get; init; } = "en";
    public string ZoneId { get; init; } = "America/New_York";
    public Areas Areas { get; init; } = Areas.Western;
    public Id<Agency>? AgencyId { get; init; }
    public bool Supervises { get; init; }

    /// <summary>Duties beside those of the kind.</summary>
    public Duties Duties { get; init; }

    public WorkPlace Work => new(Kind.Role, Kind.Discipline, Supervises, AgencyId, Areas);
}

/// <summary>Someone who is a member.</summary>
public sealed record Joined(Id<Member> Id, string Name, string Email);
