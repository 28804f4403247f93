using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Access;

/// <summary>
/// Tells those who asked for something, and those who book it, when the meeting has another day or the day to book by comes near. It keeps
/// nothing in memory: what is still to be told, the requests say, and what was told once is there as an occasion.
/// </summary>
public sealed class AccessRounds(CopDb db, TimeProvider clock)
{
    public async Task Go()
    {
        var since = clock.NowIn(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).PlusDays(-1);
        var ahead = await db.Meetings.AsNoTracking()
            .Where(m => m.State == MeetingState.Announced && m.Slot.Start >= since && db.Rsvps.Any(r => r.MeetingId == m.Id && (r.Needs != AccessNeeds.None || r.OtherNeed != null)))
            .Select(m => m.Id).ToListAsync();
        foreach (var id in ahead) await Go(id);
    }

    Task Go(Id<QuarterlyMeeting> id) => db.Write(async () =>
    {
        var now = clock.Now();
        if (await db.Meetings.ForUpdate(id) is not { } meeting || !meeting.TakesAnswers(now)) return;
        var answers = await db.Rsvps.Where(r => r.MeetingId == id && (r.Needs != AccessNeeds.None || r.OtherNeed != null)).ToListAsync();
        foreach (var rsvp in answers) rsvp.ListRequests(meeting);
        // As long as a move can be taken back, nobody is asked anew because of a slip.
        var anew = now >= meeting.LastModified + MeetingChange.Grace && AskAnew(meeting, answers, now);
        if (BookingReminder.DueNow(meeting, answers.SelectMany(r => r.Requests), now) is not { } reminder) return;
        var key = new Id<Occasion>(reminder.Key);
        if (await db.Occasions.AnyAsync(o => o.Id == key)) return;
        var occasion = Occasion.Once(reminder.Key, LetterKind.AccessToBook, id.Value, now);
        // Two letters of the same minute would say the same.
        if (anew) occasion.FannedOut(now);
        db.Tell(occasion);
    });

    bool AskAnew(QuarterlyMeeting meeting, List<Rsvp> answers, Instant now)
    {
        foreach (var rsvp in answers.Where(r => r.AskAgain(meeting))) db.Tell(Occasion.Of(LetterKind.AccessAskedAgain, rsvp.Id.Value, meeting.Sequence, now, rsvp.MemberId));
        // All of them, and not only as far as the first.
        if (answers.SelectMany(r => r.BookAnew(meeting)).ToList().Count == 0) return false;
        db.Tell(Occasion.Of(LetterKind.AccessToBookAnew, meeting.Id.Value, meeting.Sequence, now));
        return true;
    }
}
