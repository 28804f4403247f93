using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

// The facilitators' seats. Nobody sits where they have not said yes; who was asked and what came of it is kept.
public sealed partial class QuarterlyMeeting
{
    private readonly List<SeatRequest> _seatRequests = [];

    /// <summary>Everyone who was asked to facilitate, in the order of asking.</summary>
    public IReadOnlyList<SeatRequest> SeatRequests => _seatRequests;

    /// <summary>Who has a seat; null while it is empty.</summary>
    public Id<Member>? HolderOf(FacilitatorSeat seat) => seat == FacilitatorSeat.Recovery ? RecoverySeat : PeerSupportSeat;

    /// <summary>The request for a seat that has no answer yet; null if there is none.</summary>
    public SeatRequest? OpenRequest(FacilitatorSeat seat) => _seatRequests.Find(r => r.Seat == seat && r.State == SeatRequestState.Asked);

    /// <summary>
    /// Asks a member to facilitate. An earlier request for the seat without an answer ends; whoever has the seat keeps it until the one asked says yes.
    /// </summary>
    /// <param name="id">Which request.</param>
    /// <param name="seat">Which seat.</param>
    /// <param name="member">Who is asked.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="selfOrganising">Whether the community organises itself on the day of the meeting: then a seat is for anyone of the host area.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>meeting.seat.role</c>, <c>meeting.seat.area</c>, <c>meeting.seat.state</c>: the seat is not for them. <c>seat.taken</c>: they have a seat at this
    /// meeting, or have been asked already. <c>meeting.over</c>, <c>meeting.done</c>.
    /// </exception>
    public SeatRequest Ask(Id<SeatRequest> id, FacilitatorSeat seat, Member member, Id<Member> by, bool selfOrganising, Instant now)
    {
        RefuseIfDone();
        RefuseIfOver(now);
        RefuseUnlessFit(seat, member, selfOrganising);
        if (HasSeat(member.Id) || _seatRequests.Exists(r => r.MemberId == member.Id && r.State == SeatRequestState.Asked)) throw new RuleBrokenException("seat.taken", seat);
        OpenRequest(seat)?.End(SeatRequestState.Withdrawn, null, now);
        var request = new SeatRequest(id, Id, seat, member.Id, by, now);
        _seatRequests.Add(request);
        Version++;
        return request;
    }

    /// <summary>The member who was asked says yes, and has the seat.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>seat.notasked</c>: nobody asked them, or not any more. As <see cref="Ask"/> where they have changed since they were asked.
    /// </exception>
    public SeatRequest Accept(FacilitatorSeat seat, Member member, bool selfOrganising, Instant now)
    {
        var request = OpenTo(seat, member.Id);
        RefuseIfDone();
        RefuseIfOver(now);
        RefuseUnlessFit(seat, member, selfOrganising);
        if (Held(seat) is { } before) before.End(before.MemberId == request.AskedById ? SeatRequestState.HandedOver : SeatRequestState.Replaced, null, now);
        request.Accept(now);
        Occupy(seat, member.Id);
        return request;
    }

    /// <summary>The member who was asked says no.</summary>
    /// <exception cref="RuleBrokenException"><c>seat.notasked</c>. <c>seat.words</c>: too long, or with characters that cannot be shown.</exception>
    public SeatRequest Decline(FacilitatorSeat seat, Id<Member> member, string? words, Instant now)
    {
        var request = OpenTo(seat, member);
        request.End(SeatRequestState.Declined, words, now);
        Version++;
        return request;
    }

    /// <summary>Who has the seat cannot facilitate after all; it is empty.</summary>
    /// <exception cref="RuleBrokenException"><c>seat.notheld</c>: it is not theirs. <c>seat.words</c>. <c>meeting.done</c>, <c>meeting.over</c>.</exception>
    public SeatRequest? GiveUp(FacilitatorSeat seat, Id<Member> member, string? words, Instant now)
    {
        RefuseIfDone();
        RefuseIfOver(now);
        if (HolderOf(seat) != member) throw new RuleBrokenException("seat.notheld");
        var request = Held(seat);
        request?.End(SeatRequestState.GivenUp, words, now);
        // Whom they asked to take their place has nobody's place to take.
        if (OpenRequest(seat) is { } open && open.AskedById == member) open.End(SeatRequestState.Withdrawn, null, now);
        Occupy(seat, null);
        return request;
    }

    /// <summary>Who has the seat asks another to take it; it is theirs until the other says yes.</summary>
    /// <exception cref="RuleBrokenException"><c>seat.notheld</c>: it is not theirs. And as <see cref="Ask"/>.</exception>
    public SeatRequest HandOver(Id<SeatRequest> id, FacilitatorSeat seat, Id<Member> holder, Member to, bool selfOrganising, Instant now)
    {
        if (HolderOf(seat) != holder) throw new RuleBrokenException("seat.notheld");
        return Ask(id, seat, to, holder, selfOrganising, now);
    }

    /// <summary>A member of the host area offers to take an empty seat, and has it.</summary>
    /// <exception cref="RuleBrokenException"><c>seat.notempty</c>: it is taken. <c>seat.volunteer</c>: seats are filled by asking. And as <see cref="Ask"/>.</exception>
    public SeatRequest Volunteer(Id<SeatRequest> id, FacilitatorSeat seat, Member member, bool selfOrganising, Instant now)
    {
        if (!selfOrganising) throw new RuleBrokenException("seat.volunteer");
        if (HolderOf(seat) is not null) throw new RuleBrokenException("seat.notempty");
        if (_seatRequests.Find(r => r.MemberId == member.Id && r.State == SeatRequestState.Asked) is { } asked) return Accept(asked.Seat, member, selfOrganising, now);
        Ask(id, seat, member, member.Id, selfOrganising, now);
        return Accept(seat, member, selfOrganising, now);
    }

    /// <summary>The committee asks no longer.</summary>
    /// <exception cref="RuleBrokenException"><c>seat.notasked</c>: nobody is asked. <c>meeting.done</c>.</exception>
    public void Withdraw(FacilitatorSeat seat, Instant now)
    {
        RefuseIfDone();
        (OpenRequest(seat) ?? throw new RuleBrokenException("seat.notasked")).End(SeatRequestState.Withdrawn, null, now);
        Version++;
    }

    /// <summary>The committee empties a seat.</summary>
    /// <exception cref="RuleBrokenException"><c>seat.notheld</c>: it is empty. <c>meeting.done</c>, <c>meeting.over</c>.</exception>
    public void Free(FacilitatorSeat seat, Instant now)
    {
        RefuseIfDone();
        RefuseIfOver(now);
        if (HolderOf(seat) is null) throw new RuleBrokenException("seat.notheld");
        Held(seat)?.End(SeatRequestState.Replaced, null, now);
        Occupy(seat, null);
    }

    /// <summary>Whether a member facilitates this meeting.</summary>
    public bool HasSeat(Id<Member> member) => RecoverySeat == member || PeerSupportSeat == member;

    // Null for who was seated before anybody was asked in writing.
    private SeatRequest? Held(FacilitatorSeat seat) => _seatRequests.Find(r => r.Seat == seat && r.State == SeatRequestState.Accepted);

    private SeatRequest OpenTo(FacilitatorSeat seat, Id<Member> member) =>
        OpenRequest(seat) is { } open && open.MemberId == member ? open : throw new RuleBrokenException("seat.notasked");

    private void Occupy(FacilitatorSeat seat, Id<Member>? member)
    {
        if (seat == FacilitatorSeat.Recovery) RecoverySeat = member;
        else PeerSupportSeat = member;
        Version++;
    }

    private void RefuseUnlessFit(FacilitatorSeat seat, Member member, bool selfOrganising)
    {
        if (!Enum.IsDefined(seat)) throw new RuleBrokenException("seat.notasked");
        if (member.Role != RoleOf(seat) && !selfOrganising) throw new RuleBrokenException("meeting.seat.role", seat);
        if (!member.Areas.Holds(Host)) throw new RuleBrokenException("meeting.seat.area", seat);
        if (member.State != MemberState.Active) throw new RuleBrokenException("meeting.seat.state", seat);
    }
}
