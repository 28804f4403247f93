using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Data.Seed;

/// <summary>Who speaks for the turns of the demo community's areas, a swap that they agreed on, and a proposal that waits for an answer.</summary>
static class DemoTurns
{
    /// <summary>Those with a sign-in of their own come first, so that one can try it.</summary>
    static readonly string[] first = ["director", "administrator"];

    public static void Agree(CopDb db, People people, Instant now)
    {
        var contacts = new Dictionary<Area, Member>();
        var candidates = first.Select(key => people[key]).Concat(people.All.Where(m => m.Role is WorkRole.AreaDirectorOfRecovery or WorkRole.DirectorOfPeerSupport or WorkRole.Administrator)).Concat(people.All).Distinct().ToList();
        foreach (var member in candidates)
            if (member.Areas.Each().Where(a => !contacts.ContainsKey(a)).Select(a => (Area?)a).FirstOrDefault() is { } area) contacts.Add(area, member);
        foreach (var (area, member) in contacts) db.TurnContacts.Add(new TurnContact(area, member, now - Duration.FromDays(60)));

        var current = Quarter.At(now, DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]);
        var ledger = Ledger.Founding;
        var scene = new ProposalScene(ledger, new(current, new Dictionary<Quarter, MeetingOnRecord>()), new HashSet<Quarter>());
        var swap = Propose(current + 8, current + 10, "Our office moves that spring, and we have no room to prepare a meeting.", now - Duration.FromDays(30));
        db.LedgerEntries.Add(swap.Agree(swap.OtherArea, contacts[swap.OtherArea].Id, scene, now - Duration.FromDays(27))!);

        // Asked of one who can sign in, whichever turn comes first.
        var asked = contacts.First(c => c.Value == people[first[0]]).Key;
        var theirs = (current + 11).Following(TurnOrder.Round).First(q => ledger.Rotation.HostOf(q) == asked);
        Propose(theirs + 1, theirs, "Three of our teams hold their yearly retreat in those weeks.", now - Duration.FromDays(2));

        TurnProposal Propose(Quarter one, Quarter other, string why, Instant at)
        {
            var area = ledger.Rotation.HostOf(one);
            var proposal = TurnProposal.Swap(one, other, new Proposer(contacts[area].Id, area), why, scene, at);
            db.TurnProposals.Add(proposal);
            return proposal;
        }
    }
}
