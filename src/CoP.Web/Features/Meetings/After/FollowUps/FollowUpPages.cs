using System.ComponentModel.DataAnnotations;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.After.FollowUps;

/// <summary>A follow-up in a list.</summary>
/// <param name="Owner">Who does it; null where they have left.</param>
/// <param name="MayFinish">Whether the reader can say that it is done.</param>
/// <param name="MayChange">Whether the reader can give it to somebody else or until another day.</param>
public sealed record FollowUpRow(Id<FollowUp> Id, FollowUpMeeting Meeting, string Text, string? Owner, bool IsMine, LocalDate DueOn, Instant? DoneAt, bool IsOverdue, bool MayFinish, bool MayChange);

/// <summary>The meeting that agreed on a follow-up.</summary>
public sealed record FollowUpMeeting(Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, string? Topic);

/// <param name="From">The page to go back to, as <see cref="FollowUpsController"/> knows it.</param>
/// <param name="ShowsMeeting">Whether each says which meeting it is from.</param>
public sealed record FollowUpList(IReadOnlyList<FollowUpRow> Rows, string? From, bool ShowsMeeting);

/// <summary>The follow-ups of a meeting, and those that it has from earlier ones.</summary>
public sealed record MeetingFollowUps(MeetingHead Meeting, IReadOnlyList<FollowUpRow> Own, IReadOnlyList<FollowUpRow> CarriedOver, bool MayAdd);

public sealed record FollowUpForm(MeetingHead Meeting, Id<FollowUp>? Id, FollowUpInput Input, IReadOnlyList<(Id<Member> Id, string Name)> People);

public sealed class FollowUpInput
{
    [Required, StringLength(FollowUp.TextLimit)] public string? Text { get; set; }
    [Required] public string? Owner { get; set; }
    [Required] public LocalDate? Due { get; set; }
}

public sealed class FollowUpPages(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <summary>What a meeting agreed on and, while it is the next one, what is still open from before it.</summary>
    public async Task<MeetingFollowUps> Of(QuarterlyMeeting meeting, MeetingHead head)
    {
        var now = clock.Now();
        var own = await Rows(db.FollowUps.Where(f => f.MeetingId == meeting.Id));
        var carried = await IsNext(meeting, now) ? await Rows(db.FollowUps.Where(f => f.MeetingId != meeting.Id && f.DoneAt == null)) : [];
        return new(head, own, carried, head.IsKeeper && MeetingMinutes.CanBegin(meeting, now));
    }

    /// <summary>All that is open, what is due first at the top.</summary>
    public Task<List<FollowUpRow>> Open() => Rows(db.FollowUps.Where(f => f.DoneAt == null));

    /// <summary>What the reader has still to do.</summary>
    public Task<List<FollowUpRow>> Mine() => Rows(db.FollowUps.Where(f => f.DoneAt == null && f.OwnerId == me.Id));

    public async Task<FollowUpForm?> New(Id<QuarterlyMeeting> id, FollowUpInput input) =>
        await db.Meetings.AsNoTracking().KeptBy(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is { } meeting && MeetingMinutes.CanBegin(meeting, clock.Now())
            ? new(MeetingHead.Of(meeting, me.Viewer), null, input, await People(null))
            : null;

    /// <param name="input">What was typed; null for what it says now.</param>
    public async Task<FollowUpForm?> Edit(Id<FollowUp> id, FollowUpInput? input)
    {
        if (await db.FollowUps.AsNoTracking().ChangedBy(db, me.Viewer, clock.Now()).SingleOrDefaultAsync(f => f.Id == id) is not { } followUp) return null;
        var meeting = await db.Meetings.AsNoTracking().SingleAsync(m => m.Id == followUp.MeetingId);
        return new(MeetingHead.Of(meeting, me.Viewer), id, input ?? new() { Text = followUp.Text, Owner = followUp.OwnerId.ToString(), Due = followUp.DueOn }, await People(followUp.OwnerId));
    }

    // The next meeting is the first that is not over; what is called off takes nothing over.
    async Task<bool> IsNext(QuarterlyMeeting meeting, Instant now)
    {
        if (meeting.State == MeetingState.Cancelled || meeting.IsOver(now)) return false;
        var since = now.InZone(meeting.Slot.Zone).LocalDateTime.PlusDays(-1);
        var ahead = await db.Meetings.AsNoTracking().Where(m => m.State != MeetingState.Cancelled && m.Slot.Start >= since && m.Slot.Start < meeting.Slot.Start).ToListAsync();
        return ahead.TrueForAll(m => m.IsOver(now));
    }

    async Task<List<FollowUpRow>> Rows(IQueryable<FollowUp> followUps)
    {
        var now = clock.Now();
        var today = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;
        var changeable = db.FollowUps.ChangedBy(db, me.Viewer, now);
        var rows = await (
            from f in followUps.AsNoTracking()
            join m in db.Meetings.VisibleTo(me.Viewer) on f.MeetingId equals m.Id
            orderby f.DoneAt != null, f.DueOn, f.Id
            select new
            {
                Item = f,
                Meeting = new FollowUpMeeting(m.Id, m.Kind, m.Quarter, m.Topic),
                Owner = db.Members.Where(o => o.Id == f.OwnerId && o.State == MemberState.Active).Select(o => o.Name).FirstOrDefault(),
                MayChange = changeable.Any(c => c.Id == f.Id),
            }).ToListAsync();
        return rows.ConvertAll(r => new FollowUpRow(
            r.Item.Id, r.Meeting, r.Item.Text, r.Owner, r.Item.OwnerId == me.Id, r.Item.DueOn, r.Item.DoneAt, r.Item.IsOpen && r.Item.DueOn < today, r.MayChange || r.Item.OwnerId == me.Id, r.MayChange));
    }

    async Task<IReadOnlyList<(Id<Member>, string)>> People(Id<Member>? also) =>
        [.. (await db.Members.Where(m => m.State == MemberState.Active || m.Id == also).OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new { m.Id, m.Name }).ToListAsync()).Select(m => (m.Id, m.Name))];
}

public static class FollowUpVisibility
{
    /// <summary>
    /// The follow-ups that a member can change: those of the meetings that they keep; all, for who facilitates a meeting to come, since they have taken
    /// them over.
    /// </summary>
    public static IQueryable<FollowUp> ChangedBy(this IQueryable<FollowUp> followUps, CopDb db, Viewer viewer, Instant now)
    {
        if (viewer.IsCommittee) return followUps;
        var today = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date.AtMidnight();
        return followUps.Where(f => db.Meetings.Any(m =>
            (m.RecoverySeat == viewer.Id || m.PeerSupportSeat == viewer.Id) && (m.Id == f.MeetingId || (m.Slot.Start >= today && m.State != MeetingState.Cancelled))));
    }

    /// <summary>Those that a member can say are done: those that they can change, and their own.</summary>
    public static IQueryable<FollowUp> FinishedBy(this IQueryable<FollowUp> followUps, CopDb db, Viewer viewer, Instant now)
    {
        var changed = db.FollowUps.ChangedBy(db, viewer, now);
        return followUps.Where(f => f.OwnerId == viewer.Id || changed.Any(c => c.Id == f.Id));
    }
}
