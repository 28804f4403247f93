using System.Net;
using CoP.Domain.Reminders;
using CoP.Web.Tests.Mail;
using CoP.Web.Tests.Search;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Home;

public abstract class AnnouncementTests(Site site)
{
    const string Keeping = "/steering/announcements";

    [Fact]
    public async Task What_the_committee_announces_is_on_every_home_page_in_its_language_until_a_day_or_put_away()
    {
        var (title, titulo) = (Library.Word(), Library.Word());
        var committee = await site.SignIn(Kind.Committee);
        await Post(committee, title, titulo, "Doors open at **nine** <script>x</script>.", "Abrimos a las **nueve**.");
        var (ana, luz) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor, m => m with { Language = "es" }));
        var home = await ana.Get("/");
        Assert.Contains(title, home.Text("section[aria-labelledby=announcements]"), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", home.Body, StringComparison.Ordinal);
        var spanish = (await luz.Get("/")).Text("section[aria-labelledby=announcements]");
        Assert.Contains(titulo, spanish, StringComparison.Ordinal);
        Assert.DoesNotContain(title, spanish, StringComparison.Ordinal);

        // Those of other tests may stand there, too.
        var id = await site.Read(db => db.Announcements.Where(a => a.Title.English == title).Select(a => a.Id).SingleAsync());
        await home.Submit($"form[action='/announcements/{id}/dismissal']");
        Assert.DoesNotContain(title, (await ana.Get("/")).Text(), StringComparison.Ordinal);
        Assert.Contains(titulo, (await luz.Get("/")).Text(), StringComparison.Ordinal);
        await (await ana.Get("/announcements")).Submit($"form[action='/announcements/{id}/dismissal']");
        Assert.Contains(title, (await ana.Get("/")).Text(), StringComparison.Ordinal);

        site.Clock.Advance(TimeSpan.FromDays(6));
        var eve = await site.SignIn(Kind.Supporter);
        Assert.DoesNotContain(title, (await eve.Get("/")).Text(), StringComparison.Ordinal);
        Assert.Contains(title, (await eve.Get("/announcements")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_committee_announces()
    {
        foreach (var kind in (Kind[])[Kind.Supporter, Kind.Moderator, Kind.SiteAdministrator])
        {
            var other = await site.SignIn(kind);
            (await other.Get(Keeping + "/new")).Is(HttpStatusCode.NotFound);
            (await other.Post(Keeping, ("Input.EnglishTitle", "x"))).Is(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Mail_waits_ten_minutes_and_goes_to_who_wants_news()
    {
        var committee = await site.SignIn(Kind.Committee);
        // What other tests announced goes to those who were there.
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await site.Post();
        var (ana, detailed, quiet) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter, m => m with { Language = "es" }), await site.Add(Kind.Supporter));
        await site.Write(db =>
        {
            var (wants, wantsNot) = (new MailChoices(detailed.Id), new MailChoices(quiet.Id));
            wants.Choose(MailTopics.None, ReminderChoices.Default, detailed: true);
            wantsNot.Mute(MailTopics.News);
            db.AddRange(wants, wantsNot);
        });
        var (taken, title, titulo, body) = (Library.Word(), Library.Word(), Library.Word(), Library.Word());
        await Post(committee, taken, taken, "Slip", "Error");
        var list = await (await committee.Get(Keeping)).Submit(".rows form");
        Assert.Contains("taken back", list.Text(".says"), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Empty(await site.Mail(ana));
        Assert.Equal(0, await site.Read(db => db.Announcements.CountAsync(a => a.Title.English == taken)));

        await Post(committee, title, titulo, "Words", body);
        site.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Empty(await site.Mail(ana));
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var letter = Assert.Single(await site.Mail(ana));
        Assert.Equal(("News from the community", "/announcements"), (letter.Subject, letter.Link("/announcements")));
        Assert.DoesNotContain(title, letter.Subject + letter.TextBody, StringComparison.Ordinal);
        Assert.NotNull(letter.Headers["List-Unsubscribe"]);
        var full = Assert.Single(await site.Mail(detailed));
        Assert.DoesNotContain(titulo, full.Subject!, StringComparison.Ordinal);
        Assert.Contains(titulo, full.TextBody, StringComparison.Ordinal);
        Assert.Contains(body, full.TextBody, StringComparison.Ordinal);
        Assert.Empty(await site.Mail(quiet));

        await (await committee.Get(Keeping)).Submit(".rows form");
        Assert.DoesNotContain(title, (await committee.Get("/")).Text(), StringComparison.Ordinal);
        Assert.Equal(1, await site.Read(db => db.Announcements.CountAsync(a => a.Title.English == title)));
    }

    [Theory]
    [InlineData("Input.EnglishTitle", "", "title in English")]
    [InlineData("Input.SpanishTitle", "two\u0007", "title in Spanish")]
    [InlineData("Input.Spanish", "", "In Spanish")]
    [InlineData("Input.English", "\u0007", "In English")]
    [InlineData("Input.Until", "", "choose a day")]
    [InlineData("Input.Until", "2031-01-01", "from today")]
    [InlineData("Input.Until", "2099-01-01", "from today")]
    [InlineData("Input.Until", "soon", "“soon”")]
    public async Task A_mistake_is_explained_and_what_was_typed_kept(string field, string value, string says)
    {
        var committee = await site.SignIn(Kind.Committee);
        var before = await site.Read(db => db.Announcements.CountAsync());
        (string, string?)[] right = [("Input.EnglishTitle", "Kept 🙂"), ("Input.SpanishTitle", "Dos"), ("Input.English", "One"), ("Input.Spanish", "Uno")];
        var page = (await (await committee.Get(Keeping + "/new")).Submit("main form.form", [.. right.Where(r => r.Item1 != field), (field, value)])).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.OrdinalIgnoreCase);
        if (field != "Input.EnglishTitle") Assert.Equal("Kept 🙂", page.One("#Input_EnglishTitle").GetAttribute("value"));
        Assert.Equal(before, await site.Read(db => db.Announcements.CountAsync()));
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_neither_loses_their_words()
    {
        var committee = await site.SignIn(Kind.Committee);
        var title = Library.Word();
        await Post(committee, title, "Dos", "One", "Uno");
        var id = await site.Read(db => db.Announcements.Where(a => a.Title.English == title).Select(a => a.Id).SingleAsync());
        var (first, second) = (await committee.Get($"{Keeping}/{id}"), await (await site.SignIn(Kind.Committee)).Get($"{Keeping}/{id}"));
        await first.Submit("main form.form", ("Input.English", "Changed by the first"));
        var back = (await second.Submit("main form.form", ("Input.English", "Changed by the second"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("by the first", back.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Contains("by the second", back.Text("#Input_English"), StringComparison.Ordinal);
        await back.Submit("main form.form");
        Assert.Contains("by the second", (await committee.Get("/")).Text("section[aria-labelledby=announcements]"), StringComparison.Ordinal);
    }

    async Task Post(Visitor committee, string title, string titulo, string english, string spanish) => (await (await committee.Get(Keeping + "/new")).Submit(
        "main form.form", ("Input.EnglishTitle", title), ("Input.SpanishTitle", titulo), ("Input.English", english), ("Input.Spanish", spanish),
        ("Input.Until", site.Now.ToDateTimeUtc().AddDays(5).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))).Is(HttpStatusCode.OK);
}

public sealed class AnnouncementTestsOnSqlite(SqlitePostSite site) : AnnouncementTests(site), IClassFixture<SqlitePostSite>;

public sealed class AnnouncementTestsOnPostgres(PostgresPostSite site) : AnnouncementTests(site), IClassFixture<PostgresPostSite>;
