using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Meetings.Day;
using CoP.Web.Live;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class DayTests(Site site)
{
    static readonly Duration Soon = Duration.FromMinutes(10);

    [Fact]
    public async Task The_link_is_on_the_page_from_fifteen_minutes_before_the_start()
    {
        var near = await site.Near(Duration.FromMinutes(30));
        var ana = await site.SignIn(Kind.Supporter);
        await ana.Answer(near.Id, "Yes");
        foreach (var path in (string[])["", "/day", "/agenda", "/agenda/run-sheet", "/breakouts/peer-supporters"])
            Assert.DoesNotContain(OnTheDay.Link, (await ana.Get($"/meetings/{near.Id}{path}")).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        var page = await ana.Get($"/meetings/{near.Id}");
        Assert.Contains("The link is here 15 minutes before the start", page.Text("[data-part=door]"), StringComparison.Ordinal);
        Assert.Contains(Planned.DialIn, page.Text(), StringComparison.Ordinal);
        Assert.Contains("room-7", (await ana.Get($"/meetings/{near.Id}.ics")).Body, StringComparison.Ordinal);
        // An open page asks by itself when it is time.
        var opens = double.Parse(page.One("#day").GetAttribute("data-in")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(opens, 13 * 60_000, 15 * 60_000);

        site.Clock.Advance(TimeSpan.FromMilliseconds(opens));
        Assert.Equal(OnTheDay.Link, (await ana.Get($"/meetings/{near.Id}")).One("[data-part=door] a").GetAttribute("href"));
        Assert.Contains(OnTheDay.Link, (await ana.Get($"/meetings/{near.Id}/day")).Body, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Contains("The meeting is over.", (await ana.Get($"/meetings/{near.Id}")).Text("[data-part=door]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_meeting_moves_on_and_open_pages_hear_it()
    {
        var near = await site.Near(Soon);
        var ana = await site.SignIn(Kind.Supporter);
        await using var line = await LivePage.Open(site, ana);
        Assert.Equal(0, await line.Watch(LiveTopics.Meeting(near.Id)));
        var page = await near.Peer.Get($"/meetings/{near.Id}");
        page = await page.Submit("[data-part=agenda] form");
        Assert.Equal($"changed {LiveTopics.Meeting(near.Id)} 1", await line.Hears());
        Assert.Contains("Welcome", page.Text("[aria-current=step]"), StringComparison.Ordinal);
        var board = await ana.Get($"/meetings/{near.Id}/day");
        Assert.Equal("1", board.Document.QuerySelector("[data-version]")!.GetAttribute("data-version"));
        Assert.Equal("Now: Welcome", board.Document.QuerySelector("[data-say]")!.GetAttribute("data-say"));
        Assert.Null(board.Document.QuerySelector("form[action$='/current']"));
        // Two who press at once are where both wanted to be.
        await Task.WhenAll(page.Submit("[data-part=agenda] form"), page.Submit("[data-part=agenda] form"));
        Assert.Contains("Breakout groups", (await ana.Get($"/meetings/{near.Id}")).Text("[aria-current=step]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_am_here_is_counted_once_by_role_and_forgotten_by_name()
    {
        var near = await site.Near(Soon);
        var (ana, committee) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Committee));
        Assert.False((await (await site.SignIn(Kind.Supporter)).Get($"/meetings/{(await committee.Announced())}")).Has("form[action$='/here']"));
        var page = await ana.Get($"/meetings/{near.Id}");
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => page.Submit("form[action$='/here']"))), p => p.Is(HttpStatusCode.OK));
        foreach (var kind in (Kind[])[Kind.Supporter, Kind.Supervisor, Kind.DirectorOfPeerSupport, Kind.AreaDirector]) await (await site.SignIn(kind)).Post($"/meetings/{near.Id}/here");
        var slip = await site.SignIn(Kind.Supervisor);
        await slip.Post($"/meetings/{near.Id}/here");
        await (await slip.Get($"/meetings/{near.Id}")).Submit("form[action$='/here']:has([name=_method])");
        Assert.Equal(new Attendance(2, 1, 1, 1), await Counted(near.Id));
        Assert.Contains("5 people have said so.", (await ana.Get($"/meetings/{near.Id}")).Text("#day"), StringComparison.Ordinal);
        Assert.Equal(5, await site.Read(db => db.Arrivals.CountAsync(a => a.MeetingId == near.Id)));

        // The committee finds the figures in its form, and may know better.
        site.Clock.Advance(TimeSpan.FromMinutes(20));
        var form = await committee.Get($"/steering/meetings/{near.Id}/attendance");
        Assert.Contains("Filled in with what members said on the day", form.Text(), StringComparison.Ordinal);
        Assert.Equal(["2", "1", "1", "1"], form.All("main input[type=number]").Select(i => i.GetAttribute("value")));
        Assert.Null(await site.Read(db => db.Meetings.Where(m => m.Id == near.Id).Select(m => m.Attendance).SingleAsync()));

        site.Clock.Advance(TimeSpan.FromHours(4));
        await Forget();
        Assert.Equal(0, await site.Read(db => db.Arrivals.CountAsync(a => a.MeetingId == near.Id)));
        Assert.Equal(new Attendance(2, 1, 1, 1), await Counted(near.Id));
        (await ana.Post($"/meetings/{near.Id}/here")).Is(HttpStatusCode.Conflict);
        Assert.False((await ana.Get($"/meetings/{near.Id}")).Has("form[action$='/here']"));
    }

    [Fact]
    public async Task A_member_keeps_where_they_were_and_nobody_else_can_tell()
    {
        var near = await site.Near(Soon);
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var page = await ana.Get($"/meetings/{near.Id}");
        // Nothing is kept that was not asked for.
        Assert.False(page.One("[name=keep]").HasAttribute("checked"));
        await page.Submit("form[action$='/here']", ("keep", "true"));
        await ben.Post($"/meetings/{near.Id}/here");
        // The address that the record of meetings had leads to the one there is now.
        page = await ana.Get("/meetings/mine");
        Assert.Equal("/record", page.Address);
        Assert.True(page.Has($"a[href='/meetings/{near.Id}']"));
        Assert.False((await ben.Get("/record")).Has($"main a[href='/meetings/{near.Id}']"));
        site.Clock.Advance(TimeSpan.FromHours(5));
        await Forget();
        // What was not kept on the day can be kept afterwards, and taken out again.
        page = await (await ben.Get($"/meetings/{near.Id}")).Submit("#record form");
        Assert.Contains("It is in your record", page.Body, StringComparison.Ordinal);
        page = await page.Submit("#record form:has([name=_method])");
        Assert.Contains("removed from your record", page.Body, StringComparison.Ordinal);
        (await ben.Post($"/meetings/{near.Id}/record", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        Assert.True((await ana.Get("/record")).Has($"a[href='/meetings/{near.Id}']"));
    }

    [Fact]
    public async Task Notes_stay_with_their_role_until_the_report_back_is_published()
    {
        var near = await site.Near(Soon);
        var (ana, ben, boss, committee) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor), await site.SignIn(Kind.Committee));
        await ana.Note(near.Id, "peer-supporters", StandingQuestion.Challenging, "Nobody asks us.");
        await ben.Note(near.Id, "peer-supporters", StandingQuestion.WouldHelp, "An hour a week.\n<b>Really.</b>");
        await boss.Note(near.Id, "supervisors", StandingQuestion.GoingWell, "They stay.");
        Assert.Equal(["Nobody asks us.", "An hour a week.\n<b>Really.</b>"], await ana.Notes(near.Id, "peer-supporters"));

        Visitor[] outside = [boss, committee, near.Director, near.Peer, await site.SignIn(Kind.SiteAdministrator), await site.SignIn(Kind.Supporter, m => m with { Supervises = true })];
        var note = await site.Read(db => db.BreakoutNotes.Where(n => n.Text == "Nobody asks us.").Select(n => n.Id).SingleAsync());
        foreach (var other in outside)
        {
            // One may sit in any group, and reads the questions there.
            var page = (await other.Get($"/meetings/{near.Id}/breakouts/peer-supporters")).Is(HttpStatusCode.OK);
            Assert.Contains("You are welcome in this group", page.Text(), StringComparison.Ordinal);
            foreach (var path in (string[])["", "/day", "/breakouts/peer-supporters", "/breakouts/supervisors", "/agenda"])
                Assert.DoesNotContain("Nobody asks us.", (await other.Get($"/meetings/{near.Id}{path}")).Body, StringComparison.Ordinal);
            (await other.Get($"/meetings/{near.Id}/breakouts/peer-supporters/notes")).Is(HttpStatusCode.NotFound);
            (await other.Get($"/meetings/{near.Id}/breakouts/peer-supporters/notes/{note}")).Is(HttpStatusCode.NotFound);
            (await other.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes", ("Question", "Need"), ("Text", "Mine"), ("Language", "en"))).Is(HttpStatusCode.NotFound);
            (await other.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes/{note}", ("_method", "PUT"), ("Text", "Mine"), ("Version", "1"))).Is(HttpStatusCode.NotFound);
            (await other.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes/{note}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        }
        (await ana.Get($"/meetings/{near.Id}/breakouts/supervisors/notes/{note}")).Is(HttpStatusCode.NotFound);
        (await ana.Get($"/meetings/{near.Id}/report-back")).Is(HttpStatusCode.NotFound);

        // Whoever takes another role reads what that role reads, from then on.
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).TakeRole(new(WorkRole.Supervisor, null, true, null, Areas.Western)));
        (await ben.Get($"/meetings/{near.Id}/breakouts/peer-supporters/notes")).Is(HttpStatusCode.NotFound);
        Assert.Equal(["They stay."], await ben.Notes(near.Id, "supervisors"));

        site.Clock.Advance(TimeSpan.FromMinutes(15));
        foreach (var other in (Visitor[])[ana, boss, committee]) (await other.Post($"/meetings/{near.Id}/report-back")).Is(HttpStatusCode.NotFound);
        var report = await (await near.Peer.Get($"/meetings/{near.Id}")).Submit("form[action$='/report-back']");
        Assert.Contains("The report-back is published.", report.Body, StringComparison.Ordinal);
        foreach (var anyone in (Visitor[])[.. outside, ana])
        {
            var text = (await anyone.Get($"/meetings/{near.Id}/report-back")).Is(HttpStatusCode.OK).Text();
            Assert.All((string[])["Nobody asks us.", "<b>Really.</b>", "They stay."], words => Assert.Contains(words, text, StringComparison.Ordinal));
        }
        // From then on nothing is added, and what says too much of somebody can be taken out.
        var late = await ana.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes", ("Question", "Need"), ("Text", "One more"), ("Language", "en"));
        Assert.Contains("The report-back is published", late.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        (await boss.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes/{note}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain("Nobody asks us.", (await committee.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes/{note}", ("_method", "DELETE"))).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_type_at_once_lose_nothing()
    {
        var near = await site.Near(Soon);
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var pages = await Task.WhenAll(ana.Get($"/meetings/{near.Id}/breakouts/peer-supporters"), ben.Get($"/meetings/{near.Id}/breakouts/peer-supporters"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => pages[i % 2].Submit("#q-Need form", ("Text", $"Note {i}"))));
        var notes = await ana.Notes(near.Id, "peer-supporters");
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Note {i}").Order(), notes.Order());
        Assert.Equal(1, await site.Read(db => db.Breakouts.CountAsync(b => b.MeetingId == near.Id)));
    }

    [Fact]
    public async Task Of_two_changes_to_one_note_the_second_sees_what_it_says_now()
    {
        var near = await site.Near(Soon);
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        await ana.Note(near.Id, "peer-supporters", StandingQuestion.Need, "Time.");
        var address = (await ana.Get($"/meetings/{near.Id}/breakouts/peer-supporters")).One(".note-edit").GetAttribute("href")!;
        var (one, other) = (await ana.Get(address), await ben.Get(address));
        await one.Submit("main form.form", ("Input.Text", "Time to talk."));
        var refused = await other.Submit("main form.form", ("Input.Text", "Time and a room."));
        refused.Is(HttpStatusCode.Conflict);
        Assert.Contains("Time to talk.", refused.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Equal("Time and a room.", refused.One("#Input_Text").TextContent.Trim());
        await refused.Submit("main form.form", ("Input.Text", "Time to talk, and a room."));
        Assert.Equal(["Time to talk, and a room."], await ana.Notes(near.Id, "peer-supporters"));
        await (await ben.Get(address)).Submit("details.confirm form");
        Assert.Empty(await ana.Notes(near.Id, "peer-supporters"));
    }

    [Theory]
    [InlineData("", "Please write a note of 1 to 500 characters.")]
    [InlineData("long", "Please write a note of 1 to 500 characters.")]
    [InlineData("bell\u0007", "Please write a note of 1 to 500 characters.")]
    public async Task A_note_that_cannot_be_taken_comes_back_as_typed(string text, string says)
    {
        var near = await site.Near(Soon);
        var ana = await site.SignIn(Kind.Supporter);
        if (text == "long") text = new string('x', BreakoutNote.TextLimit + 1);
        var back = await ana.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes", ("Question", "Need"), ("Text", text), ("Language", "es"));
        Assert.Contains(says, back.Is(HttpStatusCode.BadRequest).Text("#note-Need-error"), StringComparison.Ordinal);
        if (text.Length > 0) Assert.Contains(text[..4], back.One("#note-Need").TextContent, StringComparison.Ordinal);
        Assert.Equal("es", back.One("#note-Need-language option[selected]").GetAttribute("value"));
        (await ana.Post($"/meetings/{near.Id}/breakouts/peer-supporters/notes", ("Question", "99"), ("Text", "x"))).Is(HttpStatusCode.NotFound);
        (await ana.Get($"/meetings/{near.Id}/breakouts/everyone")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_who_may_read_notes_hears_that_they_changed()
    {
        var near = await site.Near(Soon);
        var (ana, boss) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        await using var inside = await LivePage.Open(site, ana);
        await using var outside = await LivePage.Open(site, boss);
        var topic = LiveTopics.Breakout(near.Id, BreakoutRole.PeerSupporters);
        Assert.Equal(0, await inside.Watch(topic));
        Assert.Null(await outside.Watch(topic));
        Assert.Equal(0, await outside.Watch(LiveTopics.Breakout(near.Id, BreakoutRole.Supervisors)));
        Assert.Equal(0, await outside.Watch(LiveTopics.Meeting(near.Id)));
        await ana.Note(near.Id, "peer-supporters", StandingQuestion.Need, "Among us.");
        Assert.Equal($"changed {topic} 1", await inside.Hears());
        await near.Peer.Post($"/meetings/{near.Id}/agenda/current", ("item", AgendaItem.IdOf(near.Id, AgendaKind.Welcome).ToString()));
        // Of the notes it has heard nothing: this is the first that comes.
        Assert.Equal($"changed {LiveTopics.Meeting(near.Id)} 1", await outside.Hears());
        Assert.Null(await outside.Watch("breakout:Everyone:" + near.Id));
        Assert.Null(await outside.Watch(LiveTopics.Meeting(Id<QuarterlyMeeting>.New(site.Now))));
        // The role of today decides, and closes the line of who has it no more.
        await site.Write(async db =>
        {
            (await db.Members.SingleAsync(m => m.Id == ana.Member.Id)).TakeRole(new(WorkRole.Supervisor, null, true, null, Areas.Western));
            db.Changed(LiveTopics.Member(ana.Member.Id), 0);
        });
        await inside.IsClosed();
        await using var again = await LivePage.Open(site, ana);
        Assert.Null(await again.Watch(topic));
    }

    Task<Attendance> Counted(Id<QuarterlyMeeting> id) => In<Arrivals, Attendance>(arrivals => arrivals.Count(id));

    Task Forget() => In<ForgetArrivals, bool>(async forget =>
    {
        await forget.Due();
        return true;
    });

    async Task<T> In<TService, T>(Func<TService, Task<T>> ask) where TService : notnull
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }
}

public sealed class DayTestsOnSqlite(ListeningSqliteSite site) : DayTests(site), IClassFixture<ListeningSqliteSite>;

public sealed class DayTestsOnPostgres(ListeningPostgresSite site) : DayTests(site), IClassFixture<ListeningPostgresSite>;
