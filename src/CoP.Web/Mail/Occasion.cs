using CoP.Domain.Members;
using CoP.Domain.Reminders;

namespace CoP.Web.Mail;

/// <summary>
/// Something happened that people are told of by mail. Written in the transaction of the change; who is told, and in
/// which words, is found out later, when it is due.
/// </summary>
public sealed class Occasion
{
    /// <summary>So often it is tried to make up its letters, over a quarter of an hour.</summary>
    public const int MostFailures = 5;

    Occasion()
    {
    }

    public Id<Occasion> Id { get; private set; }
    public LetterKind Kind { get; private set; }

    /// <summary>What it is about: the meeting, the reply, the invitation.</summary>
    public Guid Item { get; private set; }

    /// <summary>Which state of the item; a letter about a state that has passed is not sent.</summary>
    public int Version { get; private set; }

    /// <summary>The one who is told; null where the kind decides.</summary>
    public Id<Member>? RecipientId { get; private set; }

    public Instant DueAt { get; private set; }

    /// <summary>When its letters were made up; null while that is still to do.</summary>
    public Instant? FannedOutAt { get; private set; }

    public static Occasion Of(LetterKind kind, Guid item, int version, Instant dueAt, Id<Member>? recipient = null) =>
        new() { Id = Id<Occasion>.New(dueAt), Kind = kind, Item = item, Version = version, DueAt = dueAt, RecipientId = recipient };

    /// <summary>One reminder of one event; every node that plans it makes the same one, and the database keeps it once.</summary>
    public static Occasion Of(LetterKind kind, Reminder reminder, Instant now) =>
        new() { Id = new Id<Occasion>(reminder.Key), Kind = kind, Item = reminder.Item, DueAt = now, FannedOutAt = now };

    /// <summary>Something that can be found due again and again, by every node: the database keeps it once.</summary>
    public static Occasion Once(Guid key, LetterKind kind, Guid item, Instant now) => new() { Id = new Id<Occasion>(key), Kind = kind, Item = item, DueAt = now };

    /// <summary>How often its letters could not be made up.</summary>
    public int Failures { get; private set; }

    /// <summary>Why not, the last time.</summary>
    public string? Failure { get; private set; }

    /// <summary>Since when it waits for a person to look at it; null while it does not.</summary>
    public Instant? SetAsideAt { get; private set; }

    public void FannedOut(Instant now) => FannedOutAt = now;

    /// <summary>What is told of it could not be made up now.</summary>
    public void Postpone(Instant until) => DueAt = until;

    /// <summary>Its letters could not be made up: again after a growing wait, and after a few times only when a person says so.</summary>
    /// <param name="jitter">0 to 1.</param>
    public void Failed(string why, double jitter, Instant now)
    {
        (Failures, Failure) = (Failures + 1, why);
        if (Failures >= MostFailures) SetAsideAt = now;
        else DueAt = now + Backoff.After(Failures, jitter);
    }

    /// <summary>A person looked at why, and wants it tried anew.</summary>
    public bool Retry(Instant now)
    {
        if (SetAsideAt is null) return false;
        (SetAsideAt, Failures, DueAt) = (null, 0, now);
        return true;
    }

    /// <summary>A person looked at why, and nobody is to be told of it any more.</summary>
    public bool Drop(Instant now)
    {
        if (SetAsideAt is null) return false;
        (SetAsideAt, FannedOutAt) = (null, now);
        return true;
    }
}

public enum LetterKind
{
    SignInLink,
    Invitation,
    MeetingAnnounced,
    MeetingMoved,
    MeetingCancelled,
    MeetingChanged,
    SeatAsked,
    SeatAnswered,
    SeatEnded,
    SeatEmpty,
    ChecklistDue,
    MeetingPostponed,
    Reply,
    MeetingReminder,
    SessionReminder,
    SessionMoved,
    SessionCancelled,
    AuthorOpened,
    PostModerated,
    ConcernSeen,

    /// <summary>To the moderators: a concern, or an author's answer, waits for them.</summary>
    ConcernWaiting,

    /// <summary>To those who may open an anonymous post: a request waits for a second one of them.</summary>
    OpeningWaiting,

    /// <summary>To who wrote in a discussion: may others see it, too?</summary>
    WideningAsked,

    FirstPostShown,
    FirstPostReturned,

    /// <summary>To who asked for it: something was booked, or could not be.</summary>
    AccessAnswered,

    /// <summary>To who asked for something: the meeting has another day.</summary>
    AccessAskedAgain,

    /// <summary>To who books: something is to be booked.</summary>
    AccessToBook,

    /// <summary>To who books: the meeting has another day, and all is to be booked anew.</summary>
    AccessToBookAnew,

    /// <summary>To who was asked to book something.</summary>
    AccessHanded,

    /// <summary>Who speaks for an area is asked to exchange a turn.</summary>
    TurnAsked,

    /// <summary>What came of that.</summary>
    TurnAnswered,

    /// <summary>To who waited for a seat: they have one.</summary>
    SeatFound,
    /// <summary>The minutes of a meeting are there to read.</summary>
    MinutesPublished,

    /// <summary>To who was given something to do by a day.</summary>
    FollowUpGiven,

    /// <summary>To who has something to do: it is due.</summary>
    FollowUpDue,

    /// <summary>To the next facilitators: the area before them hands over.</summary>
    HandOverOffered,

    /// <summary>The steering committee tells the members something.</summary>
    Announced,

    /// <summary>To those who are asked which of some times suit.</summary>
    PollOpened,

    /// <summary>To those of them who have not answered a day before the deadline.</summary>
    PollReminder,

    /// <summary>To those who were asked in a poll: which time was chosen.</summary>
    PollChosen,

    /// <summary>To who was not invited to a meeting before, and is now.</summary>
    MeetingInvited,

    /// <summary>To who booked something for a meeting: it is not asked for any more.</summary>
    AccessWithdrawn,

    /// <summary>To the committee and those who speak for areas: something was decided about turns.</summary>
    TurnDecided,

    /// <summary>To who proposed something for an agenda: what became of it.</summary>
    AgendaDecided,
    /// <summary>A group's sessions are set, or have another time from one on.</summary>
    SessionsPlanned,

    /// <summary>A group's sessions are at an end after a day.</summary>
    SessionsEnded,

    /// <summary>To who belongs to a group: a wording of its working agreement waits for their word.</summary>
    AgreementProposed,

    /// <summary>To the same: the group has agreed on it.</summary>
    AgreementRenewed,

    /// <summary>To the same: the day for a fresh look has come.</summary>
    AgreementLookDue,

    /// <summary>To who waited for a place in a group, or asked to come in: there is one.</summary>
    GroupPlace,

    /// <summary>To who is invited into a group.</summary>
    GroupInvited,

    /// <summary>To a member: the group has a question that only they can answer.</summary>
    GroupQuestion,

    /// <summary>To those who convene a group: somebody asks to come in.</summary>
    GroupRequest,

    /// <summary>To the members of a group: does it still meet?</summary>
    GroupAsleep,

    /// <summary>The members of a group are asked when they can.</summary>
    GroupPollOpened,

    /// <summary>To those of them who have not answered a day before the deadline.</summary>
    GroupPollReminder,

    /// <summary>To the members of a group: nobody need answer any more.</summary>
    GroupPollWithdrawn,

    /// <summary>The committee is asked when it can.</summary>
    CommitteePollOpened,

    /// <summary>To those of it who have not answered a day before the deadline.</summary>
    CommitteePollReminder,

    /// <summary>To the committee: which time was chosen, or that none will be.</summary>
    CommitteePollClosed,

    /// <summary>To a guest of the committee: the link with which they answer a poll.</summary>
    GuestPollOpened,

    /// <summary>To a guest who has not answered a day before the deadline.</summary>
    GuestPollReminder,

    /// <summary>To a guest: which time was chosen, or that none will be.</summary>
    GuestPollClosed,

    /// <summary>The calendar of a member is told of the sessions of a group, or what is new about them.</summary>
    SessionsInvited,

    /// <summary>The calendar of a member is told that the sessions of a group are no more for it.</summary>
    SessionsUninvited,

    /// <summary>To a member: what became of mail that they sent.</summary>
    MailAnswered,

    /// <summary>To who asked for it, at the address of theirs: does mail arrive?</summary>
    Test,

    /// <summary>To a member: what they want gathered.</summary>
    Digest,

    // No letters come of these: they make notices on the site, in a round of their own that no mail server holds up.

    /// <summary>A post was written.</summary>
    NoticeOfPost,

    /// <summary>A post was edited, and may name or quote somebody now.</summary>
    NoticeOfEdit,

    /// <summary>The asker said that a post helped.</summary>
    NoticeOfHelp,

    /// <summary>A concern, or an author's answer, waits for the moderators.</summary>
    NoticeOfConcern,

    /// <summary>A request to open an anonymous post waits for a second opener.</summary>
    NoticeOfOpening,

    /// <summary>What a letter tells: its item is the occasion of that.</summary>
    NoticeOfLetter,
}

public static class LetterKinds
{
    /// <summary>What a member may refuse such letters as, of several whichever the letter turns out to be; none for those that are needed to sign in or to join.</summary>
    public static MailTopics Topic(this LetterKind kind) => kind switch
    {
        LetterKind.PollOpened or LetterKind.PollReminder or LetterKind.PollChosen or LetterKind.AgendaDecided or LetterKind.MeetingInvited or LetterKind.MeetingAnnounced or LetterKind.MeetingMoved or LetterKind.MeetingChanged or LetterKind.MeetingPostponed or LetterKind.MeetingCancelled => MailTopics.Meetings,
        LetterKind.MeetingReminder => MailTopics.MeetingReminders,
        LetterKind.MinutesPublished => MailTopics.Meetings,
        LetterKind.FollowUpGiven or LetterKind.FollowUpDue => MailTopics.MeetingReminders,
        LetterKind.SessionMoved or LetterKind.SessionCancelled or LetterKind.SessionsPlanned or LetterKind.SessionsEnded or LetterKind.SessionsInvited
            or LetterKind.AgreementProposed or LetterKind.AgreementRenewed or LetterKind.AgreementLookDue
            or LetterKind.GroupInvited or LetterKind.GroupQuestion or LetterKind.GroupRequest or LetterKind.GroupAsleep
            or LetterKind.GroupPollOpened or LetterKind.GroupPollReminder or LetterKind.GroupPollWithdrawn => MailTopics.Sessions,
        LetterKind.SessionReminder => MailTopics.SessionReminders,
        LetterKind.Reply => MailTopics.Replies | MailTopics.Mentions,
        LetterKind.WideningAsked => MailTopics.Replies,
        LetterKind.CommitteePollOpened or LetterKind.CommitteePollReminder or LetterKind.CommitteePollClosed or LetterKind.TurnAnswered or LetterKind.TurnDecided
            or LetterKind.SeatAnswered or LetterKind.SeatEmpty or LetterKind.ChecklistDue or LetterKind.HandOverOffered => MailTopics.Committee,
        LetterKind.ConcernWaiting or LetterKind.OpeningWaiting => MailTopics.Duties,
        LetterKind.Announced => MailTopics.News,
        _ => MailTopics.None,
    };

    /// <summary>Whether letters come of it, and not notices on the site.</summary>
    public static bool IsLetter(this LetterKind kind) => !kind.ToString().StartsWith("Notice", StringComparison.Ordinal);

    /// <summary>Somebody sits before the screen and waits for it.</summary>
    public static bool IsUrgent(this LetterKind kind) => Urgent.Contains(kind);

    internal static readonly LetterKind[] Urgent = [LetterKind.SignInLink, LetterKind.Test];
}
