using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Facilitation;

/// <summary>Fills the facilitators' seats: who is asked, who answers, who hands over; each tells whom it concerns.</summary>
public sealed class FacilitatorSeats(CopDb db, CurrentMember me, Ledgers ledgers, TimeProvider clock)
{
    /// <summary>Whether anyone of the host area may take a seat at a meeting on that day.</summary>
    public async Task<bool> IsSelfOrganising(QuarterlyMeeting meeting) => (await ledgers.Read()).IsSelfOrganisingOn(meeting.Slot.Start.Date);

    /// <summary>The committee asks, having seen the meeting at <paramref name="version"/>.</summary>
    /// <returns>False where there is no such meeting.</returns>
    public Task<bool> Ask(Id<QuarterlyMeeting> id, int version, FacilitatorSeat seat, string? member) => Change(id, async (meeting, now) =>
    {
        meeting.Expect(version);
        await Ask(meeting, seat, member, now);
    });

    /// <summary>Asks on behalf of the committee. Only inside <see cref="CopDb.Write{T}"/>, the meeting's requests at hand.</summary>
    public async Task Ask(QuarterlyMeeting meeting, FacilitatorSeat seat, string? member, Instant now)
    {
        var earlier = meeting.OpenRequest(seat);
        var request = meeting.Ask(Id<SeatRequest>.New(now), seat, await Person(member, seat), me.Id, await IsSelfOrganising(meeting), now);
        TellEnd(earlier, now);
        TellAsked(request, now);
    }

    public Task<bool> Withdraw(Id<QuarterlyMeeting> id, int version, FacilitatorSeat seat) => Change(id, (meeting, now) =>
    {
        meeting.Expect(version);
        var open = meeting.OpenRequest(seat);
        meeting.Withdraw(seat, now);
        TellEnd(open, now);
        return Task.CompletedTask;
    });

    public Task<bool> Free(Id<QuarterlyMeeting> id, int version, FacilitatorSeat seat) => Change(id, (meeting, now) =>
    {
        meeting.Expect(version);
        var held = meeting.SeatRequests.FirstOrDefault(r => r.Seat == seat && r.State == SeatRequestState.Accepted);
        meeting.Free(seat, now);
        TellEnd(held, now);
        return Task.CompletedTask;
    });

    public Task<bool> Accept(Id<QuarterlyMeeting> id, FacilitatorSeat seat) => Change(id, async (meeting, now) =>
    {
        var held = meeting.SeatRequests.FirstOrDefault(r => r.Seat == seat && r.State == SeatRequestState.Accepted);
        TellAnswer(meeting.Accept(seat, await Me(), await IsSelfOrganising(meeting), now), now);
        TellEnd(held, now);
    });

    public Task<bool> Decline(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string? words) => Change(id, (meeting, now) =>
    {
        TellAnswer(meeting.Decline(seat, me.Id, words, now), now);
        return Task.CompletedTask;
    });

    public Task<bool> GiveUp(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string? words) => Change(id, (meeting, now) =>
    {
        var asked = meeting.OpenRequest(seat);
        if (meeting.GiveUp(seat, me.Id, words, now) is { } request) TellAnswer(request, now);
        if (asked is { State: SeatRequestState.Withdrawn }) TellEnd(asked, now);
        return Task.CompletedTask;
    });

    public Task<bool> HandOver(Id<QuarterlyMeeting> id, FacilitatorSeat seat, string? to) => Change(id, async (meeting, now) =>
    {
        var earlier = meeting.OpenRequest(seat);
        TellAsked(meeting.HandOver(Id<SeatRequest>.New(now), seat, me.Id, await Person(to, seat), await IsSelfOrganising(meeting), now), now);
        TellEnd(earlier, now);
    });

    public Task<bool> Volunteer(Id<QuarterlyMeeting> id, FacilitatorSeat seat) => Change(id, async (meeting, now) =>
        TellAnswer(meeting.Volunteer(Id<SeatRequest>.New(now), seat, await Me(), await IsSelfOrganising(meeting), now), now));

    Task<bool> Change(Id<QuarterlyMeeting> id, Func<QuarterlyMeeting, Instant, Task> change) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer).Include(x => x.SeatRequests)) is not { } meeting) return false;
        await change(meeting, clock.Now());
        return true;
    });

    // As with every change of a meeting, there are ten minutes in which the committee can think again.
    void TellAsked(SeatRequest request, Instant now) => db.Tell(Occasion.Of(LetterKind.SeatAsked, request.Id.Value, 0, now + MeetingChange.Grace, request.MemberId));

    void TellAnswer(SeatRequest request, Instant now) => db.Tell(Occasion.Of(LetterKind.SeatAnswered, request.Id.Value, (int)request.State, now));

    // Who never read that they were asked is not told that they are no longer.
    void TellEnd(SeatRequest? request, Instant now)
    {
        if (request is null || request.State == SeatRequestState.HandedOver || (request.AnsweredAt is null && now < request.AskedAt + MeetingChange.Grace)) return;
        db.Tell(Occasion.Of(LetterKind.SeatEnded, request.Id.Value, (int)request.State, now, request.MemberId));
    }

    Task<Member> Me() => db.Members.SingleAsync(m => m.Id == me.Id);

    async Task<Member> Person(string? id, FacilitatorSeat seat) =>
        (Id<Member>.TryParse(id, null, out var member) ? await db.Members.SingleOrDefaultAsync(m => m.Id == member) : null) ?? throw new RuleBrokenException("meeting.seat.state", seat);
}
