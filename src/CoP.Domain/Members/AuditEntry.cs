using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Members;

/// <summary>
/// One line of what the committee can read about how its powers were used: who changed whose standing, from what to
/// what. A member's private choices (mail, whom they hide from, access needs) never become one.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <summary>A line on one change.</summary>
    /// <param name="id">Which line.</param>
    /// <param name="at">When.</param>
    /// <param name="what">What kind of change.</param>
    /// <param name="actorId">Who; null for the site itself, as it is set up.</param>
    /// <param name="subjectId">Whose standing; null while someone is only invited.</param>
    /// <param name="invitationId">The invitation that the line is about.</param>
    /// <param name="before">What it was: the name of an enum value, an id, or nothing.</param>
    /// <param name="after">What it became, in the same form.</param>
    public AuditEntry(
        Id<AuditEntry> id, Instant at, AuditKind what, Id<Member>? actorId, Id<Member>? subjectId = null, Id<Invitation>? invitationId = null,
        string? before = null, string? after = null) =>
        (Id, At, What, ActorId, SubjectId, InvitationId, Before, After) = (id, at, what, actorId, subjectId, invitationId, before, after);

    /// <summary>Which line.</summary>
    public Id<AuditEntry> Id { get; private set; }

    /// <summary>When.</summary>
    public Instant At { get; private set; }

    /// <summary>What kind of change.</summary>
    public AuditKind What { get; private set; }

    /// <summary>Who did it; null for the site itself.</summary>
    public Id<Member>? ActorId { get; private set; }

    /// <summary>Whose standing changed.</summary>
    public Id<Member>? SubjectId { get; private set; }

    /// <summary>The invitation it is about.</summary>
    public Id<Invitation>? InvitationId { get; private set; }

    /// <summary>What it was.</summary>
    public string? Before { get; private set; }

    /// <summary>What it became.</summary>
    public string? After { get; private set; }
}

/// <summary>What a line of the audit trail speaks of.</summary>
public enum AuditKind
{
    /// <summary>The site was set up, and its first administrator joined.</summary>
    SetUp,

    /// <summary>Someone was invited.</summary>
    Invited,

    /// <summary>An invitation was sent once more.</summary>
    InvitationRenewed,

    /// <summary>An invitation was withdrawn.</summary>
    InvitationWithdrawn,

    /// <summary>An invitation was accepted.</summary>
    Joined,

    /// <summary>Role at work.</summary>
    Role,

    /// <summary>Discipline of peer support.</summary>
    Discipline,

    /// <summary>Whether they supervise.</summary>
    Supervises,

    /// <summary>Agency; before and after are its id.</summary>
    Agency,

    /// <summary>Areas.</summary>
    Areas,

    /// <summary>Duties in the product.</summary>
    Duties,

    /// <summary>Suspended, or let in again.</summary>
    State,

    /// <summary>A turn of the rotation became a meeting; after is its quarter and date.</summary>
    MeetingScheduled,

    /// <summary>A meeting was announced.</summary>
    MeetingAnnounced,

    /// <summary>A meeting was given another date.</summary>
    MeetingMoved,

    /// <summary>A meeting was cancelled.</summary>
    MeetingCancelled,

    /// <summary>A meeting was put off.</summary>
    MeetingPostponed,

    /// <summary>A change of a meeting was taken back before anybody was told.</summary>
    MeetingRestored,

    /// <summary>Someone became a meeting's access contact, who alone sees what its members need.</summary>
    MeetingContact,

    /// <summary>Someone was named, or is no more, to speak for the turns of an area; before and after are the area.</summary>
    TurnContact,

    /// <summary>An opener asked, with a reason, to learn who wrote an anonymous post.</summary>
    OpeningConfirmed,

    /// <summary>The second of two openers confirmed, and the two learnt who wrote it.</summary>
    OpeningOpened,

    /// <summary>Someone raised a concern about a post; after is its case, here and below. Who it was is not on record.</summary>
    ConcernRaised,

    /// <summary>A moderator hid a post for a day.</summary>
    PostHidden,

    /// <summary>A first moderator was for removing a post.</summary>
    PostRemovalAsked,

    /// <summary>The second removed it.</summary>
    PostRemoved,

    /// <summary>A first moderator was for putting a removed post back.</summary>
    PostRestoringAsked,

    /// <summary>The second put it back.</summary>
    PostRestored,

    /// <summary>A moderator left a post as it was.</summary>
    CaseLeft,

    /// <summary>The author answered moderators.</summary>
    CaseAnswered,

    /// <summary>A moderator stopped an author from writing for a while.</summary>
    AuthorPaused,

    /// <summary>A moderator let them write again.</summary>
    AuthorUnpaused,

    /// <summary>A moderator let in what a new member wrote.</summary>
    FirstPostShown,

    /// <summary>A moderator gave it back.</summary>
    FirstPostReturned,

    /// <summary>Whether first posts wait.</summary>
    FirstPostsWait,

    /// <summary>A space, or the site, takes nothing new; after is which.</summary>
    StandstillBegan,

    /// <summary>It takes posts again.</summary>
    StandstillEnded,
}
