using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>That someone was asked to facilitate a meeting, and what became of it. Together they are a seat's history; none is ever removed.</summary>
public sealed class SeatRequest
{
    /// <summary>Longest words that come with an answer, in characters.</summary>
    public const int WordsLimit = 500;

    private SeatRequest()
    {
    }

    internal SeatRequest(Id<SeatRequest> id, Id<QuarterlyMeeting> meeting, FacilitatorSeat seat, Id<Member> member, Id<Member> askedBy, Instant now) =>
        (Id, MeetingId, Seat, MemberId, AskedById, AskedAt) = (id, meeting, seat, member, askedBy, now);

    /// <summary>Which request.</summary>
    public Id<SeatRequest> Id { get; private set; }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>Which seat.</summary>
    public FacilitatorSeat Seat { get; private set; }

    /// <summary>Who was asked.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Who asked: the committee, who had the seat before, or the member who offered themselves.</summary>
    public Id<Member> AskedById { get; private set; }

    /// <summary>When.</summary>
    public Instant AskedAt { get; private set; }

    /// <summary>What became of it.</summary>
    public SeatRequestState State { get; private set; }

    /// <summary>When they said yes or no; null before.</summary>
    public Instant? AnsweredAt { get; private set; }

    /// <summary>When it ended: declined, withdrawn, or the seat left; null while it is open or held.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>What they said with their no, or as they left; for the committee. Null if nothing.</summary>
    public string? Words { get; private set; }

    internal void Accept(Instant now) => (State, AnsweredAt) = (SeatRequestState.Accepted, now);

    internal void End(SeatRequestState state, string? words, Instant now)
    {
        words = PlainText.Lines(words, WordsLimit, "seat.words");
        if (State == SeatRequestState.Asked && state == SeatRequestState.Declined) AnsweredAt = now;
        (State, EndedAt) = (state, now);
        if (words is not null) Words = words;
    }
}

/// <summary>What became of a request to facilitate.</summary>
public enum SeatRequestState
{
    /// <summary>No answer yet.</summary>
    Asked,

    /// <summary>They facilitate.</summary>
    Accepted,

    /// <summary>They said no.</summary>
    Declined,

    /// <summary>The committee asked someone else, or nobody, before they answered.</summary>
    Withdrawn,

    /// <summary>They had said yes and cannot after all.</summary>
    GivenUp,

    /// <summary>They gave the seat to another, who took it.</summary>
    HandedOver,

    /// <summary>The committee gave the seat to another, or emptied it.</summary>
    Replaced,
}
