using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Records;
using CoP.Web.Features.Record;
using CoP.Web.Tests.CoReflection;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Search;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Group = CoP.Domain.CoReflection.Group;

namespace CoP.Web.Tests.Record;

public abstract partial class RecordTests(Site site)
{
    static readonly string Day = "2031-03-01";

    [Fact]
    public async Task I_came_is_said_from_the_start_of_a_session_on_and_stands_once()
    {
        var (ana, ben, id, session) = await Pair();
        Assert.False((await ana.Get(Circles.Session(id, 60))).Has("#record"));
        (await ana.Post(Circles.Session(id, 60) + "/record")).Is(HttpStatusCode.Conflict);
        var page = await ana.Get(session);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => page.Submit("#record form"))), p => p.Is(HttpStatusCode.OK));
        page = await ana.Get("/record");
        Assert.Single(page.All($".rows a[href='{session}']"));
        Assert.Contains("60 minutes", page.Text(".rows"), StringComparison.Ordinal);
        Assert.Contains("“I came”", (await ben.Get("/record")).Text(), StringComparison.Ordinal);

        // Whoever left the group keeps what they kept, and finds no way in by it.
        await ana.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        page = await ana.Get("/record");
        Assert.Contains(Circles.Peers.Name, page.Text(".rows"), StringComparison.Ordinal);
        Assert.False(page.Has($"a[href='{session}']"));
        (await ana.Post(session + "/record")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_taken_out_on_the_page_of_the_session_is_out_of_the_record()
    {
        var (ana, _, _, session) = await Pair();
        var page = await (await ana.Get(session)).Submit("#record form");
        page = await page.Submit("#record form:has([name=_method])");
        Assert.Contains("removed from your record", page.Body, StringComparison.Ordinal);
        Assert.False((await ana.Get("/record")).Has("main .rows"));
        (await ana.Post(session + "/record", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_entry_is_put_down_by_hand_put_right_and_removed()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/record/entries/new")).Submit("main form.form", ("Title", "A workshop"), ("Day", Day), ("Minutes", "45"));
        page = await page.Follow("main a[href$='/edit']");
        page = (await page.Submit("main form.form", ("Minutes", "1000"))).Is(HttpStatusCode.BadRequest);
        Assert.Equal(("A workshop", "1000"), (page.One("#Title").GetAttribute("value"), page.One("#Minutes").GetAttribute("value")));
        page = await page.Submit("main form.form", ("Minutes", "90"));
        Assert.Contains("90 minutes", page.Text(".rows"), StringComparison.Ordinal);
        page = (await ana.Post("/record/entries", ("Title", "Not yet"), ("Day", "2040-01-01"), ("Minutes", "60"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("a day that is past", page.Text("#Day-error"), StringComparison.Ordinal);
        page = await (await ana.Get("/record")).Follow("main a[href$='/edit']");
        page = await page.Submit("details.confirm form");
        Assert.False(page.Has("main .rows"));
        // Of an empty record not even a sheet is left.
        Assert.Empty(await Sheets(ana));
    }

    [Fact]
    public async Task A_reflection_is_written_about_a_session_changed_and_erased()
    {
        var (ana, _, _, session) = await Pair();
        var page = await (await ana.Get(session)).Submit("#record form");
        page = await page.Follow("#record a[href*='reflections/new']");
        Assert.Equal("2031-03-04", page.One("#Day").GetAttribute("value"));
        page = await page.Submit("main form.form", ("Title", "Waiting"), ("Body", "I **waited**, and <b>that</b> was it."));
        Assert.Equal("I waited, and <b>that</b> was it.", page.Text(".prose"));
        Assert.True(page.Has(".prose strong") && !page.Has(".prose b"));
        Assert.Contains("About: " + Circles.Peers.Name, page.Text(), StringComparison.Ordinal);
        var reflection = page.Address;
        page = await (await page.Follow("main a[href$='/edit']")).Submit("main form.form", ("Body", "I talked."));
        Assert.Equal("I talked.", page.Text(".prose"));
        page = (await ana.Post(reflection, ("_method", "PUT"), ("Title", "Kept"), ("Body", " "), ("Day", Day), ("Language", "en"))).Is(HttpStatusCode.BadRequest);
        Assert.Equal("Kept", page.One("#Title").GetAttribute("value"));
        await (await ana.Get(reflection)).Submit("details.confirm form");
        (await ana.Get(reflection)).Is(HttpStatusCode.NotFound);
        Assert.Single(await Sheets(ana));
    }

    [Fact]
    public async Task A_reflection_that_is_begun_is_not_lost()
    {
        var ana = await site.SignIn(Kind.Supporter);
        await (await ana.Get("/record/reflections/new")).Submit("button[formaction='/drafts']", ("Title", "Half"), ("Body", "Half a thought"));
        Assert.Contains("Reflection in my record", (await ana.Get("/drafts")).Text(), StringComparison.Ordinal);
        var page = await ana.Get("/record/reflections/new");
        Assert.Equal(("Half", "Half a thought"), (page.One("#Title").GetAttribute("value"), page.One("#Body").TextContent.Trim()));
        await page.Submit("main form.form", ("Body", "A whole thought"));
        Assert.DoesNotContain("Half a thought", (await ana.Get("/drafts")).Text(), StringComparison.Ordinal);

        // A sign-in that ended meanwhile.
        var stranger = site.Visit();
        var sent = await stranger.Post("/record/reflections", ("Body", "Sent too late"), ("Day", Day), ("Language", "en"), ("_draft", "record:new"));
        sent.Is(HttpStatusCode.Unauthorized);
        page = await sent.Submit("form:has([name=Password])", ("Email", ana.Member.Email), ("Password", Newcomer.Password));
        Assert.Equal(("/record/reflections/new", "Sent too late"), (page.Address, page.One("#Body").TextContent.Trim()));
    }

    [Fact]
    public async Task How_one_sees_ones_practice_is_drawn_beside_its_table()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await ana.Get("/record/assessments/new");
        // Nothing is chosen for anybody.
        Assert.Equal(10, page.All("main fieldset").Count());
        Assert.All(page.All("input[type=radio][checked]"), chosen => Assert.Equal("", chosen.GetAttribute("value")));
        (await page.Submit("main form.form")).Is(HttpStatusCode.BadRequest);
        (await ana.Post("/record/assessments", ("Day", Day), ("Steps[0]", "9"))).Is(HttpStatusCode.BadRequest);
        await page.Submit("main form.form", ("Day", "2031-01-10"), ("Steps[0]", "2"), ("Steps[5]", "4"));
        page = await page.Submit("main form.form", ("Day", Day), ("Steps[0]", "3"), ("Steps[1]", "1"), ("Words", "Slowly."));
        Assert.Equal(10, page.All(".step-drawings svg[role=img]").Count());
        Assert.Equal([2, 1, 0], new[] { 0, 1, 2 }.Select(i => page.All(".step-drawings li").ElementAt(i).QuerySelectorAll("circle").Length));
        Assert.Equal(["2", "3"], page.All("tbody tr:first-child td").Select(Page.Words));
        Assert.Equal("–Leave out", page.All("tbody tr:nth-child(2) td").Select(Page.Words).First().Replace(" ", "", StringComparison.Ordinal).Replace("Leaveout", "Leave out", StringComparison.Ordinal));
        page = await page.Follow(".rows a[href$='/edit']");
        Assert.Equal("3", page.One("[name='Steps[0]'][checked]").GetAttribute("value"));
        page = await page.Submit("details.confirm form");
        Assert.DoesNotContain("Slowly.", page.Text(), StringComparison.Ordinal);
        Assert.Single(page.All(".rows li"));
    }

    [Fact]
    public async Task What_goes_along_is_what_was_chosen_and_no_formula()
    {
        var (ana, _, _, session) = await Pair();
        await ana.Post(session + "/record");
        await ana.Post("/record/entries", ("Title", "=HYPERLINK(1)"), ("Day", "2030-12-31"), ("Minutes", "90"));
        await ana.Post("/record/reflections", ("Title", "A title"), ("Body", "@SUM of *it*,\nall"), ("Day", Day), ("Language", "en"));
        await ana.Post("/record/assessments", ("Day", Day), ("Steps[0]", ""), ("Steps[1]", ""), ("Steps[2]", ""), ("Steps[3]", "4"));
        var form = await ana.Get("/record/take-along");
        Assert.False(form.Has("main [checked]"));
        Assert.Contains("choose what goes in", (await form.Submit("main form.form")).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);

        var page = await form.Submit("main form.form", ("Came", "true"));
        Assert.Contains("2 times. Together 2 hours and 30 minutes.", page.Text(), StringComparison.Ordinal);
        Assert.All((string[])["HYPERLINK", Circles.Peers.Name, "A title", ana.Member.Name], left => Assert.DoesNotContain(left, page.Text(), StringComparison.Ordinal));
        page = await form.Submit("main form.form", ("Came", "true"), ("Names", "true"), ("Reflections", "true"), ("Assessments", "true"), ("Name", "true"), ("From", "2031-01-01"));
        Assert.All((string[])[Circles.Peers.Name, "A title", "SUM of it", ana.Member.Name], there => Assert.Contains(there, page.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("HYPERLINK", page.Text(), StringComparison.Ordinal);

        var csv = (await form.Submit("button[formaction='/record.csv']", ("Came", "true"), ("Names", "true"), ("Reflections", "true"), ("Assessments", "true"))).Is(HttpStatusCode.OK);
        var lines = csv.Body.Split("\r\n");
        Assert.StartsWith("Elsewhere,2030-12-31,90,'=HYPERLINK(1),", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'@SUM of *it*,\nall\"", csv.Body, StringComparison.Ordinal);
        Assert.Contains($"Co-reflection session,2031-03-04,60,{Circles.Peers.Name},", csv.Body, StringComparison.Ordinal);
        Assert.Contains("How I see my practice,2031-03-01,,,,,,,4,,,,,,", csv.Body, StringComparison.Ordinal);
        csv = await form.Submit("button[formaction='/record.csv']", ("Came", "true"));
        Assert.DoesNotContain(Circles.Peers.Name, csv.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_record_goes_at_once()
    {
        var ana = await site.SignIn(Kind.Supporter);
        await Fill(ana, "something");
        Assert.Equal(3, (await Sheets(ana)).Count);
        var before = await site.Read(db => db.RecordSheets.CountAsync());
        var page = await (await ana.Get("/record")).Submit("form[action='/record']");
        Assert.Contains("Your record is erased", page.Body, StringComparison.Ordinal);
        Assert.Equal(before - 3, await site.Read(db => db.RecordSheets.CountAsync()));
        Assert.False(page.Has("form[action='/record']"));
    }

    [Fact]
    public async Task Entries_at_the_same_moment_are_all_kept()
    {
        // The first entries are where two may both find nothing yet; whether they do is a matter of luck.
        for (var round = 0; round < LongRun.Rounds(3, 60); round++)
        {
            var ana = await site.SignIn(Kind.Supporter);
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => ana.Post("/record/entries", ("Title", $"Number {i}"), ("Day", Day), ("Minutes", "30"))));
            Assert.All(answers, answer => answer.Is(HttpStatusCode.OK));
            Assert.Equal(12, (await ana.Get("/record")).All(".rows .row").Count());
        }
    }

    [Fact]
    public async Task A_copy_of_the_database_tells_neither_who_came_nor_what_is_written_nor_how_much()
    {
        var (ana, ben, id, session) = await Pair();
        await ben.Post("/record/entries", ("Title", "One entry"), ("Day", Day), ("Minutes", "30"));
        var before = await site.Rows();
        var word = Library.Word();
        await ana.Post(session + "/record");
        await Fill(ana, word);
        var after = await site.Rows();

        // Nothing else in the whole copy has changed: no trail, no letter, nothing that says when.
        Findings.None(Written(after).Except(Written(before)).Concat(Written(before).Except(Written(after))).Where(row => !row.StartsWith("RecordSheets", StringComparison.Ordinal)));
        Findings.None(after.Where(row => row.Text.Contains(word, StringComparison.Ordinal) || row.Bytes.Exists(b => b.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0)).Select(row => row.Table));
        List<RecordSheet> sheets = [.. await Sheets(ana), .. await Sheets(ben)];
        Assert.Equal(4, sheets.Count);
        // A name and a box: no owner, no day, no kind.
        Assert.Equal(["Id", "Sealed"], await site.Read(db => Task.FromResult(db.Model.FindEntityType(typeof(RecordSheet))!.GetProperties().Select(p => p.Name).Order().ToArray())));
        // Much or little, a record or a text: they are of one size and share no piece that could tie them.
        Assert.All(sheets, sheet => Assert.Equal(Padding.Smallest, sheet.Sealed.Length));
        foreach (var secret in (Guid[])[ana.Member.Id.Value, ben.Member.Id.Value, id.Value])
            foreach (var bytes in (byte[][])[secret.ToByteArray(), secret.ToByteArray(bigEndian: true), Encoding.UTF8.GetBytes(new Id<Group>(secret).ToString())])
                Assert.All(sheets, sheet => Assert.True(sheet.Sealed.AsSpan().IndexOf(bytes) < 0 && sheet.Id != secret));
        var pieces = sheets.SelectMany(s => Enumerable.Range(0, s.Sealed.Length / 16).Select(i => Convert.ToHexString(s.Sealed.AsSpan(16 * i, 16)))).ToList();
        Assert.Equal(pieces.Count, pieces.Distinct().Count());
        // In no address, and so in no log of a proxy, stands the name of a sheet.
        var reflection = (await ana.Get("/record")).One("main a[href^='/record/reflections/']:not([href*=new])").GetAttribute("href")!.Split('/')[3];
        Assert.DoesNotContain(Id<Reflection>.Parse(reflection).Value, sheets.Select(s => s.Id));

        static HashSet<string> Written(List<Row> rows) => [.. rows.Select(r => $"{r.Table}: {r.Text} {string.Join(' ', r.Bytes.Select(Convert.ToHexString))}")];
    }

    [Fact]
    public async Task A_long_record_grows_in_few_steps_and_reads_as_it_was_written()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var random = new Random(7);
        var text = new string([.. Enumerable.Range(0, 19_000).Select(_ => (char)random.Next('a', 'z' + 1))]);
        var page = await (await ana.Get("/record/reflections/new")).Submit("main form.form", ("Body", text));
        Assert.Equal(text, page.Text(".prose"));
        await site.Read(async db =>
        {
            Assert.Equal(Padding.Smallest, await Grown(0, 100));
            Assert.Equal(4 * Padding.Smallest, await Grown(100, 300));
            var read = await MyRecord.Of(db, ana.Member.Id).Read();
            Assert.Equal((300, new LocalDate(2030, 10, 27), 359), (read.Attended.Count, read.Attended[0].Day, read.Attended[0].Minutes));
            return true;

            async Task<int> Grown(int from, int to)
            {
                await MyRecord.Of(db, ana.Member.Id).Change(record => Enumerable.Range(from, to - from).Select(i => record.CameElsewhere(new LocalDate(2030, 1, 1).PlusDays(i), 60 + i, $"Circle {i % 3}", new LocalDate(2031, 3, 3))).ToList().Count);
                var name = db.Seals.SheetOf(ana.Member.Id);
                return await db.RecordSheets.Where(s => s.Id == name).Select(s => s.Sealed.Length).SingleAsync();
            }
        });
        Assert.Equal([4 * Padding.Smallest, 4 * Padding.Smallest], (await Sheets(ana)).Select(s => s.Sealed.Length));
    }

    [Fact]
    public async Task Not_a_hair_of_anybody_elses_pages_tells_that_a_member_came()
    {
        var (ana, ben, id, session) = await Pair();
        var others = new List<Visitor> { ben };
        foreach (var kind in Kind.All) others.Add(await site.SignIn(kind));
        string[] addresses =
            [session, $"/groups/{id}", "/groups", "/", "/calendar", "/record", "/record/reflections", "/record/assessments", "/notices", "/steering", "/steering/members", $"/steering/members/{ana.Member.Id}", "/steering/audit", "/steering/mail", "/moderation", "/search?q=circle"];
        var before = await Look();
        await ana.Post(session + "/record");
        await Fill(ana, "something");
        var after = await Look();
        Findings.None(before.Where(b => after[b.Key] != b.Value).Select(b => $"{b.Key} changed"));

        async Task<Dictionary<string, string>> Look()
        {
            var seen = new Dictionary<string, string>();
            foreach (var (i, other) in others.Index())
                foreach (var address in addresses)
                    seen[$"{i} {address}"] = Bodies().Replace((await other.First(address)).Body, "");
            return seen;
        }
    }

    async Task Fill(Visitor member, string word)
    {
        await member.Post("/record/entries", ("Title", $"Something about {word}"), ("Day", Day), ("Minutes", "45"));
        foreach (var i in (int[])[1, 2]) (await member.Post("/record/reflections", ("Title", $"{word} {i}"), ("Body", $"All of {word}."), ("Day", Day), ("Language", "en"))).Is(HttpStatusCode.OK);
        await member.Post("/record/assessments", ("Day", Day), ("Steps[0]", "2"), ("Words", word));
    }

    /// <summary>Two peer supporters in a group, one of whose sessions has been.</summary>
    async Task<(Visitor Ana, Visitor Ben, Id<Group> Group, string Session)> Pair()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var (id, viewer, made) = (Id<Group>.New(site.Now), await site.ViewerOf(ana), Instant.FromDateTimeOffset(Site.Start));
        await site.Write(db =>
        {
            var group = new Group(id, Circles.Peers, viewer, made);
            group.Plan(new SeriesPlan(Circles.Tuesday, Rhythm.Weekly), viewer.Id, made);
            db.Groups.Add(group);
        });
        await site.Join(id, ben);
        // Others of the class may have moved the clock past it already.
        if (site.Now < Circles.Tuesday.EndsAt) site.Clock.Advance((Circles.Tuesday.EndsAt - site.Now).ToTimeSpan());
        return (ana, ben, id, Circles.Session(id));
    }

    /// <summary>The sheets of one member, as only the running site finds them.</summary>
    Task<List<RecordSheet>> Sheets(Visitor member) => site.Read(async db =>
    {
        var record = await MyRecord.Of(db, member.Member.Id).Read();
        var names = record.Reflections.Select(r => db.Seals.SheetOf(r.Id)).Append(db.Seals.SheetOf(member.Member.Id)).ToList();
        return await db.RecordSheets.AsNoTracking().Where(s => names.Contains(s.Id)).ToListAsync();
    });

    [GeneratedRegex("(?<=__RequestVerificationToken\" type=\"hidden\" value=\")[^\"]*|nonce=\"[^\"]*\"|name=\"FormKey\" value=\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bodies();
}

public sealed class RecordTestsOnSqlite(SqliteSite site) : RecordTests(site), IClassFixture<SqliteSite>;

public sealed class RecordTestsOnPostgres(PostgresSite site) : RecordTests(site), IClassFixture<PostgresSite>;
