using System.Globalization;
using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Meetings.Checklist;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class ChecklistTests(Site site)
{
    const string Book = "Book interpreters and captions";

    [Fact]
    public async Task A_new_meeting_begins_with_the_template_and_its_days_move_with_it()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        var page = await (await committee.Get($"/steering/meetings/{id}")).Follow("main a[href$='/checklist']");
        Assert.Contains("0 of ", page.Text(), StringComparison.Ordinal);
        var day = (await Load(id)).Slot.Start.Date;
        Assert.Contains(Long(day.PlusDays(-14)), page.Text($"li:has(h2:contains('{Book}'))"), StringComparison.Ordinal);
        Assert.Contains("14 days before", page.Text($"li:has(h2:contains('{Book}'))"), StringComparison.Ordinal);
        await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Date", day.PlusDays(7).Iso()));
        Assert.Contains(Long(day.PlusDays(-7)), (await committee.Get($"/meetings/{id}/checklist")).Text($"li:has(h2:contains('{Book}'))"), StringComparison.Ordinal);
        Assert.Contains("Reservar intérpretes y subtítulos", (await committee.Get($"/meetings/{id}/checklist?lang=es")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_is_ticked_and_opened_again()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        var page = await committee.Get($"/meetings/{id}/checklist");
        page = await page.Submit($"li:has(h2:contains('{Book}')) form");
        Assert.Contains($"Done, says {committee.Member.Name}", page.Text($"li:has(h2:contains('{Book}'))"), StringComparison.Ordinal);
        Assert.Contains("1 of ", page.Text(".meta"), StringComparison.Ordinal);
        page = await page.Submit($"li:has(h2:contains('{Book}')) form");
        Assert.Contains("It is open again.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("0 of ", page.Text(".meta"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_committee_adds_changes_gives_away_and_removes_a_task()
    {
        var (committee, helper) = (await site.Committee(), await site.SignIn(Kind.Facilitator));
        var id = await committee.Announced();
        Assert.Equal(HttpStatusCode.NotFound, (await helper.Get($"/meetings/{id}/checklist")).Status);
        var page = await (await committee.Get($"/meetings/{id}/checklist")).Submit("section[aria-labelledby=add] form", ("Input.English", "Bring <b>tea</b> 🍵"), ("Input.Days", "0"), ("Input.Owner", helper.Member.Id.ToString()), ("Input.Part", "Committee"));
        Assert.Contains("Bring <b>tea</b> 🍵", page.Text(), StringComparison.Ordinal);
        Assert.Contains("on the day", page.Text("li:has(h2:contains('tea'))"), StringComparison.Ordinal);

        // Whose task it is sees the list and ticks, and changes nothing else.
        var theirs = await helper.Get($"/meetings/{id}");
        theirs = await theirs.Follow($"main a[href='/meetings/{id}/checklist']");
        Assert.Contains("Yours", theirs.Text("li:has(h2:contains('tea'))"), StringComparison.Ordinal);
        Assert.False(theirs.Has("section[aria-labelledby=add]"));
        await theirs.Submit("li:has(h2:contains('tea')) form");

        page = await (await committee.Get($"/meetings/{id}/checklist")).Follow("li:has(h2:contains('tea')) a[href*='/steering/']");
        Assert.Equal("Bring <b>tea</b> 🍵", page.One("#Input_English").GetAttribute("value"));
        var late = page;
        page = await page.Submit("section[aria-labelledby=edit] form.form", ("Input.Days", "2"), ("Input.After", "true"));
        Assert.Contains("2 days after", page.Text("li:has(h2:contains('tea'))"), StringComparison.Ordinal);
        Assert.Contains($"Done, says {helper.Member.Name}", page.Text("li:has(h2:contains('tea'))"), StringComparison.Ordinal);

        var second = await late.Submit("section[aria-labelledby=edit] form.form", ("Input.English", "Bring coffee"));
        Assert.Contains("Someone else changed this", second.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("Bring coffee", second.One("#Input_English").GetAttribute("value"));
        page = await second.Submit("section[aria-labelledby=edit] form.form");
        Assert.Contains("Bring coffee", page.Text(), StringComparison.Ordinal);
        page = await (await page.Follow("li:has(h2:contains('coffee')) a[href*='/steering/']")).Submit("details form");
        Assert.Contains("Removed.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Bring coffee", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.English", "", "what is to be done")]
    [InlineData("Input.English", "bell\u0007", "what is to be done")]
    [InlineData("Input.Days", "181", "at most 180 days")]
    [InlineData("Input.Days", "-2147483648", "at most 180 days")]
    [InlineData("Input.Days", "soon", "“soon”")]
    [InlineData("Input.Part", "Nobody", "“Nobody”")]
    [InlineData("Input.Owner", "AAAAAAAAAAAAAAAAAAAAAA", "active member")]
    public async Task A_mistake_is_explained_and_what_was_typed_is_kept(string field, string value, string says)
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        var before = await Count(id);
        foreach (var address in (string[])[$"/steering/meetings/{id}/checklist", "/steering/checklist"])
        {
            if (field == "Input.Owner" && address == "/steering/checklist") continue;
            (string, string)[] right = [("Input.English", "Kept"), ("Input.Days", "3"), ("Input.Part", "Recovery"), ("Input.Owner", "")];
            var page = await committee.Post(address, [.. right.Where(f => f.Item1 != field), (field, value)]);
            Assert.Contains(says, page.Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.OrdinalIgnoreCase);
            if (field != "Input.English") Assert.Equal("Kept", page.One("#Input_English").GetAttribute("value"));
        }
        Assert.Equal(before, await Count(id));
    }

    [Fact]
    public async Task The_template_is_edited_for_meetings_to_come_and_lists_that_have_begun_stay()
    {
        await using var own = await Site.On(site.Kind);
        var committee = await own.Committee();
        var first = await committee.Schedule(new Quarter(2031, 2));
        var page = await (await committee.Get("/steering/meetings")).Follow("main a[href='/steering/checklist']");
        page = await page.Submit("section[aria-labelledby=add] form", ("Input.English", "Water the plants"), ("Input.Spanish", "Regar las plantas"), ("Input.Days", "5"), ("Input.Part", "PeerSupport"));
        Assert.Contains("5 days before", page.Text("li:has(h2:contains('Water'))"), StringComparison.Ordinal);
        page = await (await page.Follow("li:has(h2:contains('Water')) a")).Submit("section[aria-labelledby=edit] form.form", ("Input.Days", "4"));
        Assert.Contains("4 days before", page.Text("li:has(h2:contains('Water'))"), StringComparison.Ordinal);
        var second = await committee.Schedule(new Quarter(2031, 3));
        page = await (await page.Follow("li:has(h2:contains('Water')) a")).Submit("details form");
        Assert.DoesNotContain("Water", page.Text(), StringComparison.Ordinal);
        var third = await committee.Schedule(new Quarter(2031, 4));
        Assert.Equal((bool[])[false, true, false], (bool[])[await Waters(first), await Waters(second), await Waters(third)]);
        Assert.Contains("Regar las plantas", (await committee.Get($"/meetings/{second}/checklist?lang=es")).Text(), StringComparison.Ordinal);

        async Task<bool> Waters(Id<QuarterlyMeeting> id) => (await committee.Get($"/meetings/{id}/checklist?lang=en")).Text().Contains("Water the plants", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_has_an_end()
    {
        await using var own = await Site.On(site.Kind);
        var committee = await own.Committee();
        var id = await committee.Schedule(new Quarter(2031, 2));
        var there = await own.Read(db => db.ChecklistItems.CountAsync());
        await own.Write(db => db.ChecklistItems.AddRange(Enumerable.Range(0, ChecklistTask.Most - 1 - there).Select(i => new ChecklistItem(Id<ChecklistItem>.New(own.Now), id, new("Task", null, -i, TaskPart.Committee), own.Now))));
        var form = await committee.Get($"/meetings/{id}/checklist");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => form.Submit("section[aria-labelledby=add] form", ("Input.English", "One more"), ("Input.Part", "Committee"))));
        Assert.Equal(ChecklistTask.Most, await own.Read(db => db.ChecklistItems.CountAsync()));
        Assert.Contains("This list is full", (await form.Submit("section[aria-labelledby=add] form", ("Input.English", "One more"), ("Input.Part", "Committee"))).Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_prepares_a_meeting_sees_its_list()
    {
        var (committee, contact) = (await site.Committee(), await site.SignIn(Kind.Facilitator));
        var id = await committee.Announced(("Input.Contact", contact.Member.Id.ToString()));
        var item = await site.Read(db => db.ChecklistItems.Where(i => i.MeetingId == id).Select(i => i.Id).FirstAsync());
        var elsewhere = await site.Read(db => db.ChecklistItems.Where(i => i.MeetingId != id).Select(i => (Id<ChecklistItem>?)i.Id).FirstOrDefaultAsync());
        foreach (var kind in Kind.All.Where(k => k != Kind.Committee))
        {
            var other = await site.SignIn(kind);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/meetings/{id}/checklist")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/steering/checklist")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/meetings/{id}/checklist/{item}/done")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/steering/meetings/{id}/checklist", ("Input.English", "Mine"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post("/steering/checklist", ("Input.English", "Mine"))).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await contact.Get($"/meetings/{id}/checklist")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await contact.Post($"/steering/meetings/{id}/checklist/{item}", ("_method", "DELETE"))).Status);
        if (elsewhere is { } foreign) Assert.Equal(HttpStatusCode.NotFound, (await contact.Post($"/meetings/{id}/checklist/{foreign}/done")).Status);
        Assert.False(await site.Read(db => db.ChecklistItems.AnyAsync(i => i.Id == item && i.DoneAt != null)));
    }

    static string Long(LocalDate day) => day.ToString("MMMM d, yyyy", CultureInfo.GetCultureInfo("en-US"));

    Task<int> Count(Id<QuarterlyMeeting> id) => site.Read(async db => await db.ChecklistItems.CountAsync(i => i.MeetingId == id) + await db.TemplateTasks.CountAsync());

    Task<QuarterlyMeeting> Load(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));
}

public sealed class ChecklistTestsOnSqlite(SqliteSite site) : ChecklistTests(site), IClassFixture<SqliteSite>;

public sealed class ChecklistTestsOnPostgres(PostgresSite site) : ChecklistTests(site), IClassFixture<PostgresSite>;

/// <summary>What people who prepare a meeting, and members, read in their mailboxes.</summary>
public abstract class DutyLetterTests(Site site)
{
    [Fact]
    public async Task The_owner_of_a_task_is_written_to_on_its_day_and_the_others_are_not()
    {
        var (committee, contact, member) = (await site.Add(Kind.Committee), await site.Add(Kind.Facilitator, p => p with { Language = "es" }), await site.Add(Kind.Supporter));
        var id = await site.Announced(20);
        await site.Write(async db =>
        {
            var meeting = await db.Meetings.SingleAsync(m => m.Id == id);
            meeting.NameContact(await db.Members.SingleAsync(m => m.Id == contact.Id));
            db.ChecklistItems.Add(new ChecklistItem(Id<ChecklistItem>.New(site.Now), id, new("Book <b>captions</b>", "Reservar subtítulos", -14, TaskPart.AccessContact), site.Now));
            db.ChecklistItems.Add(new ChecklistItem(Id<ChecklistItem>.New(site.Now), id, new("Say it", null, -14, TaskPart.Committee), site.Now));
        });
        var slot = (await site.Meeting(id)).Slot;
        site.Clock.Advance(((slot.Start.Date.PlusDays(-14) + SeatReminder.Hour).InZoneStrictly(slot.Zone).ToInstant() - site.Now).ToTimeSpan());
        await Round();
        await Round();
        var theirs = Assert.Single(await Newest(contact, "Tareas"));
        Assert.Contains("Reservar subtítulos", theirs.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Say it", theirs.TextBody, StringComparison.Ordinal);
        Assert.Equal($"/meetings/{id}/checklist", theirs.Link("/meetings/"));
        Assert.Contains("Say it", Assert.Single(await Newest(committee, "To be done")).TextBody, StringComparison.Ordinal);
        Assert.Empty(await Newest(member, "To be done"));
    }

    [Fact]
    public async Task A_facilitator_is_asked_by_letter_after_ten_minutes_and_the_committee_hears_the_answer()
    {
        var (committee, robin) = (await site.SignIn(Kind.Committee), await site.SignIn(Kind.AreaDirector, p => p with { Areas = (Areas)31 }));
        var id = await site.Announced(25);
        var page = await (await committee.Get($"/steering/meetings/{id}/seats")).Submit("form[action$='/Recovery/request']:has(select)", ("member", robin.Member.Id.ToString()));
        Assert.Empty(await Newest(robin.Member, "A question"));
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        var asked = Assert.Single(await Newest(robin.Member, "A question"));
        Assert.Contains(committee.Member.Name, asked.TextBody, StringComparison.Ordinal);
        await (await robin.Get(asked.Link("/meetings/"))).Submit("form[action$='/refusal']", ("words", "Not a word of this leaves the site"));
        var answer = Assert.Single(await Newest(committee.Member, "Facilitators of"));
        Assert.Contains($"{robin.Member.Name} said no", answer.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Not a word", answer.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Fact]
    public async Task A_postponed_meeting_is_taken_out_of_calendars_by_mail_and_comes_back_with_its_name()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(22);
        await site.Mail(ana);
        await site.Change(id, (meeting, now) => meeting.Postpone("Snow", now));
        await site.Mail(ana);
        await site.Change(id, (meeting, now) => meeting.Move(World.FirstPossible(meeting.Slot.Start.Date.PlusDays(7)), now));
        var letters = (await site.Mail(ana)).TakeLast(3).ToList();
        Assert.Equal(["REQUEST", "CANCEL", "REQUEST"], letters.ConvertAll(l => Entry(l).Method));
        Assert.Single(letters.Select(l => Entry(l).Events.Single().Uid).Distinct());
        Assert.Equal([0, 1, 2], letters.Select(l => Entry(l).Events.Single().Sequence - Entry(letters[0]).Events.Single().Sequence));
        Assert.Contains("postponed", letters[1].Subject, StringComparison.Ordinal);
        Assert.Contains("Snow", letters[1].TextBody, StringComparison.Ordinal);
    }

    static Ical.Net.Calendar Entry(MimeKit.MimeMessage letter)
    {
        using var bytes = new MemoryStream();
        letter.BodyParts.OfType<MimeKit.TextPart>().Last().Content!.DecodeTo(bytes);
        return Ical.Net.Calendar.Load(System.Text.Encoding.UTF8.GetString(bytes.ToArray()))!;
    }

    async Task<List<MimeKit.MimeMessage>> Newest(Joined member, string subject) => (await site.Mail(member)).FindAll(m => m.Subject!.StartsWith(subject, StringComparison.Ordinal));

    async Task Round()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ChecklistRounds>().Go();
    }
}

public sealed class DutyLetterTestsOnSqlite(SqlitePostSite site) : DutyLetterTests(site), IClassFixture<SqlitePostSite>;

public sealed class DutyLetterTestsOnPostgres(PostgresPostSite site) : DutyLetterTests(site), IClassFixture<PostgresPostSite>;
