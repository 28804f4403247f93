using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class HandOverTests(Site site)
{
    [Fact]
    public async Task What_the_next_area_should_know_is_written_offered_and_acknowledged_by_its_facilitators()
    {
        var over = await site.PastMeeting();
        var (next, facilitator) = await Next(over);
        var address = over.Address + "/hand-over";
        var page = await over.Facilitator.Get(address);
        Assert.Contains(facilitator.Member.Name, page.Text("section[aria-labelledby=contacts]"), StringComparison.Ordinal);
        page = await page.Submit("main form.form", ("Input.AccessLessons", "CART takes three weeks.\r\nAsk early."), ("Input.Note", "Start <b>on time</b>."));
        Assert.Contains("is saved", page.Text(".says"), StringComparison.Ordinal);
        (await facilitator.Get(address)).Is(HttpStatusCode.NotFound);
        (await facilitator.Post(address + "/acknowledgement")).Is(HttpStatusCode.NotFound);

        await page.Submit($"form[action='{address}/offer']");
        Assert.Contains("hands over to this meeting", (await facilitator.Get($"/meetings/{next}")).Text("section[aria-labelledby=hand-over]"), StringComparison.Ordinal);
        var read = (await facilitator.Get(address)).Is(HttpStatusCode.OK);
        Assert.Contains("CART takes three weeks.\nAsk early.", read.One("section[aria-labelledby=words]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Start <b>on time</b>.", read.Text("section[aria-labelledby=words]"), StringComparison.Ordinal);
        Assert.False(read.Has("main form.form"));
        (await over.Member.Get(address)).Is(HttpStatusCode.NotFound);
        (await over.Member.Post(address, ("Note", "Mine"))).Is(HttpStatusCode.NotFound);
        (await facilitator.Post(address, ("Note", "Mine"))).Is(HttpStatusCode.NotFound);
        (await over.Facilitator.Post(address + "/acknowledgement")).Is(HttpStatusCode.NotFound);

        site.Clock.Advance(TimeSpan.FromMinutes(11));
        var letter = (await site.Mail(facilitator.Member))[^1];
        Assert.Equal(address, letter.Link("/hand-over"));
        Assert.DoesNotContain("CART", letter.TextBody, StringComparison.Ordinal);
        await read.Submit($"form[action='{address}/acknowledgement']");
        Assert.Contains(facilitator.Member.Name + " has it", (await over.Facilitator.Get(address)).Text(".notice--ok"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await over.Facilitator.Post(address, ("Input.Note", "Too late"), ("Input.Version", "3"))).Status);
    }

    [Fact]
    public async Task An_offer_that_was_taken_back_is_told_to_nobody()
    {
        var over = await site.PastMeeting();
        var (_, facilitator) = await Next(over);
        var address = over.Address + "/hand-over";
        await (await over.Facilitator.Get(address)).Submit($"form[action='{address}/offer']");
        await (await over.Facilitator.Get(address)).Submit($"form[action='{address}/offer']");
        (await facilitator.Get(address)).Is(HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.DoesNotContain(await site.Mail(facilitator.Member), m => m.Subject!.Contains("hand-over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_next_area_has_no_facilitator_who_speaks_for_its_turns_takes_it()
    {
        var over = await site.PastMeeting();
        var area = Rotation.Founding.HostOf((await site.Meeting(over.Id)).Quarter + 1);
        var contact = await site.SignIn(Kind.Supervisor, m => m with { Areas = area.AsSet() });
        await site.Write(async db =>
        {
            await db.TurnContacts.ExecuteDeleteAsync();
            db.TurnContacts.Add(new TurnContact(area, await db.Members.SingleAsync(m => m.Id == contact.Member.Id), site.Now));
        });
        var address = over.Address + "/hand-over";
        await (await over.Facilitator.Get(address)).Submit($"form[action='{address}/offer']");
        await (await contact.Get(address)).Submit($"form[action='{address}/acknowledgement']");
        Assert.NotNull((await site.Read(db => db.HandOvers.AsNoTracking().SingleAsync(h => h.MeetingId == over.Id))).AcknowledgedAt);
    }

    [Fact]
    public async Task Of_two_who_write_at_once_neither_loses_their_words_and_mistakes_are_explained()
    {
        var over = await site.PastMeeting();
        var address = over.Address + "/hand-over";
        var (first, second) = (await over.Facilitator.Get(address), await (await site.SignIn(Kind.Committee)).Get(address));
        await first.Submit("main form.form", ("Input.Note", "First"));
        var back = (await second.Submit("main form.form", ("Input.Note", "Second"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("First", back.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Equal("Second", back.One("#Input_Note").TextContent.Trim());
        await back.Submit("main form.form");
        Assert.Equal("Second", (await site.Read(db => db.HandOvers.AsNoTracking().SingleAsync(h => h.MeetingId == over.Id))).Note);
        var wrong = (await (await over.Facilitator.Get(address)).Submit("main form.form", ("Input.AccessLessons", new string('x', HandOver.WordsLimit + 1)), ("Input.Note", "Kept"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("at most 4000 characters", wrong.Text(".field--error"), StringComparison.Ordinal);
        Assert.Equal("Kept", wrong.One("#Input_Note").TextContent.Trim());
    }

    // The meeting of the quarter after, with somebody who leads it.
    async Task<(Id<QuarterlyMeeting> Id, Visitor Facilitator)> Next(Over over)
    {
        var turn = Rotation.Founding.TurnOf((await site.Meeting(over.Id)).Quarter + 1);
        var slot = World.FirstPossible(turn.Quarter.First.PlusDays(40));
        var contact = await site.Add(Kind.Committee);
        var facilitator = await site.SignIn(Kind.AreaDirector, m => m with { Areas = turn.Host.AsSet() });
        var id = Id<QuarterlyMeeting>.New(site.Now);
        await site.Write(async db =>
        {
            var meeting = new QuarterlyMeeting(id, turn, slot, await db.Members.SingleAsync(m => m.Id == contact.Id), site.Now);
            meeting.Seat(FacilitatorSeat.Recovery, await db.Members.SingleAsync(m => m.Id == facilitator.Member.Id));
            db.Meetings.Add(meeting);
        });
        return (id, facilitator);
    }
}

public sealed class HandOverTestsOnSqlite(SqlitePostSite site) : HandOverTests(site), IClassFixture<SqlitePostSite>;

public sealed class HandOverTestsOnPostgres(PostgresPostSite site) : HandOverTests(site), IClassFixture<PostgresPostSite>;
