using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;
using NodaTime.Text;

namespace CoP.Web.Data.Seed;

/// <summary>The demo community's co-reflection groups, each three months old and meeting on.</summary>
static class DemoGroups
{
    const string ZoneId = "America/New_York";

    public static void Gather(CopDb db, People people, Instant now)
    {
        foreach (var words in SeedContent.Groups()) db.Groups.Add(Gather(people, words, now));
    }

    static Group Gather(People people, GroupScript words, Instant now)
    {
        var founder = people[words.Members[0]];
        var founded = now - Duration.FromDays(95);
        var roles = words.Roles.Aggregate(MemberRoles.None, (all, role) => all | role);
        var description = SafeMarkdown.Render(words.Description);
        var group = new Group(
            Id<Group>.New(founded),
            new GroupOutline(words.Name, words.Purpose, description.Source, description.Html, roles, words.Areas.Together(), words.Language, words.Mode, words.Place, words.Size, words.Entry),
            People.As(founder), founded);
        foreach (var (i, key) in words.Members.Skip(1).Index())
        {
            var joined = founded + Duration.FromDays(2 * (i + 1));
            if (group.Join(People.As(people[key]), joined).State == MembershipState.Asked) group.Accept(people[key].Id, founder.Id, joined + Duration.FromHours(9));
        }
        foreach (var key in words.Asking ?? []) group.Join(People.As(people[key]), now - Duration.FromDays(2));
        Plan(group, words.Series, founder.Id, founded, now);
        return group;
    }

    static void Plan(Group group, SeriesScript words, Id<Member> founder, Instant founded, Instant now)
    {
        var first = founded.InZone(DateTimeZoneProviders.Tzdb[ZoneId]).Date.PlusDays(7).With(DateAdjusters.NextOrSame(words.Day));
        var time = LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(words.Time).Value;
        group.Plan(new SeriesPlan(LocalSlot.At(first + time, words.Minutes, ZoneId), words.Rhythm), founder, founded);
        var coming = group.SessionsBetween(now, now + Duration.FromDays(90)).Where(s => s.Slot.StartsAt > now).Select(s => s.Original).ToList();
        if (words.Moved is { } moved) group.Move(coming[moved - 1], coming[moved - 1].PlusDays(1), words.Minutes, founder, now);
        if (words.Cancelled is { } cancelled) group.Cancel(coming[cancelled - 1], founder, now);
    }
}
