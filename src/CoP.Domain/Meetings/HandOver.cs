using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// What those who led the meeting of a quarter pass on to the area that hosts next: what they learned about access, and a note. What else goes with it
/// (open follow-ups, who to turn to) is not copied but shown as it is. The next facilitators say that they have it.
/// </summary>
public sealed class HandOver
{
    /// <summary>Longest note and longest lessons, in characters.</summary>
    public const int WordsLimit = 4000;

    /// <summary>For how long an offer can be taken back; letters wait that long.</summary>
    public static readonly Duration TakeBackWithin = Duration.FromMinutes(10);

    private HandOver()
    {
    }

    /// <summary>Begins the hand-over of a meeting.</summary>
    /// <exception cref="RuleBrokenException"><c>handover.early</c>: the meeting has not begun, or was called off. <c>handover.kind</c>: it uses no turn, so that no area is next.</exception>
    public HandOver(QuarterlyMeeting meeting, Instant now)
    {
        if (meeting.Kind != MeetingKind.Quarterly) throw new RuleBrokenException("handover.kind");
        if (!MeetingMinutes.CanBegin(meeting, now)) throw new RuleBrokenException("handover.early");
        MeetingId = meeting.Id;
    }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>What was learned about making it possible for everyone to take part; nothing about any one person. Null for nothing.</summary>
    public string? AccessLessons { get; private set; }

    /// <summary>What else the next facilitators should know; null for nothing.</summary>
    public string? Note { get; private set; }

    /// <summary>How often anything has changed: an edit names the version that it was made on.</summary>
    public int Version { get; private set; }

    /// <summary>When it was offered to the next area; null while it is being written.</summary>
    public Instant? OfferedAt { get; private set; }

    /// <summary>How often it was offered: a letter about an offer that was taken back is not sent.</summary>
    public int Offers { get; private set; }

    /// <summary>When the next facilitators said that they have it; null before.</summary>
    public Instant? AcknowledgedAt { get; private set; }

    /// <summary>Who said so; null before.</summary>
    public Id<Member>? AcknowledgedById { get; private set; }

    /// <summary>Whether the offer can be taken back.</summary>
    public bool CanBeTakenBack(Instant now) => AcknowledgedAt is null && OfferedAt is { } at && now < at + TakeBackWithin;

    /// <summary>Makes sure that a change was made on what it is now.</summary>
    /// <exception cref="RuleBrokenException"><c>handover.changed</c>: someone else was faster.</exception>
    public void Expect(int version)
    {
        if (version != Version) throw new RuleBrokenException("handover.changed");
    }

    /// <summary>Takes new words.</summary>
    /// <exception cref="RuleBrokenException"><c>handover.lessons</c>, <c>handover.note</c>: too long, or with characters that cannot be shown. <c>handover.acknowledged</c>: the next facilitators have it already.</exception>
    public void Write(string? accessLessons, string? note)
    {
        if (AcknowledgedAt is not null) throw new RuleBrokenException("handover.acknowledged");
        (AccessLessons, Note) = (PlainText.Lines(accessLessons, WordsLimit, "handover.lessons"), PlainText.Lines(note, WordsLimit, "handover.note"));
        Version++;
    }

    /// <summary>Offers it to the next area.</summary>
    /// <exception cref="RuleBrokenException"><c>handover.offered</c>: it was already.</exception>
    public void Offer(Instant now)
    {
        if (OfferedAt is not null) throw new RuleBrokenException("handover.offered");
        OfferedAt = now;
        Offers++;
        Version++;
    }

    /// <summary>Takes the offer back before anyone was told by mail.</summary>
    /// <exception cref="RuleBrokenException"><c>handover.told</c>: it was not offered, was so for <see cref="TakeBackWithin"/>, or they have it.</exception>
    public void TakeBack(Instant now)
    {
        if (!CanBeTakenBack(now)) throw new RuleBrokenException("handover.told", (int)TakeBackWithin.TotalMinutes);
        OfferedAt = null;
        Version++;
    }

    /// <summary>The next facilitators have it. A second time changes nothing.</summary>
    /// <exception cref="RuleBrokenException"><c>handover.notoffered</c>.</exception>
    public void Acknowledge(Id<Member> by, Instant now)
    {
        if (OfferedAt is null) throw new RuleBrokenException("handover.notoffered");
        if (AcknowledgedAt is not null) return;
        (AcknowledgedAt, AcknowledgedById) = (now, by);
        Version++;
    }
}
