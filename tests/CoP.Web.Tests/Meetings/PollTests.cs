using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Features.Polls;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>The committee and the facilitators look for a date together.</summary>
public abstract class PollTests(Site site)
{
    [Fact]
    public async Task A_turn_gets_its_date_by_a_poll()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var area = (await site.HostOf(quarter)).AsSet();
        var director = await site.SignIn(Kind.AreaDirector, m => m with { Areas = area, ZoneId = "America/Los_Angeles" });
        var form = await committee.Get($"/steering/meetings/turns/{quarter}/poll");
        // Three of the suggested days are proposed at first, and a time of one's own.
        Assert.Equal(3, form.All("input[name='Input.Picks'][checked]").Count);
        var own = quarter.Day(5) + new LocalTime(14, 30);
        var page = await form.Submit("main form", ("Input.Own[0]", $"{own:uuuu-MM-dd'T'HH:mm}"));
        Assert.Contains("The poll is open.", page.Text(".says"), StringComparison.Ordinal);
        Assert.Equal(4, page.All("#vote [name$='.Slot']").Count);
        var id = Id(page);

        // Somebody of the host area who may facilitate finds it on the page of meetings, and sees it by their own clock.
        var answer = await (await director.Get("/meetings")).Follow($"a[href='/meetings/polls/{id}']");
        Assert.Contains("11:30 AM", answer.Text("#vote"), StringComparison.Ordinal);
        Assert.Contains("Eastern time", answer.Text("#vote"), StringComparison.Ordinal);
        Assert.False(answer.Has("form[action$='/choice']"));
        var best = await SlotAt(id, own);
        answer = await answer.Submit("#vote", Answers(answer, slot => slot == best.ToString() ? "Yes" : "No"));
        Assert.Contains("Your answers are saved.", answer.Text(".says"), StringComparison.Ordinal);
        await (await committee.Get($"/meetings/polls/{id}")).Submit("#vote", Answers(page, slot => slot == best.ToString() ? "IfNeedBe" : "Yes"));
        page = await committee.Get($"/meetings/polls/{id}");
        // One yes each; the fewest no decides.
        Assert.Contains("1 yes, 1 if need be, 0 no", page.All("#results tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Best so far", page.All("#results tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("2 of", page.Text("#results"), StringComparison.Ordinal);
        Assert.DoesNotContain(director.Member.Name, page.Text(), StringComparison.Ordinal);

        page = await page.Submit($"form[action$='/choice']:has([value='{best}'])");
        Assert.StartsWith("/steering/meetings/", page.Address, StringComparison.Ordinal);
        var meeting = await site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Quarter == quarter));
        Assert.Equal((own, MeetingState.Scheduled), (meeting.Slot.Start, meeting.State));
        var shown = await director.Get($"/meetings/polls/{id}");
        Assert.Contains("A time is chosen:", shown.Text(), StringComparison.Ordinal);
        Assert.False(shown.Has("#vote"));
        Assert.Equal(HttpStatusCode.BadRequest, (await director.Post($"/meetings/polls/{id}/votes", ("Input.Answers[0].Slot", best.ToString()), ("Input.Answers[0].Answer", "No"))).Status);
    }

    [Fact]
    public async Task A_meeting_moves_to_the_time_that_is_chosen_unless_somebody_was_faster()
    {
        var committee = await site.Committee();
        var meeting = await committee.Announced();
        var page = await (await committee.Get($"/steering/meetings/{meeting}/poll")).Submit("main form");
        var (id, before) = (Id(page), (await Load(meeting)).Slot);
        Assert.Contains("Choosing a time moves the meeting.", page.Text(), StringComparison.Ordinal);
        // Any but the one that it has.
        var slot = (await Poll(id)).Slots.First(s => s.Slot != before).Id.ToString();
        await (await committee.Get($"/steering/meetings/{meeting}/details")).Submit("main form", ("Input.Topic", "Another"));
        var late = (await page.Submit($"form[action$='/choice']:has([value='{slot}'])")).Is(HttpStatusCode.BadRequest);
        Assert.Contains("Someone else changed this meeting meanwhile.", late.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(before, (await Load(meeting)).Slot);
        Assert.Equal(PollState.Open, (await Poll(id)).State);

        page = await late.Submit($"form[action$='/choice']:has([value='{slot}'])");
        Assert.Equal($"/steering/meetings/{meeting}", page.Address);
        Assert.Equal((await Poll(id)).Slots.Single(s => s.Id.ToString() == slot).Slot, (await Load(meeting)).Slot);
        Assert.Equal((PollState.Chosen, MeetingState.Announced), ((await Poll(id)).State, (await Load(meeting)).State));
    }

    [Fact]
    public async Task Only_who_is_asked_sees_it_and_only_the_committee_decides()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var host = await site.HostOf(quarter);
        var id = await Ask(committee, quarter);
        var elsewhere = Enum.GetValues<Area>().First(a => a != host).AsSet();
        foreach (var stranger in (Visitor[])[await site.SignIn(Kind.Supporter, m => m with { Areas = host.AsSet() }), await site.SignIn(Kind.AreaDirector, m => m with { Areas = elsewhere })])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/meetings/polls/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/meetings/polls/{id}/votes", ("Input.Answers[0].Slot", "x"))).Status);
            Assert.DoesNotContain(id.ToString(), (await stranger.Get("/meetings")).Body, StringComparison.Ordinal);
        }
        var director = await site.SignIn(Kind.AreaDirector, m => m with { Areas = host.AsSet() });
        Assert.Equal(HttpStatusCode.OK, (await director.Get($"/meetings/polls/{id}")).Status);
        var slot = (await Poll(id)).Slots[0].Id.ToString();
        foreach (var (address, fields) in (IEnumerable<(string, (string, string)[])>)
        [
            ("/choice", [("slot", slot), ("version", "0")]), ("/slots", [("Proposal.At", "2031-06-05T10:00")]), ("/deadline", [("Deadline.Until", "2031-03-20")]), ("", [("_method", "DELETE")]),
        ])
            Assert.Equal(HttpStatusCode.NotFound, (await director.Post($"/meetings/polls/{id}{address}", fields)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await director.Get($"/steering/meetings/turns/{quarter}/poll")).Status);
        var poll = await Poll(id);
        Assert.Equal((PollState.Open, 1), (poll.State, poll.Version));
    }

    [Theory]
    [InlineData("Input.Picks", "nonsense", "We cannot read that day")]
    [InlineData("Input.Own[0]", "2031-04-12T10:00", "weekend")]
    [InlineData("Input.Own[1]", "2031-05-26T10:00", "state holiday")]
    [InlineData("Input.Own[2]", "2031-04-15T22:00", "between 8 AM and 6 PM")]
    [InlineData("Input.Own[0]", "2099-04-15T10:00", "too far behind it")]
    [InlineData("Input.Own[0]", "2031-03-12T10:00", "belongs to a quarter")]
    [InlineData("Input.Own[0]", "soon", "We cannot read")]
    [InlineData("Input.Until", "", "Please fill this in.")]
    [InlineData("Input.Until", "2031-03-01", "still to come")]
    [InlineData("Input.Until", "9999-12-30", "still to come")]
    [InlineData("Input.Until", "2031-04-30", "before the first time")]
    public async Task A_mistake_in_a_new_poll_is_explained_and_kept(string field, string value, string says)
    {
        var committee = await site.Committee();
        var form = await committee.Get("/steering/meetings/turns/2031-Q2/poll");
        (string, string?)[] right = [("Input.Own[0]", "2031-04-16T10:00"), ("Input.Own[1]", "2031-04-17T10:00"), ("Input.Until", "2031-03-14"), ("Input.Minutes", "60")];
        var page = (await form.Submit("main form", [.. right.Where(r => r.Item1 != field), (field, value)])).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        if (field != "Input.Picks") Assert.Equal(value, page.One($"[name='{field}']").GetAttribute("value") ?? "");
        Assert.Equal("60", page.One("[name='Input.Minutes']").GetAttribute("value"));
        Assert.False(await site.Read(db => db.MeetingPolls.AnyAsync(p => p.Quarter == new Quarter(2031, 2))));
    }

    [Fact]
    public async Task One_time_is_no_poll_and_a_turn_has_one_poll_at_a_time()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var form = await committee.Get($"/steering/meetings/turns/{quarter}/poll");
        Assert.Contains("at least 2 times", (await form.Submit("main form", ("Input.Picks", null))).Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.Ordinal);
        var id = Id(await form.Submit("main form"));
        Assert.Contains("There is a poll for this already.", (await form.Submit("main form")).Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal($"/meetings/polls/{id}", (await committee.Get($"/steering/meetings/turns/{quarter}/poll")).Address);
        await (await committee.Get($"/meetings/polls/{id}")).Submit("main .confirm form");
        Assert.Equal(PollState.Withdrawn, (await Poll(id)).State);
        Assert.NotEqual(id, Id(await (await committee.Get($"/steering/meetings/turns/{quarter}/poll")).Submit("main form")));
    }

    [Fact]
    public async Task Every_time_is_answered_or_the_form_comes_back_with_what_was_chosen()
    {
        var committee = await site.Committee();
        var id = await Ask(committee, Planned.NextQuarter());
        var page = await committee.Get($"/meetings/polls/{id}");
        page = (await page.Submit("#vote", ("Input.Answers[0].Answer", "IfNeedBe"), ("Input.Answers[1].Answer", "Perhaps"))).Is(HttpStatusCode.BadRequest);
        Assert.Equal("IfNeedBe", page.One("[name='Input.Answers[0].Answer'][checked]").GetAttribute("value"));
        Assert.Equal(2, page.All("#vote tr.field--error").Count);
        Assert.Empty((await Poll(id)).Votes);
        Assert.Equal(HttpStatusCode.BadRequest, (await committee.Post($"/meetings/polls/{id}/votes")).Status);
        var other = (await Poll(await Ask(committee, Planned.NextQuarter()))).Slots[0].Id;
        Assert.Contains("not in this poll", (await committee.Post($"/meetings/polls/{id}/votes", ("Input.Answers[0].Slot", other.ToString()), ("Input.Answers[0].Answer", "Yes"))).Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_can_be_added_and_the_deadline_put_off()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var id = await Ask(committee, quarter);
        var page = await committee.Get($"/meetings/polls/{id}");
        Assert.Contains("weekend", (await page.Submit("form[action$='/slots']", ("Proposal.At", $"{quarter.Day(6).Next(IsoDayOfWeek.Saturday):uuuu-MM-dd}T10:00"))).Is(HttpStatusCode.BadRequest).Text(".field--error"), StringComparison.Ordinal);
        page = await page.Submit("form[action$='/slots']", ("Proposal.At", $"{quarter.Day(6):uuuu-MM-dd}T15:00"));
        Assert.Equal(4, page.All("#vote [name$='.Slot']").Count);
        Assert.Contains("still to come", (await page.Submit("form[action$='/deadline']", ("Deadline.Until", "2031-01-01"))).Is(HttpStatusCode.BadRequest).Text(".field--error"), StringComparison.Ordinal);
        page = await page.Submit("form[action$='/deadline']", ("Deadline.Until", "2031-03-20"));
        Assert.Equal("2031-03-20", page.One("[name='Deadline.Until']").GetAttribute("value"));
        // The last day to answer is a whole day in Massachusetts.
        Assert.Equal(new LocalDateTime(2031, 3, 21, 0, 0), (await Poll(id)).ClosesAt.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime);
    }

    [Fact]
    public async Task Those_who_are_asked_get_a_letter_and_those_who_have_not_answered_one_more()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var area = (await site.HostOf(quarter)).AsSet();
        var (answers, waits) = (await site.SignIn(Kind.AreaDirector, m => m with { Areas = area }), await site.Add(Kind.AreaDirector, m => m with { Areas = area, Language = "es" }));
        var outside = await site.Add(Kind.Supporter, m => m with { Areas = area });
        var id = await Ask(committee, quarter);
        var letter = Assert.Single(await OfIt(waits));
        Assert.Equal("¿Qué días le convienen?", letter.Subject);
        Assert.Equal($"/meetings/polls/{id}", letter.Link("/meetings/polls/"));
        Assert.Empty(await OfIt(outside));
        Assert.DoesNotContain(await OfIt(committee.Member), m => m.Subject == "Which days suit you?");
        var page = await answers.Get($"/meetings/polls/{id}");
        await page.Submit("#vote", Answers(page, _ => "Yes"));

        await Rounds();
        Assert.Single(await OfIt(waits));
        // A day before the deadline: the clock of the site goes on for the tests that follow, and they do not mind.
        site.Clock.Advance(((await Poll(id)).ClosesAt - CoP.Domain.Polls.Poll.RemindBefore - site.Now).ToTimeSpan());
        await Task.WhenAll(Rounds(), Rounds());
        await Rounds();
        Assert.Equal(["¿Qué días le convienen?", "¿Qué días le convienen? Queda un día para responder"], (await OfIt(waits)).Select(m => m.Subject));
        Assert.Single(await OfIt(answers.Member), m => m.Subject == "Which days suit you?");
        Assert.DoesNotContain(await OfIt(answers.Member), m => m.Subject!.Contains("One day left", StringComparison.Ordinal));

        // Whoever is of the area is asked by the polls of other tests, too.
        async Task<List<MimeKit.MimeMessage>> OfIt(Joined who) => (await site.Mail(who)).FindAll(m => m.TextBody!.Contains($"/meetings/polls/{id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_who_ask_for_the_same_turn_at_once_make_one_poll_and_answers_at_once_all_count()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var form = await committee.Get($"/steering/meetings/turns/{quarter}/poll");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => form.Submit("main form")));
        var id = await site.Read(db => db.MeetingPolls.Where(p => p.Quarter == quarter).Select(p => p.PollId).SingleAsync());
        var people = new List<Visitor>();
        for (var i = 0; i < 4; i++) people.Add(await site.Committee());
        var pages = await Task.WhenAll(people.Select(p => p.Get($"/meetings/polls/{id}")));
        await Task.WhenAll(pages.Concat(pages).Select(p => p.Submit("#vote", Answers(p, _ => "Yes"))));
        Assert.All((await Poll(id)).Ranking, r => Assert.Equal(4, r.Yes.Count));
    }

    static Id<Poll> Id(Page page) => Id<Poll>.Parse(page.Address.Split('/')[^1]);

    static async Task<Id<Poll>> Ask(Visitor committee, Quarter quarter) => Id((await (await committee.Get($"/steering/meetings/turns/{quarter}/poll")).Submit("main form")).Is(HttpStatusCode.OK));

    static (string, string?)[] Answers(Page page, Func<string, string> answer) =>
        [.. page.All("#vote [name$='.Slot']").Select((slot, i) => ($"Input.Answers[{i}].Answer", (string?)answer(slot.GetAttribute("value")!)))];

    async Task<Id<PollSlot>> SlotAt(Id<Poll> id, LocalDateTime at) => (await Poll(id)).Slots.Single(s => s.Slot.Start == at).Id;

    Task<Poll> Poll(Id<Poll> id) => site.Read(db => db.Polls.AsNoTracking().SingleAsync(p => p.Id == id));

    Task<QuarterlyMeeting> Load(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));

    async Task Rounds()
    {
        using var scope = site.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<PollRounds>().Go();
    }
}

public sealed class PollTestsOnSqlite(SqlitePostSite site) : PollTests(site), IClassFixture<SqlitePostSite>;

public sealed class PollTestsOnPostgres(PostgresPostSite site) : PollTests(site), IClassFixture<PostgresPostSite>;
