using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>The one way in which an agenda changes: under the row of its meeting, by who may see that, and told to open pages.</summary>
public sealed class ChangeAgenda(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <param name="ledOnly">Whether it is for those alone who lead the meeting.</param>
    /// <returns>False where there is no such meeting for this member, or it is not theirs to change.</returns>
    public Task<bool> Of(Id<QuarterlyMeeting> id, bool ledOnly, Func<QuarterlyMeeting, MeetingAgenda, Instant, Task<bool>> change) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer)) is not { } meeting || (ledOnly && !meeting.IsLedBy(me.Viewer))) return false;
        var agenda = await db.Agendas.SingleOrDefaultAsync(a => a.MeetingId == id);
        // Nobody has touched it yet: what stands on every agenda is written down with the first change.
        if (agenda is null) db.Agendas.Add(agenda = new MeetingAgenda(meeting));
        var before = agenda.LiveVersion;
        if (!await change(meeting, agenda, clock.Now())) return false;
        if (agenda.LiveVersion != before) db.Changed(LiveTopics.Meeting(id), agenda.LiveVersion);
        return true;
    });

    /// <summary>Changes one item by those who lead, on the version of the agenda that they have seen.</summary>
    public Task<bool> Item(Id<QuarterlyMeeting> id, Id<AgendaItem> item, int version, Action<QuarterlyMeeting, MeetingAgenda, AgendaItem, Instant> change) =>
        Of(id, ledOnly: true, (meeting, agenda, now) =>
        {
            if (agenda.Items.FirstOrDefault(i => i.Id == item) is not { } found) return Task.FromResult(false);
            agenda.Expect(version);
            var before = found.State;
            change(meeting, agenda, found, now);
            // Whoever proposed it hears what was decided; there is time to think again, and no letter to oneself.
            if (found.State != before && found.Proposer is { } proposer && proposer != db.Seals.ProposerOf(item, me.Id))
                db.Tell(Occasion.Of(LetterKind.AgendaDecided, item.Value, (int)found.State, now + MeetingChange.Grace));
            return Task.FromResult(true);
        });

    /// <summary>Changes an item by the member who proposed it.</summary>
    public Task<bool> Own(Id<QuarterlyMeeting> id, Id<AgendaItem> item, Func<QuarterlyMeeting, MeetingAgenda, AgendaItem, Instant, Task> change) =>
        Of(id, ledOnly: false, async (meeting, agenda, now) =>
        {
            if (agenda.Items.FirstOrDefault(i => i.Id == item) is not { } found || found.Proposer != db.Seals.ProposerOf(item, me.Id)) return false;
            await change(meeting, agenda, found, now);
            return true;
        });
}
