using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Data;

namespace CoP.Web.Features.Polls;

/// <summary>One who is asked.</summary>
public sealed record AskedMember(Id<Member> Id, string Name, bool Convenes);

/// <summary>A poll that asks "when?", and those who are asked today.</summary>
/// <param name="Group">The group's name; null is the committee.</param>
/// <param name="Guests">Whose invitation stands.</param>
public sealed record Availability(Poll Poll, AvailabilityPoll About, string? Group, IReadOnlyList<AskedMember> Members, IReadOnlyList<PollGuest> Guests)
{
    readonly HashSet<Id<Voter>> voters = [.. Members.Select(m => m.Id.AsVoter()), .. Guests.Select(g => g.Id.AsVoter())];

    public int Asked => voters.Count;

    /// <summary>Whether an answer counts: of who has left, it does not.</summary>
    public bool Counts(Id<Voter> voter) => voters.Contains(voter);

    public int Answered => Poll.Voters.Count(Counts);

    /// <summary>Who may add times, put the deadline off and withdraw it: the committee its own; in a group who asked, and who convenes.</summary>
    public bool IsKeptBy(Id<Member> member) => Members.Any(m => m.Id == member && (About.GroupId is null || m.Convenes || Poll.ById == member));

    /// <summary>Who may choose a time: whoever may set the sessions of the group; of the committee, everyone.</summary>
    public bool IsChosenBy(Id<Member> member) => Members.Any(m => m.Id == member && (About.GroupId is null || m.Convenes));
}

/// <summary>Who is asked in a poll, and so who sees it. Who they are is never stored: whoever has come sees it, and whoever has left does not count.</summary>
public sealed class AvailabilitySight(CopDb db)
{
    /// <summary>The poll; null where there is none, or where the viewer is not asked.</summary>
    public async Task<Availability?> Find(Id<Poll> id, Viewer viewer) =>
        await db.AvailabilityPolls.AsNoTracking().VisibleTo(db, viewer).SingleOrDefaultAsync(p => p.PollId == id) is { } about ? await Of(await Poll(id), about) : null;

    /// <summary>The same, whoever asks; null where it is no such poll. A poll that is at hand need not be read again.</summary>
    public async Task<Availability?> Find(Id<Poll> id, Poll? poll = null) =>
        await db.AvailabilityPolls.AsNoTracking().SingleOrDefaultAsync(p => p.PollId == id) is { } about ? await Of(poll ?? await Poll(id), about) : null;

    public Task<bool> Sees(Id<Poll> id, Viewer viewer) => db.AvailabilityPolls.VisibleTo(db, viewer).AnyAsync(p => p.PollId == id);

    /// <summary>Those who are asked in a group or, without one, in the committee; in the order of their names.</summary>
    public async Task<IReadOnlyList<AskedMember>> Asked(Id<Group>? group)
    {
        if (group is not { } id)
            return await db.Members.Where(m => m.State == MemberState.Active && (m.Duties & Duties.Committee) != Duties.None).OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new AskedMember(m.Id, m.Name, true)).ToListAsync();
        var people = await (
            from membership in db.Memberships.Where(m => m.GroupId == id && m.State == MembershipState.Member)
            join member in db.Members.Where(m => m.State == MemberState.Active) on membership.MemberId equals member.Id
            join g in db.Groups on membership.GroupId equals g.Id
            orderby member.Name, member.Id
            select new { member.Id, member.Name, member.Role, member.Supervises, member.AgencyId, member.Duties, membership.Convenes, g.Roles }).ToListAsync();
        return [.. people.Where(p => p.Roles.Admit(new(p.Id, p.Role, p.Supervises, p.AgencyId, p.Duties))).Select(p => new AskedMember(p.Id, p.Name, p.Convenes))];
    }

    /// <summary>What each is owed by the earlier polls of the group, as <see cref="GivingWay"/> says; nothing in the committee, where nobody sees who answered what.</summary>
    public async Task<IReadOnlyDictionary<Id<Voter>, int>> Claims(Availability asked)
    {
        if (asked.About.GroupId is not { } group) return GivingWay.After([]);
        var before = await db.Polls.AsNoTracking().AsSplitQuery()
            .Where(p => p.State == PollState.Chosen && p.Id != asked.Poll.Id && p.CreatedAt <= asked.Poll.CreatedAt && db.AvailabilityPolls.Any(a => a.PollId == p.Id && a.GroupId == group)).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).ToListAsync();
        return GivingWay.After(before);
    }

    Task<Poll> Poll(Id<Poll> id) => db.Polls.AsNoTracking().AsSplitQuery().SingleAsync(p => p.Id == id);

    async Task<Availability> Of(Poll poll, AvailabilityPoll about)
    {
        var id = poll.Id;
        var group = about.GroupId is { } of ? await db.Groups.Where(g => g.Id == of).Select(g => g.Name).SingleAsync() : null;
        return new(poll, about, group, await Asked(about.GroupId), await db.PollGuests.AsNoTracking().Where(g => g.PollId == id && g.WithdrawnAt == null).OrderBy(g => g.Id).ToListAsync());
    }
}
