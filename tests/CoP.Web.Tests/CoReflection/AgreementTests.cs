using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection.Agreement;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace CoP.Web.Tests.CoReflection;

public abstract class AgreementTests(Site site)
{
    static readonly (string, string?)[] Some = [("UseOfTime", "We begin with **what worked**."), ("GroundRules", "What is said here stays here."), ("Why", "To begin.")];

    [Fact]
    public async Task The_form_begins_with_words_in_the_groups_language_or_in_the_other()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await Circle(ana, Circles.Peers with { Language = "es" });
        var page = await (await ana.Get($"/groups/{id}")).Follow("a[href$='/agreement/edit']");
        Assert.Contains("Nos turnamos", page.One("[name=UseOfTime]").TextContent, StringComparison.Ordinal);
        // What is planned already is said.
        Assert.Contains("60 minutos", page.One("[name=HowLong]").TextContent, StringComparison.Ordinal);
        Assert.Contains("el martes", page.One("[name=WhereAndHowOften]").TextContent, StringComparison.OrdinalIgnoreCase);
        page = await page.Follow("nav a[href$='language=en']");
        Assert.Contains("We take turns", page.One("[name=UseOfTime]").TextContent, StringComparison.Ordinal);
        Assert.Equal(LocalDatePattern.Iso.Format(Today.PlusMonths(6)), page.One("[name=FreshLookOn]").GetAttribute("value"));
        page = await page.Submit("main form.form");
        // Alone, one has agreed to what one puts forward.
        Assert.Contains("hold now", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Version 1", page.Text("[aria-labelledby=current]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_puts_forward_holds_when_the_others_agree_and_says_what_it_changes()
    {
        var (ana, ben, cleo, id) = await Three();
        await Propose(ana, id, Some);
        var page = await ben.Get($"/groups/{id}/agreement");
        Assert.Equal("what worked", page.Text("[aria-labelledby=open] .prose strong"));
        Assert.Contains($"Proposed by {ana.Member.Name}", page.Text("[aria-labelledby=open]"), StringComparison.Ordinal);
        Assert.Contains("waits for your word", (await ben.Get($"/groups/{id}")).Text("[aria-labelledby=agreement]"), StringComparison.Ordinal);
        await page.Submit("form[action$='/consent']");
        Assert.Contains(cleo.Member.Name, (await ana.Get($"/groups/{id}/agreement")).Text("[aria-labelledby=open] .muted"), StringComparison.Ordinal);
        page = await (await cleo.Get($"/groups/{id}/agreement")).Submit("form[action$='/consent']");
        Assert.Contains("All of you have agreed", page.Text(), StringComparison.Ordinal);
        Assert.False(page.Has("[aria-labelledby=open]"));

        page = await (await ben.Get($"/groups/{id}/agreement")).Follow("a[href$='/edit']");
        Assert.Equal("We begin with **what worked**.", page.One("[name=UseOfTime]").TextContent.Trim());
        page = await page.Submit("main form.form", ("UseOfTime", "We end with **what worked**."));
        Assert.Equal(("Taken out: begin", "Added: end"), (page.Text("[aria-labelledby=open] del"), page.Text("[aria-labelledby=open] ins")));
        Assert.Contains("Version 1", page.Text("[aria-labelledby=current]"), StringComparison.Ordinal);
        await (await ana.Get($"/groups/{id}/agreement")).Submit("[aria-labelledby=open] form[action$='/consent']");
        await (await cleo.Get($"/groups/{id}/agreement")).Submit("[aria-labelledby=open] form[action$='/consent']");
        page = await (await ana.Get($"/groups/{id}/agreement")).Follow("a[href$='/history']");
        Assert.Equal(["Version 2", "Version 1"], page.All("main section h2").Select(h => h.TextContent));
        Assert.Equal("Added: end", page.Text("[aria-labelledby=v-2] ins"));
    }

    [Fact]
    public async Task Trouble_is_seen_by_the_group_holds_it_up_and_is_taken_back()
    {
        var (ana, ben, cleo, id) = await Three();
        await Propose(ana, id, Some);
        await (await ben.Get($"/groups/{id}/agreement")).Submit("form[action$='/consent']");
        var page = (await (await cleo.Get($"/groups/{id}/agreement")).Submit("form[action$='/trouble']", ("Words", new string('x', 501)))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("1 to 500", page.Text(".field-error"), StringComparison.Ordinal);
        Assert.Equal(501, page.One("[name=Words]").TextContent.Trim().Length);
        await page.Submit("form[action$='/trouble']", ("Words", "Not <b>enough</b> time."), ("Language", "es"));
        var told = (await ana.Get($"/groups/{id}/agreement")).One("[aria-labelledby=open] .agreement [lang=es]");
        Assert.Equal("Not <b>enough</b> time.", told.TextContent);
        site.Clock.Advance(TimeSpan.FromDays(15));
        await Rounds();
        Assert.Null((await Agreement(id)).Current);
        await (await cleo.Get($"/groups/{id}/agreement")).Submit("form[action$='/answer']");
        await Rounds();
        Assert.Equal(1, (await Agreement(id)).Current?.Number);
        // Who has not agreed to what holds is asked still.
        Assert.Contains("say whether you agree", (await cleo.Get($"/groups/{id}")).Text("[aria-labelledby=agreement]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_write_at_once_the_second_sees_the_first_and_both_are_kept()
    {
        var (ana, ben, _, id) = await Three();
        var behind = await ben.Get($"/groups/{id}/agreement/edit?language=en");
        await Propose(ana, id, Some);
        var clash = (await behind.Submit("main form.form", ("UseOfTime", "We begin with a song."))).Is(HttpStatusCode.Conflict);
        Assert.Contains(ana.Member.Name, clash.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Contains("song.", clash.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Contains("We begin with a song.", clash.One("[name=UseOfTime]").TextContent, StringComparison.Ordinal);
        var page = await clash.Submit("main form.form");
        Assert.Contains("We begin with a song.", page.Text("[aria-labelledby=open]"), StringComparison.Ordinal);
        page = await page.Follow("a[href$='/history']");
        Assert.Contains("what worked", page.Text("details.card"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UseOfTime", "over", "2000 characters")]
    [InlineData("Why", "over", "300")]
    [InlineData("FreshLookOn", "2031-03-03", "2 years")]
    [InlineData("FreshLookOn", "2034-06-03", "2 years")]
    [InlineData("FreshLookOn", "soon", "cannot read")]
    [InlineData("Language", "fr", "English or Spanish")]
    public async Task A_mistake_in_the_form_is_named_and_what_was_typed_stays(string field, string value, string said)
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await Circle(ana);
        if (value == "over") value = new string('x', 2001);
        var page = (await (await ana.Get($"/groups/{id}/agreement/edit")).Submit("main form.form", [("Topics", "Typed."), (field, value)])).Is(HttpStatusCode.BadRequest);
        Assert.Contains(said, page.Text(".notice--error"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Typed.", page.One("[name=Topics]").TextContent.Trim());
        Assert.Empty((await Agreement(id)).Versions);
    }

    [Fact]
    public async Task Nobody_outside_the_group_reads_answers_or_proposes_and_sees_only_what_it_shows()
    {
        var (ana, ben, _, id) = await Three();
        await Propose(ana, id, [.. Some, ("Shown", "GroundRules")]);
        var version = (await Agreement(id)).Open!.Id;
        var stranger = await site.SignIn(Kind.Supporter);
        foreach (var end in new[] { "", "/edit", "/history" }) (await stranger.Get($"/groups/{id}/agreement{end}")).Is(HttpStatusCode.NotFound);
        foreach (var (end, method) in new[] { ("", "POST"), ($"/{version}", "DELETE"), ($"/{version}/consent", "POST"), ($"/{version}/trouble", "POST"), ($"/{version}/answer", "DELETE") })
            (await stranger.Post($"/groups/{id}/agreement{end}", ("_method", method), ("UseOfTime", "x"), ("Language", "en"), ("FreshLookOn", "2031-12-03"), ("Words", "x"))).Is(HttpStatusCode.NotFound);
        // What does not hold yet is shown to nobody.
        Assert.DoesNotContain("stays here", (await stranger.Get($"/groups/{id}")).Text(), StringComparison.Ordinal);
        await site.Write(async db => (await db.WorkingAgreements.Whole().SingleAsync(a => a.GroupId == id)).Settle([ana.Member.Id], site.Now));
        var page = await stranger.Get($"/groups/{id}");
        Assert.Contains("stays here", page.Text("[aria-labelledby=agreement]"), StringComparison.Ordinal);
        Assert.DoesNotContain("what worked", page.Text(), StringComparison.Ordinal);
        (await (await site.SignIn(Kind.Supervisor)).Get($"/groups/{id}")).Is(HttpStatusCode.NotFound);
        // By way of a group of one's own.
        var mine = await Circle(stranger);
        (await stranger.Post($"/groups/{mine}/agreement/{version}/consent")).Is(HttpStatusCode.Conflict);
        Assert.Null((await Agreement(id)).Versions.Single().AnswerOf(stranger.Member.Id));
    }

    [Fact]
    public async Task Who_leaves_takes_along_what_they_said_and_with_the_last_one_it_is_gone()
    {
        var (ana, ben, cleo, id) = await Three();
        await Propose(ana, id, Some);
        await (await ben.Get($"/groups/{id}/agreement")).Submit("form[action$='/consent']");
        await ben.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        Assert.Equal([ana.Member.Id], (await Agreement(id)).Open!.Answers.Select(a => a.MemberId));
        await ana.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        Assert.Contains("a former member", (await cleo.Get($"/groups/{id}/agreement")).Text(), StringComparison.Ordinal);
        // It was somebody's who is not there any more: whoever is may take it back.
        await (await cleo.Get($"/groups/{id}/agreement")).Submit("[aria-labelledby=open] > .actions form");
        await cleo.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        Assert.False(await site.Read(db => db.AgreementVersions.AnyAsync(v => v.GroupId == id)));
    }

    [Fact]
    public async Task When_the_last_one_who_was_waited_for_leaves_it_holds()
    {
        var (ana, ben, cleo, id) = await Three();
        await Propose(ana, id, Some);
        await (await ben.Get($"/groups/{id}/agreement")).Submit("form[action$='/consent']");
        await cleo.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        await Rounds();
        Assert.Equal(1, (await Agreement(id)).Current?.Number);
    }

    [Fact]
    public async Task The_group_is_told_of_what_waits_of_what_holds_and_once_of_the_fresh_look_in_words_that_say_little()
    {
        var (ana, ben, cleo, id) = await Three();
        await site.Write(async db => (await db.ChoicesOf(cleo.Member.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        await Propose(ana, id, [.. Some, ("FreshLookOn", LocalDatePattern.Iso.Format(Today.PlusDays(10)))]);
        Assert.Contains("1", (await ben.Get("/")).Text("#bell"), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Post();
        Assert.Equal("Something waits for your word", Assert.Single(await site.Mail(ben.Member)).Subject);
        Assert.Empty(await site.Mail(ana.Member));
        var page = await (await ben.Get("/notices")).Follow("a[href$='/agreement']");
        Assert.Equal(0, await site.Read(db => db.Notices.CountAsync(n => n.Recipient == ben.Member.Id.Value && n.ReadAt == null)));
        await page.Submit("form[action$='/consent']");
        await (await cleo.Get($"/groups/{id}/agreement")).Submit("form[action$='/consent']");
        await site.Post();
        Assert.Equal("Something was agreed on", (await site.Mail(ben.Member))[^1].Subject);

        site.Clock.Advance(TimeSpan.FromDays(11));
        for (var i = 0; i < 2; i++)
        {
            await Rounds();
            await site.Post();
        }
        foreach (var who in (Visitor[])[ana, ben, cleo])
        {
            var look = Assert.Single(await site.Mail(who.Member), letter => letter.Subject == "Time for a fresh look");
            Assert.Equal($"/groups/{id}/agreement", look.Link("/groups/"));
            Assert.Equal(who == cleo, look.TextBody!.Contains("Tuesday circle", StringComparison.Ordinal));
            Assert.DoesNotContain("what worked", look.ToString(), StringComparison.Ordinal);
            Assert.Equal(1, await site.Read(db => db.Notices.CountAsync(n => n.Recipient == who.Member.Id.Value && n.Kind == Domain.Discussions.NoticeKind.AgreementLookDue)));
        }
        Assert.Contains("time for a fresh look", (await ana.Get($"/groups/{id}")).Text("[aria-labelledby=agreement]"), StringComparison.Ordinal);
        // The next date is proposed with the words as they are.
        page = await (await (await ana.Get($"/groups/{id}/agreement")).Follow("a[href$='/edit']")).Submit("main form.form");
        Assert.Contains("The words stay as they are", page.Text("[aria-labelledby=open]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_about_what_was_taken_back_or_answered_is_not_sent()
    {
        var (ana, ben, cleo, id) = await Three();
        await Propose(ana, id, Some);
        await (await ben.Get($"/groups/{id}/agreement")).Submit("form[action$='/consent']");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Post();
        Assert.Empty(await site.Mail(ben.Member));
        Assert.Single(await site.Mail(cleo.Member));
        await (await ana.Get($"/groups/{id}/agreement")).Submit("[aria-labelledby=open] > .actions form");
        await Propose(ana, id, Some);
        await (await ana.Get($"/groups/{id}/agreement")).Submit("[aria-labelledby=open] > .actions form");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Post();
        Assert.Single(await site.Mail(cleo.Member));
    }

    LocalDate Today => site.Now.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date;

    // The clock of the site goes on from test to test: each group begins a week from where it stands.
    async Task<Id<Group>> Circle(Visitor convener, GroupOutline? outline = null)
    {
        var (id, viewer) = (Id<Group>.New(site.Now), await site.ViewerOf(convener));
        await site.Write(db =>
        {
            var group = new Group(id, outline ?? Circles.Peers, viewer, site.Now);
            group.Plan(new SeriesPlan(LocalSlot.At(Today.PlusDays(7).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Tuesday)).At(new LocalTime(12, 0)), 60, "America/New_York"), Rhythm.Weekly), viewer.Id, site.Now);
            db.Groups.Add(group);
        });
        return id;
    }

    async Task<(Visitor Ana, Visitor Ben, Visitor Cleo, Id<Group> Id)> Three()
    {
        var (ana, ben, cleo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = await Circle(ana);
        await site.Join(id, ben);
        await site.Join(id, cleo);
        return (ana, ben, cleo, id);
    }

    static async Task Propose(Visitor who, Id<Group> id, (string, string?)[] fields) =>
        (await (await who.Get($"/groups/{id}/agreement/edit?language=en")).Submit("main form.form", [.. Enum.GetNames<AgreementHeading>().Where(h => fields.All(f => f.Item1 != h)).Select(h => (h, (string?)"")), .. fields])).Is(HttpStatusCode.OK);

    Task<WorkingAgreement> Agreement(Id<Group> id) => site.Read(async db => await db.WorkingAgreements.AsNoTracking().Whole().SingleOrDefaultAsync(a => a.GroupId == id) ?? new WorkingAgreement(id));

    async Task Rounds()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AgreementRounds>().Go();
    }
}

public sealed class AgreementTestsOnSqlite(SqlitePostSite site) : AgreementTests(site), IClassFixture<SqlitePostSite>;

public sealed class AgreementTestsOnPostgres(PostgresPostSite site) : AgreementTests(site), IClassFixture<PostgresPostSite>;
