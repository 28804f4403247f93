using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Members;

public class InvitationTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 9, 15, 0);
    private static readonly WorkPlace Work = new(WorkRole.PeerSupporter, Discipline.FamilyPartner, false, Id<Agency>.New(Now), Areas.Southeast);

    [Fact]
    public void Accepting_makes_a_member_with_the_role_that_was_vouched_for_and_no_duty()
    {
        var invitation = To("ana@example.org");
        var member = Accept(invitation, Now + Duration.FromDays(3));
        Assert.Equal((Work, Duties.None, "es"), (member.Work, member.Duties, member.Language));
        Assert.Equal(member.Id, invitation.MemberId);
    }

    [Fact]
    public void An_invitation_is_accepted_once()
    {
        var invitation = To("ana@example.org");
        Accept(invitation, Now);
        Assert.Equal("invitation.closed", Assert.Throws<RuleBrokenException>(() => Accept(invitation, Now)).Key);
    }

    [Fact]
    public void After_fourteen_days_it_can_no_longer_be_accepted()
    {
        var invitation = To("ana@example.org");
        Assert.True(invitation.IsOpen(Now + Duration.FromDays(14) - Duration.FromTicks(1)));
        Assert.False(invitation.IsOpen(Now + Duration.FromDays(14)));
        Assert.Throws<RuleBrokenException>(() => Accept(invitation, Now + Duration.FromDays(14)));
    }

    [Fact]
    public void Sent_again_it_lasts_another_fourteen_days_under_a_new_version()
    {
        var invitation = To("ana@example.org");
        invitation.Renew(Now + Duration.FromDays(20));
        Assert.True(invitation.IsOpen(Now + Duration.FromDays(33)));
        Assert.Equal(1, invitation.Version);
    }

    [Fact]
    public void Withdrawn_it_can_be_neither_accepted_nor_sent_again()
    {
        var invitation = To("ana@example.org");
        invitation.Withdraw(Now);
        Assert.Throws<RuleBrokenException>(() => Accept(invitation, Now));
        Assert.Throws<RuleBrokenException>(() => invitation.Renew(Now));
    }

    [Fact]
    public void A_name_that_is_refused_leaves_the_invitation_open()
    {
        var invitation = To("ana@example.org");
        Assert.Throws<RuleBrokenException>(() => invitation.Accept(Id<Member>.New(Now), " ", "en", "America/New_York", Now));
        Assert.True(invitation.IsOpen(Now));
    }

    [Theory]
    [InlineData("ana@example.org")]
    [InlineData("ana.maria+cop@mail.example.co")]
    [InlineData("o'neil@example.org")]
    public void These_are_addresses(string text) => Assert.True(Invitation.IsAddress(text));

    [Theory]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("ana@")]
    [InlineData("@example.org")]
    [InlineData("ana@example")]
    [InlineData("ana@@example.org")]
    [InlineData("ana@example.org\r\nBcc: all@example.org")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("ana@example.org, bo@example.org")]
    [InlineData("ana @example.org")]
    [InlineData(".ana@example.org")]
    [InlineData("ana@-example.org")]
    [InlineData("ana@example..org")]
    public void These_are_not(string text) => Assert.False(Invitation.IsAddress(text));

    [Fact]
    public void An_address_is_at_most_254_characters_long()
    {
        var longest = "a@" + string.Concat(Enumerable.Repeat("abcdefghi.", 25)) + "nu";
        Assert.Equal(254, longest.Length);
        Assert.True(Invitation.IsAddress(longest));
        Assert.False(Invitation.IsAddress(longest + "x"));
    }

    [Fact]
    public void A_sign_in_link_is_used_once_within_fifteen_minutes_and_never_by_nobody()
    {
        var member = Id<Member>.New(Now);
        var link = new SignInLink(Id<SignInLink>.New(Now), member, Now);
        Assert.False(link.IsOpen(Now + SignInLink.Lasts));
        Assert.Equal(member, link.Use(Now + Duration.FromMinutes(14)));
        Assert.Throws<RuleBrokenException>(() => link.Use(Now));
        Assert.Throws<RuleBrokenException>(() => new SignInLink(Id<SignInLink>.New(Now), null, Now).Use(Now));
    }

    private static Invitation To(string email) => new(Id<Invitation>.New(Now), email, Work, "es", Id<Member>.New(Now), Now);

    private static Member Accept(Invitation invitation, Instant now) =>
        invitation.Accept(Id<Member>.New(now), "Ana", "es", "America/New_York", now);
}
