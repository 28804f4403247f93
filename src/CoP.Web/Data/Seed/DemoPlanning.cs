using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;

namespace CoP.Web.Data.Seed;

/// <summary>What the demo community's committee plans by: a blocked week, and a poll for the first turn without a meeting.</summary>
static class DemoPlanning
{
    public static void Ask(CopDb db, People people, Instant now)
    {
        var today = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;
        var taken = db.Meetings.Local.Where(m => m.Kind == MeetingKind.Quarterly).Select(m => m.Quarter).ToHashSet();
        var quarter = (Quarter.Of(today) + 1).Following(12).First(q => !taken.Contains(q));
        var monday = quarter.First.PlusDays(28).Next(IsoDayOfWeek.Monday);
        var blocked = new BlockedDays(Id<BlockedDays>.New(now), monday, monday.PlusDays(4), "Statewide peer support conference", people["committee"].Id, today, now - Duration.FromDays(9));
        db.BlockedDays.Add(blocked);

        var habit = MeetingHabit.Of(db.Meetings.Local.Where(m => m.Kind == MeetingKind.Quarterly).Select(m => m.Slot));
        var slots = DateSuggestions.For(new(quarter, today, habit, [blocked], [])).Take(4).Select(s => s.Slot).ToList();
        var asked = now - Duration.FromDays(2);
        var poll = new Poll(Id<Poll>.New(asked), slots, now + Duration.FromDays(8), people["committee"].Id, asked);
        db.Polls.Add(poll);
        db.MeetingPolls.Add(new(poll.Id, quarter, null));
        var host = Ledger.Founding.Rotation.HostOf(quarter);
        var answering = people.All.Where(m => m.Areas.Holds(host) && m.Role is WorkRole.AreaDirectorOfRecovery or WorkRole.DirectorOfPeerSupport).Append(people["committee"]).Distinct().Take(4);
        foreach (var (i, member) in answering.Index())
            poll.Answer(member.Id.AsVoter(), poll.Slots.Index().ToDictionary(s => s.Item.Id, s => (PollAnswer)((i + (s.Index * (i + 1))) % 3)), asked + Duration.FromHours(3 + i));
    }
}
