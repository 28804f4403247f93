using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// Whether one member comes to one meeting; one of these a member and meeting, the last answer wins. What the member needs in order to
/// take part is between them and the meeting's access contact, and is forgotten 30 days after the meeting.
/// </summary>
public sealed class Rsvp
{
    /// <summary>Longest other need, in characters.</summary>
    public const int OtherNeedLimit = 300;

    private Rsvp()
    {
    }

    /// <summary>A member's first answer.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Change"/>.</exception>
    public Rsvp(Id<Rsvp> id, QuarterlyMeeting meeting, Id<Member> member, Answer answer, AccessNeeds needs, string? otherNeed, Instant now)
    {
        (Id, MeetingId, MemberId) = (id, meeting.Id, member);
        Change(meeting, answer, needs, otherNeed, now);
    }

    /// <summary>Which answer.</summary>
    public Id<Rsvp> Id { get; private set; }

    /// <summary>To which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Whether they come.</summary>
    public Answer Answer { get; private set; }

    /// <summary>What they need; for their eyes and the access contact's.</summary>
    public AccessNeeds Needs { get; private set; }

    /// <summary>What else they need, in their words; null if nothing. For the same eyes.</summary>
    public string? OtherNeed { get; private set; }

    /// <summary>When they last answered.</summary>
    public Instant AnsweredAt { get; private set; }

    /// <summary>The date that they answered for.</summary>
    public LocalDateTime AnsweredFor { get; private set; }

    /// <summary>Whether anything was asked for.</summary>
    public bool HasNeeds => Needs != AccessNeeds.None || OtherNeed is not null;

    /// <summary>Whether the answer was given for the date that the meeting has now; if not, its owner should look again.</summary>
    public bool IsFor(QuarterlyMeeting meeting) => AnsweredFor == meeting.Slot.Start;

    /// <summary>Answers again. Whoever does not come needs nothing.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>rsvp.closed</c>: the meeting is not announced, cancelled or over. <c>rsvp.answer</c>: not one of the answers.
    /// <c>rsvp.other</c>: longer than <see cref="OtherNeedLimit"/>, or with control characters.
    /// </exception>
    public void Change(QuarterlyMeeting meeting, Answer answer, AccessNeeds needs, string? otherNeed, Instant now)
    {
        if (!meeting.TakesAnswers(now)) throw new RuleBrokenException("rsvp.closed");
        if (!Enum.IsDefined(answer)) throw new RuleBrokenException("rsvp.answer");
        otherNeed = otherNeed?.Trim();
        if (otherNeed is { Length: > OtherNeedLimit } || (otherNeed?.Any(char.IsControl) ?? false)) throw new RuleBrokenException("rsvp.other", OtherNeedLimit);
        (Answer, AnsweredAt, AnsweredFor) = (answer, now, meeting.Slot.Start);
        if (answer == Answer.No) ForgetNeeds();
        else (Needs, OtherNeed) = (needs & AccessNeeds.All, string.IsNullOrEmpty(otherNeed) ? null : otherNeed);
    }

    /// <summary>Drops what was asked for; the answer stays.</summary>
    public void ForgetNeeds() => (Needs, OtherNeed) = (AccessNeeds.None, null);
}

/// <summary>Whether a member comes.</summary>
public enum Answer
{
    /// <summary>Comes.</summary>
    Yes,

    /// <summary>May come.</summary>
    Maybe,

    /// <summary>Does not come.</summary>
    No,
}

/// <summary>What members often need in order to take part.</summary>
[Flags]
public enum AccessNeeds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>American Sign Language interpretation.</summary>
    Asl = 1,

    /// <summary>Captions typed as people speak (CART).</summary>
    Cart = 2,

    /// <summary>Spanish interpretation.</summary>
    Spanish = 4,

    /// <summary>All of these.</summary>
    All = Asl | Cart | Spanish,
}
