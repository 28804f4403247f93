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

    private readonly List<AccessRequest> _requests = [];

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

    /// <summary>The same, one by one: who books it, and how far that has come.</summary>
    public IReadOnlyCollection<AccessRequest> Requests => _requests;

    /// <summary>When they last answered.</summary>
    public Instant AnsweredAt { get; private set; }

    /// <summary>The date that they answered for.</summary>
    public LocalDateTime AnsweredFor { get; private set; }

    /// <summary>Whether they asked to be in the room, where there is one.</summary>
    public bool InPerson { get; private set; }

    /// <summary>The order in which seats were asked for; null for who asked for none.</summary>
    public int? SeatNumber { get; private set; }

    /// <summary>Whether they wait for a seat.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Whether they come online as long as they wait.</summary>
    public bool OnlineMeanwhile { get; private set; }

    /// <summary>Whether they have a seat.</summary>
    public bool HasSeat => SeatNumber is not null && !IsWaiting;

    /// <summary>Whether anything was asked for.</summary>
    public bool HasNeeds => Needs != AccessNeeds.None || OtherNeed is not null;

    /// <summary>Whether the answer was given for the date that the meeting has now; if not, its owner should look again.</summary>
    public bool IsFor(QuarterlyMeeting meeting) => AnsweredFor == meeting.Slot.Start;

    /// <summary>How they come; null for who has not said yes.</summary>
    public Presence? PresenceAt(QuarterlyMeeting meeting) =>
        Answer != Answer.Yes ? null : !meeting.Venue.IsInPerson || SeatNumber is null ? Presence.Online : IsWaiting ? Presence.Waiting : Presence.InPerson;

    /// <summary>Answers again. Which seat they have then, <see cref="Seating"/> says. Whoever does not come needs nothing.</summary>
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
        else Need(meeting, needs & AccessNeeds.All, string.IsNullOrEmpty(otherNeed) ? null : otherNeed, now);
    }

    /// <summary>The meeting may have another day: whoever asked for something is then asked whether that still holds.</summary>
    /// <returns>Whether there is anything to ask.</returns>
    public bool AskAgain(QuarterlyMeeting meeting)
    {
        var day = meeting.Slot.Start.Date;
        if (_requests.TrueForAll(r => r.AskedFor == day)) return false;
        foreach (var request in _requests) request.AskFor(day);
        return true;
    }

    /// <summary>The meeting may have another day: all that is needed is then to be booked anew.</summary>
    /// <returns>What is, and was for another day before.</returns>
    public IReadOnlyList<AccessRequest> BookAnew(QuarterlyMeeting meeting) => [.. _requests.Where(r => r.BookAnew(meeting.Slot.Start.Date))];

    /// <summary>Makes requests of needs that were told before there were any.</summary>
    public void ListRequests(QuarterlyMeeting meeting)
    {
        foreach (var kind in Kinds(Needs, OtherNeed).Except(_requests.Select(r => r.Kind))) _requests.Add(new(Id, kind, meeting.Slot.Start.Date, AnsweredAt));
    }

    /// <summary>Drops what was asked for; the answer stays.</summary>
    public void ForgetNeeds()
    {
        (Needs, OtherNeed) = (AccessNeeds.None, null);
        _requests.Clear();
    }

    internal void AskForSeat(int number, bool waits) => (InPerson, SeatNumber, IsWaiting) = (true, number, waits);

    internal void TakeSeat() => (IsWaiting, OnlineMeanwhile) = (false, false);

    internal void LeaveRoom() => (InPerson, SeatNumber, IsWaiting, OnlineMeanwhile) = (false, null, false, false);

    internal void ComeMeanwhile(bool online) => OnlineMeanwhile = IsWaiting && online;

    private void Need(QuarterlyMeeting meeting, AccessNeeds needs, string? otherNeed, Instant now)
    {
        var otherWords = OtherNeed is not null && otherNeed is not null && OtherNeed != otherNeed;
        (Needs, OtherNeed) = (needs, otherNeed);
        var (day, kinds) = (meeting.Slot.Start.Date, Kinds(needs, otherNeed).ToList());
        _requests.RemoveAll(r => !kinds.Contains(r.Kind));
        foreach (var request in _requests)
        {
            if (otherWords && request.Kind == NeedKind.Other) request.AskAnew(day, now);
            else request.AskFor(day);
        }
        foreach (var kind in kinds.Except(_requests.Select(r => r.Kind)).ToList()) _requests.Add(new(Id, kind, day, now));
    }

    private static IEnumerable<NeedKind> Kinds(AccessNeeds needs, string? otherNeed)
    {
        if (needs.HasFlag(AccessNeeds.Asl)) yield return NeedKind.Asl;
        if (needs.HasFlag(AccessNeeds.Cart)) yield return NeedKind.Cart;
        if (needs.HasFlag(AccessNeeds.Spanish)) yield return NeedKind.Spanish;
        if (otherNeed is not null) yield return NeedKind.Other;
    }
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
