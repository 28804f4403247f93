using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>What a <see cref="Poll"/> among the committee and the facilitators is for: the date of a meeting, or of a turn that is none yet.</summary>
public sealed class MeetingPoll
{
    private MeetingPoll()
    {
    }

    /// <summary>A poll for the date of a turn, or for another date of a meeting.</summary>
    public MeetingPoll(Id<Poll> poll, Quarter quarter, Id<QuarterlyMeeting>? meeting) => (PollId, Quarter, MeetingId) = (poll, quarter, meeting);

    /// <summary>Which poll.</summary>
    public Id<Poll> PollId { get; private set; }

    /// <summary>Whose turn it is about; of a meeting that uses none, its quarter.</summary>
    public Quarter Quarter { get; private set; }

    /// <summary>Which meeting it moves, or made; null while a turn has none.</summary>
    public Id<QuarterlyMeeting>? MeetingId { get; private set; }

    /// <summary>A time that can be proposed: one that the meeting may have.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="QuarterlyMeeting.SlotFor"/>. <c>meeting.early</c>, <c>meeting.late</c>: before the quarter, or over a year behind it.</exception>
    public static LocalSlot Proposal(Quarter quarter, MeetingKind kind, LocalDateTime start, int minutes)
    {
        var slot = QuarterlyMeeting.SlotFor(start, minutes);
        if (kind == MeetingKind.Quarterly && start.Date < quarter.First) throw new RuleBrokenException("meeting.early", quarter.First);
        if (kind == MeetingKind.Quarterly && start.Date > quarter.Last.PlusYears(1)) throw new RuleBrokenException("meeting.late", quarter.Last);
        return slot;
    }

    /// <summary>The turn has become a meeting.</summary>
    public void Became(Id<QuarterlyMeeting> meeting) => MeetingId = meeting;
}
