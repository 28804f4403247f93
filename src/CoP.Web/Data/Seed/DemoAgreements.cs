using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;

namespace CoP.Web.Data.Seed;

/// <summary>What some of the demo community's groups have agreed on, and what waits for their word.</summary>
static class DemoAgreements
{
    /// <summary>The groups are there already.</summary>
    public static void Reach(CopDb db, People people, Instant now)
    {
        var names = SeedContent.Groups().ToDictionary(g => g.Key, g => g.Name);
        foreach (var words in SeedContent.Agreements())
        {
            var group = db.Groups.Local.Single(g => g.Name == names[words.Group]);
            var present = group.Members.Select(m => m.MemberId).ToHashSet();
            var agreement = new WorkingAgreement(group.Id);
            foreach (var proposal in words.Proposals) Propose(agreement, proposal, people, present, now);
            db.WorkingAgreements.Add(agreement);
        }
    }

    static void Propose(WorkingAgreement agreement, WordingScript words, People people, HashSet<Id<Member>> present, Instant now)
    {
        var proposed = now - Duration.FromDays(words.DaysAgo);
        var today = proposed.InUtc().Date;
        var wording = new AgreementWording(
            [.. words.Sections.Select(s => new HeadingText(s.Key, SafeMarkdown.Render(s.Value, words.Language), words.Shown.Contains(s.Key)))], words.Language, AgreementWording.UsualFreshLook(today), words.Why);
        var version = agreement.Propose(wording, agreement.Edition, people[words.By].Id, present, today, proposed);
        foreach (var key in words.Agreed) agreement.Agree(version.Id, people[key].Id, present, proposed + Duration.FromDays(1));
        if (words.Troubled is { } troubled) agreement.Trouble(version.Id, troubled.Words, words.Language, people[troubled.Who].Id, present, proposed + Duration.FromDays(2));
        if (now >= proposed + WorkingAgreement.Patience) agreement.Settle(present, proposed + WorkingAgreement.Patience);
    }
}
