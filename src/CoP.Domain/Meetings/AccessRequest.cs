using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// One thing that a member asked for with their answer, who books it and how far that has come. A booking is for a day: when the meeting
/// moves to another, everything is to be booked anew. Seen by who asked, by the meeting's access contact and by who books it; gone with
/// the needs of its <see cref="Rsvp"/>.
/// </summary>
public sealed class AccessRequest
{
    /// <summary>Longest explanation why something could not be booked, in characters.</summary>
    public const int WordsLimit = 300;

    private AccessRequest()
    {
    }

    internal AccessRequest(Id<Rsvp> rsvp, NeedKind kind, LocalDate day, Instant askedAt)
    {
        Id = Id<AccessRequest>.New(askedAt);
        (RsvpId, Kind, AskedFor, ToBookFor, AskedAt) = (rsvp, kind, day, day, askedAt);
    }

    /// <summary>Which request.</summary>
    public Id<AccessRequest> Id { get; private set; }

    /// <summary>The answer with which it was asked for.</summary>
    public Id<Rsvp> RsvpId { get; private set; }

    /// <summary>What is needed; of <see cref="NeedKind.Other"/> the answer has the words.</summary>
    public NeedKind Kind { get; private set; }

    /// <summary>When it was asked for, or asked for in other words.</summary>
    public Instant AskedAt { get; private set; }

    /// <summary>The day for which its owner was asked last; the meeting's, unless it has just moved.</summary>
    public LocalDate AskedFor { get; private set; }

    /// <summary>The day for which whoever books it knows that it is needed; the meeting's, unless it has just moved.</summary>
    public LocalDate ToBookFor { get; private set; }

    /// <summary>Who books it, where the access contact asked somebody to; null where the contact does.</summary>
    public Id<Member>? BookerId { get; private set; }

    /// <summary>The day for which it was booked, or could not be; null while neither is known.</summary>
    public LocalDate? DecidedFor { get; private set; }

    /// <summary>Why it could not be booked; null otherwise.</summary>
    public string? Words { get; private set; }

    /// <summary>How often something was said of it: a letter about an earlier word is not sent.</summary>
    public int Version { get; private set; }

    /// <summary>How far it has come for the day that the meeting has now.</summary>
    public BookingState StateFor(QuarterlyMeeting meeting) =>
        DecidedFor != meeting.Slot.Start.Date ? BookingState.Open : Words is null ? BookingState.Booked : BookingState.NotPossible;

    /// <summary>Whether it was asked for when the day to book by had passed already.</summary>
    public bool IsLate(QuarterlyMeeting meeting) => AskedAt.InZone(meeting.Slot.Zone).Date > meeting.BookAccessBy;

    /// <summary>It is booked for the meeting's day.</summary>
    /// <exception cref="RuleBrokenException"><c>access.over</c>: the meeting is over or called off.</exception>
    public void Book(QuarterlyMeeting meeting, Instant now)
    {
        RefuseIfOver(meeting, now);
        if (StateFor(meeting) == BookingState.Booked) return;
        (DecidedFor, Words) = (meeting.Slot.Start.Date, null);
        Version++;
    }

    /// <summary>It could not be booked.</summary>
    /// <param name="words">Why, and what else there is: for who asked.</param>
    /// <param name="meeting">The meeting.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>access.words</c>: none, too long, or with characters that cannot be shown. <c>access.over</c>.</exception>
    public void Refuse(string? words, QuarterlyMeeting meeting, Instant now)
    {
        RefuseIfOver(meeting, now);
        words = words?.ReplaceLineEndings(" ").Trim();
        if (string.IsNullOrEmpty(words) || words.Length > WordsLimit || words.Any(char.IsControl)) throw new RuleBrokenException("access.words", WordsLimit);
        if (StateFor(meeting) == BookingState.NotPossible && Words == words) return;
        (DecidedFor, Words) = (meeting.Slot.Start.Date, words);
        Version++;
    }

    /// <summary>What was said of it does not hold any more.</summary>
    /// <exception cref="RuleBrokenException"><c>access.over</c>.</exception>
    public void Reopen(QuarterlyMeeting meeting, Instant now)
    {
        RefuseIfOver(meeting, now);
        if (DecidedFor is null) return;
        Clear();
    }

    /// <summary>Asks somebody to book it, who then sees this one request; or takes it back to the access contact.</summary>
    /// <exception cref="RuleBrokenException"><c>access.booker</c>: not an active member.</exception>
    public void HandTo(Member? booker)
    {
        if (booker is { State: not MemberState.Active }) throw new RuleBrokenException("access.booker");
        BookerId = booker?.Id;
    }

    internal void AskFor(LocalDate day) => AskedFor = day;

    internal bool BookAnew(LocalDate day)
    {
        if (ToBookFor == day) return false;
        ToBookFor = day;
        // Should the meeting move back, nobody knows whether the booking of then still holds.
        if (DecidedFor is not null && DecidedFor != day) Clear();
        return true;
    }

    // In other words: what was booked may not be what is asked for now.
    internal void AskAnew(LocalDate day, Instant now)
    {
        (AskedFor, AskedAt) = (day, now);
        if (DecidedFor is not null) Clear();
    }

    private void Clear()
    {
        (DecidedFor, Words) = (null, null);
        Version++;
    }

    private static void RefuseIfOver(QuarterlyMeeting meeting, Instant now)
    {
        if (!meeting.TakesAnswers(now)) throw new RuleBrokenException("access.over");
    }
}

/// <summary>What can be asked for.</summary>
public enum NeedKind
{
    /// <summary>American Sign Language interpretation.</summary>
    Asl,

    /// <summary>Captions typed as people speak (CART).</summary>
    Cart,

    /// <summary>Spanish interpretation.</summary>
    Spanish,

    /// <summary>Something else, in the member's words.</summary>
    Other,
}

/// <summary>How far the booking of something has come.</summary>
public enum BookingState
{
    /// <summary>Asked for.</summary>
    Open,

    /// <summary>It will be there.</summary>
    Booked,

    /// <summary>It will not, and words say why.</summary>
    NotPossible,
}
