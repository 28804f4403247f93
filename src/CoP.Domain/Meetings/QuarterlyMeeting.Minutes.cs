namespace CoP.Domain.Meetings;

// How far its minutes are is theirs to say; the meeting follows.
public sealed partial class QuarterlyMeeting
{
    /// <summary>Its minutes are a draft again: it has been held, and no more than that.</summary>
    internal void TakeMinutesBack()
    {
        if (State != MeetingState.MinutesPublished) return;
        State = MeetingState.Held;
        Version++;
    }
}
