using CoP.Domain.Common;
using Thread = CoP.Domain.Discussions.Thread;

namespace CoP.Domain.Meetings;

/// <summary>That a discussion is the one of a meeting. Each leads to the other.</summary>
public sealed class MeetingTalk
{
    private MeetingTalk()
    {
    }

    /// <summary>A meeting has a discussion of its own.</summary>
    public MeetingTalk(Id<QuarterlyMeeting> meetingId, Id<Thread> threadId) => (MeetingId, ThreadId) = (meetingId, threadId);

    /// <summary>The meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>The discussion.</summary>
    public Id<Thread> ThreadId { get; private set; }
}
