using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class TurnProposalTests
{
    private static readonly Instant Now = Instant.FromUtc(2028, 2, 1, 15, 0);
    private static readonly Quarter Current = new(2028, 1), One = new(2028, 2), Other = new(2028, 4);
    private static readonly Id<Member> Ana = Id<Member>.New(Now), Ben = Id<Member>.New(Now), Cora = Id<Member>.New(Now);
    private static readonly Area A = Host(One), B = Host(Other);

    [Fact]
    public void A_swap_is_decided_when_both_areas_have_agreed()
    {
        var proposal = TurnProposal.Swap(One, Other, new(Ana, A), "Why", Scene(), Now);
        Assert.Equal([B], proposal.Awaited);
        var entry = proposal.Agree(B, Ben, Scene(), Now)!;
        Assert.Equal((ProposalState.Agreed, LedgerEntryKind.Swapped), (proposal.State, entry.Kind));
        Assert.Equal((One, A, Other, B, Ana, "Why", proposal.Id), (entry.Quarter, entry.Area, entry.Other, entry.OtherArea, entry.DecidedById, entry.Why, entry.ProposalId!.Value));
    }

    [Fact]
    public void What_the_committee_proposes_needs_both()
    {
        var proposal = TurnProposal.Swap(One, Other, new(Cora, null), "Why", Scene(), Now);
        Assert.Equal([A, B], proposal.Awaited);
        Assert.Null(proposal.Agree(B, Ben, Scene(), Now));
        Assert.Equal([A], proposal.Awaited);
        Refused("turn.notasked", () => proposal.Agree(B, Ben, Scene(), Now));
        Assert.NotNull(proposal.Agree(A, Ana, Scene(), Now));
    }

    [Fact]
    public void Whoever_is_asked_may_decline_and_it_ends()
    {
        var proposal = TurnProposal.Swap(One, Other, new(Ana, A), "Why", Scene(), Now);
        proposal.Decline(B, Ben, Scene(), Now);
        Assert.Equal((ProposalState.Declined, Now), (proposal.State, proposal.EndedAt));
        Refused("turn.ended", () => proposal.Agree(B, Ben, Scene(), Now));
        Refused("turn.ended", () => proposal.Decline(B, Ben, Scene(), Now));
        Refused("turn.ended", () => proposal.Withdraw(Now));
    }

    [Fact]
    public void An_area_that_is_not_asked_has_no_say()
    {
        var proposal = TurnProposal.Swap(One, Other, new(Ana, A), "Why", Scene(), Now);
        foreach (var area in Enum.GetValues<Area>().Where(a => a != B))
        {
            Refused("turn.notasked", () => proposal.Agree(area, Cora, Scene(), Now));
            Refused("turn.notasked", () => proposal.Decline(area, Cora, Scene(), Now));
        }
    }

    [Fact]
    public void A_pass_asks_one_area_after_the_other_until_none_is_left()
    {
        var proposal = TurnProposal.Pass(One, new(Ana, A), "Why", Scene(), Now);
        List<Area> asked = [];
        while (proposal.State == ProposalState.Open)
        {
            Assert.Equal(One + asked.Count + 1, proposal.Other);
            asked.Add(proposal.OtherArea);
            Assert.Equal([proposal.OtherArea], proposal.Awaited);
            proposal.Decline(proposal.OtherArea, Ben, Scene(), Now);
        }
        Assert.Equal(ProposalState.Declined, proposal.State);
        Assert.Equal(Enum.GetValues<Area>().Where(a => a != A).Order(), asked.Order());
    }

    [Fact]
    public void A_pass_is_agreed_by_the_first_that_accepts()
    {
        var proposal = TurnProposal.Pass(One, new(Ana, A), "Why", Scene(), Now);
        proposal.Decline(proposal.OtherArea, Ben, Scene(), Now);
        var entry = proposal.Agree(proposal.OtherArea, Cora, Scene(), Now)!;
        Assert.Equal((LedgerEntryKind.Passed, One, One + 2), (entry.Kind, entry.Quarter, entry.Other));
    }

    [Fact]
    public void A_pass_that_the_committee_proposes_ends_when_the_area_itself_declines()
    {
        var proposal = TurnProposal.Pass(One, new(Cora, null), "Why", Scene(), Now);
        proposal.Decline(A, Ana, Scene(), Now);
        Assert.Equal(ProposalState.Declined, proposal.State);
    }

    [Fact]
    public void Two_proposals_do_not_speak_of_one_turn()
    {
        Refused("turn.proposed", () => TurnProposal.Swap(One, Other, new(Ana, A), "Why", Scene(One), Now));
        Refused("turn.proposed", () => TurnProposal.Swap(One, Other, new(Ana, A), "Why", Scene(Other), Now));
        Refused("turn.proposed", () => TurnProposal.Pass(One, new(Ana, A), "Why", Scene(One), Now));
        Assert.Equal(One + 2, TurnProposal.Pass(One, new(Ana, A), "Why", Scene(One + 1), Now).Other);
    }

    [Fact]
    public void What_has_become_a_meeting_meanwhile_is_not_agreed_to_but_can_be_declined()
    {
        var proposal = TurnProposal.Swap(One, Other, new(Ana, A), "Why", Scene(), Now);
        var scene = new ProposalScene(Ledger.Founding, new(Current, new Dictionary<Quarter, MeetingOnRecord> { [Other] = new(B, TurnOutcome.Ahead, true) }), new HashSet<Quarter>());
        Refused("turn.scheduled", () => proposal.Agree(B, Ben, scene, Now));
        Assert.DoesNotContain(proposal.Voices, v => v.Area == B);
        Assert.False(proposal.StillHolds(scene));
        Assert.True(proposal.EndIfOvertaken(scene, Now));
        Assert.Equal(ProposalState.Overtaken, proposal.State);
    }

    [Fact]
    public void A_pass_without_any_later_turn_is_refused()
    {
        var met = Current.Following(41).Where(q => q != One).ToDictionary(q => q, q => new MeetingOnRecord(Host(q), TurnOutcome.Ahead, true));
        Refused("turn.pass.none", () => TurnProposal.Pass(One, new(Ana, A), "Why", new(Ledger.Founding, new(Current, met), new HashSet<Quarter>()), Now));
    }

    [Fact]
    public void Every_answer_raises_the_version() => Prop.ForAll(Gen.ArrayOf(Gen.Elements(true, false)).ToArbitrary(), answers =>
    {
        var proposal = TurnProposal.Pass(One, new(Cora, null), "Why", Scene(), Now);
        var seen = proposal.Version;
        foreach (var agrees in answers)
        {
            if (proposal.State != ProposalState.Open) break;
            var area = proposal.Awaited.Last();
            if (agrees) proposal.Agree(area, Ben, Scene(), Now);
            else proposal.Decline(area, Ben, Scene(), Now);
            if (proposal.Version <= seen) return false;
            seen = proposal.Version;
        }
        return proposal.Voices.Select(v => v.Number).SequenceEqual(Enumerable.Range(1, proposal.Voices.Count)) && (proposal.State == ProposalState.Open) == (proposal.EndedAt is null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_speaks_for_an_area_works_there_and_may_sign_in()
    {
        var member = new Member(Ana, "Ana", new WorkPlace(WorkRole.Administrator, null, false, null, Areas.Central), "en", "America/New_York", Now);
        Refused("turn.contact", () => _ = new TurnContact(Area.Western, member, Now));
        var contact = new TurnContact(Area.Central, member, Now);
        Assert.Equal((Ana, Now), (contact.MemberId, contact.Since));
        member.Suspend();
        Refused("turn.contact", () => contact.Name(member, Now));
    }

    private static Area Host(Quarter quarter) => Ledger.Founding.Rotation.HostOf(quarter);

    private static ProposalScene Scene(params Quarter[] taken) => new(Ledger.Founding, new(Current, new Dictionary<Quarter, MeetingOnRecord>()), taken.ToHashSet());

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
