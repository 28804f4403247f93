using CoP.Domain.Meetings;
using CoP.Domain.Records;
using CoP.Web.Features.Record;

namespace CoP.Web.Data.Seed;

/// <summary>What the demo's peer supporter keeps for herself: sessions and a meeting she came to, two reflections, and how she saw her practice twice.</summary>
static class DemoRecords
{
    const string OnWaiting = """
        I noticed how fast I go to *"have you tried…"*. Ellis asked what I was afraid would happen if I only listened. **Nothing**, I think.

        - What worked: I stayed with the quiet for once.
        - Next time: ask what it is like, before anything else.
        """;

    const string OnSayingNo = "I said at work that I would not sit in on the medication round, and why. It was heard. I want to remember how that felt.";

    public static async Task Keep(CopDb db, People people, Instant now)
    {
        var (supporter, today) = (people["supporter"], now.InZone(DateTimeZoneProviders.Tzdb[people["supporter"].ZoneId]).Date);
        var record = MyRecord.Of(db, supporter.Id);
        var group = db.Groups.Local.First(g => g.Members.Any(m => m.MemberId == supporter.Id));
        var meeting = db.Meetings.Local.Where(m => m.Slot.EndsAt < now && m.IsHappening()).MaxBy(m => m.Slot.StartsAt);
        var sessions = group.SessionsBetween(now - Duration.FromDays(70), now).Where(s => s.TakesPlace && s.Slot.EndsAt < now).TakeLast(5).ToList();
        var came = await record.Change(kept =>
        {
            kept.CameElsewhere(today.PlusDays(-80), 90, "Intentional Peer Support refresher", today);
            if (meeting is not null) kept.Came(meeting, meeting.Topic ?? "Quarterly meeting", now);
            kept.Assess(today.PlusDays(-75), Steps(3, 2, 3, 2, 2, 3, 2, 3, 2, 3), "The first time that I look at it like this.", today);
            kept.Assess(today.PlusDays(-6), Steps(4, 3, 3, 3, 2, 4, 3, 3, 3, 4), null, today);
            return sessions.ConvertAll(s => kept.Came(group, s.Original, now));
        });
        await db.SaveChangesAsync();
        await record.Reflect(kept => kept.Reflect(came[^1].Day, "Waiting before I help", "en", came[^1].Id, today).Id, OnWaiting);
        await db.SaveChangesAsync();
        await record.Reflect(kept => kept.Reflect(today.PlusDays(-20), null, "en", null, today).Id, OnSayingNo);
        await db.SaveChangesAsync();
    }

    static Dictionary<Competency, int> Steps(params int[] steps) => steps.Index().ToDictionary(s => (Competency)s.Index, s => s.Item);
}
