using CoP.Domain.CoReflection;
using CoP.Domain.Polls;

namespace CoP.Web.Data.Seed;

/// <summary>What the demo community looks for a time for: its first group a new series, the committee a longer talk with a guest. Some have answered.</summary>
static class DemoPolls
{
    const string ZoneId = "America/New_York";

    public static void Ask(CopDb db, People people, Instant now)
    {
        var group = db.Groups.Local.First();
        var asker = group.Members.OrderBy(m => m.Since).Select(m => m.MemberId).Skip(2).First();
        // Last time it was chosen what the newest member could only do if need be: of equals, this poll prefers what suits them.
        var last = Begin(db, group.Id, "One longer session before the holidays", "", asker, now - Duration.FromDays(40), [IsoDayOfWeek.Friday], 3, 60);
        foreach (var (i, member) in group.Members.Index())
            last.Answer(member.MemberId.AsVoter(), last.Slots.ToDictionary(s => s.Id, s => i == 4 && s.Number == 2 ? PollAnswer.IfNeedBe : s.Number == 2 ? PollAnswer.Yes : Mixed(i, s.Number)), last.CreatedAt + Duration.FromHours(2 + i));
        last.Choose(last.Slots[1].Id, last.CreatedAt + Duration.FromDays(2));

        var open = Begin(db, group.Id, "Our sessions in the new season", "Some of us change shifts. Let us see what suits most.", asker, now - Duration.FromDays(1), [IsoDayOfWeek.Tuesday, IsoDayOfWeek.Thursday], 2, 60);
        foreach (var (i, member) in group.Members.Where(m => m.MemberId != people["supporter"].Id).Take(4).Index())
            open.Answer(member.MemberId.AsVoter(), open.Slots.ToDictionary(s => s.Id, s => Mixed(i, s.Number)), open.CreatedAt + Duration.FromHours(2 + i));
        open.AddRemark(asker.AsVoter(), "From April on I have the late shift on Thursdays.", "en", open.CreatedAt + Duration.FromHours(3));

        var committee = people["committee"].Id;
        var talk = Begin(db, null, "A morning on the next edition of the guidelines", "", committee, now - Duration.FromDays(2), [IsoDayOfWeek.Wednesday], 3, 90);
        var guest = new PollGuest(Id<PollGuest>.New(talk.CreatedAt), talk.Id, "guest.editor@example.org", "en", committee, talk.CreatedAt);
        guest.Introduce("Robin", "America/Chicago");
        db.PollGuests.Add(guest);
        foreach (var (i, voter) in new[] { committee.AsVoter(), guest.Id.AsVoter() }.Index())
            talk.Answer(voter, talk.Slots.ToDictionary(s => s.Id, s => Mixed(i, s.Number)), talk.CreatedAt + Duration.FromHours(1 + i));
    }

    // More often yes than no, and no two alike.
    static PollAnswer Mixed(int person, int slot) => (((slot * 7) + (person * 5) + (slot * slot * person)) % 8) switch { < 4 => PollAnswer.Yes, < 6 => PollAnswer.IfNeedBe, _ => PollAnswer.No };

    static Poll Begin(CopDb db, Id<Group>? group, string title, string note, Id<Domain.Members.Member> by, Instant at, IsoDayOfWeek[] days, int weeks, int minutes)
    {
        var first = at.InZone(DateTimeZoneProviders.Tzdb[ZoneId]).Date.PlusDays(9).Next(IsoDayOfWeek.Monday);
        var times = new SlotPattern(days, new(9, 0), new(12, 0), minutes, first, weeks, ZoneId).Times(at).Where(t => t.Broken is null).Select(t => t.Slot);
        var poll = new Poll(Id<Poll>.New(at), times, at + Duration.FromDays(8), by, at);
        db.Polls.Add(poll);
        db.AvailabilityPolls.Add(new(poll.Id, group, title, note, "en", ZoneId));
        return poll;
    }
}
