using System.Security.Claims;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Members.Security;

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

    /// <summary>
    /// Whether what is the member's alone is open: their record, and which anonymous posts are theirs. It is not, for a while, to one who came with
    /// nothing but a mailbox.
    /// </summary>
    public bool OpensOwn { get; private set; } = true;

    /// <summary>Finds out who asks with a browser: nobody, where the session that its cookie names is over.</summary>
    /// <param name="session">Under which hash the session is kept.</param>
    public async Task LoadVisitor(ClaimsPrincipal user, byte[]? session, CopDb db, string siteZone, Instant now)
    {
        await Load(user, db, siteZone, session);
        if (member?.Session is { } here) OpensOwn = now >= here.OpensOwnAt;
        else (member, Zone) = (null, CommunityZone);
    }

    public Task Load(ClaimsPrincipal user, CopDb db, string siteZone) => Load(user, db, siteZone, session: null);

    async Task Load(ClaimsPrincipal user, CopDb db, string siteZone, byte[]? session)
    {
        Zone = CommunityZone = DateTimeZoneProviders.Tzdb[siteZone];
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return;
        member = await findActive.For(db)(db, new Id<Member>(id), id, session);
        if (member is not null) Zone = DateTimeZoneProviders.Tzdb[member.ZoneId];
    }

    /// <summary>A member who may sign in, or null; also for the live channel, which has no request of its own.</summary>
    public static Task<SignedInMember?> Find(CopDb db, Id<Member> id) => findActive.For(db)(db, id, id.Value, null);

    // Every request asks it; what most members have none of is asked along, so that their pages need not ask again.
    static readonly Compiled<Func<CopDb, Id<Member>, Guid, byte[]?, Task<SignedInMember?>>> findActive = new(() => EF.CompileAsyncQuery((CopDb db, Id<Member> id, Guid recipient, byte[]? session) =>
        // A join: SQLite knows no query of several columns for each row.
        db.Members.Where(m => m.Id == id && m.State == MemberState.Active)
            .SelectMany(m => db.SignInSessions.Where(s => s.MemberId == m.Id && s.TokenHash == session).DefaultIfEmpty(), (m, s) => new { m, s })
            .Select(x => new SignedInMember(x.m.Id, x.m.Name, x.m.Role, x.m.Supervises, x.m.AgencyId, x.m.Areas, x.m.Duties, x.m.Language, x.m.ZoneId)
            {
                HasMuted = db.Mutes.Any(mute => mute.MemberId == id),
                IsUnreached = db.AddressStandings.Any(s => s.MemberId == id && s.RefusedAt != null),
                Session = x.s == null ? null : new SessionStanding(x.s.Id, x.s.LastSeenAt, x.s.OpensOwnAt),
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

    /// <summary>The session in which they ask; null where they do not ask with a browser.</summary>
    public SessionStanding? Session { get; init; }

    /// <summary>Whether there is a notice under their own name that they have not read.</summary>
    public bool HasUnread { get; init; }
}
