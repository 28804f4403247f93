using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Mail;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class ByMailTests(Site site)
{
    [Fact]
    public async Task A_link_of_the_letter_opens_a_page_with_one_button_and_the_button_answers()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(20);
        var link = Links(Assert.Single(await site.Mail(ana)))["yes"];
        var stranger = site.Visit();
        var page = (await stranger.Get(link)).Is(HttpStatusCode.OK);
        Assert.Contains("Nothing has been sent yet", page.Text(), StringComparison.Ordinal);
        Assert.Single(page.All("main button"));
        Assert.Null(await AnswerOf(ana, id));

        var done = (await page.Submit("main form")).Is(HttpStatusCode.OK);
        Assert.Contains("Your answer: Yes, I will come", done.Text(), StringComparison.Ordinal);
        Assert.Equal(Answer.Yes, await AnswerOf(ana, id));
        await (await stranger.Get(Links(Assert.Single(await site.Mail(ana)))["maybe"])).Submit("main form");
        Assert.Equal(Answer.Maybe, await AnswerOf(ana, id));
    }

    [Fact]
    public async Task What_a_scanner_does_changes_nothing()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(20);
        foreach (var link in Links(Assert.Single(await site.Mail(ana))).Values)
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Get, HttpMethod.Options])
                Assert.True((int)(await site.Visit().First(new HttpRequestMessage(method, link))).Status < 500);
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().First(new HttpRequestMessage(HttpMethod.Head, Links(Assert.Single(await site.Mail(ana)))["no"]))).Status);
        Assert.Null(await AnswerOf(ana, id));
    }

    [Fact]
    public async Task The_page_says_nothing_that_the_letter_did_not_and_signs_nobody_in()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var id = await site.Announced(20);
        await ana.Answer(id, "Maybe", ("Mine.Asl", "true"), ("Mine.Other", "A quiet channel"));
        var stranger = site.Visit();
        foreach (var link in Links((await site.Mail(ana.Member))[0]).Values)
        {
            var ask = await stranger.Get(link);
            var done = link.EndsWith("/no", StringComparison.Ordinal) ? ask : await ask.Submit("main form");
            foreach (var page in (Page[])[ask, done])
            {
                foreach (var word in (string[])["quiet channel", ana.Member.Name, ana.Member.Email, ana.Member.Id.ToString()])
                    Assert.DoesNotContain(word, page.Body, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("ASL", page.Text(), StringComparison.OrdinalIgnoreCase);
                Assert.Equal("no-referrer", Assert.Single(page.Response.Headers.GetValues("Referrer-Policy")));
                Assert.True(page.Response.Headers.CacheControl!.NoStore);
                Assert.Equal("noindex", Assert.Single(page.Response.Headers.GetValues("X-Robots-Tag")));
            }
        }
        Assert.StartsWith("/sign-in", (await stranger.Get($"/meetings/{id}")).Address, StringComparison.Ordinal);
        Assert.Equal(AccessNeeds.Asl, await site.Read(db => db.Rsvps.Where(r => r.MemberId == ana.Member.Id && r.MeetingId == id).Select(r => r.Needs).SingleAsync()));
        await (await stranger.Get(Links((await site.Mail(ana.Member))[0])["no"])).Submit("main form");
        Assert.Equal(AccessNeeds.None, await site.Read(db => db.Rsvps.Where(r => r.MemberId == ana.Member.Id && r.MeetingId == id).Select(r => r.Needs).SingleAsync()));
    }

    [Fact]
    public async Task A_link_is_its_members_also_where_somebody_else_is_signed_in()
    {
        var ana = await site.Add(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supporter);
        var id = await site.Announced(20);
        await (await ben.Get(Links(Assert.Single(await site.Mail(ana)))["yes"])).Submit("main form");
        Assert.Equal(Answer.Yes, await AnswerOf(ana, id));
        Assert.Null(await AnswerOf(ben.Member, id));
    }

    [Fact]
    public async Task Who_was_kept_out_or_has_left_has_no_link_any_more_and_gets_it_back_with_the_account()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(20);
        var link = Links(Assert.Single(await site.Mail(ana)))["yes"];
        var open = await site.Visit().Get(link);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Id)).Suspend());
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Get(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await open.Submit("main form")).Status);
        Assert.Null(await AnswerOf(ana, id));
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Id)).Readmit());
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().Get(link)).Status);
    }

    [Fact]
    public async Task A_link_ends_with_the_meeting_wherever_that_has_moved()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(20);
        var old = (await site.Meeting(id)).Slot;
        var link = Links(Assert.Single(await site.Mail(ana)))["yes"];
        await site.Change(id, (meeting, now) => meeting.Move(World.FirstPossible(old.Start.Date.PlusDays(3)), now));
        site.Clock.Advance((old.EndsAt + Duration.FromHours(1) - site.Now).ToTimeSpan());
        var open = (await site.Visit().Get(link)).Is(HttpStatusCode.OK);
        var end = (await site.Meeting(id)).Slot.EndsAt;
        site.Clock.Advance((end - Duration.FromMinutes(1) - site.Now).ToTimeSpan());
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().Get(link)).Status);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("takes no more answers", (await site.Visit().Get(link)).Is(HttpStatusCode.Gone).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await open.Submit("main form")).Status);
        Assert.Null(await AnswerOf(ana, id));
    }

    [Fact]
    public async Task A_meeting_that_is_called_off_takes_no_answer_by_mail()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(20);
        var link = Links(Assert.Single(await site.Mail(ana)))["yes"];
        var open = await site.Visit().Get(link);
        await site.Change(id, (meeting, now) => meeting.Cancel("Snow", now));
        Assert.Equal(HttpStatusCode.Gone, (await site.Visit().Get(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await open.Submit("main form")).Status);
        Assert.DoesNotContain("/rsvp/", (await site.Mail(ana))[^1].TextBody, StringComparison.Ordinal);
        Assert.Null(await AnswerOf(ana, id));
    }

    [Fact]
    public async Task A_token_of_another_purpose_another_answer_and_nonsense_open_nothing()
    {
        var ana = await site.Add(Kind.Supporter);
        await site.Announced(20);
        var letter = Assert.Single(await site.Mail(ana));
        var token = Links(letter)["yes"].Split('/')[2];
        await using var scope = site.Services.CreateAsyncScope();
        var stop = scope.ServiceProvider.GetRequiredService<Unsubscribing>().PathFor(ana.Id, MailTopics.Meetings).Split('/')[2];
        var (start, end) = (token[..40], token[^20..]);
        foreach (var address in (string[])
            [$"/rsvp/{stop}/yes", $"/unsubscribe/{token}", $"/sign-in/link/{token}", $"/join/{token}", $"/rsvp/{token}/7", $"/rsvp/{token}/perhaps", $"/rsvp/{start}A{token[41..]}/yes", $"/rsvp/{start}{end}/yes", "/rsvp/x/yes", $"/rsvp/{new string('A', 3000)}/yes"])
        {
            Assert.Contains((await site.Visit().Get(address)).Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Gone]);
            Assert.Contains((await site.Visit().Send(new HttpRequestMessage(HttpMethod.Post, address))).Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.MethodNotAllowed, HttpStatusCode.BadRequest]);
        }
    }

    [Fact]
    public async Task Letters_that_move_and_remind_carry_the_links_and_in_both_languages_and_bodies()
    {
        var luz = await site.Add(Kind.Supporter, m => m with { Language = "es" });
        var id = await site.Announced(4);
        await site.Mail(luz);
        await site.Change(id, (meeting, now) => meeting.Move(World.FirstPossible(meeting.Slot.Start.Date.PlusDays(1)), now));
        await site.Mail(luz);
        await site.RemindAt((await site.Meeting(id)).Slot.StartsAt - Duration.FromDays(1));
        var letters = await site.Mail(luz);
        Assert.Equal(3, letters.Count);
        Assert.All(letters, letter =>
        {
            Assert.Equal(["maybe", "no", "yes"], Links(letter).Keys.Order());
            Assert.All(Links(letter).Values, link => Assert.Contains(link, letter.HtmlBody, StringComparison.Ordinal));
            Assert.Contains("Sí, asistiré", letter.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("/rsvp/", letter.Subject, StringComparison.Ordinal);
        });
    }

    // By answer: the path of each link.
    static Dictionary<string, string> Links(MimeMessage letter) =>
        letter.TextBody!.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Contains("/rsvp/", StringComparison.Ordinal)).Select(w => new Uri(w).PathAndQuery)
            .ToDictionary(p => p.Split('/')[^1]);

    Task<Answer?> AnswerOf(Joined member, Id<QuarterlyMeeting> id) => site.Read(db => db.Rsvps.Where(r => r.MemberId == member.Id && r.MeetingId == id).Select(r => (Answer?)r.Answer).SingleOrDefaultAsync());
}

public sealed class ByMailTestsOnSqlite(SqlitePostSite site) : ByMailTests(site), IClassFixture<SqlitePostSite>;

public sealed class ByMailTestsOnPostgres(PostgresPostSite site) : ByMailTests(site), IClassFixture<PostgresPostSite>;
