using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Polls;
using CoP.Web.Tests.CoReflection;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Polls;

/// <summary>The members of a group ask each other when they can.</summary>
public abstract class GroupPollTests(Site site)
{
    [Fact]
    public async Task Times_by_pattern_and_by_hand_are_looked_through_before_anybody_is_asked()
    {
        var (convener, member) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var group = await site.GroupOf(convener, member);
        var form = await (await member.Get($"/groups/{group}")).Follow($"a[href='/groups/{group}/polls/new']");
        var looked = (await form.Submit("button[name=preview][value=true]", [.. Asking.Mornings, ("Input.Own[0]", "2031-05-12T18:00")])).Is(HttpStatusCode.OK);
        Assert.Equal(19, looked.All("[name='Input.Picks'][checked]").Count);
        Assert.False(await site.Read(db => db.AvailabilityPolls.AnyAsync(p => p.GroupId == group)));
        // What is added with the last button has been seen by nobody, and is shown first.
        var more = (await looked.Submit("button[name=preview][value=false]", ("Input.Own[0]", "2031-05-13T18:00"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("Please look through it", more.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(20, more.All("[name='Input.Picks'][checked]").Count);
        Assert.Equal("", more.One("[name='Input.Own[0]']").GetAttribute("value") ?? "");

        var page = await more.Submit("button[name=preview][value=false]", [.. more.All("[name='Input.Picks']").Skip(1).Select(p => ("Input.Picks", p.GetAttribute("value")))]);
        Assert.Contains("The poll is open.", page.Text(".says"), StringComparison.Ordinal);
        var poll = await site.Poll(Asking.Id(page));
        Assert.Equal(19, poll.Slots.Count);
        Assert.Equal(new LocalDateTime(2031, 5, 1, 0, 0), poll.ClosesAt.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).LocalDateTime);
        Assert.Contains("Our sessions from spring on", (await convener.Get($"/groups/{group}")).Text("section[aria-labelledby=polls]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hours_that_the_clock_skips_are_left_out_with_the_reason()
    {
        var member = await site.SignIn(Kind.Supporter);
        var group = await site.GroupOf(member);
        var form = await member.Get($"/groups/{group}/polls/new");
        (string, string?)[] nights = [("Input.Title", "Night owls"), ("Input.Days", "Sunday"), ("Input.From", "01:00"), ("Input.To", "04:00"), ("Input.FirstDay", "2031-11-02"), ("Input.Weeks", "1"), ("Input.Minutes", "60")];
        var looked = (await form.Submit("button[name=preview][value=true]", nights)).Is(HttpStatusCode.OK);
        Assert.Equal(2, looked.All("[name='Input.Picks']").Count);
        Assert.Contains("1:00 AM: The clocks go back", looked.Text("#times"), StringComparison.Ordinal);
        Assert.Contains("The clocks go forward", (await form.Submit("button[name=preview][value=true]", ("Input.Own[0]", "2032-03-14T02:30"))).Is(HttpStatusCode.BadRequest).Text(".field--error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Title", "", "what the time is for")]
    [InlineData("Input.Until", "", "Please fill this in.")]
    [InlineData("Input.Until", "2031-02-01", "still to come")]
    [InlineData("Input.Until", "2031-04-20", "before the first time")]
    [InlineData("Input.Minutes", "5", "between 15 and 480")]
    [InlineData("Input.Picks", "nonsense", "We cannot read that day")]
    [InlineData("Input.Own[1]", "2031-03-01T10:00", "has passed")]
    [InlineData("Input.To", "09:30", "fits between these hours")]
    [InlineData("Input.Weeks", "99", "between 1 and 8")]
    public async Task A_mistake_in_the_form_is_explained_and_what_was_typed_is_kept(string field, string value, string says)
    {
        var member = await site.SignIn(Kind.Supporter);
        var group = await site.GroupOf(member);
        var form = await (await member.Get($"/groups/{group}/polls/new")).Submit("button[name=preview][value=true]", [.. Asking.Mornings.Where(f => f.Item1 != "Input.Until"), ("Input.Own[0]", "2031-04-10T10:00"), ("Input.Until", "2031-04-09")]);
        List<(string, string?)> fields = [(field, value)];
        if (field == "Input.To") fields.Add(("Input.Days", "Monday"));
        var page = (await form.Submit("button[name=preview][value=false]", [.. fields])).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        if (field != "Input.Picks") Assert.Equal(value, page.One($"[name='{field}']").GetAttribute("value") ?? "");
        if (field != "Input.Title") Assert.Equal("Our sessions from spring on", page.One("[name='Input.Title']").GetAttribute("value"));
        Assert.False(await site.Read(db => db.AvailabilityPolls.AnyAsync(p => p.GroupId == group)));
    }

    [Fact]
    public async Task Each_sees_the_times_by_their_own_clock_and_who_can_when()
    {
        var convener = await site.SignIn(Kind.Supporter);
        var west = await site.SignIn(Kind.Supporter, m => m with { ZoneId = "America/Los_Angeles", Language = "es" });
        var group = await site.GroupOf(convener, west);
        var id = await convener.Ask($"/groups/{group}/polls/new");
        var page = await west.Get($"/polls/{id}?lang=en");
        Assert.Contains("6:00–7:00 AM (9:00–10:00 AM, Eastern time)", page.Text("#vote"), StringComparison.Ordinal);
        // A radio is named by its row, its day and its column.
        var radio = page.One("#vote input[type=radio]");
        Assert.Equal("Yes Tuesday, May 6, 2031 6:00–7:00 AM (9:00–10:00 AM, Eastern time)", string.Join(' ', radio.GetAttribute("aria-labelledby")!.Split(' ').Select(label => page.Text("#" + label))));
        page = await west.Answer(id, (_, i) => i == 0 ? "Yes" : "No", ("Input.Remark", "Mornings are early here."));
        await convener.Answer(id, (_, i) => i == 0 ? "IfNeedBe" : "Yes");
        page = await convener.Get($"/polls/{id}");
        var row = page.All("#results tbody tr").Single(r => r.TextContent.Contains("1 yes, 1 if need be, 0 no", StringComparison.Ordinal));
        Assert.Contains($"Yes: {west.Member.Name} If need be: {convener.Member.Name}", Page.Words(row), StringComparison.Ordinal);
        Assert.Contains("Mornings are early here. " + west.Member.Name, page.Text("#results"), StringComparison.Ordinal);
        Assert.Contains("2 of 2 have answered.", page.Text("#results"), StringComparison.Ordinal);
        // What one answered stands in the form again, and can be changed.
        Assert.Equal("IfNeedBe", page.One("#vote tr.vote-row [checked]").GetAttribute("value"));
        await convener.Answer(id, (_, _) => "Yes");
        Assert.Equal(2, (await site.Poll(id)).Ranking[0].Yes.Count);
    }

    [Fact]
    public async Task All_that_was_not_marked_can_be_answered_in_one_go_and_else_is_asked_for()
    {
        var convener = await site.SignIn(Kind.Supporter);
        var id = await convener.Ask($"/groups/{await site.GroupOf(convener)}/polls/new");
        var page = await convener.Get($"/polls/{id}");
        var open = (await page.Submit("#vote", ("Input.Answers[3].Answer", "Yes"), ("Input.Remark", "Kept"))).Is(HttpStatusCode.BadRequest);
        Assert.Equal(17, open.All("#vote tr.field--error").Count);
        Assert.Equal(("Yes", "Kept"), (open.One("[name='Input.Answers[3].Answer'][checked]").GetAttribute("value"), open.One("[name='Input.Remark']").TextContent.Trim()));
        Assert.Empty((await site.Poll(id)).Votes);
        await open.Submit("#vote", ("Input.Rest", "No"));
        var poll = await site.Poll(id);
        Assert.Equal((1, 17), (poll.Votes.Count(v => v.Answer == PollAnswer.Yes), poll.Votes.Count(v => v.Answer == PollAnswer.No)));
        Assert.Equal(HttpStatusCode.BadRequest, (await convener.Post($"/polls/{id}/votes")).Status);
    }

    [Fact]
    public async Task Who_convenes_makes_a_series_of_a_time_or_one_session_more_and_all_are_told()
    {
        var (convener, member) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var group = await site.GroupOf(convener, member);
        var id = await member.Ask($"/groups/{group}/polls/new");
        var slot = (await site.Poll(id)).Slots.Single(s => s.Slot.Start == new LocalDateTime(2031, 5, 8, 10, 0));
        Assert.False((await member.Get($"/polls/{id}")).Has("#close"));
        Assert.Equal(HttpStatusCode.NotFound, (await member.Post($"/polls/{id}/sessions", ("Close.Slot", slot.Id.ToString()))).Status);
        // On a Tuesday the group meets already: refused, and nothing has changed.
        var tuesday = (await site.Poll(id)).Slots[0].Id.ToString();
        var refused = (await (await convener.Get($"/polls/{id}")).Submit("#close button:not([name])", ("Close.Slot", tuesday))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("has a session planned on", refused.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(PollState.Open, (await site.Poll(id)).State);

        var page = await refused.Submit("#close button:not([name])", ("Close.Slot", slot.Id.ToString()));
        Assert.Contains("The session is planned.", page.Text(".says"), StringComparison.Ordinal);
        var whole = await site.Group(group);
        Assert.Equal(slot.Slot, Assert.Single(whole.Series, s => s.IsOnce).Slot);
        Assert.True(whole.Series.Single(s => !s.IsOnce).Schedule.IsPlanned(Asking.Tuesday.Start.PlusWeeks(5)));
        // How the group meets is still said by its series.
        Assert.Contains("Tuesday", (await member.Get($"/groups/{group}")).Text("dl.facts"), StringComparison.Ordinal);
        Assert.Contains("A time is chosen:", (await member.Get($"/polls/{id}")).Text(), StringComparison.Ordinal);

        var next = await member.Ask($"/groups/{group}/polls/new");
        slot = (await site.Poll(next)).Slots[4];
        // Looked at before anybody is told: the days as they would be, or why they cannot be.
        var looked = (await (await convener.Get($"/polls/{next}")).Submit("#close button[name=preview]", ("Close.Slot", slot.Id.ToString()), ("Close.Rhythm", "EveryTwoWeeks"), ("Close.LastDay", "2031-07-31"))).Is(HttpStatusCode.OK);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => slot.Slot.Start.Date.PlusWeeks(2 * i)).Count(day => day <= new LocalDate(2031, 7, 31)), looked.All("#preview li").Count);
        Assert.Equal((slot.Id.ToString(), "EveryTwoWeeks", "2031-07-31"), (looked.One("[name='Close.Slot'] [selected]").GetAttribute("value"), looked.One("[name='Close.Rhythm'][checked]").GetAttribute("value"), looked.One("[name='Close.LastDay']").GetAttribute("value")));
        Assert.Single((await looked.Submit("#close button[name=preview]", ("Close.Rhythm", ""), ("Close.LastDay", ""))).All("#preview li"));
        Assert.Contains("before", (await looked.Submit("#close button[name=preview]", ("Close.LastDay", "2031-04-01"))).Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.Post($"/polls/{next}/sessions", ("Close.Slot", slot.Id.ToString()), ("preview", "true"))).Status);
        Assert.Equal(PollState.Open, (await site.Poll(next)).State);
        await (await convener.Get($"/polls/{next}")).Submit("#close button:not([name])", ("Close.Slot", slot.Id.ToString()), ("Close.Rhythm", "EveryTwoWeeks"), ("Close.LastDay", "2031-07-31"));
        var series = (await site.Group(group)).Series.Single(s => s.Slot == slot.Slot);
        Assert.Equal((Rhythm.EveryTwoWeeks, new LocalDate(2031, 7, 31)), (series.Rhythm, series.LastDay!.Value));
        Assert.False((await site.Group(group)).Find(Asking.Tuesday.Start.PlusWeeks(5)) is not null);
        Assert.Equal(2, (await site.Mail(member.Member)).Count(m => m.Subject!.StartsWith("Sessions", StringComparison.OrdinalIgnoreCase) || m.TextBody!.Contains($"/groups/{group}", StringComparison.Ordinal)));
        var notices = await member.Get("/notices");
        Assert.Equal(2, notices.All(".notice-list a").Count(a => a.TextContent.Contains("A time is chosen", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_asked_or_convenes_gives_it_up_and_everyone_is_told()
    {
        var (convener, asker, third) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var group = await site.GroupOf(convener, asker, third);
        var id = await asker.Ask($"/groups/{group}/polls/new");
        Assert.False((await third.Get($"/polls/{id}")).Has("#change"));
        foreach (var (address, fields) in (IEnumerable<(string, (string, string)[])>)[("", [("_method", "DELETE")]), ("/deadline", [("Deadline.Until", "2031-05-02")]), ("/slots", [("Proposal.At", "2031-05-20T18:00")])])
            Assert.Equal(HttpStatusCode.NotFound, (await third.Post($"/polls/{id}{address}", fields)).Status);
        var page = await (await asker.Get($"/polls/{id}")).Submit("form[action$='/slots']", ("Proposal.At", "2031-05-20T18:00"));
        Assert.Equal(19, page.All("#vote tr.vote-row").Count);
        page = await page.Submit("form[action$='/deadline']", ("Deadline.Until", "2031-05-02"));
        Assert.Equal("2031-05-02", page.One("[name='Deadline.Until']").GetAttribute("value"));
        page = await page.Submit("main .confirm form");
        Assert.Contains("This poll was given up.", page.Text(), StringComparison.Ordinal);
        Assert.Equal(["When can you?", "No time is looked for any more"], (await site.Mail(third.Member)).Where(m => m.TextBody!.Contains($"/polls/{id}", StringComparison.Ordinal)).Select(m => m.Subject));
        Assert.Contains("A poll about times was given up", (await third.Get("/notices")).Text(), StringComparison.Ordinal);
        Assert.Contains("Given up", (await third.Get($"/groups/{group}")).Text("section[aria-labelledby=polls]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_not_answered_is_reminded_once_by_mail_and_on_the_site_and_letters_keep_the_group_to_themselves()
    {
        var (convener, answers, waits) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter, m => m with { Language = "es" }));
        var group = await site.GroupOf(convener, answers, waits);
        var id = await convener.Ask($"/groups/{group}/polls/new");
        await site.Post();
        await answers.Answer(id, (_, _) => "Yes");
        site.Clock.Advance(((await site.Poll(id)).ClosesAt - Poll.RemindBefore - site.Now).ToTimeSpan());
        await Task.WhenAll(site.PollRounds(), site.PollRounds());
        await site.PollRounds();
        var letters = await OfIt(waits);
        Assert.Equal(["¿Cuándo puede usted?", "¿Cuándo puede usted? Queda un día para responder"], letters.Select(m => m.Subject));
        Assert.All(letters, m => Assert.False(m.TextBody!.Contains("Tuesday circle", StringComparison.Ordinal) || m.TextBody.Contains("Our sessions", StringComparison.Ordinal)));
        Assert.Single(await OfIt(answers));
        // Weeks have passed: who comes back signs in anew.
        waits = await site.SignIn(waits.Member);
        var notices = await waits.Get("/notices?lang=en");
        Assert.Single(notices.All(".notice-list a"), a => a.TextContent.Contains("One day is left", StringComparison.Ordinal));
        // Seen is read.
        Assert.NotEqual("0", notices.One("#bell").GetAttribute("data-count"));
        await waits.Get($"/polls/{id}");
        Assert.Equal("0", (await waits.Get("/notices")).One("#bell").GetAttribute("data-count"));

        async Task<List<MimeKit.MimeMessage>> OfIt(Visitor who) => (await site.Mail(who.Member)).FindAll(m => m.TextBody!.Contains($"/polls/{id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_outside_the_group_sees_it_and_who_has_left_counts_no_more()
    {
        var (convener, leaver, stranger, committee) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Committee));
        var group = await site.GroupOf(convener, leaver);
        var id = await convener.Ask($"/groups/{group}/polls/new");
        await leaver.Answer(id, (_, _) => "Yes");
        await leaver.Post($"/groups/{group}/membership", ("_method", "DELETE"));
        foreach (var outside in (Visitor[])[stranger, committee, leaver])
        {
            foreach (var address in (string[])[$"/polls/{id}", $"/polls/{id}/results", $"/groups/{group}/polls/new"]) Assert.Equal(HttpStatusCode.NotFound, (await outside.Get(address)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await outside.Post($"/polls/{id}/votes", ("Input.Answers[0].Slot", "x"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await outside.Post($"/groups/{group}/polls", ("Input.Title", "x"))).Status);
            Assert.DoesNotContain("asked when you can", (await outside.Get("/notices")).Text(), StringComparison.Ordinal);
        }
        Assert.Contains("Nobody has answered yet.", (await convener.Get($"/polls/{id}")).Text("#results"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await convener.Post($"/polls/{id}/guests", ("Guest.Email", "a@example.org"), ("Guest.Language", "en"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await convener.Post($"/polls/{id}/choice", ("slot", (await site.Poll(id)).Slots[0].Id.ToString()))).Status);
    }

    [Fact]
    public async Task Of_equal_times_the_one_is_best_that_suits_who_gave_way_last_time()
    {
        var (convener, other) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var group = await site.GroupOf(convener, other);
        var first = await convener.Ask($"/groups/{group}/polls/new");
        var chosen = (await site.Poll(first)).Slots[3].Id.ToString();
        await convener.Answer(first, (_, _) => "Yes");
        await other.Answer(first, (slot, _) => slot == chosen ? "No" : "Yes");
        await (await convener.Get($"/polls/{first}")).Submit("#close button:not([name])", ("Close.Slot", chosen));
        var second = await convener.Ask($"/groups/{group}/polls/new");
        // Each has one time that suits them alone; that of the other is the later.
        await convener.Answer(second, (_, i) => i == 0 ? "Yes" : "No");
        await other.Answer(second, (_, i) => i == 17 ? "Yes" : "No");
        var page = await convener.Get($"/polls/{second}");
        Assert.Contains("those who gave way last time", page.Text("#results"), StringComparison.Ordinal);
        Assert.Contains($"Yes: {other.Member.Name}", Page.Words(page.All("#results tbody tr")[0]), StringComparison.Ordinal);
    }
}

public sealed class GroupPollTestsOnSqlite(SqlitePostSite site) : GroupPollTests(site), IClassFixture<SqlitePostSite>;

public sealed class GroupPollTestsOnPostgres(PostgresPostSite site) : GroupPollTests(site), IClassFixture<PostgresPostSite>;
