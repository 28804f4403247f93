using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings.After;

/// <summary>What the pages of what comes after a meeting say of it.</summary>
/// <param name="IsKeeper">Whether the reader keeps its minutes, follow-ups and files.</param>
public sealed record MeetingHead(Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, Area Host, string? Topic, LocalSlot Slot, bool IsKeeper)
{
    public string Address => $"/meetings/{Id}";

    public static MeetingHead Of(QuarterlyMeeting meeting, CoP.Domain.Members.Viewer viewer) =>
        new(meeting.Id, meeting.Kind, meeting.Quarter, meeting.Host, meeting.Topic, meeting.Slot, meeting.IsKeptBy(viewer));
}
