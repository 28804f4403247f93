using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Meetings.After.Talks;

namespace CoP.Web.Data.Seed;

/// <summary>The discussion that followed the demo community's last meeting.</summary>
static class DemoTalks
{
    public static void Hold(CopDb db, People people, int spaces, Instant now)
    {
        if (db.Meetings.Local.Where(m => m.State is MeetingState.Held or MeetingState.MinutesPublished).MaxBy(m => m.Slot.StartsAt) is not { } meeting) return;
        var space = OpenTalk.NewSpace(spaces + 1, now);
        var at = meeting.Slot.EndsAt + Duration.FromHours(3);
        var thread = new Thread(
            space.Id, people["committee"].Id, ThreadKind.Question, Audience.Everyone, "en", "What stayed with you from our meeting?",
            SafeMarkdown.Render("Tell us what you took home, and what you would like to try before the next one.", "en"), at);
        Say("supporter", "That every table named the same thing: **an hour that nobody takes away**. I asked for ours the next day.", 20);
        Say("supervisor", "We moved our team meeting so that the hour stays free. It took one email.", 31);
        Say("administrator", "I am putting the form for flexible hours on our agenda. I will say here how it goes.", 52);
        db.AddRange(space, thread, new MeetingTalk(meeting.Id, thread.Id));

        void Say(string who, string words, int hours)
        {
            thread.Reply(people[who].Id, "en", SafeMarkdown.Render(words, "en"), at + Duration.FromHours(hours));
            db.Follows.Add(new Follow(people[who].Id, thread.Id, at + Duration.FromHours(hours)));
        }
    }
}
