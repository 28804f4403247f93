using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>What of a meeting can be taken back, as it was at one moment.</summary>
public sealed record MeetingSnapshot(
    MeetingState State,
    Instant? AnnouncedAt,
    LocalSlot Slot,
    string? Topic,
    VenueKind VenueKind,
    string? Link,
    string? DialIn,
    Place? Place,
    MemberRoles For,
    MeetingLanguages Languages,
    Id<Member> AccessContactId,
    string? CancelReason,
    string? PostponeReason)
{
    /// <summary>For the database, which fills in the rest.</summary>
    private MeetingSnapshot()
        : this(default, null, null!, null, default, null, null, null, default, default, default, null, null)
    {
    }

    /// <summary>Whether a calendar would show both alike.</summary>
    public bool ShowsAs(MeetingSnapshot other) =>
        (State, Slot, VenueKind, Link, DialIn, Place) == (other.State, other.Slot, other.VenueKind, other.Link, other.DialIn, other.Place);
}

/// <summary>
/// One change of a meeting. Its letters wait <see cref="Grace"/>, and until they go it can be taken back as if nothing had been. Changes that follow
/// each other in that time are told in one letter, and are taken back the latest first.
/// </summary>
public sealed class MeetingChange
{
    /// <summary>How long letters wait.</summary>
    public static readonly Duration Grace = Duration.FromMinutes(10);

    private MeetingChange()
    {
    }

    /// <summary>A change just made.</summary>
    /// <param name="id">Which change.</param>
    /// <param name="meeting">The meeting as it is after it.</param>
    /// <param name="before">The meeting as it was before it.</param>
    /// <param name="by">Who made it.</param>
    /// <param name="follows">The change before, if its letters have not gone: they are told together.</param>
    /// <param name="atOnce">Whether letters go now; then there is no taking back.</param>
    /// <param name="now">The present.</param>
    public MeetingChange(Id<MeetingChange> id, QuarterlyMeeting meeting, MeetingSnapshot before, Id<Member> by, MeetingChange? follows, bool atOnce, Instant now)
    {
        (Id, MeetingId, Before, ById, At, Version) = (id, meeting.Id, before, by, now, meeting.Version);
        Kind = KindOf(before, meeting.Snapshot());
        FollowsId = follows?.Id;
        MailAt = atOnce ? now : now + Grace;
    }

    /// <summary>Which change.</summary>
    public Id<MeetingChange> Id { get; private set; }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>What was done.</summary>
    public MeetingChangeKind Kind { get; private set; }

    /// <summary>Who did it.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>When.</summary>
    public Instant At { get; private set; }

    /// <summary>The meeting as it was before.</summary>
    public MeetingSnapshot Before { get; private set; } = null!;

    /// <summary>The meeting's version after it: changes stand in this order.</summary>
    public int Version { get; private set; }

    /// <summary>The change before it that is told together with it; null where that one's letters had gone.</summary>
    public Id<MeetingChange>? FollowsId { get; private set; }

    /// <summary>When its letters go; until then it can be taken back.</summary>
    public Instant MailAt { get; private set; }

    /// <summary>The occasion of which its letters will be made; null where there is nothing to tell.</summary>
    public Guid? OccasionId { get; private set; }

    /// <summary>When it was taken back; null while it stands.</summary>
    public Instant? TakenBackAt { get; private set; }

    /// <summary>Whether its letters wait, and it can be taken back.</summary>
    public bool Waits(Instant now) => TakenBackAt is null && now < MailAt;

    /// <summary>Names the occasion of its letters.</summary>
    public void ToldBy(Guid? occasion) => OccasionId = occasion;

    /// <summary>Its letters go now.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.undo.late</c>: they have gone, or it was taken back.</exception>
    public void SendNow(Instant now)
    {
        if (!Waits(now)) throw new RuleBrokenException("meeting.undo.late");
        MailAt = now;
    }

    /// <summary>It did not happen.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.undo.late</c>: its letters have gone, or it was taken back already.</exception>
    public void TakeBack(Instant now)
    {
        if (!Waits(now)) throw new RuleBrokenException("meeting.undo.late");
        (TakenBackAt, OccasionId) = (now, null);
    }

    /// <summary>
    /// What members are to be told who last heard of <paramref name="before"/>; null for nothing. Who never heard of a meeting is not told that
    /// it moved or was called off, nor anybody anything of one that was over.
    /// </summary>
    /// <param name="before">The meeting as members know it.</param>
    /// <param name="at">When it was so.</param>
    /// <param name="after">The meeting as it is.</param>
    /// <param name="now">The present.</param>
    public static MeetingNews? News(MeetingSnapshot before, Instant at, QuarterlyMeeting after, Instant now)
    {
        if (before.AnnouncedAt is null) return after.TakesAnswers(now) ? MeetingNews.Announced : null;
        var (expected, postponed) = (before.State == MeetingState.Announced && at < before.Slot.EndsAt, before.State == MeetingState.Postponed);
        if (!expected && !postponed) return null;
        return after.State switch
        {
            MeetingState.Cancelled => MeetingNews.Cancelled,
            MeetingState.Postponed => expected ? MeetingNews.Postponed : null,
            MeetingState.Announced when postponed || after.Slot != before.Slot => MeetingNews.Moved,
            MeetingState.Announced when !before.ShowsAs(after.Snapshot()) => MeetingNews.Changed,
            MeetingState.Announced when (after.For & ~before.For) != MemberRoles.None => MeetingNews.Invited,
            _ => null,
        };
    }

    private static MeetingChangeKind KindOf(MeetingSnapshot before, MeetingSnapshot after) =>
        after.State == MeetingState.Cancelled && before.State != MeetingState.Cancelled ? MeetingChangeKind.Cancelled
        : after.State == MeetingState.Postponed && before.State != MeetingState.Postponed ? MeetingChangeKind.Postponed
        : after.AnnouncedAt is not null && before.AnnouncedAt is null ? MeetingChangeKind.Announced
        : after.Slot != before.Slot || before.State == MeetingState.Postponed && after.State != MeetingState.Postponed ? MeetingChangeKind.Moved
        : MeetingChangeKind.Details;
}

/// <summary>What was done to a meeting.</summary>
public enum MeetingChangeKind
{
    /// <summary>Anything but its date and state.</summary>
    Details,

    /// <summary>Members were told of it.</summary>
    Announced,

    /// <summary>It was given another date.</summary>
    Moved,

    /// <summary>It was put off.</summary>
    Postponed,

    /// <summary>It was called off.</summary>
    Cancelled,
}

/// <summary>What members are told of a meeting.</summary>
public enum MeetingNews
{
    /// <summary>There will be one.</summary>
    Announced,

    /// <summary>It has another date.</summary>
    Moved,

    /// <summary>It has another way in, at the same time.</summary>
    Changed,

    /// <summary>It is for more people: those who were not invited before are told that there will be one.</summary>
    Invited,

    /// <summary>It was put off.</summary>
    Postponed,

    /// <summary>It was called off.</summary>
    Cancelled,
}
