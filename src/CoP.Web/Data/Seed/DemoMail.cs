using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;

namespace CoP.Web.Data.Seed;

/// <summary>How the demo community's members get their mail, and what the bell tells of it.</summary>
static class DemoMail
{
    /// <summary>One supervisor has what can wait gathered; whoever signs in was told of the meetings that are announced.</summary>
    public static void Choose(CopDb db, People people, Instant now)
    {
        var choices = new MailChoices(people["supervisor"].Id);
        choices.GatherAt(DigestTime.At(7, IsoDayOfWeek.Friday), now);
        choices.Set(MailTopics.Replies | MailTopics.Sessions, Pace.Daily, now);
        choices.Set(MailTopics.News, Pace.Weekly, now);
        db.MailChoices.Add(choices);
        foreach (var meeting in db.Meetings.Local.Where(m => m.State == MeetingState.Announced && m.For == MemberRoles.All && m.Slot.StartsAt > now).ToList())
            foreach (var member in people.WhoSignIn)
            {
                var notice = Notice.OfLetter(member.Id.Value, NoticeKind.MeetingAnnounced, meeting.Id.Value, new NoticeSubject(Meeting: meeting.Id), meeting.AnnouncedAt ?? now);
                notice.Read(now);
                db.Notices.Add(notice);
            }
    }
}
