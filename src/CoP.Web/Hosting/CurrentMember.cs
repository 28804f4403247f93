using System.Security.Claims;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Hosting;

/// <summary>Who asks, as the database knows them at this request.</summary>
public sealed class CurrentMember
{
    SignedInMember? member;

    public bool IsSignedIn => member is not null;
    public Id<Member> Id => Member.Id;
    public Viewer Viewer => Member.Viewer;
    public SignedInMember Member => member ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The zone in which times are shown: the member's own, or the community's for a visitor.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>The community's own zone: what is dated by day only is dated by its days, or a change of zone would narrow down the hour.</summary>
    public DateTimeZone CommunityZone { get; private set; } = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Shows times by another clock: of somebody without an account who said where theirs hangs.</summary>
    public void ReadBy(DateTimeZone zone) => Zone = zone;

    public bool Is(Duties duty) => IsSignedIn && Viewer.Duties.HasFlag(duty);

    public async Task Load(ClaimsPrincipal user, CopDb db, string siteZone)
    {
        Zone = CommunityZone = DateTimeZoneProviders.Tzdb[siteZone];
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return;
        member = await Find(db, new Id<Member>(id));
        if (member is not null) Zone = DateTimeZoneProviders.Tzdb[member.ZoneId];
    }

    /// <summary>A member who may sign in, or null; also for the live channel, which has no request of its own.</summary>
    public static Task<SignedInMember?> Find(CopDb db, Id<Member> id) => findActive.For(db)(db, id, id.Value);

    // Every request asks it; what most members have none of is asked along, so that their pages need not ask again.
    static readonly Compiled<Func<CopDb, Id<Member>, Guid, Task<SignedInMember?>>> findActive = new(() => EF.CompileAsyncQuery((CopDb db, Id<Member> id, Guid recipient) =>
        db.Members.Where(m => m.Id == id && m.State == MemberState.Active)
            .Select(m => new SignedInMember(m.Id, m.Name, m.Role, m.Supervises, m.AgencyId, m.Areas, m.Duties, m.Language, m.ZoneId)
            {
                HasMuted = db.Mutes.Any(x => x.MemberId == id),
                IsUnreached = db.AddressStandings.Any(s => s.MemberId == id && s.RefusedAt != null),
                HasUnread = db.Notices.Any(n => n.Recipient == recipient && n.ReadAt == null),
            })
            .SingleOrDefault()));
}

public sealed record SignedInMember(
    Id<Member> Id, string Name, WorkRole Role, bool Supervises, Id<Agency>? AgencyId, CoP.Domain.Meetings.Areas Areas, Duties Duties, string Language, string ZoneId)
{
    public Viewer Viewer { get; } = new(Id, Role, Supervises, AgencyId, Duties);

    /// <summary>Whether they muted anybody.</summary>
    public bool HasMuted { get; init; }

    /// <summary>Whether an address of theirs was refused, and nothing is sent there.</summary>
    public bool IsUnreached { get; init; }

    /// <summary>Whether there is a notice under their own name that they have not read.</summary>
    public bool HasUnread { get; init; }
}
