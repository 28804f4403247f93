using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Reminders;
using CoP.Web.Features.Meetings.After.FollowUps;
using CoP.Web.Mail;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class FollowUpTests(Site site)
{
    [Fact]
    public async Task What_was_agreed_is_written_down_given_to_somebody_and_done()
    {
        var over = await site.PastMeeting();
        var page = await Add(over, "Ask three <b>teams</b>", over.Member);
        Assert.Contains("Ask three <b>teams</b>", page.Text("#follow-ups"), StringComparison.Ordinal);
        var list = await over.Member.Get("/meetings");
        Assert.Contains("Ask three", list.Text("section[aria-labelledby=mine]"), StringComparison.Ordinal);
        Assert.False((await over.Facilitator.Get("/meetings")).Has("section[aria-labelledby=mine]"));
        var other = await site.SignIn(Kind.Supporter);
        Assert.Contains(over.Member.Member.Name, (await other.Get(over.Address)).Text("#follow-ups"), StringComparison.Ordinal);
        Assert.False((await other.Get(over.Address)).Has("#follow-ups form"));
        var id = await First(over);
        foreach (var (method, path) in ((string, string)[])[("POST", "/done"), ("DELETE", "/done"), ("DELETE", ""), ("PUT", "")])
            (await other.Post($"/follow-ups/{id}{path}", ("_method", method), ("Text", "Mine"), ("Owner", other.Member.Id.ToString()), ("Due", "2035-01-01"))).Is(HttpStatusCode.NotFound);
        (await over.Member.Get($"/follow-ups/{id}/edit")).Is(HttpStatusCode.NotFound);

        page = await list.Submit("section[aria-labelledby=mine] form");
        Assert.Equal("/meetings", page.Address);
        Assert.False(page.Has("section[aria-labelledby=mine]"));
        Assert.Contains("Done", (await other.Get(over.Address)).Text("#follow-ups"), StringComparison.Ordinal);
        await (await over.Facilitator.Get(over.Address)).Submit("#follow-ups form:has([value=DELETE])");
        Assert.Contains("Open", (await other.Get(over.Address)).Text("#follow-ups"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_open_goes_on_to_the_next_meeting_and_to_who_facilitates_it()
    {
        var over = await site.PastMeeting();
        await Add(over, "Carry me over", over.Member);
        await Add(over, "Done already", over.Member);
        await site.Write(async db => (await db.FollowUps.SingleAsync(f => f.Text == "Done already" && f.MeetingId == over.Id)).Finish(site.Now));
        var committee = await site.SignIn(Kind.Committee);
        Assert.Contains("Carry me over", (await committee.Get("/steering/follow-ups")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Done already", (await committee.Get("/steering/follow-ups")).Text(), StringComparison.Ordinal);
        (await over.Member.Get("/steering/follow-ups")).Is(HttpStatusCode.NotFound);

        var (next, later) = (await Ahead(30), await Ahead(130));
        var director = await site.SignIn(Kind.AreaDirector, m => m with { Areas = next.Host.AsSet() });
        (await director.Get($"/follow-ups/{await First(over)}/edit")).Is(HttpStatusCode.NotFound);
        await site.Write(async db => (await db.Meetings.SingleAsync(m => m.Id == next.Id)).Seat(FacilitatorSeat.Recovery, await db.Members.SingleAsync(m => m.Id == director.Member.Id)));
        var page = await director.Get($"/meetings/{next.Id}");
        Assert.Contains("Carry me over", page.Text("#follow-ups"), StringComparison.Ordinal);
        Assert.DoesNotContain("Done already", page.Text("#follow-ups"), StringComparison.Ordinal);
        Assert.False((await committee.Get($"/meetings/{later.Id}")).Has("#follow-ups"));
        page = await page.Submit("#follow-ups form");
        Assert.Equal($"/meetings/{next.Id}", page.Address);
        Assert.False(page.Has("#follow-ups"));
    }

    [Fact]
    public async Task Whoever_is_given_one_hears_of_it_and_is_reminded_on_its_day()
    {
        var over = await site.PastMeeting();
        var luz = await site.Add(Kind.Supporter, m => m with { Language = "es" });
        var owner = over.Member.Member;
        await site.Write(db =>
        {
            var choices = new MailChoices(luz.Id);
            choices.Choose(MailTopics.None, ReminderChoices.Default, detailed: true);
            db.Add(choices);
        });
        await Add(over, "Bring the big map", owner.Id);
        var (before, id) = ((await site.Mail(owner)).Count, await First(over));
        await Change(over, id, luz.Id);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(before, (await site.Mail(owner)).Count);
        var given = (await site.Mail(luz))[^1];
        Assert.Equal("Algo que hacer para la comunidad", given.Subject);
        Assert.Contains("Bring the big map", given.TextBody, StringComparison.Ordinal);

        await Change(over, id, owner.Id);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        given = (await site.Mail(owner))[^1];
        Assert.Equal("Something to do for the community", given.Subject);
        Assert.DoesNotContain("map", given.TextBody + given.Subject, StringComparison.Ordinal);
        before = (await site.Mail(owner)).Count;
        var due = (await site.Read(db => db.FollowUps.AsNoTracking().SingleAsync(f => f.Id == id))).DueOn;
        site.Clock.Advance(((due + FollowUp.RemindedFrom).InZoneStrictly(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).ToInstant() - site.Now - Duration.FromMinutes(2)).ToTimeSpan());
        await Remind();
        Assert.Equal(before, (await site.Mail(owner)).Count);
        site.Clock.Advance(TimeSpan.FromMinutes(3));
        for (var i = 0; i < 3; i++) await Remind();
        Assert.Equal("A follow-up for the community is due", Assert.Single((await site.Mail(owner))[before..]).Subject);
    }

    [Theory]
    [InlineData("Input.Text", "", "fill this in")]
    [InlineData("Input.Text", "one\u0007", "one line")]
    [InlineData("Input.Owner", "nobody", "active member")]
    [InlineData("Input.Due", "2031-01-01", "still to come")]
    [InlineData("Input.Due", "2099-01-01", "within the next 2 years")]
    [InlineData("Input.Due", "soon", "“soon”")]
    public async Task A_mistake_is_explained_and_what_was_typed_kept(string field, string value, string says)
    {
        var over = await site.PastMeeting();
        var form = await over.Facilitator.Get(over.Address + "/follow-ups/new");
        (string, string?)[] right = [("Input.Text", "Kept 🙂"), ("Input.Owner", over.Member.Member.Id.ToString()), ("Input.Due", Due())];
        var page = (await form.Submit("main form.form", [.. right.Where(r => r.Item1 != field), (field, value)])).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.OrdinalIgnoreCase);
        if (field != "Input.Text") Assert.Equal("Kept 🙂", page.One("#Input_Text").GetAttribute("value"));
        Assert.Equal(0, await site.Read(db => db.FollowUps.CountAsync(f => f.MeetingId == over.Id)));
    }

    [Fact]
    public async Task Nobody_writes_to_themselves_nor_to_anybody_again_because_the_words_changed()
    {
        var over = await site.PastMeeting();
        await Add(over, "Mine to do", over.Facilitator);
        await Add(over, "Theirs", over.Member);
        var ids = await site.Read(db => db.FollowUps.Where(f => f.MeetingId == over.Id).Select(f => f.Id).ToListAsync());
        foreach (var id in ids) (await (await over.Facilitator.Get($"/follow-ups/{id}/edit")).Submit("main form.form", ("Input.Text", "In other words"))).Is(HttpStatusCode.OK);
        var items = ids.ConvertAll(id => id.Value);
        Assert.Equal([over.Member.Member.Id], await site.Read(db => db.Occasions.Where(o => o.Kind == LetterKind.FollowUpGiven && items.Contains(o.Item)).Select(o => o.RecipientId!.Value).ToListAsync()));
    }

    async Task Remind()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KeepFollowUps>().Remind();
    }

    Task<Page> Add(Over over, string text, Visitor owner) => Add(over, text, owner.Member.Id);

    async Task<Page> Add(Over over, string text, Id<CoP.Domain.Members.Member> owner) => await (await over.Facilitator.Get(over.Address + "/follow-ups/new")).Submit(
        "main form.form", ("Input.Text", text), ("Input.Owner", owner.ToString()), ("Input.Due", Due()));

    static async Task Change(Over over, Id<FollowUp> id, Id<CoP.Domain.Members.Member> owner) =>
        (await (await over.Facilitator.Get($"/follow-ups/{id}/edit")).Submit("main form.form", ("Input.Owner", owner.ToString()))).Is(HttpStatusCode.OK);

    string Due() => site.Now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date.PlusDays(3).Iso();

    Task<Id<FollowUp>> First(Over over) => site.Read(db => db.FollowUps.Where(f => f.MeetingId == over.Id).OrderBy(f => f.Id).Select(f => f.Id).FirstAsync());

    // A meeting to come, beside those that are there.
    async Task<(Id<QuarterlyMeeting> Id, Area Host)> Ahead(int days)
    {
        var slot = World.FirstPossible(site.Now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date.PlusDays(days));
        var turn = Rotation.Founding.TurnOf(Quarter.Of(slot.Start.Date) + 1);
        var contact = await site.Add(Kind.Committee);
        var id = Id<QuarterlyMeeting>.New(site.Now);
        await site.Write(async db =>
        {
            var meeting = QuarterlyMeeting.Extra(id, turn.Host, false, slot, new Venue(VenueKind.InPerson, null, null, new Place("Hall", "1 Main Street", null, null)), await db.Members.SingleAsync(m => m.Id == contact.Id), site.Now);
            meeting.Announce(site.Now);
            db.Meetings.Add(meeting);
        });
        return (id, turn.Host);
    }
}

public sealed class FollowUpTestsOnSqlite(SqlitePostSite site) : FollowUpTests(site), IClassFixture<SqlitePostSite>;

public sealed class FollowUpTestsOnPostgres(PostgresPostSite site) : FollowUpTests(site), IClassFixture<PostgresPostSite>;
