using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;

namespace CoP.Web.Data.Seed;

/// <summary>How dates come into the calendars of those who sign in to look around: one subscribes, one is invited by mail.</summary>
static class DemoCalendars
{
    public static void Choose(CopDb db, People people, Instant now)
    {
        var (feed, _) = Feed.Issue(people["supporter"].Id, detailed: false, now - Duration.FromDays(60), FeedKind.Meetings);
        feed.Fetch(now - Duration.FromHours(3));
        db.Feeds.Add(feed);
        Choose(db, people, "supporter", Alarm.Hour, invitations: false);
        Choose(db, people, "supervisor", Alarm.None, invitations: true);
        // Their calendar has all of it: nobody is written to about what was only set up.
        var invited = people["supervisor"];
        foreach (var series in db.Groups.Local.Where(g => g.Find(invited.Id) is { State: MembershipState.Member }).SelectMany(g => g.Series).ToList())
        {
            var invitation = new SessionInvitation(Id<SessionInvitation>.New(now), invited.Id, series, now);
            invitation.Told(series.Sequence, series, SessionInvitations.WordsOf(invited.Language, detailed: false, "", ""));
            db.SessionInvitations.Add(invitation);
        }
    }

    static void Choose(CopDb db, People people, string key, Alarm alarm, bool invitations)
    {
        var choices = new CalendarChoices(people[key].Id);
        choices.Choose(alarm, invitations);
        db.CalendarChoices.Add(choices);
    }
}
