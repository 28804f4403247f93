namespace CoP.Domain.Meetings;

/// <summary>How far a meeting has come.</summary>
public enum MeetingState
{
    /// <summary>It has a date; only who prepares it knows.</summary>
    Scheduled,

    /// <summary>The members have been told.</summary>
    Announced,

    /// <summary>It took place.</summary>
    Held,

    /// <summary>It will not take place.</summary>
    Cancelled,

    /// <summary>It will take place, and when is not known yet.</summary>
    Postponed,

    /// <summary>It took place, and what was said can be read.</summary>
    MinutesPublished,
}

/// <summary>How far a meeting has come, as its turn, what was done and the clock say together.</summary>
public enum MeetingStage
{
    /// <summary>A turn without a date: there is no meeting yet.</summary>
    Planned,

    /// <summary>It has a date; only who prepares it knows.</summary>
    Scheduled,

    /// <summary>The members have been told.</summary>
    Announced,

    /// <summary>People may come in.</summary>
    Open,

    /// <summary>It is over.</summary>
    Held,

    /// <summary>It is over, and what was said can be read.</summary>
    MinutesPublished,

    /// <summary>It waits for another date.</summary>
    Postponed,

    /// <summary>It will not take place.</summary>
    Cancelled,
}
