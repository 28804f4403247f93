using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.After.FollowUps;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.After.HandOvers;

/// <summary>The hand-over of a meeting: what was written for it, and what goes with it as it is today.</summary>
/// <param name="IsReceiver">Whether the reader takes it.</param>
/// <param name="Input">What is written, or was typed.</param>
public sealed record HandOverPage(
    MeetingHead Meeting, Area Next, FollowUpMeeting? NextMeeting, bool IsReceiver, bool HasReceivers, Instant? OfferedAt, bool CanTakeBack, Instant? AcknowledgedAt, string? AcknowledgedBy,
    string? AccessLessons, string? Note, IReadOnlyList<HandOverContact> Contacts, IReadOnlyList<FollowUpRow> Open, IReadOnlyList<HandOverTask> Checklist, HandOverInput Input, bool Changed)
{
    public bool CanWrite => Meeting.IsKeeper && AcknowledgedAt is null;
}

/// <summary>A line of the checklist, and whether it was done.</summary>
public sealed record HandOverTask(string Words, string Language, LocalDate DueOn, Instant? DoneAt);

/// <param name="Key">What the person is, as texts name it.</param>
public sealed record HandOverContact(string Key, Area Area, string Name);

public sealed class HandOverInput
{
    public int Version { get; set; }
    public string? AccessLessons { get; set; }
    public string? Note { get; set; }
}

/// <summary>What the page of a meeting says of the hand-over from it, and of the one to it.</summary>
public sealed record HandOverLine(MeetingHead Of, bool IsReceiver, Instant? OfferedAt, Instant? AcknowledgedAt);

public sealed class HandOverPages(CopDb db, CurrentMember me, TimeProvider clock, NextArea next, FollowUpPages followUps)
{
    /// <param name="typed">What was typed, where a form comes back.</param>
    /// <param name="changed">Whether somebody else was faster.</param>
    public async Task<HandOverPage?> Find(Id<QuarterlyMeeting> id, HandOverInput? typed = null, bool changed = false)
    {
        if (await Read(id) is not var (meeting, head, host, handOver)) return null;
        var isReceiver = host.Receivers.Contains(me.Id);
        // Until it is offered it is there for who writes it alone.
        if (!head.IsKeeper && !(isReceiver && handOver?.OfferedAt is not null) && handOver?.AcknowledgedById != me.Id) return null;
        var input = typed ?? new() { Version = handOver?.Version ?? 0, AccessLessons = handOver?.AccessLessons, Note = handOver?.Note };
        if (changed) input.Version = handOver?.Version ?? 0;
        return new(
            head, host.Area, host.Meeting is { } m ? new(m.Id, m.Kind, m.Quarter, m.Topic) : null, isReceiver, host.Receivers.Count > 0, handOver?.OfferedAt, handOver?.CanBeTakenBack(clock.Now()) ?? false,
            handOver?.AcknowledgedAt, handOver?.AcknowledgedById is { } by ? await db.Members.Where(x => x.Id == by).Select(x => x.Name).SingleOrDefaultAsync() : null,
            handOver?.AccessLessons, handOver?.Note, await Contacts(meeting, host), await followUps.Open(), await Checklist(meeting), input, changed);
    }

    /// <summary>The hand-over from a meeting, for who writes it, and the one to it, for who takes it.</summary>
    public async Task<IReadOnlyList<HandOverLine>> Lines(QuarterlyMeeting meeting, MeetingHead head)
    {
        var lines = new List<HandOverLine>();
        if (head.IsKeeper && meeting.Kind == MeetingKind.Quarterly && MeetingMinutes.CanBegin(meeting, clock.Now()))
        {
            var own = await db.HandOvers.AsNoTracking().SingleOrDefaultAsync(h => h.MeetingId == meeting.Id);
            lines.Add(new(head, false, own?.OfferedAt, own?.AcknowledgedAt));
        }
        if (head.IsKeeper && await next.Before(meeting) is { } before && await db.HandOvers.AsNoTracking().SingleOrDefaultAsync(h => h.MeetingId == before.Id && h.OfferedAt != null) is { } offered)
            lines.Add(new(MeetingHead.Of(before, me.Viewer), true, offered.OfferedAt, offered.AcknowledgedAt));
        return lines;
    }

    internal async Task<(QuarterlyMeeting Meeting, MeetingHead Head, NextHost Next, HandOver? HandOver)?> Read(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { Kind: MeetingKind.Quarterly } meeting || !MeetingMinutes.CanBegin(meeting, clock.Now())) return null;
        return (meeting, MeetingHead.Of(meeting, me.Viewer), await next.After(meeting), await db.HandOvers.AsNoTracking().SingleOrDefaultAsync(h => h.MeetingId == id));
    }

    async Task<IReadOnlyList<HandOverTask>> Checklist(QuarterlyMeeting meeting) =>
    [
        .. (await db.ChecklistItems.AsNoTracking().Where(i => i.MeetingId == meeting.Id).ToListAsync()).OrderBy(i => i.DueOn(meeting)).ThenBy(i => i.Id)
            .Select(i => (Item: i, Said: i.Task.In(Languages.Current))).Select(x => new HandOverTask(x.Said.Words, x.Said.Language, x.Item.DueOn(meeting), x.Item.DoneAt)),
    ];

    async Task<IReadOnlyList<HandOverContact>> Contacts(QuarterlyMeeting meeting, NextHost host)
    {
        var turns = await db.TurnContacts.AsNoTracking().Where(c => c.Area == meeting.Host || c.Area == host.Area).ToListAsync();
        List<(string Key, Area Area, Id<Member>? Id)> people =
        [
            ("recovery", meeting.Host, meeting.RecoverySeat), ("peer", meeting.Host, meeting.PeerSupportSeat), ("turns", meeting.Host, turns.Find(c => c.Area == meeting.Host)?.MemberId),
            ("access", meeting.Host, meeting.AccessContactId), ("recovery", host.Area, host.Meeting?.RecoverySeat), ("peer", host.Area, host.Meeting?.PeerSupportSeat),
            ("turns", host.Area, turns.Find(c => c.Area == host.Area)?.MemberId), ("access", host.Area, host.Meeting?.AccessContactId),
        ];
        var ids = people.Select(p => p.Id).OfType<Id<Member>>().Distinct().ToArray();
        var names = await db.Members.Where(m => ids.Contains(m.Id) && m.State == MemberState.Active).ToDictionaryAsync(m => m.Id, m => m.Name);
        return [.. people.Where(p => p.Id is { } who && names.ContainsKey(who)).Select(p => new HandOverContact(p.Key, p.Area, names[p.Id!.Value]))];
    }
}
