using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Features.Meetings.Planning;

namespace CoP.Web.Features.Meetings.Facilitation;

/// <summary>Both seats of a meeting as the committee sees them.</summary>
public sealed record SeatsPage(PlanPage Now, bool SelfOrganising, bool CanChange, IReadOnlyList<SeatState> Seats);

/// <summary>One seat: who has it, who is asked, who could be, and who was.</summary>
public sealed record SeatState(FacilitatorSeat Seat, string? Holder, SeatEntry? Open, IReadOnlyList<SeatEntry> History, IReadOnlyList<Person> Candidates);

/// <summary>Someone who was asked, and what came of it.</summary>
public sealed record SeatEntry(string Name, string AskedBy, SeatRequestState State, Instant AskedAt, Instant? AnsweredAt, Instant? EndedAt, string? Words);

/// <summary>What a member has to do with the seats of a meeting.</summary>
public sealed record MySeatPage(Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, Area Host, LocalSlot Slot, bool SelfOrganising, IReadOnlyList<MySeat> Seats);

/// <param name="AskedBy">Who asks the reader; null where nobody does.</param>
/// <param name="IsMine">The reader has the seat.</param>
/// <param name="HandingTo">Whom the reader has asked to take it.</param>
/// <param name="Candidates">Who could take it from the reader.</param>
public sealed record MySeat(FacilitatorSeat Seat, string? AskedBy, bool IsMine, string? HandingTo, bool MayVolunteer, IReadOnlyList<Person> Candidates);

/// <summary>A meeting at which the reader is asked to facilitate.</summary>
public sealed record SeatQuestion(Id<QuarterlyMeeting> Id, Area Host, LocalSlot Slot);

public sealed class SeatPages(CopDb db, CurrentMember me, PlanPages plans, FacilitatorSeats seats, TimeProvider clock)
{
    public async Task<SeatsPage?> Find(Id<QuarterlyMeeting> id)
    {
        if (await plans.Find(id) is not { } now || await Load(id) is not { } meeting) return null;
        var open = await seats.IsSelfOrganising(meeting);
        var people = meeting.SeatRequests.SelectMany(r => new[] { r.MemberId, r.AskedById }).Concat(new[] { meeting.RecoverySeat, meeting.PeerSupportSeat }.OfType<Id<Member>>()).ToHashSet();
        var names = await db.Members.Where(m => people.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name);
        SeatEntry Entry(SeatRequest r) => new(names[r.MemberId], names[r.AskedById], r.State, r.AskedAt, r.AnsweredAt, r.EndedAt, r.Words);
        var states = new List<SeatState>();
        foreach (var seat in Enum.GetValues<FacilitatorSeat>())
            states.Add(new(
                seat, meeting.HolderOf(seat) is { } holder ? names[holder] : null, meeting.OpenRequest(seat) is { } asked ? Entry(asked) : null,
                [.. meeting.SeatRequests.Where(r => r.Seat == seat).OrderBy(r => r.AskedAt).Select(Entry)], await Candidates(meeting, seat, open)));
        return new(now, open, CanChange(meeting), states);
    }

    /// <summary>Null where the reader has nothing to do with the seats.</summary>
    public async Task<MySeatPage?> Mine(Id<QuarterlyMeeting> id)
    {
        if (await Load(id) is not { } meeting || !CanChange(meeting)) return null;
        var (open, mine) = (await seats.IsSelfOrganising(meeting), new List<MySeat>());
        foreach (var seat in Enum.GetValues<FacilitatorSeat>())
        {
            var (asked, isMine) = (meeting.OpenRequest(seat), meeting.HolderOf(seat) == me.Id);
            var isAsked = asked?.MemberId == me.Id;
            var mayVolunteer = open && meeting.HolderOf(seat) is null && !isAsked && !meeting.HasSeat(me.Id) && await db.Members.AnyAsync(m => m.Id == me.Id && (m.Areas & meeting.Host.AsSet()) != Areas.None);
            if (!isAsked && !isMine && !mayVolunteer) continue;
            mine.Add(new(
                seat, isAsked ? await NameOf(asked!.AskedById) : null, isMine, isMine && asked?.AskedById == me.Id ? await NameOf(asked.MemberId) : null, mayVolunteer,
                isMine ? await Candidates(meeting, seat, open) : []));
        }
        return mine.Count == 0 ? null : new(meeting.Id, meeting.Kind, meeting.Quarter, meeting.Host, meeting.Slot, open, mine);
    }

    /// <summary>The meetings at which the reader is asked to facilitate and has not answered.</summary>
    public async Task<IReadOnlyList<SeatQuestion>> Questions()
    {
        var meetings = await db.Meetings.AsNoTracking().Where(m => m.SeatRequests.Any(r => r.MemberId == me.Id && r.State == SeatRequestState.Asked)).ToListAsync();
        return [.. meetings.Where(CanChange).OrderBy(m => m.Slot.Start).Select(m => new SeatQuestion(m.Id, m.Host, m.Slot))];
    }

    Task<QuarterlyMeeting?> Load(Id<QuarterlyMeeting> id) => db.Meetings.AsNoTracking().VisibleTo(me.Viewer).Include(m => m.SeatRequests).SingleOrDefaultAsync(m => m.Id == id);

    bool CanChange(QuarterlyMeeting meeting) => meeting.StageAt(clock.Now()) is MeetingStage.Scheduled or MeetingStage.Announced or MeetingStage.Open or MeetingStage.Postponed;

    async Task<string> NameOf(Id<Member> id) => await db.Members.Where(m => m.Id == id).Select(m => m.Name).SingleAsync();

    async Task<IReadOnlyList<Person>> Candidates(QuarterlyMeeting meeting, FacilitatorSeat seat, bool open)
    {
        var (area, role) = (meeting.Host.AsSet(), QuarterlyMeeting.RoleOf(seat));
        var busy = meeting.SeatRequests.Where(r => r.State == SeatRequestState.Asked).Select(r => r.MemberId).Concat(new[] { meeting.RecoverySeat, meeting.PeerSupportSeat }.OfType<Id<Member>>()).ToArray();
        return await db.Members.Where(m => m.State == MemberState.Active && (m.Areas & area) != Areas.None && (open || m.Role == role) && !busy.Contains(m.Id))
            .OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new Person(m.Id, m.Name)).ToListAsync();
    }
}
