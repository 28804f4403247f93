using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>Somebody who looks for a group, for those who convene one that would suit.</summary>
public sealed record Seeker(Id<Member> Id, string Name, Looking Looking);

/// <summary>
/// Which groups and which people would suit each other, by hour, language, way of meeting and role. Nobody is brought together with somebody whom one of the two keeps away; and since a group may not want to
/// be proposed, and a member not be looking, nothing follows from who is missing.
/// </summary>
public sealed class Fits(CopDb db, TimeProvider clock)
{
    const int MostGroups = 6;
    const int MostPeople = 12;

    /// <summary>Groups that would suit a member who looks for one, those that have agreed on an hour first; those that are in the middle of something with them are none.</summary>
    public async Task<List<Id<Group>>> GroupsFor(Viewer viewer, Looking looking)
    {
        var (me, powerAt, now) = (viewer.Id, viewer.PowerAt(), clock.Now());
        MeetingMode[] modes = [.. looking.Modes.Each()];
        var open = await db.Groups.VisibleTo(viewer).Where(g => g.ArchivedAt == null && g.AskedAt == null && g.Suggested && g.Entry != GroupEntry.Invitation && modes.Contains(g.Mode) && (looking.Language == null || g.Language == looking.Language)
                && g.Memberships.Count(m => m.State == MembershipState.Member || m.State == MembershipState.Offered) < g.Size && !g.Memberships.Any(m => m.MemberId == me)
                && !g.IsGuardedFrom(me, powerAt) && !g.IsAvoidedBy(me))
            .OrderBy(g => g.MeetsAt == null).ThenBy(g => g.Name).ThenBy(g => g.Id).Select(g => new { g.Id, g.MeetsAt, g.MeetsIn }).ToListAsync();
        return [.. open.Where(g => looking.HasTimeFor(g.MeetsAt, g.MeetsIn, now)).Take(MostGroups).Select(g => g.Id)];
    }

    /// <summary>People who look for a group like this one, who has looked longest first.</summary>
    public async Task<List<Seeker>> PeopleFor(Id<Group> id)
    {
        var now = clock.Now();
        var own = await db.Groups.AsNoTracking().Where(g => g.Id == id).Select(g => new { g.Roles, g.Language, Mode = g.Mode.AsSet(), g.MeetsAt, g.MeetsIn }).SingleAsync();
        var members = db.Memberships.Where(m => m.GroupId == id && m.State == MembershipState.Member);
        var seekers = await (
            from looking in db.Lookings.AsNoTracking()
            join person in db.Members on looking.MemberId equals person.Id
            where person.State == MemberState.Active && (looking.Modes & own.Mode) != MeetingModes.None && (looking.Language == null || looking.Language == own.Language)
                && !db.Memberships.Any(m => m.GroupId == id && m.MemberId == person.Id)
                && !db.Exclusions.Any(e => (e.MemberId == person.Id && members.Any(m => m.MemberId == e.ExcludedId)) || (e.ExcludedId == person.Id && members.Any(m => m.MemberId == e.MemberId)))
                && !db.Members.Any(other => other.AgencyId != null && other.AgencyId == person.AgencyId && members.Any(m => m.MemberId == other.Id) && (
                    (person.HidesFromAgency && (other.Supervises || other.Role == WorkRole.Administrator || other.Role == WorkRole.DirectorOfPeerSupport))
                    || (other.HidesFromAgency && (person.Supervises || person.Role == WorkRole.Administrator || person.Role == WorkRole.DirectorOfPeerSupport))))
            orderby looking.Since, looking.MemberId
            select new { Seeker = new Seeker(person.Id, person.Name, looking), Viewer = new Viewer(person.Id, person.Role, person.Supervises, person.AgencyId, person.Duties) }).ToListAsync();
        return [.. seekers.Where(s => own.Roles.Admit(s.Viewer) && s.Seeker.Looking.HasTimeFor(own.MeetsAt, own.MeetsIn, now)).Take(MostPeople).Select(s => s.Seeker)];
    }
}
