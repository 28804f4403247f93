using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Sessions;
using CoP.Web.Live;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.CoReflection;

public abstract class SessionPageTests(Site site)
{
    static readonly (string, string)[] Mondays =
        [("Plan.Day", "2031-04-07"), ("Plan.Time", "17:00"), ("Plan.Minutes", "75"), ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "Weekly"), ("Plan.Skips", "Massachusetts")];

    [Fact]
    public async Task The_next_ten_are_shown_before_anything_is_agreed()
    {
        var (ana, _, id) = await Pair();
        var page = (await ana.Post($"/groups/{id}/series", [.. Mondays, ("preview", "true")])).Is(HttpStatusCode.OK);
        var shown = page.All("#preview li");
        // The third Monday of April is Patriots' Day, the last of May Memorial Day.
        Assert.Equal(12, shown.Count());
        Assert.Contains("No session: Patriots’ Day", shown.ElementAt(2).TextContent, StringComparison.Ordinal);
        Assert.Contains("Monday, April 7, 2031, 5:00 PM", shown.First().TextContent, StringComparison.Ordinal);
        Assert.Single((await site.Group(id)).Series);
        Assert.Equal("17:00", page.One("[name='Plan.Time']").GetAttribute("value"));
        page = await page.Submit("form[action$='/series'] button:not([name])");
        Assert.Contains("told by email", page.Text());
        var group = await site.Group(id);
        Assert.Equal((2, RestDays.Massachusetts), (group.Series.Count, group.Series.Single(s => s.Slot.Minutes == 75).Skips));
        var planned = group.Series.Single(s => s.Slot.Minutes == 75).Id.Value;
        Assert.Equal(LetterKind.SessionsPlanned, Assert.Single(await site.Read(db => db.Occasions.Where(o => o.Item == planned).ToListAsync())).Kind);
    }

    [Fact]
    public async Task A_preview_says_what_the_clocks_do_and_what_cannot_be()
    {
        var ana = await site.SignIn(Kind.Supporter, who => who with { ZoneId = "America/Phoenix" });
        var id = await site.Circle(ana);
        var page = await ana.Post($"/groups/{id}/series", ("Plan.Day", "2031-03-05"), ("Plan.Time", "12:00"), ("Plan.Minutes", "60"), ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "Weekly"), ("preview", "true"));
        var second = page.All("#preview li").ElementAt(1).TextContent;
        Assert.Contains("Clocks go forward before this one. It stays at 12:00 PM", second, StringComparison.Ordinal);
        Assert.Contains("60 minutes earlier from here on", second, StringComparison.Ordinal);
        page = (await ana.Post($"/groups/{id}/series", ("Plan.Day", "2031-10-26"), ("Plan.Time", "01:30"), ("Plan.Minutes", "60"), ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "Weekly"), ("preview", "true"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("1:30 AM comes twice", page.Text("#preview"), StringComparison.Ordinal);
        Assert.Contains("Sunday, November 2, 2031", page.Text(".field--error"), StringComparison.Ordinal);
        page = (await ana.Post($"/groups/{id}/series", ("Plan.Day", "2031-03-31"), ("Plan.Time", "12:00"), ("Plan.Minutes", "60"), ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "MonthlyOnWeekday"), ("preview", "true"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("of the twelve months after it have no fifth one", page.Text(".field--error"), StringComparison.Ordinal);
        Assert.False(page.Has("#preview"));
    }

    [Fact]
    public async Task Ten_sessions_end_with_the_tenth()
    {
        var (ana, _, id) = await Pair();
        await ana.Post($"/groups/{id}/series", [.. Mondays, ("Plan.Times", "10")]);
        // Two of the Mondays are holidays.
        Assert.Equal(new LocalDate(2031, 6, 23), (await site.Group(id)).Series.Single(s => s.Slot.Minutes == 75).LastDay);
        var page = (await ana.Post($"/groups/{id}/series", [.. Mondays, ("Plan.Times", "10"), ("Plan.LastDay", "2031-05-01")])).Is(HttpStatusCode.BadRequest);
        Assert.Contains("not both", page.Text(".field--error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_session_and_all_after_it_change_on_one_page()
    {
        var (ana, ben, id) = await Pair();
        (await ben.Get(Circles.Session(id, 2) + "/onwards")).Is(HttpStatusCode.NotFound);
        (await ben.Post(Circles.Session(id, 2) + "/onwards", Mondays)).Is(HttpStatusCode.NotFound);
        var page = await (await ana.Get(Circles.Session(id, 2))).Follow("a[href$='/onwards']");
        Assert.Equal(("2031-03-18", "12:00"), (page.One("[name='Plan.Day']").GetAttribute("value"), page.One("[name='Plan.Time']").GetAttribute("value")));
        await page.Submit("form[action$='/onwards'] button:not([name])", ("Plan.Time", "13:30"), ("Plan.Rhythm", "EveryThreeWeeks"));
        var group = await site.Group(id);
        Assert.Equal([Circles.Tuesday.Start, Circles.Tuesday.Start.PlusWeeks(1), new(2031, 3, 18, 13, 30), new(2031, 4, 8, 13, 30)],
            group.SessionsBetween(site.Now, site.Now + Duration.FromDays(45)).Select(session => session.Slot.Start));
        Assert.Equal(2, group.Series.Select(series => series.Uid).Distinct().Count());
        (await ana.Get(Circles.Session(id, 2))).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_session_is_held_elsewhere_and_longer_and_is_restored()
    {
        var (ana, ben, id) = await Pair();
        var page = await (await ana.Get(Circles.Session(id, 1))).Follow("a[href$='/move']");
        page = await page.Submit("form[action$='/move']", ("Input.Minutes", "90"), ("Input.Place", "The library"));
        Assert.Contains("The library", (await ben.Get(Circles.Session(id, 1))).Text(".facts"), StringComparison.Ordinal);
        Assert.Contains("lasts longer or shorter", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("video.example", page.Body, StringComparison.Ordinal);
        page = await page.Submit("form[action$='/restore']");
        Assert.Contains("as planned again", page.Text(), StringComparison.Ordinal);
        Assert.Contains("video.example", page.Body, StringComparison.Ordinal);
        Assert.False(page.Has("form[action$='/restore']"));
        (await ben.Post(Circles.Session(id, 1) + "/restore")).Is(HttpStatusCode.NotFound);
        (await ana.Post(Circles.Session(id, 1) + "/restore")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_flow_says_when_each_part_ends_on_the_readers_clock()
    {
        var ana = await site.SignIn(Kind.Supporter, who => who with { ZoneId = "America/Chicago" });
        var id = await site.Circle(ana);
        var page = await ana.Get(Circles.Session(id));
        Assert.Equal(["11:10 AM", "11:15 AM", "11:25 AM", "11:50 AM", "12:00 PM"], page.All(".flow time").Select(time => time.TextContent));
    }

    [Fact]
    public async Task What_is_to_be_carried_over_stands_at_the_beginning_of_the_next_session()
    {
        var (ana, ben, id) = await Pair();
        await ana.Post(Circles.Session(id) + "/notes", ("Kind", "CarryOver"), ("Text", "Ask about on-call."), ("Language", "en"));
        await ben.Post(Circles.Session(id) + "/notes", ("Kind", "Note"), ("Text", "We began late."), ("Language", "en"));
        // A cancelled session and one without notes are passed over.
        await ana.Post(Circles.Session(id, 1) + "/cancel");
        foreach (var week in new[] { 2, 3 })
        {
            var page = await ben.Get(Circles.Session(id, week));
            Assert.Equal("Ask about on-call.", page.Text(".carried li"));
            Assert.DoesNotContain("We began late", page.Text(), StringComparison.Ordinal);
        }
        Assert.False((await ben.Get(Circles.Session(id))).Has(".carried"));
        await ana.Post(Circles.Session(id, 2) + "/notes", ("Kind", "Note"), ("Text", "All is well."), ("Language", "en"));
        Assert.False((await ben.Get(Circles.Session(id, 3))).Has(".carried"));
    }

    [Fact]
    public async Task Notes_are_the_groups_to_write_reword_and_remove()
    {
        var (ana, ben, id) = await Pair();
        var page = await (await ana.Get(Circles.Session(id))).Submit("#notes-Note form", ("Text", "We began <b>late</b>."));
        Assert.Equal("We began <b>late</b>.", page.Text("#notes-Note li .plain"));
        page = await (await ben.Get(Circles.Session(id))).Follow("#notes-Note .note-edit");
        var behind = page;
        page = await page.Submit("form:has([value=PUT])", ("Input.Text", "We began on time."));
        Assert.Equal("We began on time.", page.Text("#notes-Note li .plain"));
        var clash = (await behind.Submit("form:has([value=PUT])", ("Input.Text", "Mine."))).Is(HttpStatusCode.Conflict);
        Assert.Contains("We began on time.", clash.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Contains("Mine.", clash.One("textarea").TextContent, StringComparison.Ordinal);
        await ana.Post(Circles.Session(id) + "/notes", ("Kind", "CarryOver"), ("Text", "More"), ("Language", "es"));
        page = await (await ben.Get(Circles.Session(id))).Submit("#notes > details form");
        Assert.Contains("notes of this session are removed", page.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await site.Read(db => db.SessionNotes.CountAsync(n => db.SessionNotebooks.Any(b => b.Id == n.NotebookId && b.GroupId == id))));
    }

    [Theory]
    [InlineData("", "1 to 500")]
    [InlineData("over", "1 to 500")]
    public async Task A_note_that_cannot_be_comes_back_with_what_was_typed(string text, string said)
    {
        var (ana, _, id) = await Pair();
        if (text == "over") text = new string('x', 501);
        var page = (await ana.Post(Circles.Session(id) + "/notes", ("Kind", "Note"), ("Text", text), ("Language", "es"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains(said, page.Text("#notes-Note .field-error"), StringComparison.Ordinal);
        Assert.Equal(text, page.One("#note-Note").TextContent.Trim());
        (await ana.Post(Circles.Session(id) + "/notes", ("Kind", "7"), ("Text", "x"))).Is(HttpStatusCode.NotFound);
        await ana.Post(Circles.Session(id, 1) + "/cancel");
        (await ana.Post(Circles.Session(id, 1) + "/notes", ("Kind", "Note"), ("Text", "x"), ("Language", "en"))).Is(HttpStatusCode.BadRequest);
        Assert.False((await ana.Get(Circles.Session(id, 1))).Has("form[data-note]"));
    }

    [Fact]
    public async Task Nobody_outside_the_group_reads_writes_or_hears_of_its_notes()
    {
        var (ana, ben, id) = await Pair();
        var cleo = await site.SignIn(Kind.Supporter);
        await ana.Post(Circles.Session(id) + "/notes", ("Kind", "Note"), ("Text", "Among us."), ("Language", "en"));
        var note = await site.Read(db => db.SessionNotes.Where(n => db.SessionNotebooks.Any(b => b.Id == n.NotebookId && b.GroupId == id)).Select(n => n.Id).SingleAsync());
        foreach (var end in new[] { "/notes", $"/notes/{note}", "" }) (await cleo.Get(Circles.Session(id) + end)).Is(HttpStatusCode.NotFound);
        foreach (var (end, method) in new[] { ("/notes", "POST"), ("/notes", "DELETE"), ($"/notes/{note}", "PUT"), ($"/notes/{note}", "DELETE"), ("/absence", "POST"), ("/absence", "DELETE"), ("/restore", "POST") })
            (await cleo.Post(Circles.Session(id) + end, ("_method", method), ("Kind", "Note"), ("Text", "x"), ("Version", "1"))).Is(HttpStatusCode.NotFound);
        // By way of a session, or a group, of one's own.
        var mine = await site.Circle(cleo);
        (await cleo.Get(Circles.Session(mine) + $"/notes/{note}")).Is(HttpStatusCode.NotFound);
        (await cleo.Post(Circles.Session(mine) + $"/notes/{note}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        (await ana.Post(Circles.Session(id, 1) + $"/notes/{note}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        await ben.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        (await ben.Get(Circles.Session(id) + "/notes")).Is(HttpStatusCode.NotFound);
        Assert.Equal("Among us.", (await ana.Get(Circles.Session(id) + "/notes")).One("[data-list=Note] .plain").TextContent);
        Assert.Equal(1, await site.Read(db => db.SessionNotes.CountAsync(n => n.Id == note && n.Text == "Among us.")));
    }

    [Fact]
    public async Task When_the_last_one_leaves_the_notes_are_gone()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await ana.Post(Circles.Session(id) + "/notes", ("Kind", "Note"), ("Text", "Alone."), ("Language", "en"));
        await ana.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        Assert.Equal((0, 0), await site.Read(async db => (await db.SessionNotebooks.CountAsync(n => n.GroupId == id), await db.SessionNotes.CountAsync(n => n.Text == "Alone."))));
    }

    [Fact]
    public async Task Who_cannot_come_is_seen_by_the_group_until_the_session_is_over_and_then_by_nobody()
    {
        var (ana, ben, id) = await Pair();
        var page = await (await ben.Get(Circles.Session(id, 1))).Submit("form[action$='/absence']");
        Assert.Contains("You cannot make this one", page.Text(".away"), StringComparison.Ordinal);
        Assert.Contains(ben.Member.Name, (await ana.Get(Circles.Session(id, 1))).Text(".away"), StringComparison.Ordinal);
        Assert.Contains("1 cannot come", (await ana.Get($"/groups/{id}")).Text(".sessions"), StringComparison.Ordinal);
        Assert.DoesNotContain(ben.Member.Name, (await ana.Get(Circles.Session(id))).Text(".away"), StringComparison.Ordinal);
        // Said twice is said once; taken back is taken back.
        await ben.Post(Circles.Session(id, 1) + "/absence");
        Assert.Equal(1, await site.Read(db => db.SessionAbsences.CountAsync(a => a.GroupId == id)));
        await (await ben.Get(Circles.Session(id, 1))).Submit("form[action$='/absence']");
        Assert.Equal(0, await site.Read(db => db.SessionAbsences.CountAsync(a => a.GroupId == id)));
        await ben.Post(Circles.Session(id, 1) + "/absence");
        // At another hour it is another question.
        await ana.Post(Circles.Session(id, 1) + "/move", ("Input.Day", "2031-03-13"), ("Input.Time", "09:00"), ("Input.Minutes", "45"));
        Assert.DoesNotContain(ben.Member.Name, (await ana.Get(Circles.Session(id, 1))).Text(".away"), StringComparison.Ordinal);
        await ana.Post(Circles.Session(id, 1) + "/restore");
        Assert.Contains(ben.Member.Name, (await ana.Get(Circles.Session(id, 1))).Text(".away"), StringComparison.Ordinal);
        await site.Read(async db => { await new ForgetAbsences(db, new At(Circles.Tuesday.StartsAt + Duration.FromDays(6))).Due(); return 0; });
        Assert.Equal(1, await site.Read(db => db.SessionAbsences.CountAsync(a => a.GroupId == id)));
        await site.Read(async db => { await new ForgetAbsences(db, new At(Circles.Tuesday.StartsAt + Duration.FromDays(7) + Duration.FromHours(9))).Due(); return 0; });
        Assert.Equal(0, await site.Read(db => db.SessionAbsences.CountAsync(a => a.GroupId == id)));
    }

    [Fact]
    public async Task Who_leaves_takes_along_what_they_said()
    {
        var (_, ben, id) = await Pair();
        await ben.Post(Circles.Session(id, 1) + "/absence");
        await ben.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        Assert.Equal(0, await site.Read(db => db.SessionAbsences.CountAsync(a => a.GroupId == id)));
    }

    [Fact]
    public async Task The_file_of_all_sessions_tells_the_exceptions_and_no_place_unless_chosen()
    {
        var (ana, ben, id) = await Pair();
        await ana.Post(Circles.Session(id, 1) + "/move", ("Input.Day", "2031-03-11"), ("Input.Time", "12:00"), ("Input.Minutes", "90"), ("Input.Place", "The library"));
        await ana.Post(Circles.Session(id, 2) + "/cancel");
        var file = (await ben.Get($"/groups/{id}/series.ics")).Is(HttpStatusCode.OK);
        Assert.Equal("text/calendar; charset=utf-8", file.Response.Content.Headers.ContentType!.ToString());
        Assert.Contains("RECURRENCE-ID;TZID=America/New_York:20310311T120000", file.Body);
        Assert.Contains("DTEND;TZID=America/New_York:20310311T133000", file.Body);
        Assert.Contains("EXDATE;TZID=America/New_York:20310318T120000", file.Body);
        Assert.DoesNotContain("library", file.Body, StringComparison.Ordinal);
        (await (await site.SignIn(Kind.Supporter)).Get($"/groups/{id}/series.ics")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_page_of_a_session_is_there_in_both_languages()
    {
        var (ana, _, id) = await Pair();
        await ana.Post(Circles.Session(id) + "/notes", ("Kind", "CarryOver"), ("Text", "Ask."), ("Language", "en"));
        var note = await site.Read(db => db.SessionNotes.Where(n => db.SessionNotebooks.Any(b => b.Id == n.NotebookId && b.GroupId == id)).Select(n => n.Id).SingleAsync());
        foreach (var language in new[] { "en", "es" })
        {
            foreach (var address in new[] { Circles.Session(id, 1), Circles.Session(id) + "/onwards", Circles.Session(id) + $"/notes/{note}" })
                Assert.Equal(language, (await ana.Get($"{address}?lang={language}")).Is(HttpStatusCode.OK).One("html").GetAttribute("lang"));
            Assert.True((await ana.Post($"/groups/{id}/series?lang={language}", [.. Mondays, ("preview", "true")])).Has("#preview"));
        }
    }

    async Task<(Visitor Ana, Visitor Ben, Id<Group> Id)> Pair()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        return (ana, ben, id);
    }

    sealed class At(Instant now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
    }
}

public sealed class SessionPageTestsOnSqlite(SqliteSite site) : SessionPageTests(site), IClassFixture<SqliteSite>;

public sealed class SessionPageTestsOnPostgres(PostgresSite site) : SessionPageTests(site), IClassFixture<PostgresSite>;

/// <summary>Notes reach the open pages of the group, and nobody else's.</summary>
public abstract class SessionNotesLiveTests(Site site)
{
    [Fact]
    public async Task Only_the_group_hears_that_its_notes_changed()
    {
        var (ana, ben, cleo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        await using var inside = await LivePage.Open(site, ben);
        await using var outside = await LivePage.Open(site, cleo);
        var topic = LiveTopics.Session(id, new SessionKey(Circles.Tuesday.Start));
        Assert.Equal(0, await inside.Watch(topic));
        Assert.Null(await outside.Watch(topic));
        Assert.Null(await outside.Watch("session:nonsense:" + id));
        await ana.Post(Circles.Session(id) + "/notes", ("Kind", "Note"), ("Text", "Live."), ("Language", "en"));
        Assert.Equal($"changed {topic} 1", await inside.Hears());
        Assert.Contains("Live.", (await ben.Get(Circles.Session(id) + "/notes")).Body, StringComparison.Ordinal);
        await ben.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        await using var again = await LivePage.Open(site, ben);
        Assert.Null(await again.Watch(topic));
    }
}

public sealed class SessionNotesLiveTestsOnSqlite(ListeningSqliteSite site) : SessionNotesLiveTests(site), IClassFixture<ListeningSqliteSite>;

public sealed class SessionNotesLiveTestsOnPostgres(ListeningPostgresSite site) : SessionNotesLiveTests(site), IClassFixture<ListeningPostgresSite>;
