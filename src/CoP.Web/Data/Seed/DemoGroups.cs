using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;
using NodaTime.Text;

namespace CoP.Web.Data.Seed;

/// <summary>The demo community's co-reflection groups, each three months old; most of them meet on.</summary>
static class DemoGroups
{
    const string ZoneId = "America/New_York";

    public static void Gather(CopDb db, People people, Instant now)
    {
        foreach (var words in SeedContent.Groups()) db.Groups.Add(Gather(people, words, now));
        foreach (var words in SeedContent.Looking())
        {
            var (who, times) = (people[words.Who], words.Times.Select(time => time.Split('.')).Select(time => (Enum.Parse<IsoDayOfWeek>(time[0]), Enum.Parse<DayPart>(time[1]))));
            db.Lookings.Add(new Looking(who.Id, new LookingFor(WeekTimes.Of(times), who.ZoneId, words.Language, words.Modes.Aggregate(MeetingModes.None, (all, mode) => all | mode.AsSet())), now - Duration.FromDays(5)));
        }
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
            // Nobody here keeps anybody away.
            if (words.Entry == GroupEntry.Invitation) group.Invite(People.As(people[key]), founder.Id, PeopleAround.Strangers, joined);
            if (group.Join(People.As(people[key]), PeopleAround.Strangers, joined).State == MembershipState.Asked) group.Accept(people[key].Id, founder.Id, PeopleAround.Strangers, joined + Duration.FromHours(9));
        }
        foreach (var key in (words.Asking ?? []).Concat(words.Waiting ?? [])) group.Join(People.As(people[key]), PeopleAround.Strangers, now - Duration.FromDays(2));
        foreach (var key in words.Invited ?? []) group.Invite(People.As(people[key]), founder.Id, PeopleAround.Strangers, now - Duration.FromDays(1));
        if (words.Series is { } series) Plan(group, series, founder.Id, founded, now);
        else group.LookIn(now - Duration.FromDays(2));
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
