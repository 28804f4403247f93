using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;

namespace CoP.Web.Features.Meetings.Breakouts;

/// <summary>The one way in which notes change: by who holds the role at work today, and told to the pages of those who read them.</summary>
public sealed class TakeNotes(CopDb db, CurrentMember me, TimeProvider clock)
{
    public Task<bool> Add(Id<QuarterlyMeeting> id, BreakoutRole role, NoteInput input) =>
        Of(id, role, (meeting, breakout, published, now) =>
        {
            // Out of a form that named no question there is nothing to add to.
            if (input.Question is not { } question || !Enum.IsDefined(question)) return Task.FromResult(false);
            db.BreakoutNotes.Add(breakout.Add(meeting, question, input.Text, input.Language ?? Languages.Current, published, now));
            return Task.FromResult(true);
        });

    public Task<bool> Reword(Id<QuarterlyMeeting> id, BreakoutRole role, Id<BreakoutNote> note, NoteInput input) =>
        Of(id, role, async (meeting, breakout, published, now) =>
        {
            if (await Find(breakout, note) is not { } found) return false;
            breakout.Reword(meeting, found, input.Version, input.Text, input.Language ?? found.Language, published, now);
            return true;
        });

    /// <summary>Takes a note out: the role's to do, and of a published report-back also theirs who lead the meeting.</summary>
    public Task<bool> Remove(Id<QuarterlyMeeting> id, BreakoutRole role, Id<BreakoutNote> note) =>
        Of(id, role, async (_, breakout, _, _) =>
        {
            if (await Find(breakout, note) is not { } found) return false;
            db.BreakoutNotes.Remove(found);
            breakout.Remove();
            return true;
        }, alsoLeadersOfPublished: true);

    /// <returns>False where there is no such meeting for this member, it is not theirs to publish, or it takes no notes.</returns>
    public Task<bool> Publish(Id<QuarterlyMeeting> id) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer)) is not { } meeting || !meeting.IsPublishedBy(me.Viewer)) return false;
        var agenda = await db.Agendas.SingleOrDefaultAsync(a => a.MeetingId == id);
        if (agenda is null) db.Agendas.Add(agenda = new MeetingAgenda(meeting));
        agenda.PublishReportBack(meeting, clock.Now());
        db.Changed(LiveTopics.Meeting(id), agenda.LiveVersion);
        foreach (var breakout in await db.Breakouts.Where(b => b.MeetingId == id).ToListAsync())
        {
            breakout.Show();
            db.Changed(LiveTopics.Breakout(id, breakout.Role), breakout.Version);
        }
        return true;
    });

    Task<BreakoutNote?> Find(Breakout breakout, Id<BreakoutNote> note) => db.BreakoutNotes.SingleOrDefaultAsync(n => n.Id == note && n.BreakoutId == breakout.Id);

    // The meeting's row is held: nothing is noted beside a report-back that is just being published, and a group is begun once.
    Task<bool> Of(Id<QuarterlyMeeting> id, BreakoutRole role, Func<QuarterlyMeeting, Breakout, bool, Instant, Task<bool>> change, bool alsoLeadersOfPublished = false) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer)) is not { } meeting) return false;
        var published = await db.Agendas.AnyAsync(a => a.MeetingId == id && a.ReportBackAt != null);
        if (!Breakout.AudienceOf(role).Admits(me.Viewer) && !(alsoLeadersOfPublished && published && meeting.IsLedBy(me.Viewer))) return false;
        var now = clock.Now();
        var breakout = await db.Breakouts.SingleOrDefaultAsync(b => b.MeetingId == id && b.Role == role);
        if (breakout is null) db.Breakouts.Add(breakout = new Breakout(Id<Breakout>.New(now), id, role));
        var before = breakout.Version;
        if (!await change(meeting, breakout, published, now)) return false;
        if (breakout.Version != before) db.Changed(LiveTopics.Breakout(id, role), breakout.Version);
        return true;
    });
}
