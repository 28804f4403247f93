using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>What holds around the hour of a meeting: who leads it, when the door opens, how long one can say "I'm here".</summary>
public static class MeetingDay
{
    /// <summary>How many minutes before its start a meeting's link is shown, and the day's page comes alive.</summary>
    public const int DoorMinutes = QuarterlyMeeting.OpensMinutesBefore;

    /// <summary>How many hours after its end one can still say that one was here, and the day's page lives.</summary>
    public const int HoursAfter = 2;

    /// <summary>From when on the link is on the page.</summary>
    public static Instant DoorOpensAt(this QuarterlyMeeting meeting) => meeting.OpensAt;

    /// <summary>Until when the day's page lives.</summary>
    public static Instant DoorClosesAt(this QuarterlyMeeting meeting) => meeting.Slot.EndsAt + Duration.FromHours(HoursAfter);

    /// <summary>Whether the meeting is on: members were told of it, it takes place, and it is the time for it.</summary>
    public static bool DoorIsOpen(this QuarterlyMeeting meeting, Instant now) =>
        meeting.IsHappening() && meeting.DoorOpensAt() <= now && now < meeting.DoorClosesAt();

    /// <summary>Whether it is a meeting that members were told of and that takes place, or took place.</summary>
    public static bool IsHappening(this QuarterlyMeeting meeting) => meeting.State is MeetingState.Announced or MeetingState.Held or MeetingState.MinutesPublished;

    /// <summary>Whether it has a date on which to take place, or took place on it.</summary>
    public static bool HasDate(this QuarterlyMeeting meeting) => meeting.State is not (MeetingState.Cancelled or MeetingState.Postponed);

    /// <summary>Whether its start has passed.</summary>
    public static bool HasBegun(this QuarterlyMeeting meeting, Instant now) => meeting.HasDate() && meeting.Slot.StartsAt <= now;

    /// <summary>Whether items can be proposed: until it begins. One that waits for a new date takes them, too.</summary>
    public static bool TakesProposals(this QuarterlyMeeting meeting, Instant now) =>
        meeting.State == MeetingState.Postponed || (meeting.State is MeetingState.Scheduled or MeetingState.Announced && now < meeting.Slot.StartsAt);

    /// <summary>Whether its agenda can still be put together: until the day is over.</summary>
    public static bool TakesOrder(this QuarterlyMeeting meeting, Instant now) => meeting.State == MeetingState.Postponed || (meeting.State != MeetingState.Cancelled && now < meeting.DoorClosesAt());

    /// <summary>Whether the member sits in one of the two facilitators' seats.</summary>
    public static bool IsFacilitatedBy(this QuarterlyMeeting meeting, Viewer viewer) => meeting.RecoverySeat == viewer.Id || meeting.PeerSupportSeat == viewer.Id;

    /// <summary>Whether the member puts its agenda together: a facilitator, or the committee.</summary>
    public static bool IsLedBy(this QuarterlyMeeting meeting, Viewer viewer) => viewer.IsCommittee || meeting.IsFacilitatedBy(viewer);

    /// <summary>
    /// Whether the member may publish the report-back: a facilitator alone, since it shows the notes of one role to everybody; the
    /// committee only where both seats are empty.
    /// </summary>
    public static bool IsPublishedBy(this QuarterlyMeeting meeting, Viewer viewer) =>
        meeting.IsFacilitatedBy(viewer) || (viewer.IsCommittee && meeting is { RecoverySeat: null, PeerSupportSeat: null });
}
