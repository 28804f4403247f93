using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class RsvpTests(Site site)
{
    [Fact]
    public async Task The_last_answer_wins_and_there_is_one_a_member()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        Assert.Contains("Thank you. We have your answer.", (await member.Answer(id, "Maybe")).Text(), StringComparison.Ordinal);
        var page = await member.Answer(id, "Yes", ("Mine.Asl", "true"), ("Mine.Other", "Large print 🙂 <script>alert(1)</script>"));
        Assert.Equal("Large print 🙂 <script>alert(1)</script>", page.One("#Mine_Other").GetAttribute("value"));
        Assert.True(page.One("[name='Mine.Answer'][value=Yes]").HasAttribute("checked"));
        Assert.Contains("You are coming", (await member.Get("/meetings")).Text(), StringComparison.Ordinal);

        var answers = await site.Read(db => db.Rsvps.Where(r => r.MeetingId == id).ToListAsync());
        Assert.Equal((Answer.Yes, AccessNeeds.Asl), (Assert.Single(answers).Answer, answers[0].Needs));

        await member.Answer(id, "No");
        Assert.False(await site.Read(db => db.Rsvps.AnyAsync(r => r.MeetingId == id && (r.Needs != AccessNeeds.None || r.OtherNeed != null))));
    }

    [Fact]
    public async Task Many_answers_of_one_member_at_once_stay_one()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        var page = await member.Get($"/meetings/{id}");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => page.Submit("#rsvp form", ("Mine.Answer", i % 2 == 0 ? "Yes" : "Maybe"))));
        Assert.Equal(1, await site.Read(db => db.Rsvps.CountAsync(r => r.MeetingId == id)));
    }

    [Fact]
    public async Task Who_comes_is_counted_by_role_and_never_named()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        Kind[] kinds = [Kind.Supporter, Kind.Supporter, Kind.Supervisor, Kind.DirectorOfPeerSupport];
        var members = await Task.WhenAll(kinds.Select(k => site.SignIn(k)));
        foreach (var member in members) await member.Answer(id, "Yes");
        var page = await committee.Get($"/meetings/{id}");
        Assert.Equal(
            ["Peer supporters 2 0 0", "Supervisors 1 0 0", "Agency administrators 1 0 0", "DMH directors of recovery 0 0 0", "Everyone 4 0 0"],
            page.All("[aria-labelledby=answers] tbody tr").Select(row => string.Join(' ', row.Children.Select(c => c.TextContent.Trim()))));
        Assert.All(members, member => Assert.DoesNotContain(member.Member.Name, page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plain_answer_from_elsewhere_leaves_the_needs_as_they_were()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        await member.Answer(id, "Maybe", ("Mine.Cart", "true"));
        await member.Post($"/meetings/{id}/rsvp", ("Answer", "Yes"));
        var rsvp = await site.Read(db => db.Rsvps.SingleAsync(r => r.MeetingId == id));
        Assert.Equal((Answer.Yes, AccessNeeds.Cart), (rsvp.Answer, rsvp.Needs));
    }

    [Fact]
    public async Task When_the_date_changes_people_are_asked_again()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        await member.Answer(id, "Yes");
        await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Time", "09:30"));
        Assert.Contains("The date has changed since you answered", (await member.Get($"/meetings/{id}")).Text(), StringComparison.Ordinal);
        Assert.Contains("please answer again", (await member.Get("/meetings")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("The date has changed since you answered", (await member.Answer(id, "Yes")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "", "Please choose yes, maybe or no.")]
    [InlineData("Perhaps", "", "We cannot read “Perhaps” here.")]
    [InlineData("7", "", "Please choose yes, maybe or no.")]
    [InlineData("Yes", "long", "at most 300 characters")]
    [InlineData("Yes", "one\u0007two", "in one line")]
    [InlineData("Yes", "one\r\ntwo", "in one line")]
    public async Task A_bad_answer_changes_nothing_and_is_kept(string? answer, string other, string says)
    {
        if (other == "long") other = new string('x', 301);
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        var page = (await (await member.Get($"/meetings/{id}")).Submit("#rsvp form", ("Mine.Answer", answer), ("Mine.Other", other), ("Mine.Asl", "true"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.True(page.One("#Mine_Asl").HasAttribute("checked"));
        if (!other.Contains('\n')) Assert.Equal(other, page.One("#Mine_Other").GetAttribute("value") ?? "");
        Assert.False(await site.Read(db => db.Rsvps.AnyAsync(r => r.MeetingId == id)));
    }

    [Fact]
    public async Task An_answer_needs_a_token_and_a_meeting_that_one_sees()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        Assert.Equal(HttpStatusCode.BadRequest, (await member.Post($"/meetings/{id}/rsvp", [("Answer", "Yes")], token: false)).Status);
        var other = await site.SignIn(Kind.Supporter);
        var foreign = (await other.Get($"/meetings/{id}")).One("[name=__RequestVerificationToken]").GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.BadRequest, (await member.Post($"/meetings/{id}/rsvp", [("Answer", "Yes"), ("__RequestVerificationToken", foreign)], token: false)).Status);
        var hidden = await committee.Schedule(Planned.NextQuarter());
        Assert.Equal(HttpStatusCode.NotFound, (await member.Post($"/meetings/{hidden}/rsvp", ("Answer", "Yes"))).Status);
        foreach (var nonsense in (string[])["x", "AAAAAAAAAAAAAAAAAAAAAA", "rotation"])
            Assert.NotEqual(HttpStatusCode.InternalServerError, (await member.Post($"/meetings/{nonsense}/rsvp", ("Answer", "Yes"))).Status);
        Assert.False(await site.Read(db => db.Rsvps.AnyAsync(r => r.MeetingId == id || r.MeetingId == hidden)));
    }

    [Fact]
    public async Task A_cancelled_meeting_takes_no_more_answers()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        var open = await member.Get($"/meetings/{id}");
        await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "Snow"));
        Assert.Contains("takes no more answers", (await open.Submit("#rsvp form", ("Mine.Answer", "Yes"))).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_needs_is_seen_by_oneself_and_the_access_contact_and_nobody_else()
    {
        var (committee, contact) = (await site.Committee(), await site.Committee());
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced(("Input.Contact", contact.Member.Id.ToString()));
        await member.Answer(id, "Yes", ("Mine.Asl", "true"), ("Mine.Spanish", "true"), ("Mine.Other", "A quiet channel"));

        var list = await contact.Get($"/meetings/{id}/access");
        foreach (var need in (string[])["American Sign Language (ASL) interpreter", "Spanish interpreter", "A quiet channel"])
            Assert.Contains($"{member.Member.Name} Yes, I will come {need} Not booked yet", list.Text(), StringComparison.Ordinal);
        Assert.Equal("A quiet channel", (await member.Get($"/meetings/{id}")).One("#Mine_Other").GetAttribute("value"));

        Visitor[] others = [committee, await site.Committee(), await site.SignIn(Kind.SiteAdministrator), await site.SignIn(Kind.Moderator), member];
        foreach (var other in others) Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/meetings/{id}/access")).Status);
        foreach (var address in (string[])["/", "/meetings", $"/meetings/{id}", $"/meetings/{id}.ics", "/meetings/rotation", "/steering/meetings", $"/steering/meetings/{id}", $"/steering/meetings/{id}/details"])
            Assert.DoesNotContain("A quiet channel", (await committee.Get(address)).Body, StringComparison.Ordinal);

        // A new contact sees them, and the old one no longer.
        await (await committee.Get($"/steering/meetings/{id}/details")).Submit("main form", ("Input.Contact", committee.Member.Id.ToString()));
        Assert.Contains("A quiet channel", (await committee.Get($"/meetings/{id}/access")).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await contact.Get($"/meetings/{id}/access")).Status);
    }

    [Fact]
    public async Task Thirty_days_after_the_meeting_needs_are_hidden_and_then_gone()
    {
        await using var own = await Site.On(site.Kind);
        var committee = await own.Committee();
        var member = await own.SignIn(Kind.Supporter);
        var id = await committee.Schedule(new(2031, 2));
        await committee.Announce(id);
        await member.Answer(id, "Yes", ("Mine.Asl", "true"), ("Mine.Other", "Large print"));
        var forgotten = (await own.Read(db => db.Meetings.SingleAsync(m => m.Id == id))).AccessForgottenAt;

        own.Clock.Advance((forgotten - own.Now - Duration.FromHours(1)).ToTimeSpan());
        committee = await own.SignIn(committee.Member);
        Assert.Contains("Large print", (await committee.Get($"/meetings/{id}/access")).Text(), StringComparison.Ordinal);

        own.Clock.Advance(TimeSpan.FromHours(1));
        var page = await committee.Get($"/meetings/{id}/access");
        Assert.DoesNotContain("Large print", page.Text(), StringComparison.Ordinal);
        Assert.Contains("have been deleted, as promised", page.Text(), StringComparison.Ordinal);
        await Site.Until(async () => !await own.Read(db => db.Rsvps.AnyAsync(r => r.Needs != AccessNeeds.None || r.OtherNeed != null)), "the needs are gone");
        Assert.Equal(Answer.Yes, (await own.Read(db => db.Rsvps.SingleAsync())).Answer);
    }
}

public sealed class RsvpTestsOnSqlite(SqliteSite site) : RsvpTests(site), IClassFixture<SqliteSite>;

public sealed class RsvpTestsOnPostgres(PostgresSite site) : RsvpTests(site), IClassFixture<PostgresSite>;
