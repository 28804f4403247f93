using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Home;

/// <summary>What a member finds when they come in: where they are expected, what is new to them, and when their groups meet.</summary>
public sealed record HomePage(MeetingRow? Next, bool TakesAnswers, MeetingRow? Cancelled, MeetingRow? Postponed, IReadOnlyList<ThreadRow> New, IReadOnlyList<MySession> Sessions);

public sealed class HomePages(CopDb db, Anonymity anonymity, MySessions sessions, CurrentMember me, TimeProvider clock)
{
    const int Threads = 6;
    const int Ahead = 4;

    /// <summary>Groups meet every week or two: three weeks hold the next time of each.</summary>
    static readonly Duration Horizon = Duration.FromDays(21);

    public async Task<HomePage> Find()
    {
        var now = clock.Now();
        var coming = await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).Coming(db.Rsvps, me.Id, now);
        var next = coming.Find(m => m.State == MeetingState.Announced);
        var reader = await anonymity.ReaderOf(db, me.Id);
        var unread = await db.Threads.VisibleTo(db, me.Viewer).Unread(db, reader).Newest(db, reader, take: Threads);
        var mine = await sessions.Between(me.Viewer, now, now + Horizon);
        return new HomePage(
            next,
            next?.TakesAnswers(now) ?? false,
            // Who planned to come looks here first; what was called off stays in sight until its day is over.
            coming.Find(m => m.State == MeetingState.Cancelled && (next is null || m.Slot.StartsAt < next.Slot.StartsAt)),
            coming.Find(m => m.State == MeetingState.Postponed),
            unread.Rows,
            [.. mine.Take(Ahead)]);
    }
}
