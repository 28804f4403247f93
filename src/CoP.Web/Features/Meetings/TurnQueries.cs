using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings;

/// <summary>A quarter's turn, why its area hosts, and the meeting that it became, if it has; never one that was cancelled where another took its place.</summary>
public sealed record TurnRow(Turn Turn, TurnMeeting? Meeting)
{
    public required HostReason Reason { get; init; }

    /// <summary>What became of the other turn, where the reason speaks of one.</summary>
    public TurnOutcome Theirs { get; init; }
}

public sealed record TurnMeeting(Id<QuarterlyMeeting> Id, Area Host, MeetingState State, LocalSlot Slot, bool Announced, bool HasEmptySeat);
