using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Data;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>A poll and what it is about.</summary>
/// <param name="Meeting">The meeting that it moves; null for a turn that has none.</param>
/// <param name="Host">The area that hosts.</param>
public sealed record AskedPoll(Poll Poll, MeetingPoll About, QuarterlyMeeting? Meeting, Area Host)
{
    public MeetingKind Kind => Meeting?.Kind ?? MeetingKind.Quarterly;
}

/// <summary>Who is asked in a poll, and so who sees it.</summary>
public sealed class PollSight(CopDb db, Ledgers ledgers)
{
    /// <summary>The poll; null where there is none, or where the member is not asked.</summary>
    public async Task<AskedPoll?> Find(Id<Poll> id, Id<Member> member)
    {
        if (await db.MeetingPolls.AsNoTracking().SingleOrDefaultAsync(p => p.PollId == id) is not { } about) return null;
        var found = await About(await db.Polls.AsNoTracking().AsSplitQuery().SingleAsync(p => p.Id == id), about);
        return await Asked(found).AnyAsync(m => m.Id == member) ? found : null;
    }

    /// <summary>Polls that are open and that the member is asked in.</summary>
    public async Task<IReadOnlyList<AskedPoll>> Open(Id<Member> member)
    {
        var open = await db.MeetingPolls.AsNoTracking().Join(db.Polls.AsNoTracking().Where(p => p.State == PollState.Open), a => a.PollId, p => p.Id, (a, p) => a).ToListAsync();
        var asked = new List<AskedPoll>();
        foreach (var about in open)
            if (await Find(about.PollId, member) is { } found) asked.Add(found);
        return [.. asked.OrderBy(p => p.Poll.ClosesAt).ThenBy(p => p.Poll.Id)];
    }

    /// <summary>The committee; who facilitates the meeting; and, of the host area, who may.</summary>
    public IQueryable<Member> Asked(AskedPoll poll)
    {
        var (area, seats) = (poll.Host.AsSet(), new[] { poll.Meeting?.RecoverySeat, poll.Meeting?.PeerSupportSeat }.OfType<Id<Member>>().ToArray());
        return db.Members.Where(m => m.State == MemberState.Active && (
            (m.Duties & Duties.Committee) != Duties.None
            || seats.Contains(m.Id)
            || ((m.Areas & area) != Areas.None && ((m.Duties & Duties.Facilitator) != Duties.None || m.Role == WorkRole.AreaDirectorOfRecovery || m.Role == WorkRole.DirectorOfPeerSupport))));
    }

    /// <summary>The meeting that stands for a turn; a poll that began before it has it, too.</summary>
    public async Task<AskedPoll> About(Poll poll, MeetingPoll about)
    {
        var meeting = await db.Meetings.AsNoTracking().OrderBy(m => m.CreatedAt).FirstOrDefaultAsync(m =>
            about.MeetingId != null ? m.Id == about.MeetingId : m.Kind == MeetingKind.Quarterly && m.Quarter == about.Quarter && m.State != MeetingState.Cancelled);
        return new(poll, about, meeting, meeting?.Host ?? (await ledgers.Read()).Rotation.HostOf(about.Quarter));
    }
}
