using System.Net;
using CoP.Domain.CoReflection;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.CoReflection;

public abstract class GroupPageTests(Site site)
{
    static readonly (string, string?)[] Filled =
    [
        ("Name", "Evening circle"), ("Purpose", "To think aloud"), ("Description", "We begin with **what went well**."), ("Roles", "PeerSupporters"), ("Areas", "Western"), ("Areas", "Central"),
        ("Language", "es"), ("Mode", "Phone"), ("Place", "617-555-0100"), ("Size", "5"), ("Entry", "Ask"),
    ];

    [Fact]
    public async Task A_group_is_formed_and_shows_what_it_says_of_itself()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/groups/new")).Submit("form[action='/groups']", Filled);
        Assert.Equal("Evening circle", page.Text("h1"));
        Assert.Contains("Western, Central", page.Text());
        Assert.Equal("what went well", page.Text(".prose strong"));
        Assert.Contains("617-555-0100", page.Text());
        Assert.Contains(ana.Member.Name, page.Text(".members"));
        Assert.Contains("Evening circle", (await ana.Get("/groups")).Text());
    }

    [Theory]
    [InlineData("Name", "", "Please fill this in")]
    [InlineData("Name", "over", "80 characters")]
    [InlineData("Purpose", "two\nlines", "one line")]
    [InlineData("Purpose", "bell \a", "one line")]
    [InlineData("Description", "over", "2000 characters")]
    [InlineData("Roles", "Supervisors", "your own role")]
    [InlineData("Roles", "Kings", "cannot read")]
    [InlineData("Roles", null, "Please fill this in")]
    [InlineData("Areas", "Atlantis", "cannot read")]
    [InlineData("Language", "fr", "English or Spanish")]
    [InlineData("Mode", "7", "cannot read")]
    [InlineData("Size", "2", "between")]
    [InlineData("Size", "13", "between")]
    [InlineData("Size", "many", "cannot read")]
    [InlineData("Size", "99999999999999999999", "")]
    [InlineData("Entry", null, "Please fill this in")]
    [InlineData("Place", "over", "300 characters")]
    public async Task A_mistake_in_the_form_is_named_and_what_was_typed_stays(string field, string? value, string said)
    {
        var ana = await site.SignIn(Kind.Supporter);
        if (value == "over") value = new string('x', 2001);
        var changed = Filled.Where(f => f.Item1 != field).Append((field, value)).ToArray();
        var page = (await (await ana.Get("/groups/new")).Submit("form[action='/groups']", changed)).Is(HttpStatusCode.BadRequest);
        Assert.Contains(said, page.Text(".notice--error"), StringComparison.OrdinalIgnoreCase);
        Assert.True(page.Has(".field--error"), page.Text());
        if (field != "Purpose") Assert.Equal("To think aloud", page.One("[name=Purpose]").GetAttribute("value"));
        Assert.False(await site.Read(db => db.Memberships.AnyAsync(m => m.MemberId == ana.Member.Id)));
    }

    [Theory]
    [InlineData("🌻 <script>alert(1)</script> & \"quotes\" 👩🏽‍🤝‍👩🏻")]
    [InlineData("'; DROP TABLE Groups; --")]
    public async Task Words_that_mean_something_to_machines_are_shown_as_words(string words)
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/groups/new")).Submit("form[action='/groups']", [.. Filled.Where(f => f.Item1 is not ("Name" or "Purpose" or "Description")), ("Name", words), ("Purpose", words), ("Description", words)]);
        Assert.Equal(words, page.Text("h1"));
        Assert.Empty(page.All(".prose script, h1 script"));
    }

    [Fact]
    public async Task For_someone_of_another_role_a_group_does_not_exist()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var boss = await site.SignIn(Kind.Supervisor);
        var id = await site.Circle(ana);
        Assert.DoesNotContain(id.ToString(), (await boss.Get("/groups")).Body, StringComparison.Ordinal);
        foreach (var address in new[] { $"/groups/{id}", $"/groups/{id}/join", $"/groups/{id}/leave", $"/groups/{id}/edit", $"/groups/{id}/series", Circles.Session(id), Circles.Session(id) + ".ics", Circles.Session(id) + "/move", Circles.Session(id) + "/cancel" })
            (await boss.Get(address)).Is(HttpStatusCode.NotFound);
        foreach (var address in new[] { $"/groups/{id}/membership", $"/groups/{id}/edit", $"/groups/{id}/series", $"/groups/{id}/series/end", Circles.Session(id) + "/move", Circles.Session(id) + "/cancel" })
            (await boss.Post(address)).Is(HttpStatusCode.NotFound);
        Assert.Single((await site.Group(id)).Memberships);
    }

    [Fact]
    public async Task Who_is_not_in_a_group_sees_neither_its_members_nor_where_nor_its_sessions()
    {
        var ana = await site.SignIn(Kind.Supporter, who => who with { Name = "Ana Sofía Rivas" });
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        var page = await ben.Get($"/groups/{id}");
        Assert.DoesNotContain("Ana Sofía", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("video.example", page.Body, StringComparison.Ordinal);
        Assert.Contains("Every week on Tuesday, 12:00–1:00 PM, Eastern time", page.Text());
        foreach (var address in new[] { Circles.Session(id), Circles.Session(id) + ".ics", $"/groups/{id}/edit", $"/groups/{id}/series", Circles.Session(id) + "/move" })
            (await ben.Get(address)).Is(HttpStatusCode.NotFound);
        foreach (var address in new[] { $"/groups/{id}/edit", $"/groups/{id}/series", $"/groups/{id}/series/end", $"/groups/{id}/requests/{ben.Member.Id}", $"/groups/{id}/conveners/{ben.Member.Id}", Circles.Session(id) + "/move", Circles.Session(id) + "/cancel" })
            (await ben.Post(address)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_joins_in_two_steps_and_leaves_in_two_steps()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        var asked = await (await ben.Get($"/groups/{id}")).Follow($"a[href='/groups/{id}/join']");
        Assert.Contains("1 member of the group will see your name", asked.Text());
        Assert.Single((await site.Group(id)).Memberships);
        var inside = await asked.Submit($"form[action='/groups/{id}/membership']");
        Assert.Contains(ben.Member.Name, inside.Text(".members"));
        Assert.Contains("video.example", inside.Body);
        var leaving = await inside.Follow($"a[href='/groups/{id}/leave']");
        Assert.Equal(2, (await site.Group(id)).Memberships.Count);
        await leaving.Submit($"form[action='/groups/{id}/membership']");
        Assert.Single((await site.Group(id)).Memberships);
        (await ben.Get(Circles.Session(id))).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pressing_join_twice_joins_once_and_is_no_mistake()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await ben.Post($"/groups/{id}/membership");
        Assert.Equal($"/groups/{id}", (await ben.Post($"/groups/{id}/membership")).Is(HttpStatusCode.OK).Address);
        Assert.Equal(2, (await site.Group(id)).Memberships.Count);
    }

    [Fact]
    public async Task Who_asks_is_seen_by_who_convenes_and_let_in()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var cleo = await site.SignIn(Kind.Supporter, who => who with { Name = "Cleo Asking" });
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        await site.Write(async db => (await db.Groups.Include(g => g.Memberships).SingleAsync(g => g.Id == id)).Describe(Circles.Peers with { Entry = GroupEntry.Ask }, await site.ViewerOf(ana)));
        Assert.Contains("You asked to join", (await cleo.Post($"/groups/{id}/membership")).Text());
        Assert.DoesNotContain("Cleo", (await ben.Get($"/groups/{id}")).Body, StringComparison.Ordinal);
        (await cleo.Get(Circles.Session(id))).Is(HttpStatusCode.NotFound);
        var answered = await (await ana.Get($"/groups/{id}")).Submit($"form[action='/groups/{id}/requests/{cleo.Member.Id}']:not(:has([name=_method]))");
        Assert.Contains("Cleo Asking", answered.Text(".members"));
        (await cleo.Get(Circles.Session(id))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_was_told_no_reads_so_and_may_ask_again()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana, Circles.Peers with { Entry = GroupEntry.Ask });
        await ben.Post($"/groups/{id}/membership");
        await (await ana.Get($"/groups/{id}")).Submit($"form[action='/groups/{id}/requests/{ben.Member.Id}']:has([name=_method])");
        var page = await ben.Get($"/groups/{id}");
        Assert.Contains("said no this time", page.Text());
        Assert.True(page.Has($"a[href='/groups/{id}/join']"));
    }

    [Fact]
    public async Task Convening_is_shared_by_who_convenes()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        (await ben.Get($"/groups/{id}/edit")).Is(HttpStatusCode.NotFound);
        await (await ana.Get($"/groups/{id}")).Submit($"form[action='/groups/{id}/conveners/{ben.Member.Id}']");
        var page = await (await ben.Get($"/groups/{id}/edit")).Submit($"form[action='/groups/{id}/edit']", ("Name", "Our circle"));
        Assert.Equal("Our circle", page.Text("h1"));
    }

    [Fact]
    public async Task A_change_of_role_closes_the_group_and_lets_one_leave_it()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        await site.Join(id, ben);
        await site.Write(async db =>
        {
            var member = await db.Members.SingleAsync(m => m.Id == ben.Member.Id);
            member.TakeRole(new(member.Role, member.Discipline, Supervises: true, null, member.Areas));
        });
        (await ben.Get($"/groups/{id}")).Is(HttpStatusCode.NotFound);
        (await ben.Get(Circles.Session(id))).Is(HttpStatusCode.NotFound);
        var leaving = await (await ben.Get("/groups")).Follow($"a[href='/groups/{id}/leave']");
        await leaving.Submit($"form[action='/groups/{id}/membership']");
        Assert.Single((await site.Group(id)).Memberships);
    }

    [Fact]
    public async Task A_series_is_planned_by_who_convenes()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        var page = await (await ana.Get($"/groups/{id}/series")).Submit($"form[action='/groups/{id}/series'] button:not([name])",
            ("Plan.Day", "2031-03-20"), ("Plan.Time", "17:30"), ("Plan.Minutes", "75"), ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "EveryTwoWeeks"));
        Assert.Contains("Thursday, April 3, 2031", page.Text(".sessions"));
        var group = await site.Group(id);
        Assert.Equal((2, new LocalDate(2031, 3, 19)), (group.Series.Count, group.Series.Single(s => s.Slot.Start.DayOfWeek == IsoDayOfWeek.Tuesday).LastDay));
        page = await (await ana.Get($"/groups/{id}/series")).Submit($"form[action='/groups/{id}/series/end']", ("End.LastDay", "2031-03-25"));
        Assert.DoesNotContain("April 3", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Plan.Day", "2031-02-30", "cannot read")]
    [InlineData("Plan.Day", "tomorrow", "cannot read")]
    [InlineData("Plan.Day", "", "Please fill this in")]
    [InlineData("Plan.Day", "2031-03-02", "has passed")]
    [InlineData("Plan.Day", "0001-01-01", "has passed")]
    [InlineData("Plan.Time", "25:00", "cannot read")]
    [InlineData("Plan.Minutes", "5", "between")]
    [InlineData("Plan.Minutes", "600", "between")]
    [InlineData("Plan.Zone", "Mars/Olympus", "time zone")]
    [InlineData("Plan.Zone", "Africa/Casablanca", "time zone")]
    [InlineData("Plan.Rhythm", "Daily", "cannot read")]
    [InlineData("Plan.LastDay", "2031-03-01", "before the first session")]
    [InlineData("Plan.LastDay", "9999-12-31", "at most 50 years")]
    [InlineData("Plan.Day", "9999-12-31", "2 years ahead")]
    [InlineData("Plan.Times", "0", "between")]
    [InlineData("Plan.Times", "201", "between")]
    [InlineData("Plan.Skips", "Moon", "cannot read")]
    [InlineData("Plan.Skips", "9", "cannot read")]
    public async Task A_series_that_cannot_be_is_refused_with_its_reason(string field, string value, string said)
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        (string, string)[] filled = [("Plan.Day", "2031-03-20"), ("Plan.Time", "17:30"), ("Plan.Minutes", "75"), ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "Weekly")];
        var page = (await ana.Post($"/groups/{id}/series", filled.Where(f => f.Item1 != field).Append((field, value)))).Is(HttpStatusCode.BadRequest);
        Assert.Contains(said, page.Text(".notice--error"), StringComparison.OrdinalIgnoreCase);
        if (field != "Plan.Time") Assert.Equal("17:30", page.One("[name='Plan.Time']").GetAttribute("value"));
        Assert.Single((await site.Group(id)).Series);
    }

    [Fact]
    public async Task An_hour_that_the_clocks_skip_is_refused_with_a_reason()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        var page = await ana.Post($"/groups/{id}/series", ("Plan.Day", "2031-03-09"), ("Plan.Time", "02:30"), ("Plan.Minutes", "60"), ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "Weekly"));
        Assert.Contains("does not exist", page.Text(".field--error"));
        page = await ana.Post(Circles.Session(id) + "/move", ("Input.Day", "2031-03-09"), ("Input.Time", "02:30"), ("Input.Minutes", "60"));
        Assert.Contains("does not exist", page.Text(".field--error"));
        Assert.Empty((await site.Group(id)).Series[0].Changes);
    }

    [Fact]
    public async Task A_moved_session_keeps_its_address_and_everyone_is_told()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        var page = await (await ana.Get(Circles.Session(id, 1))).Follow("a[href$='/move']");
        page = await page.Submit("form[action$='/move']", ("Input.Day", "2031-03-12"), ("Input.Time", "09:00"));
        Assert.Equal(Circles.Session(id, 1), page.Address);
        Assert.Contains("Wednesday, March 12, 2031, 9:00–10:00 AM", page.Text(".lead"));
        Assert.Contains("It was planned for Tuesday, March 11, 2031", page.Text(".notice--warn"));
        var change = Assert.Single((await site.Group(id)).Series[0].Changes);
        var told = await site.Read(db => db.Occasions.SingleAsync(o => o.Item == change.Id.Value));
        Assert.Equal((LetterKind.SessionMoved, 1), (told.Kind, told.Version));
    }

    [Fact]
    public async Task A_cancelled_session_says_so_and_everyone_is_told_once()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        var asked = await (await ana.Get(Circles.Session(id, 1))).Follow("a[href$='/cancel']");
        Assert.Empty((await site.Group(id)).Series[0].Changes);
        Assert.Contains("does not take place", (await asked.Submit("form[action$='/cancel']")).Text());
        Assert.Contains("cancelled already", (await asked.Submit("form[action$='/cancel']")).Text());
        var change = Assert.Single((await site.Group(id)).Series[0].Changes);
        Assert.Equal(LetterKind.SessionCancelled, Assert.Single(await site.Read(db => db.Occasions.Where(o => o.Item == change.Id.Value).ToListAsync())).Kind);
    }

    [Theory]
    [InlineData("20310305T1200")]
    [InlineData("20310304T1201")]
    [InlineData("20310230T1200")]
    [InlineData("20310304")]
    [InlineData("nonsense")]
    [InlineData("20300304T1200")]
    public async Task A_session_that_nobody_planned_does_not_exist(string key)
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        foreach (var end in new[] { "", ".ics", "/move", "/cancel" }) (await ana.Get($"/groups/{id}/sessions/{key}{end}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_session_of_one_group_is_not_found_under_another()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var (mine, other) = (await site.Circle(ana), await site.Circle(ben));
        (await ana.Get(Circles.Session(mine))).Is(HttpStatusCode.OK);
        (await ana.Get(Circles.Session(other))).Is(HttpStatusCode.NotFound);
        (await ana.Post(Circles.Session(other) + "/cancel")).Is(HttpStatusCode.NotFound);
        Assert.Empty((await site.Group(other)).Series[0].Changes);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana);
        (await ben.Post($"/groups/{id}/membership", [], token: false)).Is(HttpStatusCode.BadRequest);
        (await ana.Post(Circles.Session(id) + "/cancel", [], token: false)).Is(HttpStatusCode.BadRequest);
        var group = await site.Group(id);
        Assert.Equal((1, 0), (group.Memberships.Count, group.Series[0].Changes.Count));
    }

    [Fact]
    public async Task Every_page_is_there_in_both_languages()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Circle(ana, Circles.Peers with { Entry = GroupEntry.Ask });
        var other = await site.Circle(await site.SignIn(Kind.Supporter));
        var ben = await site.SignIn(Kind.Supporter);
        await ben.Post($"/groups/{id}/membership");
        await ana.Post(Circles.Session(id, 2) + "/cancel");
        await ana.Post(Circles.Session(id, 1) + "/move", ("Input.Day", "2031-03-12"), ("Input.Time", "09:00"), ("Input.Minutes", "60"));
        foreach (var language in new[] { "en", "es" })
        {
            foreach (var address in new[] { "/groups", "/groups/new", $"/groups/{id}", $"/groups/{id}/edit", $"/groups/{id}/series", $"/groups/{id}/leave", $"/groups/{other}", $"/groups/{other}/join", Circles.Session(id), Circles.Session(id, 1), Circles.Session(id, 2), Circles.Session(id) + "/move", Circles.Session(id) + "/cancel", "/calendar" })
            {
                var page = (await ana.Get($"{address}?lang={language}")).Is(HttpStatusCode.OK);
                Assert.Equal(language, page.One("html").GetAttribute("lang"));
                Assert.Single(page.All("h1"));
            }
        }
    }
}

public sealed class GroupPageTestsOnSqlite(SqliteSite site) : GroupPageTests(site), IClassFixture<SqliteSite>;

public sealed class GroupPageTestsOnPostgres(PostgresSite site) : GroupPageTests(site), IClassFixture<PostgresSite>;
