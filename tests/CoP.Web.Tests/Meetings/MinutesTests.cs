using System.Net;
using CoP.Domain.Meetings;
using CoP.Domain.Reminders;
using CoP.Web.Tests.Mail;
using CoP.Web.Tests.Search;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Meetings;

public abstract class MinutesTests(Site site)
{
    [Fact]
    public async Task Minutes_are_begun_with_what_is_known_kept_as_a_draft_and_published()
    {
        var over = await site.PastMeeting();
        Assert.Contains("Begin the minutes", (await over.Facilitator.Get(over.Address)).Text("section[aria-labelledby=minutes]"), StringComparison.Ordinal);
        Assert.False((await over.Member.Get(over.Address)).Has("section[aria-labelledby=minutes]"));
        var form = (await over.Facilitator.Get(over.MinutesAddress + "/edit")).Is(HttpStatusCode.OK);
        Assert.Contains(over.Facilitator.Member.Name, form.Text("#English"), StringComparison.Ordinal);
        Assert.Contains("Área anfitriona", form.Text("#Spanish"), StringComparison.Ordinal);
        Assert.Equal(("en", "es"), (form.One("#English").GetAttribute("lang"), form.One("#Spanish").GetAttribute("lang")));

        var (word, palabra) = (Library.Word(), Library.Word());
        var page = await over.Facilitator.WriteMinutes(over, $"# Talk\n\nWe spoke of **{word}** <script>x</script>.", $"Hablamos de {palabra}.");
        Assert.Contains(word, page.Text("[lang=en] strong"), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page.Body, StringComparison.Ordinal);
        (await over.Member.Get(over.MinutesAddress)).Is(HttpStatusCode.NotFound);
        (await over.Member.Get(over.MinutesAddress + "/history")).Is(HttpStatusCode.NotFound);
        Assert.False((await over.Member.Search(word)).Has(".minutes"));

        await over.Facilitator.PublishMinutes(over);
        var read = (await over.Member.Get(over.MinutesAddress)).Is(HttpStatusCode.OK);
        Assert.Contains(word, read.Text("[lang=en].prose"), StringComparison.Ordinal);
        Assert.DoesNotContain(over.Facilitator.Member.Name, read.Text("main"), StringComparison.Ordinal);
        Assert.False(read.Has("main form, a[href$='/minutes/edit']"));
        Assert.Contains("Read the minutes", (await over.Member.Get(over.Address)).Text("section[aria-labelledby=minutes]"), StringComparison.Ordinal);
        foreach (var (asked, language) in ((string, string)[])[(word, "en"), (palabra[..12] + "*", "es")])
        {
            var hits = await over.Member.Search(asked);
            Assert.Equal(over.MinutesAddress, hits.One(".minutes .row-title a").GetAttribute("href"));
            Assert.Equal(language, hits.One(".minutes .snippet").GetAttribute("lang"));
        }
    }

    [Fact]
    public async Task They_begin_with_the_agenda_and_with_what_groups_noted_once_that_is_published()
    {
        var over = await site.PastMeeting(over: false);
        await site.Write(async db =>
        {
            var meeting = await db.Meetings.SingleAsync(m => m.Id == over.Id);
            var agenda = new MeetingAgenda(meeting);
            var item = agenda.Propose(meeting, Proposal.Of("Travel *time*", null, "en", 15), new(Guid.NewGuid()), Guid.NewGuid(), 0, site.Now);
            agenda.Accept(meeting, item, 15, site.Now);
            db.Agendas.Add(agenda);
        });
        site.Clock.Advance(((await site.Meeting(over.Id)).Slot.StartsAt - site.Now + NodaTime.Duration.FromMinutes(30)).ToTimeSpan());
        var note = Library.Word();
        await site.Write(async db =>
        {
            var meeting = await db.Meetings.SingleAsync(m => m.Id == over.Id);
            var breakout = new Breakout(new(Guid.NewGuid()), over.Id, BreakoutRole.Supervisors);
            db.AddRange(breakout, breakout.Add(meeting, StandingQuestion.WouldHelp, note, "en", false, site.Now));
        });
        var facilitator = await site.SignIn(over.Facilitator.Member);
        var start = (await facilitator.Get(over.MinutesAddress + "/edit")).One("#English").TextContent;
        Assert.Contains("# Travel \\*time\\*", start, StringComparison.Ordinal);
        Assert.DoesNotContain(note, start, StringComparison.Ordinal);
        await site.Write(async db => (await db.Agendas.SingleAsync(a => a.MeetingId == over.Id)).PublishReportBack(await db.Meetings.SingleAsync(m => m.Id == over.Id), site.Now));
        foreach (var field in (string[])["#English", "#Spanish"])
            Assert.Contains("- " + note, (await facilitator.Get(over.MinutesAddress + "/edit")).One(field).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_leads_the_meeting_and_the_committee_write()
    {
        var over = await site.PastMeeting();
        foreach (var kind in (Kind[])[Kind.Supporter, Kind.AreaDirector, Kind.Facilitator, Kind.SiteAdministrator])
        {
            var other = await site.SignIn(kind);
            (await other.Get(over.MinutesAddress + "/edit")).Is(HttpStatusCode.NotFound);
            (await other.Post(over.MinutesAddress, ("English", "Mine now."))).Is(HttpStatusCode.NotFound);
            (await other.Post(over.MinutesAddress + "/publication")).Is(HttpStatusCode.NotFound);
        }
        Assert.Equal(0, await site.Read(db => db.Minutes.CountAsync(m => m.MeetingId == over.Id)));
        (await (await site.SignIn(Kind.Committee)).WriteMinutes(over, "Ours.", "")).Is(HttpStatusCode.OK);
        Assert.Contains("Nothing has been written in this language yet", (await over.Facilitator.Get(over.MinutesAddress)).Text("section[aria-labelledby=in-es]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_that_has_not_changed_is_marked_until_it_has()
    {
        var over = await site.PastMeeting();
        await over.Facilitator.WriteMinutes(over, "One", "Uno");
        await over.Facilitator.PublishMinutes(over);
        await over.Facilitator.WriteMinutes(over, "Two", "Uno");
        var page = await over.Member.Get(over.MinutesAddress);
        Assert.Contains("The English has changed", page.Text("section[aria-labelledby=in-es]"), StringComparison.Ordinal);
        Assert.DoesNotContain("has changed", page.Text("section[aria-labelledby=in-en]"), StringComparison.Ordinal);
        await over.Facilitator.WriteMinutes(over, "Two", "Dos");
        Assert.False((await over.Member.Get(over.MinutesAddress)).Has(".notice--warn"));
        await over.Facilitator.WriteMinutes(over, "Two.", "Dos", same: true);
        Assert.False((await over.Member.Get(over.MinutesAddress)).Has(".notice--warn"));
    }

    [Fact]
    public async Task Readers_see_what_changed_since_publication_and_writers_the_drafts_too()
    {
        var over = await site.PastMeeting();
        await over.Facilitator.WriteMinutes(over, "The first draft words", "");
        await over.Facilitator.WriteMinutes(over, "We chose Tuesday together", "");
        await over.Facilitator.PublishMinutes(over);
        Assert.False((await over.Member.Get(over.MinutesAddress)).Has("a[href*=history]"));
        await over.Facilitator.WriteMinutes(over, "We chose Thursday together", "");
        var page = await (await over.Member.Get(over.MinutesAddress)).Follow("a[href*=history]");
        Assert.Equal(("Removed: Tuesday", "Added: Thursday"), (page.Text("del"), page.Text("ins")));
        Assert.DoesNotContain("first draft", page.Text(), StringComparison.Ordinal);
        var drafts = await over.Facilitator.Get(over.MinutesAddress + "/history?language=en");
        Assert.Contains("first draft", drafts.Text(), StringComparison.Ordinal);
        Assert.Contains(over.Facilitator.Member.Name, drafts.Text(), StringComparison.Ordinal);
        (await over.Member.Get(over.MinutesAddress + "/history?language=es")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_two_who_write_at_once_neither_loses_their_words()
    {
        var over = await site.PastMeeting();
        var committee = await site.SignIn(Kind.Committee);
        var (first, second) = (await over.Facilitator.Get(over.MinutesAddress + "/edit"), await committee.Get(over.MinutesAddress + "/edit"));
        await first.Submit("main form.form", ("English", "We start at nine"), ("Spanish", ""));
        var back = (await second.Submit("main form.form", ("English", "We start at ten"), ("Spanish", ""))).Is(HttpStatusCode.BadRequest);
        Assert.Equal("We start at ten", back.One("#English").TextContent.Trim());
        Assert.Contains("nine", back.Text("del"), StringComparison.Ordinal);
        Assert.Contains("ten", back.Text("ins"), StringComparison.Ordinal);
        Assert.Equal("We start at nine", await English(over));
        (await back.Submit("main form.form")).Is(HttpStatusCode.OK);
        Assert.Equal("We start at ten", await English(over));
        Assert.Equal("We start at nine", (await site.Read(db => db.Set<MinutesRevision>().AsNoTracking().SingleAsync(r => r.MeetingId == over.Id))).Body.Source);
    }

    [Fact]
    public async Task A_letter_waits_ten_minutes_in_which_the_publication_can_be_taken_back()
    {
        var over = await site.PastMeeting();
        var quiet = await site.Add(Kind.Supporter);
        var luz = await site.Add(Kind.Supporter, m => m with { Language = "es" });
        await site.Write(db =>
        {
            var choices = new MailChoices(quiet.Id);
            choices.Mute(MailTopics.Meetings);
            db.Add(choices);
        });
        var before = (await site.Mail(luz)).Count;
        await over.Facilitator.WriteMinutes(over, "One", "");
        await over.Facilitator.PublishMinutes(over);
        var page = await (await over.Facilitator.Get(over.MinutesAddress)).Submit($"form[action='{over.MinutesAddress}/publication']");
        Assert.Contains("draft again", page.Text(".says"), StringComparison.Ordinal);
        (await over.Member.Get(over.MinutesAddress)).Is(HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(before, (await site.Mail(luz)).Count);

        await over.Facilitator.PublishMinutes(over);
        site.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(before, (await site.Mail(luz)).Count);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var letter = (await site.Mail(luz))[^1];
        Assert.StartsWith("Acta de la reunión", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("por ahora en inglés", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("One", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(over.MinutesAddress, letter.Link("/minutes"));
        Assert.DoesNotContain(await site.Mail(quiet), m => m.Subject!.StartsWith("Minutes", StringComparison.Ordinal));
        var late = await over.Facilitator.Post(over.MinutesAddress + "/publication", ("_method", "DELETE"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        (await over.Member.Get(over.MinutesAddress)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "", "at least one of the two languages")]
    [InlineData("\u0007", "x", "English")]
    public async Task A_mistake_is_explained_and_what_was_typed_kept(string english, string spanish, string says)
    {
        var over = await site.PastMeeting();
        var page = (await over.Facilitator.WriteMinutes(over, english, spanish)).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(spanish, page.One("#Spanish").TextContent.Trim());
        var far = (await over.Facilitator.WriteMinutes(over, new string('x', 20_001), "Kept 🙂")).Is(HttpStatusCode.BadRequest);
        Assert.Equal("Kept 🙂", far.One("#Spanish").TextContent.Trim());
        Assert.Equal(0, await site.Read(db => db.Minutes.CountAsync(m => m.MeetingId == over.Id)));
    }

    [Fact]
    public async Task There_are_none_before_the_meeting_and_a_preview_saves_nothing()
    {
        var ahead = await site.PastMeeting(over: false);
        (await ahead.Facilitator.Get(ahead.MinutesAddress + "/edit")).Is(HttpStatusCode.NotFound);
        (await ahead.Facilitator.Post(ahead.MinutesAddress, ("English", "Early"))).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await site.Read(db => db.Minutes.CountAsync(m => m.MeetingId == ahead.Id)));
        var over = await site.PastMeeting();
        var page = await (await over.Facilitator.Get(over.MinutesAddress + "/edit")).Submit("button[name=Preview]", ("English", "*Soon*"), ("Spanish", ""));
        Assert.Equal("Soon", page.Text(".prose em"));
        Assert.Equal("*Soon*", page.One("#English").TextContent.Trim());
        Assert.Equal(0, await site.Read(db => db.Minutes.CountAsync(m => m.MeetingId == over.Id)));
    }

    Task<string> English(Over over) => site.Read(async db => (await db.Minutes.AsNoTracking().SingleAsync(m => m.MeetingId == over.Id)).In("en")!.Body.Source);
}

public sealed class MinutesTestsOnSqlite(SqlitePostSite site) : MinutesTests(site), IClassFixture<SqlitePostSite>;

public sealed class MinutesTestsOnPostgres(PostgresPostSite site) : MinutesTests(site), IClassFixture<PostgresPostSite>;
