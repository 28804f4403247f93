namespace CoP.Domain.Reminders;

/// <summary>The mail that one may want or not; what is needed to sign in or to join is not among them. The numbers are kept in databases and in letters.</summary>
[Flags]
public enum MailTopics
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A quarterly meeting was announced, moved or cancelled.</summary>
    Meetings = 1,

    /// <summary>Reminders of quarterly meetings.</summary>
    MeetingReminders = 2,

    /// <summary>My groups: a session was moved or cancelled, the group has a question.</summary>
    Sessions = 4,

    /// <summary>Reminders of sessions.</summary>
    SessionReminders = 8,

    /// <summary>What is new in discussions that I follow.</summary>
    Replies = 16,

    /// <summary>Announcements by the steering committee.</summary>
    News = 32,

    /// <summary>What waits for me as a moderator, or as one who may open anonymous posts.</summary>
    Duties = 64,

    /// <summary>Somebody names me in a discussion, or answers me.</summary>
    Mentions = 128,

    /// <summary>The work of the steering committee and of those who speak for an area.</summary>
    Committee = 256,
}

/// <summary>How soon a member is told of what happens.</summary>
public enum Pace
{
    /// <summary>At once, by a letter of its own.</summary>
    AtOnce,

    /// <summary>Gathered, once a day.</summary>
    Daily,

    /// <summary>Gathered, once a week.</summary>
    Weekly,

    /// <summary>Not by mail.</summary>
    Never,
}

/// <summary>From topics to their set and back, and what a set means.</summary>
public static class MailTopicSets
{
    /// <summary>Every topic, in the order in which one chooses.</summary>
    public static IReadOnlyList<MailTopics> All { get; } =
    [
        MailTopics.Meetings, MailTopics.Sessions, MailTopics.Replies, MailTopics.Mentions, MailTopics.Committee, MailTopics.News, MailTopics.Duties,
        MailTopics.MeetingReminders, MailTopics.SessionReminders,
    ];

    /// <summary>What can wait for a digest. Reminders have times of their own, and what waits for a moderator is not to wait longer.</summary>
    public const MailTopics CanWait = MailTopics.Meetings | MailTopics.Sessions | MailTopics.Replies | MailTopics.Mentions | MailTopics.Committee | MailTopics.News;

    /// <summary>Everything that there is.</summary>
    public const MailTopics Everything = CanWait | MailTopics.Duties | MailTopics.MeetingReminders | MailTopics.SessionReminders;

    /// <summary>The topics in the set, one by one.</summary>
    public static IEnumerable<MailTopics> Each(this MailTopics topics) => All.Where(t => (topics & t) != MailTopics.None);

    /// <summary>Whether it is one or more of the topics there are, and nothing else.</summary>
    public static bool IsKnown(this MailTopics topics) => topics != MailTopics.None && (topics & ~Everything) == MailTopics.None;
}
