using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Reminders;

/// <summary>What mail a member wants; a member without one has the defaults of a new one.</summary>
public sealed class MailChoices
{
    private MailChoices()
    {
    }

    /// <summary>The choices of someone who has not chosen: everything at once, reminders a day and an hour before.</summary>
    public MailChoices(Id<Member> memberId) => MemberId = memberId;

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>The mail that they want none of.</summary>
    public MailTopics Muted { get; private set; }

    /// <summary>How long before an event they want a reminder.</summary>
    public ReminderTimes Times { get; private set; } = ReminderChoices.Default.Times;

    /// <summary>When their quiet hours begin, by their own clock; null for none.</summary>
    public LocalTime? QuietFrom { get; private set; }

    /// <summary>When their quiet hours end.</summary>
    public LocalTime? QuietUntil { get; private set; }

    /// <summary>
    /// Mail may name what it speaks of and carry the words of a post. Off unless chosen: a mailbox may be an employer's.
    /// </summary>
    public bool Detailed { get; private set; }

    /// <summary>Times and quiet hours together.</summary>
    public ReminderChoices Reminders => new(Times, QuietFrom is { } from && QuietUntil is { } until ? new QuietHours(from, until) : null);

    /// <summary>Whether the member wants mail on <paramref name="topic"/>.</summary>
    public bool Wants(MailTopics topic) => (Muted & topic) == MailTopics.None;

    /// <summary>Takes everything that the page of choices offers.</summary>
    public void Choose(MailTopics muted, ReminderChoices reminders, bool detailed)
    {
        (Muted, Times, Detailed) = (muted, reminders.Times, detailed);
        (QuietFrom, QuietUntil) = (reminders.Quiet?.From, reminders.Quiet?.Until);
    }

    /// <summary>No more mail on <paramref name="topic"/>: what the link in a letter does.</summary>
    public void Mute(MailTopics topic) => Muted |= topic;
}

/// <summary>The mail that one may want or not; what is needed to sign in or to join is not among them.</summary>
[Flags]
public enum MailTopics
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A quarterly meeting was announced, moved or cancelled.</summary>
    Meetings = 1,

    /// <summary>Reminders of quarterly meetings.</summary>
    MeetingReminders = 2,

    /// <summary>A session of a group of mine was moved or cancelled.</summary>
    Sessions = 4,

    /// <summary>Reminders of sessions.</summary>
    SessionReminders = 8,

    /// <summary>Replies in discussions that I follow.</summary>
    Replies = 16,

    /// <summary>Announcements by the steering committee.</summary>
    News = 32,

    /// <summary>What waits for me as a moderator, or as one who may open anonymous posts.</summary>
    Duties = 64,
}
