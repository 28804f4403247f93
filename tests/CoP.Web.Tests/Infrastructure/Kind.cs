using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NodaTime;

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

    static readonly PasswordHasher<Account> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));
    static int people;

    /// <summary>Makes a new member of a kind; <paramref name="but"/> changes what a member of the kind usually is.</summary>
    public static async Task<Joined> Join(CopDb db, Kind kind, Func<Newcomer, Newcomer>? but, Instant now)
    {
        var number = Interlocked.Increment(ref people);
        var newcomer = new Newcomer($"{kind.Name} {number}", $"{kind.Name}-{number}-{Guid.NewGuid():N}@cop.example".ToLowerInvariant(), kind);
        newcomer = but?.Invoke(newcomer) ?? newcomer;
        var member = new Member(Id<Member>.New(now), newcomer.Name, newcomer.Work, newcomer.Language, newcomer.ZoneId, now);
        member.Entrust(kind.Duties | newcomer.Duties);
        var normalized = newcomer.Email.ToUpperInvariant();
        var account = new Account(member.Id, newcomer.Email) { NormalizedEmail = normalized, NormalizedUserName = normalized, SecurityStamp = Guid.NewGuid().ToString(), LockoutEnabled = true };
        account.PasswordHash = hasher.HashPassword(account, Password);
        await db.Write(() =>
        {
            db.AddRange(member, account);
            return Task.CompletedTask;
        });
        return new Joined(member.Id, newcomer.Name, newcomer.Email);
    }
}

/// <summary>Someone who is a member.</summary>
public sealed record Joined(Id<Member> Id, string Name, string Email);
