using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Members;

public class OversightTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 9, 15, 0);
    private static readonly Id<Agency> Harbor = Id<Agency>.New(Now), Ridge = Id<Agency>.New(Now);
    private static readonly WorkPlace Supporter = new(WorkRole.PeerSupporter, Discipline.RecoveryCoach, false, Harbor, Areas.Central);
    private static readonly WorkPlace Supervisor = new(WorkRole.Supervisor, null, true, Harbor, Areas.Central);

    [Fact]
    public void The_committee_changes_a_role_and_each_difference_is_on_record()
    {
        var (actor, member) = (Someone(Ridge, Duties.Committee), Someone(Harbor));
        var lines = new Oversight(actor, Now).ChangeWork(member, Supervisor);
        Assert.Equal(WorkRole.Supervisor, member.Role);
        Assert.Equal(
            [(AuditKind.Role, "PeerSupporter", "Supervisor"), (AuditKind.Discipline, "RecoveryCoach", null), (AuditKind.Supervises, "No", "Yes")],
            lines.Select(l => (l.What, l.Before, l.After)));
        Assert.All(lines, l => Assert.Equal((actor.Id, member.Id, Now), (l.ActorId, l.SubjectId, l.At)));
    }

    [Fact]
    public void Nothing_changed_leaves_nothing_on_record() =>
        Assert.Empty(new Oversight(Someone(Ridge, Duties.Committee), Now).ChangeWork(Someone(Harbor), Supporter));

    [Fact]
    public void Nobody_of_the_members_agency_changes_their_role() =>
        Refused("oversight.agency", () => new Oversight(Someone(Harbor, Duties.Committee), Now).ChangeWork(Someone(Harbor), Supervisor));

    [Fact]
    public void Nobody_brings_a_member_into_their_own_agency() =>
        Refused("oversight.agency", () => new Oversight(Someone(Ridge, Duties.Committee), Now).ChangeWork(Someone(Harbor), Supporter with { AgencyId = Ridge }));

    [Fact]
    public void Nobody_of_the_members_agency_takes_them_out_of_it() =>
        Refused("oversight.agency", () => new Oversight(Someone(Harbor, Duties.Committee), Now).ChangeWork(Someone(Harbor), Supporter with { AgencyId = Ridge }));

    [Fact]
    public void Areas_alone_may_be_changed_from_within_the_agency()
    {
        var member = Someone(Harbor);
        var line = Assert.Single(new Oversight(Someone(Harbor, Duties.Committee), Now).ChangeWork(member, Supporter with { Areas = Areas.Western | Areas.Central }));
        Assert.Equal((AuditKind.Areas, "Central", "Western, Central"), (line.What, line.Before, line.After));
    }

    [Fact]
    public void Two_members_without_an_agency_are_not_of_one_agency() =>
        Assert.NotEmpty(new Oversight(Someone(null, Duties.Committee), Now).ChangeWork(Someone(null), Supervisor with { AgencyId = null }));

    [Theory]
    [InlineData(Duties.None)]
    [InlineData(Duties.Moderator)]
    [InlineData(Duties.SiteAdministrator)]
    public void Whoever_is_not_on_the_committee_changes_no_role_and_suspends_nobody(Duties duties)
    {
        var oversight = new Oversight(Someone(Ridge, duties), Now);
        Refused("oversight.committee", () => oversight.ChangeWork(Someone(Harbor), Supervisor));
        Refused("oversight.committee", () => oversight.Suspend(Someone(Harbor)));
        Refused("oversight.committee", () => oversight.ChangeDuties(Someone(Harbor), Duties.Committee));
    }

    [Fact]
    public void Nobody_changes_their_own_standing()
    {
        var both = Someone(null, Duties.Committee | Duties.SiteAdministrator);
        var oversight = new Oversight(both, Now);
        Refused("oversight.self", () => oversight.ChangeWork(both, Supervisor));
        Refused("oversight.self", () => oversight.ChangeDuties(both, Duties.None));
        Refused("oversight.self", () => oversight.Suspend(both));
    }

    [Fact]
    public void Only_a_site_administrator_makes_another_one()
    {
        Refused("oversight.site", () => new Oversight(Someone(Ridge, Duties.Committee), Now).ChangeDuties(Someone(Harbor), Duties.SiteAdministrator));
        var member = Someone(Harbor);
        var line = Assert.Single(new Oversight(Someone(Ridge, Duties.SiteAdministrator), Now).ChangeDuties(member, Duties.SiteAdministrator));
        Assert.Equal(("None", "SiteAdministrator"), (line.Before, line.After));
    }

    [Fact]
    public void A_committee_member_cannot_shut_out_a_site_administrator() =>
        Refused("oversight.site", () => new Oversight(Someone(Ridge, Duties.Committee), Now).Suspend(Someone(Harbor, Duties.SiteAdministrator)));

    [Fact]
    public void Nobody_of_the_members_agency_shuts_them_out() =>
        Refused("oversight.agency", () => new Oversight(Someone(Harbor, Duties.Committee), Now).Suspend(Someone(Harbor)));

    [Fact]
    public void A_suspended_committee_member_can_no_longer_act()
    {
        var actor = Someone(Ridge, Duties.Committee);
        actor.Suspend();
        Refused("oversight.committee", () => new Oversight(actor, Now).Suspend(Someone(Harbor)));
    }

    [Fact]
    public void Suspending_twice_is_recorded_once()
    {
        var (oversight, member) = (new Oversight(Someone(Ridge, Duties.Committee), Now), Someone(Harbor));
        Assert.Single(oversight.Suspend(member));
        Assert.Empty(oversight.Suspend(member));
        Assert.Equal("Active", Assert.Single(oversight.Readmit(member)).After);
    }

    private static Member Someone(Id<Agency>? agency, Duties duties = Duties.None)
    {
        var member = new Member(Id<Member>.New(Now), "Robin", Supporter with { AgencyId = agency }, "en", "America/New_York", Now);
        member.Entrust(duties);
        return member;
    }

    private static void Refused(string key, Action act) => Assert.Equal(key, Assert.Throws<RuleBrokenException>(act).Key);
}
