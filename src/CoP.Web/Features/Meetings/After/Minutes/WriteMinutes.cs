using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.After.Minutes;

/// <summary>What those who keep the minutes of a meeting do with them.</summary>
public sealed class WriteMinutes(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <returns>False where the member keeps no minutes of such a meeting.</returns>
    /// <exception cref="RuleBrokenException"><c>minutes.changed</c>, and those of <see cref="MeetingMinutes.Write"/>.</exception>
    public Task<bool> Save(Id<QuarterlyMeeting> id, int version, RenderedText? english, RenderedText? spanish, bool same) => db.Write(async () =>
    {
        // The meeting's row stands for minutes that may not be there yet: of two who begin them at once, the second finds the first's.
        if (await db.Meetings.ForUpdate(id, m => m.KeptBy(me.Viewer)) is not { } meeting) return false;
        var now = clock.Now();
        var minutes = await db.Minutes.SingleOrDefaultAsync(m => m.MeetingId == id);
        if (minutes is null) db.Minutes.Add(minutes = new MeetingMinutes(meeting, now));
        minutes.Expect(version);
        db.AddRange(minutes.Write(english, spanish, same, me.Id, now));
        return true;
    });

    /// <summary>Publishes them; letters wait as long as that can be taken back.</summary>
    public Task<bool> Publish(Id<QuarterlyMeeting> id) => Change(id, (minutes, meeting, now) =>
    {
        minutes.Publish(meeting, now);
        db.Tell(Occasion.Of(LetterKind.MinutesPublished, id.Value, minutes.Publications, now + MeetingMinutes.TakeBackWithin));
    });

    public Task<bool> TakeBack(Id<QuarterlyMeeting> id) => Change(id, (minutes, meeting, now) => minutes.TakeBack(meeting, now));

    Task<bool> Change(Id<QuarterlyMeeting> id, Action<MeetingMinutes, QuarterlyMeeting, Instant> verb) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.KeptBy(me.Viewer)) is not { } meeting || await db.Minutes.SingleOrDefaultAsync(m => m.MeetingId == id) is not { } minutes) return false;
        verb(minutes, meeting, clock.Now());
        return true;
    });
}
