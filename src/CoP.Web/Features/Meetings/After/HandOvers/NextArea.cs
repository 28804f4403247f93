using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Meetings.After.HandOvers;

/// <summary>The area that hosts after a meeting.</summary>
/// <param name="Meeting">The meeting that its turn became; null while it has no date.</param>
/// <param name="Receivers">Who takes a hand-over: the facilitators, or while there are none whoever speaks for the area's turns.</param>
public sealed record NextHost(Area Area, QuarterlyMeeting? Meeting, IReadOnlyList<Id<Member>> Receivers);

public sealed class NextArea(CopDb db, Ledgers ledgers)
{
    public async Task<NextHost> After(QuarterlyMeeting meeting)
    {
        var next = await db.Meetings.AsNoTracking().Where(m => m.Kind == MeetingKind.Quarterly && m.State != MeetingState.Cancelled && m.Quarter > meeting.Quarter).OrderBy(m => m.Quarter).FirstOrDefaultAsync();
        var area = next?.Host ?? (await ledgers.Read()).Rotation.HostOf(meeting.Quarter + 1);
        Id<Member>[] seated = next is null ? [] : [.. new[] { next.RecoverySeat, next.PeerSupportSeat }.OfType<Id<Member>>()];
        return new(area, next, seated.Length > 0 ? seated : await db.TurnContacts.Where(c => c.Area == area).Select(c => c.MemberId).ToArrayAsync());
    }

    /// <summary>The meeting of a quarter before this one, which hands over to it.</summary>
    public Task<QuarterlyMeeting?> Before(QuarterlyMeeting meeting) => meeting.Kind != MeetingKind.Quarterly
        ? Task.FromResult<QuarterlyMeeting?>(null)
        : db.Meetings.AsNoTracking().Where(m => m.Kind == MeetingKind.Quarterly && m.State != MeetingState.Cancelled && m.Quarter < meeting.Quarter).OrderByDescending(m => m.Quarter).FirstOrDefaultAsync();
}
