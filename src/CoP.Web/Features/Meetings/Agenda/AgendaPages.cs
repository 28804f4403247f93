using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>A discussion that an item came out of, for who may see it.</summary>
public sealed record DiscussionLink(Id<Thread> Id, string Title, string Language)
{
    public string Address => ThreadAddress.Of(Id, Title);
}

/// <summary>An item as one member sees it.</summary>
public sealed record AgendaRow(Id<AgendaItem> Id, AgendaKind Kind, AgendaState State, string Title, string? Language, string? Words, int? Wished, int? Minutes, string? Reason)
{
    public Instant? StartsAt { get; init; }
    public Instant? EndsAt { get; init; }

    /// <summary>Whether it would end after the meeting does.</summary>
    public bool IsLate { get; init; }

    /// <summary>Who proposed it, where they want that known.</summary>
    public string? By { get; init; }

    public int Supports { get; init; }
    public bool IsSupported { get; init; }
    public bool IsMine { get; init; }
    public DiscussionLink? From { get; init; }

    /// <summary>Whether a member wrote it.</summary>
    public bool IsProposal => Kind == AgendaKind.Proposed;
}

/// <summary>The agenda of a meeting as one member sees it.</summary>
public sealed record AgendaPage(
    Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, string? Topic, Area Host, LocalSlot Slot, MeetingState State, int Version, long LiveVersion, Id<AgendaItem>? Current, IReadOnlyList<AgendaRow> Rows,
    int Minutes, int Over, bool Leads, bool MayOrder, bool MayPropose, bool DoorIsOpen, bool HasBegun, bool IsPublished)
{
    public bool HasDate => State is not (MeetingState.Cancelled or MeetingState.Postponed);

    public IReadOnlyList<AgendaRow> Accepted => [.. Rows.Where(r => r.State == AgendaState.Accepted)];

    /// <summary>What most would like to talk about comes first.</summary>
    public IReadOnlyList<AgendaRow> Proposed => [.. Rows.Where(r => r.State == AgendaState.Proposed).OrderByDescending(r => r.Supports).ThenBy(r => r.Id)];

    public IReadOnlyList<AgendaRow> SetAside => [.. Rows.Where(r => r.State == AgendaState.SetAside)];

    public AgendaRow? Now => Current is { } current ? Rows.FirstOrDefault(r => r.Id == current) : null;

    /// <summary>The item after the one that the meeting is at; the first before it has begun.</summary>
    public AgendaRow? Next => Accepted.ElementAtOrDefault(Accepted.Index().Where(r => r.Item.Id == Current).Select(r => r.Index + 1).FirstOrDefault());

    public AgendaRow? Before => Accepted.Index().FirstOrDefault(r => r.Item.Id == Current) is { Index: > 0, Item: not null } now ? Accepted[now.Index - 1] : null;
}

/// <summary>Reads agendas.</summary>
public sealed class AgendaPages(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <summary>Null where there is no such meeting for this member.</summary>
    public async Task<AgendaPage?> Find(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        var agenda = await db.Agendas.AsNoTracking().SingleOrDefaultAsync(a => a.MeetingId == id) ?? new MeetingAgenda(meeting);
        var now = clock.Now();
        var leads = meeting.IsLedBy(me.Viewer);
        return new AgendaPage(
            id, meeting.Kind, meeting.Quarter, meeting.Topic, meeting.Host, meeting.Slot, meeting.State, agenda.Version, agenda.LiveVersion, agenda.CurrentId, await Rows(meeting, agenda),
            agenda.Minutes, agenda.Over(meeting), leads, leads && meeting.TakesOrder(now), meeting.TakesProposals(now), meeting.DoorIsOpen(now), meeting.HasBegun(now), agenda.ReportBackAt is not null);
    }

    async Task<IReadOnlyList<AgendaRow>> Rows(QuarterlyMeeting meeting, MeetingAgenda agenda)
    {
        var proposals = agenda.Items.Where(i => i.Kind == AgendaKind.Proposed).ToList();
        var ids = proposals.ConvertAll(i => i.Id);
        var supports = ids.Count == 0 ? [] : (await db.AgendaSupports.Where(s => ids.Contains(s.ItemId)).AsNoTracking().ToListAsync()).ToLookup(s => s.ItemId, s => s.Token).ToDictionary(s => s.Key, s => s.ToHashSet());
        var threads = proposals.Select(i => i.ThreadId).OfType<Id<Thread>>().Distinct().ToList();
        var links = threads.Count == 0 ? [] : await db.Threads.VisibleTo(db, me.Viewer).Readable().Where(t => threads.Contains(t.Id)).Select(t => new DiscussionLink(t.Id, t.Title, t.Language)).ToDictionaryAsync(t => t.Id);
        var people = proposals.Select(i => i.NamedId).OfType<Id<Member>>().Distinct().ToList();
        var names = people.Count == 0 ? [] : await db.Members.Where(m => people.Contains(m.Id) && m.State != MemberState.Closed).ToDictionaryAsync(m => m.Id, m => m.Name);
        // Without a date there are minutes, and no clock times.
        var times = (meeting.HasDate() ? agenda.RunSheet(meeting) : []).ToDictionary(l => l.Item.Id);
        return [.. agenda.Items.OrderBy(i => i.Place ?? int.MaxValue).ThenBy(i => i.Id).Select(i => new AgendaRow(i.Id, i.Kind, i.State, i.Title, i.Language, i.Words, i.MinutesWished, i.Minutes, i.Reason)
        {
            StartsAt = times.GetValueOrDefault(i.Id)?.StartsAt,
            EndsAt = times.GetValueOrDefault(i.Id)?.EndsAt,
            IsLate = times.GetValueOrDefault(i.Id)?.IsLate ?? false,
            By = i.NamedId is { } named ? names.GetValueOrDefault(named) : null,
            Supports = supports.GetValueOrDefault(i.Id)?.Count ?? 0,
            IsSupported = supports.GetValueOrDefault(i.Id)?.Contains(db.Seals.SupporterOf(i.Id, me.Id)) ?? false,
            IsMine = i.Proposer is { } proposer && proposer == db.Seals.ProposerOf(i.Id, me.Id),
            From = i.ThreadId is { } thread ? links.GetValueOrDefault(thread) : null,
        })];
    }
}
