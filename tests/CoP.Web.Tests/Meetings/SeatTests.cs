using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Web.Features.Meetings.Seats;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class SeatTests(Site site)
{
    [Fact]
    public async Task Of_fifty_who_ask_at_once_for_ten_seats_ten_have_one_and_the_others_wait_in_order()
    {
        var id = await Room(10);
        var people = new List<Visitor>();
        for (var i = 0; i < 50; i++) people.Add(await site.SignIn(Kind.Supporter));
        var forms = new List<Page>();
        foreach (var person in people) forms.Add(await person.Get($"/meetings/{id}"));
        var pages = await Task.WhenAll(forms.Select(f => f.Submit("#rsvp form", ("Mine.Answer", "Yes"), ("Mine.Way", "InPerson"))));
        Assert.All(pages, p => p.Is(HttpStatusCode.OK));

        var line = await Line(id);
        Assert.Equal(Enumerable.Range(1, 50), line.Select(r => r.SeatNumber!.Value));
        Assert.Equal(Enumerable.Repeat(true, 10).Concat(Enumerable.Repeat(false, 40)), line.Select(r => r.HasSeat));
        Assert.Equal(10, pages.Count(p => p.Text().Contains("You have a seat in the room.", StringComparison.Ordinal)));
        Assert.Equal(
            Enumerable.Range(1, 40), pages.Where(p => p.Text().Contains("You are number", StringComparison.Ordinal)).Select(p => int.Parse(p.Text("#rsvp").Split("You are number ")[1].Split(' ')[0], null)).Order());

        // Five leave at once, and those who asked next have their seats: each once.
        var leaving = line.Take(5).Select(r => people.Single(p => p.Member.Id == r.MemberId)).ToList();
        await Task.WhenAll(leaving.Select((p, i) => p.Answer(id, i % 2 == 0 ? "No" : "Yes", ("Mine.Way", i % 2 == 0 ? "InPerson" : "Online"))));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Rounds()));
        line = await Line(id);
        Assert.Equal(Enumerable.Range(6, 45), line.Select(r => r.SeatNumber!.Value));
        Assert.Equal(10, line.TakeWhile(r => r.HasSeat).Count());
        Assert.Equal(10, line.Count(r => r.HasSeat));
        Assert.Equal(5, await Told(id));
        Assert.Equal("Everyone 10 2 35 0 3", Counts(await people[0].Get($"/meetings/{id}")));
    }

    [Fact]
    public async Task Who_waited_longest_moves_up_when_somebody_leaves_and_is_told_once()
    {
        var id = await Room(1);
        var (first, second, third) = (await Asking(id), await Asking(id, ("Mine.OnlineMeanwhile", "true")), await Asking(id));
        Assert.Contains("number 1 on the waiting list", (await second.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        Assert.Contains("Until then you join online.", (await second.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        Assert.Contains("You are on the waiting list", (await third.Get("/meetings")).Text(), StringComparison.Ordinal);
        Assert.Equal("Everyone 1 1 2 0 0", Counts(await first.Get($"/meetings/{id}")));

        await first.Answer(id, "No", ("Mine.Way", null));
        Assert.Contains("You have a seat in the room.", (await second.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        Assert.Contains("number 1 on the waiting list", (await third.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        await Rounds();
        var letter = Assert.Single(await Letters(second));
        Assert.Contains("it is yours now", letter.TextBody, StringComparison.Ordinal);
        Assert.Empty(await Letters(third));
        Assert.Empty(await Letters(first));

        // And gives it up by the letter, without signing in.
        await (await site.Visit().Get(letter.Link("/no"))).Submit("main form");
        Assert.Contains("You have a seat in the room.", (await third.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        Assert.Single(await Letters(third));
        await Rounds();
        Assert.Single(await Letters(third));
        Assert.Single(await Letters(second));
    }

    [Fact]
    public async Task A_seat_that_is_given_up_before_the_letter_goes_is_not_told()
    {
        var id = await Room(1);
        var (first, second) = (await Asking(id), await Asking(id));
        await first.Answer(id, "Maybe");
        await second.Answer(id, "No");
        Assert.Empty((await Letters(second)).Concat(await Letters(first)));
    }

    [Fact]
    public async Task The_line_moves_up_when_the_room_grows_and_nobody_is_thrown_out_when_it_shrinks()
    {
        var id = await Room(1);
        var people = new List<Visitor>();
        for (var i = 0; i < 4; i++) people.Add(await Asking(id));
        await Hold(id, 3);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Rounds()));
        Assert.Equal([true, true, true, false], (await Line(id)).Select(r => r.HasSeat));
        var letters = new List<int>();
        foreach (var person in people) letters.Add((await Letters(person)).Count);
        Assert.Equal([0, 1, 1, 0], letters);
        await Hold(id, 2);
        await Rounds();
        Assert.Equal([true, true, true, false], (await Line(id)).Select(r => r.HasSeat));
        await people[0].Answer(id, "No");
        Assert.Equal([true, true, false], (await Line(id)).Select(r => r.HasSeat));
        await people[1].Answer(id, "No");
        Assert.Equal([true, true], (await Line(id)).Select(r => r.HasSeat));
        Assert.Single(await Letters(people[3]));
    }

    [Fact]
    public async Task Whoever_finds_their_seat_on_the_page_that_answers_them_gets_no_letter_about_it()
    {
        var id = await Room(1);
        var (_, second) = (await Asking(id), await Asking(id));
        await Hold(id, 2);
        var page = await second.Answer(id, "Yes", ("Mine.Way", "InPerson"));
        Assert.Contains("You have a seat in the room.", page.Text("#rsvp"), StringComparison.Ordinal);
        await Rounds();
        Assert.Empty(await Letters(second));
    }

    [Fact]
    public async Task Who_leaves_the_community_keeps_no_seat_from_who_waits()
    {
        var id = await Room(1);
        var (first, second) = (await Asking(id), await Asking(id));
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == first.Member.Id)).Suspend());
        await Rounds();
        Assert.Contains("You have a seat in the room.", (await second.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        Assert.Single(await Letters(second));
    }

    [Fact]
    public async Task Where_both_are_possible_a_yes_says_which_and_a_quick_one_is_online()
    {
        var id = await Room(5);
        var member = await site.SignIn(Kind.Supporter);
        var page = await member.Answer(id, "Yes", ("Mine.Asl", "true"));
        Assert.Contains("in person or online", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.True(page.One("#Mine_Asl").HasAttribute("checked"));
        Assert.False(await site.Read(db => db.Rsvps.AnyAsync(r => r.MeetingId == id)));
        await member.Post($"/meetings/{id}/rsvp", ("Answer", "Yes"));
        Assert.Equal("Everyone 0 1 0 0 0", Counts(await member.Get($"/meetings/{id}")));
        Assert.True((await member.Get($"/meetings/{id}")).One("[name='Mine.Way'][value=Online]").HasAttribute("checked"));
        await member.Answer(id, "Yes", ("Mine.Way", "InPerson"));
        await member.Post($"/meetings/{id}/rsvp", ("Answer", "Yes"));
        Assert.Equal("Everyone 1 0 0 0 0", Counts(await member.Get($"/meetings/{id}")));
    }

    [Fact]
    public async Task The_letter_asks_which_and_says_when_the_room_is_full()
    {
        var member = await site.Add(Kind.Supporter);
        var id = await Room(1);
        var letter = (await site.Mail(member))[^1];
        foreach (var link in (string[])["/inperson", "/online", "/maybe", "/no"]) Assert.Contains(link, letter.TextBody, StringComparison.Ordinal);
        await Asking(id);
        var ask = await site.Visit().Get(letter.Link("/inperson"));
        Assert.Contains("If the room is full, you go on the waiting list.", ask.Text(), StringComparison.Ordinal);
        Assert.Contains("You are number 1 on the waiting list", (await ask.Submit("main form")).Text(), StringComparison.Ordinal);
        await (await site.Visit().Get(letter.Link("/online"))).Submit("main form");
        Assert.Equal("Everyone 1 1 0 0 0", Counts(await (await site.SignIn(member)).Get($"/meetings/{id}")));
    }

    [Fact]
    public async Task A_meeting_in_a_place_alone_has_no_choice_and_one_online_no_seats()
    {
        var member = await site.SignIn(Kind.Supporter);
        var id = await Room(2, "InPerson");
        var page = await member.Answer(id, "Yes");
        Assert.False(page.Has("[name='Mine.Way']"));
        Assert.Contains("You have a seat in the room.", page.Text("#rsvp"), StringComparison.Ordinal);
        var online = await (await site.Committee()).Announced();
        page = await member.Answer(online, "Yes");
        Assert.DoesNotContain("seat", page.Text("#rsvp"), StringComparison.Ordinal);
        Assert.Equal("Everyone 1 0 0", Counts(page));
    }

    async Task<Id<QuarterlyMeeting>> Room(int seats, string venue = "Both") => await (await site.Committee()).Announced(
        ("Input.Venue", venue), ("Input.PlaceName", "Union Hall"), ("Input.PlaceAddress", "12 Main Street, Worcester"), ("Input.Capacity", seats.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    async Task Hold(Id<QuarterlyMeeting> id, int seats) => await site.Write(async db =>
    {
        var meeting = await db.Meetings.SingleAsync(m => m.Id == id);
        meeting.Meet(meeting.Venue with { Place = meeting.Place! with { Capacity = seats } }, site.Now);
    });

    async Task<Visitor> Asking(Id<QuarterlyMeeting> id, params (string, string?)[] more)
    {
        var member = await site.SignIn(Kind.Supporter);
        await member.Answer(id, "Yes", [("Mine.Way", "InPerson"), .. more]);
        return member;
    }

    Task<List<Rsvp>> Line(Id<QuarterlyMeeting> id) => site.Read(db => db.Rsvps.AsNoTracking().Where(r => r.MeetingId == id && r.SeatNumber != null).OrderBy(r => r.SeatNumber).ToListAsync());

    Task<int> Told(Id<QuarterlyMeeting> id) => site.Read(db => db.Occasions.CountAsync(o => o.Kind == Web.Mail.LetterKind.SeatFound && db.Rsvps.Any(r => r.MeetingId == id && r.MemberId == o.RecipientId)));

    static string Counts(Page page) => string.Join(' ', page.All("[aria-labelledby=answers] tbody tr:last-child > *").Select(c => c.TextContent.Trim()));

    async Task<List<MimeMessage>> Letters(Visitor who)
    {
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await site.Mail(who.Member)).FindAll(m => m.Subject!.StartsWith("A seat for you", StringComparison.Ordinal));
    }

    async Task Rounds()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeatRounds>().Go();
    }
}

public sealed class SeatTestsOnSqlite(SqlitePostSite site) : SeatTests(site), IClassFixture<SqlitePostSite>;

public sealed class SeatTestsOnPostgres(PostgresPostSite site) : SeatTests(site), IClassFixture<PostgresPostSite>;
