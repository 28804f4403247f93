using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Features.Polls;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Polls;

/// <summary>The committee asks itself, and guests without an account, when they can.</summary>
public abstract class CommitteePollTests(Site site)
{
    const string Form = "/steering/polls/new";

    [Fact]
    public async Task The_committee_sees_counts_and_no_names_and_chooses_a_time_that_all_are_told()
    {
        var (committee, other) = (await site.SignIn(Kind.Committee), await site.SignIn(Kind.Committee));
        var id = await committee.Ask(Form);
        Assert.Contains("Our sessions from spring on", (await other.Get("/steering/polls")).Text(), StringComparison.Ordinal);
        await other.Answer(id, (_, i) => i == 5 ? "Yes" : "No", ("Input.Remark", "Not on Mondays"));
        var page = await committee.Get($"/polls/{id}");
        Assert.Contains("1 yes, 0 if need be, 0 no", Page.Words(page.All("#results tbody tr")[0]), StringComparison.Ordinal);
        Assert.Contains("Not on Mondays", page.Text("#results"), StringComparison.Ordinal);
        Assert.DoesNotContain(other.Member.Name, page.Text(), StringComparison.Ordinal);
        page = await page.Submit("#results tbody tr form");
        Assert.Equal((await site.Poll(id)).Slots[5].Id, (await site.Poll(id)).ChosenId);
        Assert.Contains("A time is chosen:", page.Text(), StringComparison.Ordinal);
        var letter = (await site.Mail(other.Member)).Last(m => m.TextBody!.Contains($"/polls/{id}", StringComparison.Ordinal));
        Assert.Equal("A time is chosen", letter.Subject);
        Assert.Contains("May 8, 2031", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignIn(Kind.Supporter)).Get($"/polls/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignIn(Kind.Supporter)).Get(Form)).Status);
    }

    [Fact]
    public async Task A_guest_answers_by_the_link_in_a_letter_and_sees_counts_only()
    {
        var committee = await site.SignIn(Kind.Committee);
        var id = await committee.Ask(Form);
        await committee.Answer(id, (_, _) => "Yes", ("Input.Remark", "Between ourselves"));
        var link = await Invite(committee, id, "Pat.Guest@Example.org", "es");
        var visitor = site.Visit();
        // Looking changes nothing, however often, and by whatever clock.
        var before = (await site.Poll(id)).LiveVersion;
        var page = (await visitor.Get(link)).Is(HttpStatusCode.OK);
        Assert.Equal("no-referrer", page.Response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("Sus respuestas", page.Text(), StringComparison.Ordinal);
        var at = link.Split('?')[0];
        page = await visitor.Get(at + "?zone=America/Chicago&lang=en");
        Assert.Contains("8:00–9:00 AM (9:00–10:00 AM, Eastern time)", page.Text("#vote"), StringComparison.Ordinal);
        Assert.Equal(before, (await site.Poll(id)).LiveVersion);
        foreach (var hidden in (string[])[committee.Member.Name, "Between ourselves", "pat.guest@example.org"]) Assert.DoesNotContain(hidden, page.Body, StringComparison.OrdinalIgnoreCase);

        var unnamed = (await page.Submit("#vote", page.Answers((_, _) => "No"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("write a name", unnamed.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(18, unnamed.All("#vote [value=No][checked]").Count(r => r.GetAttribute("name") != "Input.Rest"));
        page = await unnamed.Submit("#vote", ("Guest.Name", "Pat"));
        Assert.Contains("Your answers are saved.", page.Text(".says"), StringComparison.Ordinal);
        Assert.Equal("Pat", page.One("[name='Guest.Name']").GetAttribute("value"));
        Assert.Contains("1 yes, 0 if need be, 1 no", page.Text("#results"), StringComparison.Ordinal);
        await page.Submit("#vote", page.Answers((_, _) => "IfNeedBe"));
        Assert.All((await site.Poll(id)).Ranking, r => Assert.Equal((1, 1), (r.Yes.Count, r.IfNeedBe.Count)));
        // Who answers with the link is not signed in by it.
        Assert.Contains("/sign-in", (await visitor.First($"/polls/{id}")).Response.Headers.Location!.OriginalString, StringComparison.Ordinal);

        // What was chosen is said in the guest's language, by their own clock.
        await (await committee.Get($"/polls/{id}")).Submit("#results tbody tr form");
        var letter = (await GuestMail("pat.guest@example.org"))[^1];
        Assert.Equal("Ya se eligió un horario", letter.Subject);
        Assert.Contains("8:00–9:00", letter.TextBody, StringComparison.Ordinal);
        page = await visitor.Get(at);
        Assert.False(page.Has("#vote"));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post(at + "/votes", [("Input.Answers[0].Slot", (await site.Poll(id)).Slots[0].Id.ToString()), ("Input.Answers[0].Answer", "Yes"), ("Guest.Name", "Pat")], token: false)).Status);
    }

    [Fact]
    public async Task An_invitation_that_is_taken_back_opens_nothing_and_counts_no_more()
    {
        var committee = await site.SignIn(Kind.Committee);
        var id = await committee.Ask(Form);
        var at = (await Invite(committee, id, "gone@example.org", "en")).Split('?')[0];
        var visitor = site.Visit();
        var page = await visitor.Get(at);
        await page.Submit("#vote", [.. page.Answers((_, _) => "Yes"), ("Guest.Name", "Pat")]);
        var asked = (await committee.Get($"/polls/{id}"));
        Assert.Contains("gone@example.org Has answered", asked.Text("#guests"), StringComparison.Ordinal);
        await asked.Submit("#guests .rows form");
        Assert.Equal(HttpStatusCode.Gone, (await visitor.Get(at)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await page.Submit("#vote", [.. page.Answers((_, _) => "No"), ("Guest.Name", "Pat")])).Status);
        Assert.Contains("Nobody has answered yet.", (await committee.Get($"/polls/{id}")).Text("#results"), StringComparison.Ordinal);
        // A token of another purpose, a changed one, and none at all are answered alike.
        foreach (var other in (string[])["/poll/nothing", at[..^2] + "AA"]) Assert.Equal(HttpStatusCode.Gone, (await visitor.Get(other)).Status);
    }

    [Fact]
    public async Task Guests_are_invited_once_each_by_the_committee_and_forgotten_a_month_after_the_deadline()
    {
        var committee = await site.SignIn(Kind.Committee);
        var id = await committee.Ask(Form);
        await Invite(committee, id, "once@example.org", "en");
        var page = await committee.Get($"/polls/{id}");
        Assert.Contains("invited already", (await page.Submit("#guests form.form", ("Guest.Email", "ONCE@example.org"))).Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("nobody", (await page.Submit("#guests form.form", ("Guest.Email", "nobody"))).Is(HttpStatusCode.BadRequest).One("[name='Guest.Email']").GetAttribute("value"));
        // The deadline as it would be after weeks: the clock stays, for the tests beside this one.
        var passed = site.Now - PollRounds.GuestsKept;
        await site.Write(db => db.Polls.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.ClosesAt, passed)));
        await site.PollRounds();
        Assert.Equal("once@example.org", await Email());
        await site.Write(db => db.Polls.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.ClosesAt, passed - Duration.Epsilon)));
        await site.PollRounds();
        Assert.Equal("", await Email());

        Task<string> Email() => site.Read(db => db.PollGuests.Where(g => g.PollId == id).Select(g => g.Email).SingleAsync());
    }

    [Fact]
    public async Task A_guest_who_has_not_answered_is_reminded_once_and_one_who_has_is_not()
    {
        var committee = await site.SignIn(Kind.Committee);
        var id = await committee.Ask(Form);
        var at = (await Invite(committee, id, "answers@example.org", "en")).Split('?')[0];
        await Invite(committee, id, "waits@example.org", "es");
        var page = await site.Visit().Get(at);
        await page.Submit("#vote", [.. page.Answers((_, _) => "Yes"), ("Guest.Name", "Pat")]);
        // Asked two days ago, until this evening.
        var (asked, closes) = (site.Now - Duration.FromDays(2), site.Now + Duration.FromHours(12));
        await site.Write(db => db.Polls.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.CreatedAt, asked).SetProperty(x => x.ClosesAt, closes)));
        await site.PollRounds();
        await site.PollRounds();
        Assert.Equal(["¿Cuándo puede usted?", "¿Cuándo puede usted? Queda un día para responder"], (await GuestMail("waits@example.org")).Select(m => m.Subject));
        Assert.Single(await GuestMail("answers@example.org"));
        await (await committee.Get($"/polls/{id}")).Submit("main .confirm form");
        Assert.Equal("No time is looked for any more", (await GuestMail("answers@example.org"))[^1].Subject);
    }

    [Fact]
    public async Task Thirty_answers_at_the_same_moment_lose_nothing()
    {
        var people = new List<Visitor>();
        for (var i = 0; i < 30; i++) people.Add(await site.SignIn(Kind.Committee));
        var id = await people[0].Ask(Form);
        var pages = await Task.WhenAll(people.Select(p => p.Get($"/polls/{id}")));
        var before = (await site.Poll(id)).LiveVersion;
        var answers = await Task.WhenAll(pages.Select((page, i) => page.Submit("#vote", [.. page.Answers((_, slot) => (slot + i) % 2 == 0 ? "Yes" : "IfNeedBe"), ("Input.Remark", $"I am {i}")])));
        Assert.All(answers, a => Assert.Contains("Your answers are saved.", a.Is(HttpStatusCode.OK).Text(".says"), StringComparison.Ordinal));
        var poll = await site.Poll(id);
        Assert.Equal(30 * 18, poll.Votes.Count);
        Assert.All(poll.Ranking, r => Assert.Equal((15, 15, 0), (r.Yes.Count, r.IfNeedBe.Count, r.No.Count)));
        foreach (var (i, person) in people.Index())
        {
            Assert.Equal($"I am {i}", poll.RemarkOf(person.Member.Id.AsVoter())!.Text);
            Assert.All(poll.Slots, s => Assert.Equal((s.Number - 1 + i) % 2 == 0 ? PollAnswer.Yes : PollAnswer.IfNeedBe, poll.AnswerOf(person.Member.Id.AsVoter(), s.Id)));
        }
        Assert.True(poll.LiveVersion >= before + 30);
        Assert.Contains("30 of", (await people[3].Get($"/polls/{id}/results")).Text("[data-part=standing]"), StringComparison.Ordinal);
    }

    /// <summary>Invites a guest, and reads the link out of their letter.</summary>
    async Task<string> Invite(Visitor committee, Id<Poll> id, string email, string language)
    {
        await (await committee.Get($"/polls/{id}")).Submit("#guests form.form", ("Guest.Email", email), ("Guest.Language", language));
        return (await GuestMail(email.ToLowerInvariant()))[^1].Link("/poll/");
    }

    Task<List<MimeKit.MimeMessage>> GuestMail(string email) => site.Mail(new Joined(default, "", email));
}

public sealed class CommitteePollTestsOnSqlite(SqlitePostSite site) : CommitteePollTests(site), IClassFixture<SqlitePostSite>;

public sealed class CommitteePollTestsOnPostgres(PostgresPostSite site) : CommitteePollTests(site), IClassFixture<PostgresPostSite>;
