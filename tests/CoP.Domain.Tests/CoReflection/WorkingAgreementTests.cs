using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

public sealed class WorkingAgreementTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 1, 12, 0);
    private static readonly LocalDate Today = new(2026, 9, 1);
    private static readonly Id<Member> Ana = Id<Member>.New(Now);
    private static readonly Id<Member> Ben = Id<Member>.New(Now);
    private static readonly Id<Member> Cleo = Id<Member>.New(Now);
    private static readonly Id<Member>[] All = [Ana, Ben, Cleo];

    private readonly WorkingAgreement agreement = new(Id<Group>.New(Now));

    [Fact]
    public void A_wording_holds_as_soon_as_everyone_present_has_agreed()
    {
        var first = Propose("We meet on Tuesdays.", Ana);
        Assert.Null(agreement.Current);
        agreement.Agree(first.Id, Ben, All, Now);
        Assert.Equal(AgreementState.Open, first.State);
        agreement.Agree(first.Id, Cleo, All, Now);
        Assert.Equal((first, 1, null), (agreement.Current, first.Number, agreement.Open));
    }

    [Fact]
    public void Who_is_alone_has_agreed_to_what_they_put_forward() => Assert.Equal(1, Propose("Alone.", Ana, [Ana]).Number);

    [Theory]
    [InlineData(2, 0, 13, false)]
    [InlineData(2, 0, 14, true)]
    [InlineData(1, 0, 60, false)]
    [InlineData(2, 1, 60, false)]
    public void After_two_weeks_more_than_half_are_enough_where_nobody_is_troubled(int agreeing, int troubled, int days, bool holds)
    {
        var version = Propose("We meet on Tuesdays.", Ana);
        if (agreeing > 1) agreement.Agree(version.Id, Ben, All, Now);
        if (troubled > 0) agreement.Trouble(version.Id, "Too early.", "en", Cleo, All, Now);
        Assert.Equal(holds, agreement.Settle(All, Now + Duration.FromDays(days)));
        Assert.Equal(holds, version == agreement.Current);
    }

    [Fact]
    public void Half_is_not_more_than_half()
    {
        var version = Propose("Half.", Ana, [Ana, Ben]);
        Assert.False(agreement.Settle([Ana, Ben], Now + WorkingAgreement.Patience));
        Assert.True(version == agreement.Open && agreement.Current is null);
    }

    [Fact]
    public void Trouble_that_is_taken_back_holds_nothing_up()
    {
        var version = Propose("We meet on Tuesdays.", Ana);
        agreement.Agree(version.Id, Ben, All, Now);
        agreement.Trouble(version.Id, "Too early.", "en", Cleo, All, Now);
        agreement.TakeBack(version.Id, Cleo, All);
        Assert.Null(version.AnswerOf(Cleo));
        Assert.True(agreement.Settle(All, Now + WorkingAgreement.Patience));
        // Who never said a word is asked still, and may be troubled by what holds.
        agreement.Trouble(version.Id, " It is too early. ", "en", Cleo, All, Now);
        Assert.Equal("It is too early.", version.AnswerOf(Cleo)!.Trouble);
        agreement.Agree(version.Id, Cleo, All, Now);
        Assert.True(version.AnswerOf(Cleo)!.Agrees);
    }

    [Fact]
    public void Who_leaves_is_not_waited_for_and_who_comes_is()
    {
        var version = Propose("We meet on Tuesdays.", Ana);
        agreement.Agree(version.Id, Ben, All, Now);
        Assert.False(agreement.Settle([.. All, Id<Member>.New(Now)], Now));
        Assert.True(agreement.Settle([Ana, Ben], Now));
    }

    [Fact]
    public void The_second_of_two_who_write_at_once_sees_the_first_and_loses_nothing()
    {
        var first = Propose("Ana's words.", Ana);
        Refused("agreement.changed", () => agreement.Propose(Wording("Ben's words."), 0, Ben, All, Today, Now));
        Assert.Equal(first, agreement.Open);
        var second = agreement.Propose(Wording("Ana's and Ben's words."), agreement.Edition, Ben, All, Today, Now);
        Assert.Equal((AgreementState.Replaced, AgreementState.Open), (first.State, second.State));
        Assert.Equal("Ana's words.", first.Under(AgreementHeading.UseOfTime)!.Body.Source);
        // Everyone is asked anew; only whoever put it forward has agreed.
        Assert.Equal([Ben], second.Answers.Select(a => a.MemberId));
        Refused("agreement.gone", () => agreement.Agree(first.Id, Cleo, All, Now));
    }

    [Fact]
    public void What_holds_does_so_until_the_next_one_does()
    {
        var first = Propose("One.", Ana, [Ana]);
        var second = Propose("Two.", Ana);
        Assert.Equal((first, second), (agreement.Current, agreement.Open));
        agreement.Agree(first.Id, Ben, All, Now);
        agreement.Agree(second.Id, Ben, All, Now);
        agreement.Agree(second.Id, Cleo, All, Now);
        Assert.Equal((second, 2), (agreement.Current, second.Number));
        Refused("agreement.gone", () => agreement.Agree(first.Id, Cleo, All, Now));
    }

    [Fact]
    public void Only_who_put_it_forward_takes_it_back_while_they_are_there()
    {
        var version = Propose("One.", Ana);
        Refused("agreement.others", () => agreement.Withdraw(version.Id, Ben, All, Now));
        Refused("group.member", () => agreement.Withdraw(version.Id, Id<Member>.New(Now), All, Now));
        agreement.Withdraw(version.Id, Ben, [Ben, Cleo], Now);
        Assert.Equal((AgreementState.Withdrawn, null), (version.State, agreement.Open));
        Refused("agreement.gone", () => agreement.Withdraw(version.Id, Ben, All, Now));
        Assert.False(agreement.Settle([Ana], Now + Duration.FromDays(100)));
    }

    [Fact]
    public void The_same_again_is_refused_but_a_new_day_for_the_fresh_look_is_not()
    {
        Propose("One.", Ana, [Ana]);
        Refused("agreement.same", () => Propose("One.", Ana, [Ana]));
        var renewed = agreement.Propose(Wording("One.") with { FreshLookOn = Today.PlusMonths(12) }, agreement.Edition, Ana, [Ana], Today, Now);
        Assert.Equal(2, renewed.Number);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Refused("agreement.empty", () => Put(Wording("x") with { Texts = [] }));
        Refused("agreement.text", () => Put(Wording(new string('x', AgreementWording.TextLimit + 1))));
        Refused("agreement.headings", () => Put(Wording("x") with { Texts = [.. Wording("x").Texts, .. Wording("y").Texts] }));
        Refused("agreement.headings", () => Put(Wording("x") with { Texts = [new((AgreementHeading)9, new RenderedText("x", ""), false)] }));
        Refused("agreement.look", () => Put(Wording("x") with { FreshLookOn = Today }));
        Refused("agreement.look", () => Put(Wording("x") with { FreshLookOn = Today.PlusYears(2).PlusDays(1) }));
        Refused("agreement.why", () => Put(Wording("x") with { Why = "two\nlines" }));
        Refused("text.language", () => Put(Wording("x") with { Language = "fr" }));
        Refused("group.member", () => agreement.Propose(Wording("x"), 0, Id<Member>.New(Now), All, Today, Now));
        var version = Propose("One.", Ana);
        Refused("agreement.trouble", () => agreement.Trouble(version.Id, " ", "en", Ben, All, Now));
        Refused("agreement.trouble", () => agreement.Trouble(version.Id, new string('x', AgreementAnswer.TroubleLimit + 1), "en", Ben, All, Now));
        Refused("group.member", () => agreement.Agree(version.Id, Id<Member>.New(Now), All, Now));
    }

    [Fact]
    public void A_group_that_keeps_rewording_keeps_what_held_and_the_newest()
    {
        var first = Propose("First.", Ana, [Ana]);
        for (var i = 0; i < WorkingAgreement.KeptLimit + 10; i++) Propose($"Again {i}.", i % 2 == 0 ? Ana : Ben);
        Assert.Equal(WorkingAgreement.KeptLimit, agreement.Versions.Count);
        Assert.Equal(first, agreement.Current);
    }

    private static AgreementWording Wording(string words) =>
        new([new HeadingText(AgreementHeading.UseOfTime, new RenderedText(words, $"<p>{words}</p>"), IsShown: false)], "en", AgreementWording.UsualFreshLook(Today));

    private AgreementVersion Propose(string words, Id<Member> by, Id<Member>[]? present = null) => agreement.Propose(Wording(words), agreement.Edition, by, present ?? All, Today, Now);

    private void Put(AgreementWording wording) => agreement.Propose(wording, agreement.Edition, Ana, All, Today, Now);

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
