using System.Net;
using System.Text;
using CoP.Domain.Meetings;
using CoP.Web.Tests.Infrastructure;
using Ical.Net;

namespace CoP.Web.Tests.Meetings;

public abstract class TurnExportTests(Site site)
{
    [Fact]
    public async Task The_page_says_why_each_area_hosts()
    {
        var member = await site.SignIn(Kind.Committee);
        var (one, other) = (new Quarter(2033, 3), new Quarter(2034, 1));
        var (before, after) = (await site.HostOf(one), await site.HostOf(other));
        await site.Exchange(member.Member.Id, one, other);
        var page = (await (await site.SignIn(Kind.Supporter)).Get("/meetings/rotation")).Is(HttpStatusCode.OK);
        Assert.Contains($"{after.Name()} hosts Q3 2033: swapped with {before.Name()}, which hosts Q1 2034", page.All(".turn-list li").Select(Page.Words));
        Assert.Contains($"{before.Name()} hosts Q1 2034: swapped with {after.Name()}, which hosts Q3 2033", page.All(".turn-list li").Select(Page.Words));
        Assert.Equal(84, page.All(".turn-list li").Count);
        Assert.Equal(5, page.All("table.figures tbody tr").Count);
        Assert.Contains("Western would have hosted Q1 2021, by the first order", page.All(".turn-list li").Select(Page.Words));
        var spanish = await (await site.SignIn(Kind.Supporter, m => m with { Language = "es" })).Get("/meetings/rotation");
        Assert.Contains(spanish.All(".turn-list li").Select(Page.Words), words => words.Contains(" organiza T3 2033: intercambió con ", StringComparison.Ordinal) && words.EndsWith(", que organiza T1 2034", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_passed_turn_says_so_on_both_sides()
    {
        var member = await site.SignIn(Kind.Committee);
        var (one, other) = (new Quarter(2035, 1), new Quarter(2035, 2));
        var (before, after) = (await site.HostOf(one), await site.HostOf(other));
        await site.Exchange(member.Member.Id, one, other, kind: ExchangeKind.Pass);
        var reasons = (await member.Get("/meetings/rotation")).All(".turn-list li").Select(Page.Words).ToList();
        Assert.Contains($"{after.Name()} hosts Q1 2035: {before.Name()} passed its turn and hosts Q2 2035", reasons);
        Assert.Contains($"{before.Name()} hosts Q2 2035: it passed Q1 2035 to {after.Name()}", reasons);
    }

    [Fact]
    public async Task The_history_has_every_decision_with_its_day_who_decided_and_why()
    {
        var committee = await site.SignIn(Kind.Committee);
        await site.Exchange(committee.Member.Id, new(2036, 1), new(2036, 2), "Snow <b>season</b>");
        var page = (await (await site.SignIn(Kind.Supporter)).Get("/meetings/rotation/history")).Is(HttpStatusCode.OK);
        var rows = page.All("ol.history > li").Select(Page.Words).ToList();
        Assert.Contains("The order with which the community began", rows[^1], StringComparison.Ordinal);
        Assert.Contains("Why: Snow <b>season</b>", string.Concat(rows), StringComparison.Ordinal);
        Assert.Contains(committee.Member.Name, string.Concat(rows), StringComparison.Ordinal);
        Assert.Contains("March 3, 2031", string.Concat(rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_reads_every_turn_and_takes_nothing_for_a_formula()
    {
        var committee = await site.SignIn(Kind.Committee);
        const string Why = "=HYPERLINK(\"https://evil.example\",\"a, \"\"b\"\"\")";
        await site.Exchange(committee.Member.Id, new(2037, 1), new(2037, 2), Why);
        var answer = (await committee.Get("/meetings/rotation.csv")).Is(HttpStatusCode.OK);
        Assert.Equal("text/csv", answer.Response.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var rows = Read(Encoding.UTF8.GetString(bytes[3..]));
        Assert.Equal(["Quarter", "First day", "Last day", "Due by the order", "Host", "Outcome", "Reason", "Meeting date", "In their words"], rows[0]);
        Assert.Equal(85, rows.Count);
        Assert.All(rows, row => Assert.Equal(9, row.Count));
        Assert.Equal("2021-Q1", rows[1][0]);
        var row = rows.Single(r => r[0] == "2037-Q1");
        Assert.Equal(["2037-01-01", "2037-03-31"], row[1..3]);
        Assert.Equal("'" + Why, row[8]);
        Assert.All(rows.SelectMany(r => r), cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), cell));
    }

    [Fact]
    public async Task A_calendar_that_is_not_ours_reads_quarters_as_whole_days_and_meetings_with_their_hour()
    {
        var committee = await site.Committee();
        var quarter = new Quarter(2033, 1);
        var id = await committee.Schedule(quarter);
        var member = await site.SignIn(Kind.Supporter);

        var calendar = await Load(member);
        Assert.Equal(41, calendar.Events.Count);
        Assert.All(calendar.Events, e => Assert.True(e.IsAllDay));
        var turn = calendar.Events.Single(e => e.Uid == "turn-2033-Q1@peer-supervision-cop");
        Assert.Equal((new DateTime(2033, 1, 1), new DateTime(2033, 4, 1)), (turn.Start!.Value, turn.End!.Value));
        Assert.Equal($"{(await site.HostOf(quarter)).Name()} hosts the community meeting", turn.Summary);
        Assert.Equal("TRANSPARENT", turn.Transparency);
        Assert.Equal(0, turn.Sequence);

        await committee.Announce(id);
        calendar = await Load(member);
        Assert.Equal(41, calendar.Events.Count);
        Assert.DoesNotContain(calendar.Events, e => e.Uid == turn.Uid);
        Assert.Equal(new DateTime(2033, 1, quarter.Day().Day, 13, 0, 0), calendar.Events.Single(e => !e.IsAllDay).Start!.Value);

        // An exchange is a newer edition of the same turn.
        await site.Exchange(committee.Member.Id, new(2039, 1), new(2039, 2));
        var changed = (await Load(member)).Events.Single(e => e.Uid == "turn-2039-Q1@peer-supervision-cop");
        Assert.Equal(1, changed.Sequence);
        Assert.Contains("swapped with", changed.Description, StringComparison.Ordinal);
    }

    static async Task<Calendar> Load(Visitor member)
    {
        var answer = (await member.Get("/meetings/rotation.ics")).Is(HttpStatusCode.OK);
        Assert.Equal("text/calendar", answer.Response.Content.Headers.ContentType!.MediaType);
        return Calendar.Load(answer.Body)!;
    }

    // RFC 4180, read by hand so that nothing is forgiven.
    static List<List<string>> Read(string text)
    {
        List<List<string>> rows = [[]];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] is ',' or '\n' && !quoted)
            {
                rows[^1].Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (text[i] == '\n') rows.Add([]);
            }
            else cell.Append(text[i]);
        }
        Assert.Empty(rows[^1]);
        rows.RemoveAt(rows.Count - 1);
        return rows;
    }
}

public sealed class TurnExportTestsOnSqlite(SqliteSite site) : TurnExportTests(site), IClassFixture<SqliteSite>;

public sealed class TurnExportTestsOnPostgres(PostgresSite site) : TurnExportTests(site), IClassFixture<PostgresSite>;
