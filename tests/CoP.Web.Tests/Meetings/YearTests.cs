using System.Net;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Meetings;

/// <summary>Four meetings at once; each test begins without any.</summary>
public abstract class YearTests(Site site)
{
    [Fact]
    public async Task Four_meetings_are_scheduled_with_one_button_and_announced_with_another()
    {
        var committee = await Fresh();
        var form = await committee.Get("/steering/year");
        var quarters = form.All("input[name$='.Quarter']").Select(i => i.GetAttribute("value")!).ToList();
        // It is 3 March: one day of the first quarter is far enough away for access to be asked for and booked.
        Assert.Equal(["2031-Q1", "2031-Q2", "2031-Q3", "2031-Q4"], quarters);
        var page = await form.Submit("form[action='/steering/year']", ("Input.Link", Planned.Link), ("Input.DialIn", Planned.DialIn));
        Assert.Contains("4 meetings are saved. Nobody has been told yet.", page.Text(".says"), StringComparison.Ordinal);
        var meetings = await Meetings();
        Assert.Equal(quarters, meetings.Select(m => m.Quarter.ToString()));
        Assert.All(meetings, m => Assert.Equal((MeetingState.Scheduled, Planned.Link, committee.Member.Id), (m.State, m.Link, m.AccessContactId)));
        Assert.Equal(form.All("input[name$='.Pick'][checked]").Select(i => i.GetAttribute("value")), meetings.Select(m => $"{m.Slot.Start:uuuu-MM-dd'T'HH:mm}/{m.Slot.Minutes}"));
        Assert.Equal(0, await site.Read(db => db.Occasions.CountAsync(o => o.Kind == LetterKind.MeetingAnnounced)));
        // The next four follow, with what was said of these.
        Assert.Equal(["2032-Q1", "2032-Q2", "2032-Q3", "2032-Q4"], page.All("input[name$='.Quarter']").Select(i => i.GetAttribute("value")));
        Assert.Equal(Planned.Link, page.One("#Input_Link").GetAttribute("value"));

        page = await page.Submit("form.form[action$='/announcements']");
        Assert.Contains("4 meetings are announced.", page.Text(".says"), StringComparison.Ordinal);
        Assert.All(await Meetings(), m => Assert.Equal(MeetingState.Announced, m.State));
        // Letters wait ten minutes, like those of any other change.
        Assert.Equal(4, await site.Read(db => db.MeetingChanges.CountAsync()));
    }

    [Fact]
    public async Task All_are_saved_or_none_and_each_mistake_stands_at_its_own_meeting()
    {
        var committee = await Fresh();
        var form = await committee.Get("/steering/year");
        var page = (await form.Submit("form[action='/steering/year']",
            ("Input.Rows[0].Pick", ""), ("Input.Rows[0].Date", "2031-06-14"),
            ("Input.Rows[1].Pick", ""), ("Input.Rows[1].Date", ""),
            ("Input.Rows[2].Date", "2031-11-05"), ("Input.Link", "http://unsafe.example"))).Is(HttpStatusCode.BadRequest);
        Assert.Empty(await Meetings());
        var wrong = page.All(".field--error").Select(f => f.TextContent).ToList();
        Assert.Contains(wrong, f => f.Contains("Please fill this in.", StringComparison.Ordinal));
        Assert.Contains(wrong, f => f.Contains("and typed another", StringComparison.Ordinal));
        Assert.Equal("2031-06-14", page.One("[name='Input.Rows[0].Date']").GetAttribute("value"));
        Assert.Equal("http://unsafe.example", page.One("#Input_Link").GetAttribute("value"));

        // What the rules say comes once the fields can be read, and for all at once.
        page = (await page.Submit("form[action='/steering/year']", ("Input.Rows[1].Date", "2031-09-01"), ("Input.Rows[2].Date", ""))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("That day is on a weekend.", page.Text(".field--error:has([name='Input.Rows[0].Date'])"), StringComparison.Ordinal);
        Assert.Contains("state holiday", page.Text(".field--error:has([name='Input.Rows[1].Date'])"), StringComparison.Ordinal);
        Assert.Empty(await Meetings());

        page = (await page.Submit("form[action='/steering/year']", ("Input.Rows[0].Date", "2031-06-12"), ("Input.Rows[1].Date", "2031-09-02"))).Is(HttpStatusCode.BadRequest);
        Assert.Single(page.All("[role=alert] li"));
        Assert.Contains("starts with https://", page.Text(".field--error"), StringComparison.Ordinal);
        Assert.Empty(await Meetings());

        page = await page.Submit("form[action='/steering/year']", ("Input.Link", ""));
        Assert.Contains("4 meetings are saved.", page.Text(".says"), StringComparison.Ordinal);
        // The day behind Labor Day was typed, and so nothing had been said of it.
        Assert.Contains("Please note: A holiday is that week: Labor Day", page.Text(".says"), StringComparison.Ordinal);
        Assert.Equal(4, (await Meetings()).Count);
        Assert.False(page.Has("form.form[action$='/announcements']"));
    }

    [Fact]
    public async Task Any_can_be_left_out_with_whatever_stands_in_its_fields()
    {
        var committee = await Fresh();
        var form = await committee.Get("/steering/year");
        (string, string?)[] one = [("Input.Rows[0].Include", "false"), ("Input.Rows[1].Include", "false"), ("Input.Rows[3].Include", "false"), ("Input.Rows[0].Date", "tomorrow"), ("Input.Rows[1].Pick", "nonsense"), ("Input.Rows[3].Minutes", "many")];
        var page = await form.Submit("form[action='/steering/year']", one);
        Assert.Contains("1 meeting is saved.", page.Text(".says"), StringComparison.Ordinal);
        Assert.Equal("2031-Q3", Assert.Single(await Meetings()).Quarter.ToString());

        page = (await form.Submit("form[action='/steering/year']", [.. one, ("Input.Rows[2].Include", "false")])).Is(HttpStatusCode.BadRequest);
        Assert.Contains("at least one meeting", page.Text("[role=alert]"), StringComparison.Ordinal);
        page = (await form.Submit("form[action='/steering/year']")).Is(HttpStatusCode.BadRequest);
        Assert.Contains("July to September 2031", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Single(await Meetings());
    }

    [Fact]
    public async Task A_form_about_turns_that_nobody_was_shown_is_not_found()
    {
        var committee = await Fresh();
        foreach (var quarters in (string[][])[[], ["2031-Q2", "2031-Q2"], ["2030-Q4"], ["2099-Q1"], ["nonsense"], [.. Enumerable.Range(0, 13).Select(i => (new Quarter(2031, 2) + i).ToString())]])
        {
            (string, string)[] rows = [.. quarters.SelectMany((q, i) => new (string, string)[] { ($"Input.Rows[{i}].Quarter", q), ($"Input.Rows[{i}].Include", "true") })];
            Assert.Equal(HttpStatusCode.NotFound, (await committee.Post("/steering/year", rows)).Status);
        }
        foreach (var meeting in (string[])["", "nonsense", "AAAAAAAAAAAAAAAAAAAAAA/1"])
            Assert.Equal(HttpStatusCode.NotFound, (await committee.Post("/steering/year/announcements", ("Meetings", meeting))).Status);
    }

    [Fact]
    public async Task An_announcement_of_several_is_all_or_none_where_somebody_was_faster()
    {
        var committee = await Fresh();
        var page = await (await committee.Get("/steering/year")).Submit("form[action='/steering/year']", ("Input.Link", Planned.Link), ("Input.DialIn", Planned.DialIn));
        var last = (await Meetings())[^1];
        await (await committee.Get($"/steering/meetings/{last.Id}/details")).Submit("main form", ("Input.Topic", "Another"));
        page = (await page.Submit("form.form[action$='/announcements']")).Is(HttpStatusCode.BadRequest);
        Assert.Contains("Someone else changed this meeting meanwhile.", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.All(await Meetings(), m => Assert.Equal(MeetingState.Scheduled, m.State));

        page = await page.Submit($"form[action$='/announcements']:has([value^='{last.Id}'])");
        Assert.Contains("1 meeting is announced.", page.Text(".says"), StringComparison.Ordinal);
        Assert.Equal([last.Id], (await Meetings()).Where(m => m.State == MeetingState.Announced).Select(m => m.Id));
    }

    [Fact]
    public async Task It_speaks_Spanish()
    {
        await Fresh();
        var luz = await site.SignIn(Kind.Committee, m => m with { Language = "es", ZoneId = "America/Los_Angeles" });
        var form = await luz.Get("/steering/year");
        Assert.Contains("Planificar el próximo año", form.Text("h1"), StringComparison.Ordinal);
        // Their own clock, and the one in Massachusetts.
        Assert.Contains("7:00", form.Text(".choices"), StringComparison.Ordinal);
        Assert.Contains("hora del este", form.Text(".choices"), StringComparison.Ordinal);
        Assert.Contains("4 reuniones están guardadas.", (await form.Submit("form[action='/steering/year']")).Text(".says"), StringComparison.Ordinal);
    }

    async Task<Visitor> Fresh()
    {
        await site.Write(async db =>
        {
            await db.Meetings.ExecuteDeleteAsync();
            await db.Occasions.ExecuteDeleteAsync();
            await db.BlockedDays.ExecuteDeleteAsync();
        });
        return await site.Committee();
    }

    Task<List<QuarterlyMeeting>> Meetings() => site.Read(db => db.Meetings.AsNoTracking().OrderBy(m => m.Slot.Start).ToListAsync());
}

public sealed class YearTestsOnSqlite(SqliteSite site) : YearTests(site), IClassFixture<SqliteSite>;

public sealed class YearTestsOnPostgres(PostgresSite site) : YearTests(site), IClassFixture<PostgresSite>;
