using CoP.Domain.CoReflection;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// That somebody is told, on the site, of something that concerns them. It holds no words: what it speaks of is looked
/// at when it is shown, and what may no longer be seen then is not.
/// </summary>
public sealed class Notice
{
    private Notice()
    {
    }

    /// <summary>A notice that has not been read.</summary>
    /// <param name="recipient">The member; for an anonymous author the alias, since no row may say who that is.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="threadId">In which thread, if in one.</param>
    /// <param name="postId">By which post, if by one.</param>
    /// <param name="at">When.</param>
    public Notice(Guid recipient, NoticeKind kind, Id<Thread>? threadId, Id<Post>? postId, Instant at) =>
        (Id, Recipient, Kind, ThreadId, PostId, At) = (Id<Notice>.New(at), recipient, kind, threadId, postId, at);

    /// <summary>A notice of what concerns a member of a group.</summary>
    public static Notice OfGroup(Id<Member> recipient, NoticeKind kind, Id<Group> group, Instant at) => new(recipient.Value, kind, null, null, at) { GroupId = group };

    /// <summary>A notice of a poll, that has not been read.</summary>
    /// <param name="recipient">The member.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="poll">In which poll.</param>
    /// <param name="at">When.</param>
    public Notice(Id<Member> recipient, NoticeKind kind, Id<Poll> poll, Instant at) => (Id, Recipient, Kind, PollId, At) = (Id<Notice>.New(at), recipient.Value, kind, poll, at);

    /// <summary>A notice of what a letter tells, for whoever gets none or reads here first.</summary>
    /// <param name="recipient">The member.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="letter">What the letter is an occasion of: by it, it is known whether that was sent.</param>
    /// <param name="about">What it is about.</param>
    /// <param name="at">When.</param>
    public static Notice OfLetter(Guid recipient, NoticeKind kind, Guid letter, NoticeSubject about, Instant at) =>
        new(recipient, kind, null, null, at) { LetterId = letter, MeetingId = about.Meeting, GroupId = about.Group, Item = about.Item };

    /// <summary>Which notice.</summary>
    public Id<Notice> Id { get; private set; }

    /// <summary>The member or the alias who is told.</summary>
    public Guid Recipient { get; private set; }

    /// <summary>What happened.</summary>
    public NoticeKind Kind { get; private set; }

    /// <summary>In which thread.</summary>
    public Id<Thread>? ThreadId { get; private set; }

    /// <summary>By which post; of <see cref="NoticeKind.Helped"/>, the post that helped.</summary>
    public Id<Post>? PostId { get; private set; }

    /// <summary>In which group, where it is of none of the discussions.</summary>
    public Id<Group>? GroupId { get; private set; }

    /// <summary>In which poll, if in one.</summary>
    public Id<Poll>? PollId { get; private set; }

    /// <summary>Of which meeting, if of one.</summary>
    public Id<QuarterlyMeeting>? MeetingId { get; private set; }

    /// <summary>What else it is about, where its kind says more than a meeting or a group does: the change of a session, the proposal, the announcement.</summary>
    public Guid? Item { get; private set; }

    /// <summary>The occasion of the letter that tells the same; null where there is none.</summary>
    public Guid? LetterId { get; private set; }

    /// <summary>When it happened.</summary>
    public Instant At { get; private set; }

    /// <summary>Whether it is about what its reader does for the community; reading the thread does not settle it.</summary>
    public bool IsOfDuty => Kind is NoticeKind.ConcernWaiting or NoticeKind.OpeningWaiting;

    /// <summary>When its recipient saw it; null if they have not.</summary>
    public Instant? ReadAt { get; private set; }

    /// <summary>Its recipient has seen it.</summary>
    public void Read(Instant now) => ReadAt ??= now;
}

/// <summary>What a notice of a letter is about.</summary>
/// <param name="Meeting">Of which meeting.</param>
/// <param name="Group">Of which group.</param>
/// <param name="Item">What else.</param>
public sealed record NoticeSubject(Id<QuarterlyMeeting>? Meeting = null, Id<Group>? Group = null, Guid? Item = null);

/// <summary>What a notice tells. Of one post each person is told once, by the first of these that fits.</summary>
public enum NoticeKind
{
    /// <summary>A post names its reader.</summary>
    Mention,

    /// <summary>A post quotes a post of its reader.</summary>
    Quote,

    /// <summary>A post answers one of its reader's, or stands in a thread that they began or watch.</summary>
    Reply,

    /// <summary>A thread began in a space that its reader follows or watches.</summary>
    Opening,

    /// <summary>A post cites a value that its reader follows.</summary>
    ValueCited,

    /// <summary>The asker says that a post of its reader helped.</summary>
    Helped,

    /// <summary>The author of a thread that its reader wrote in would like more people to see it.</summary>
    WideningAsked,

    /// <summary>Moderators have done something about a post of its reader.</summary>
    Moderation,

    /// <summary>A wording of their group's working agreement waits for their word.</summary>
    AgreementProposed,

    /// <summary>Their group has agreed on a wording.</summary>
    AgreementRenewed,

    /// <summary>The day has come on which their group wanted to look at its agreement afresh.</summary>
    AgreementLookDue,

    /// <summary>Somebody in their group would like to change places with them.</summary>
    SwapAsked,

    /// <summary>Its reader is asked when they can.</summary>
    PollAsked,

    /// <summary>They have not answered, and a day is left.</summary>
    PollReminder,

    /// <summary>A time is chosen.</summary>
    PollChosen,

    /// <summary>The poll was withdrawn.</summary>
    PollWithdrawn,

    /// <summary>To moderators: a concern about a post, or its author's answer, waits for them.</summary>
    ConcernWaiting,

    /// <summary>To those who may open an anonymous post: a request waits for a second one of them.</summary>
    OpeningWaiting,

    /// <summary>A meeting was announced, or is for them now, too.</summary>
    MeetingAnnounced,

    /// <summary>A meeting has another date.</summary>
    MeetingMoved,

    /// <summary>A meeting has another way in, or another place.</summary>
    MeetingChanged,

    /// <summary>A meeting waits for another date.</summary>
    MeetingPostponed,

    /// <summary>A meeting will not be held.</summary>
    MeetingCancelled,

    /// <summary>The minutes of a meeting are there to read.</summary>
    MinutesPublished,

    /// <summary>They are asked to facilitate.</summary>
    SeatAsked,

    /// <summary>Somebody answered who was asked to facilitate.</summary>
    SeatAnswered,

    /// <summary>They facilitate no more, or are not asked any more.</summary>
    SeatEnded,

    /// <summary>A meeting nears, and a seat is empty.</summary>
    SeatEmpty,

    /// <summary>They waited for a seat in the room, and have one.</summary>
    SeatFound,

    /// <summary>Something on the checklist of a meeting is due.</summary>
    ChecklistDue,

    /// <summary>The area before theirs hands over.</summary>
    HandOverOffered,

    /// <summary>They were given something to do by a day.</summary>
    FollowUpGiven,

    /// <summary>What they have to do is due.</summary>
    FollowUpDue,

    /// <summary>Their area is asked to exchange a turn.</summary>
    TurnAsked,

    /// <summary>What came of such a question.</summary>
    TurnAnswered,

    /// <summary>Something was decided about turns.</summary>
    TurnDecided,

    /// <summary>They are asked which days suit for a meeting.</summary>
    DatePollAsked,

    /// <summary>They have not answered that, and a day is left.</summary>
    DatePollReminder,

    /// <summary>A date of a meeting is chosen.</summary>
    DatePollChosen,

    /// <summary>A session of their group is at another time or elsewhere, or as planned after all.</summary>
    SessionMoved,

    /// <summary>A session of their group will not be held.</summary>
    SessionCancelled,

    /// <summary>The sessions of their group are set.</summary>
    SessionsPlanned,

    /// <summary>The sessions of their group end.</summary>
    SessionsEnded,

    /// <summary>There is a place in a group for them.</summary>
    GroupPlace,

    /// <summary>They are invited into a group.</summary>
    GroupInvited,

    /// <summary>A group has a question that only they can answer.</summary>
    GroupQuestion,

    /// <summary>Somebody asks to come into the group that they convene.</summary>
    GroupRequest,

    /// <summary>Does their group still meet?</summary>
    GroupAsleep,

    /// <summary>The steering committee announced something.</summary>
    Announced,

    /// <summary>What they wrote first is there for all to read.</summary>
    FirstPostShown,

    /// <summary>A moderator has a word on what they wrote first.</summary>
    FirstPostReturned,

    /// <summary>Moderators have looked at what they raised.</summary>
    ConcernSeen,
}

/// <summary>What one person has to do with a new post: decides whether, and as what, they are told of it.</summary>
public sealed record Stake
{
    /// <summary>The post names them.</summary>
    public bool Mentioned { get; init; }

    /// <summary>It quotes a post of theirs.</summary>
    public bool Quoted { get; init; }

    /// <summary>It answers a post of theirs.</summary>
    public bool Answered { get; init; }

    /// <summary>It stands in a thread that they began.</summary>
    public bool Began { get; init; }

    /// <summary>It cites a value that they follow.</summary>
    public bool Cited { get; init; }

    /// <summary>How closely they go along with the thread; null if they chose nothing.</summary>
    public FollowLevel? Thread { get; init; }

    /// <summary>The same for its space.</summary>
    public FollowLevel? Space { get; init; }

    /// <summary>As what they are told on the site, the strongest reason first; null for not at all.</summary>
    /// <param name="opening">Whether the post begins its thread.</param>
    public NoticeKind? Notice(bool opening)
    {
        if (Mentioned) return NoticeKind.Mention;
        if (IsMuted) return null;
        if (Quoted) return NoticeKind.Quote;
        if (Answered || Began) return NoticeKind.Reply;
        if (Hears(opening) && (opening || Level == FollowLevel.Watch)) return opening ? NoticeKind.Opening : NoticeKind.Reply;
        return Cited ? NoticeKind.ValueCited : null;
    }

    /// <summary>Whether they are told by mail, too.</summary>
    /// <param name="opening">Whether the post begins its thread.</param>
    public bool Letter(bool opening) => !IsMuted && (Mentioned || Answered || Hears(opening));

    private FollowLevel Level => Thread ?? Space ?? FollowLevel.Normal;

    private bool IsMuted => Level == FollowLevel.Mute;

    // Who follows a space asked for its threads, not for each reply.
    private bool Hears(bool opening) => Thread is { } thread ? thread.Hears() : Space == FollowLevel.Watch || (opening && Space == FollowLevel.Follow);
}
