using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// What the calendar of one member was told by mail of one series, so that it can be told what changed since, and that it is no more: also when the series
/// itself is gone. Each message has a higher SEQUENCE than the one before, whatever the series counts (RFC 5546 §2.1.4): who leaves and comes back is invited
/// anew to what their calendar has been told is cancelled.
/// </summary>
public sealed class SessionInvitation
{
    private SessionInvitation()
    {
    }

    /// <summary>Nothing has been told yet.</summary>
    public SessionInvitation(Id<SessionInvitation> id, Id<Member> member, SessionSeries series, Instant now) =>
        (Id, MemberId, SeriesId, GroupId, Uid, First, CreatedAt) = (id, member, series.Id, series.GroupId, series.Uid, series.Slot, now);

    /// <summary>Which invitation.</summary>
    public Id<SessionInvitation> Id { get; private set; }

    /// <summary>Whose calendar.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Of which series; it may be gone.</summary>
    public Id<SessionSeries> SeriesId { get; private set; }

    /// <summary>Of which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>What calendars know the series by.</summary>
    public string Uid { get; private set; } = "";

    /// <summary>The first session, as it was told.</summary>
    public LocalSlot First { get; private set; } = null!;

    /// <summary>When it was first looked at.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>Whether the calendar holds the series now: it was told of it, and not since that it is cancelled.</summary>
    public bool Stands { get; private set; }

    /// <summary>The sequence of the last message; null before the first.</summary>
    public int? Sequence { get; private set; }

    /// <summary>The sequence that the series itself had when it was last told of.</summary>
    public int SeriesSequence { get; private set; }

    /// <summary>A key of the words that it was told in: title, place and language.</summary>
    public Guid Words { get; private set; }

    /// <summary>When what was told is over; null for no end.</summary>
    public Instant? Ends { get; private set; }

    /// <summary>The sequence of the next message about the series: higher than that of any before.</summary>
    /// <param name="series">What the series itself counts.</param>
    public int NextSequence(int series = 0) => Math.Max(series, (Sequence ?? -1) + 1);

    /// <summary>Whether the calendar holds something that may still be to come.</summary>
    public bool HoldsAnything(Instant now) => Stands && !(Ends <= now);

    /// <summary>Whether there is news for the calendar: it does not hold the series, or holds an older edition, or the same in other words.</summary>
    /// <param name="series">The sequence of the series as it is.</param>
    /// <param name="words">A key of the words in which it would be told.</param>
    public bool IsBehind(int series, Guid words) => !Stands || SeriesSequence != series || Words != words;

    /// <summary>A message of that sequence went out, with the whole series or with what was cancelled of it.</summary>
    public void Told(int sequence, SessionSeries series, Guid words) =>
        (Stands, Sequence, SeriesSequence, Words, First, Ends) = (true, sequence, series.Sequence, words, series.Slot, series.Schedule.Ends);

    /// <summary>A message of that sequence went out: the series is no more.</summary>
    public void Withdrawn(int sequence) => (Stands, Sequence) = (false, sequence);
}
