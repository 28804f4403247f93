using System.Net;
using CoP.Domain.Reminders;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Reminders;

public abstract class PreferencesTests(Site site)
{
    [Fact]
    public async Task What_a_member_chooses_is_kept_and_shown_again()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var page = await (await ana.Get("/profile")).Follow("main a[href='/preferences']");
        Assert.True(page.Has("input[name=Times][value=Day][checked]"));
        Assert.False(page.Has("input[name=Times][value=Week][checked]"));
        page = await ana.Post("/preferences", ("Topics", "Replies"), ("Topics", "MeetingReminders"), ("Times", "Week"), ("QuietFrom", "21:00"), ("QuietUntil", "07:30"), ("Detailed", "true"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(page.Has("input[name=Times][value=Week][checked]"));
        Assert.False(page.Has("input[name=Topics][value=Meetings][checked]"));
        Assert.True(page.Has("input[name=QuietUntil][value='07:30']"));
        var choices = await site.Read(db => db.MailChoices.SingleAsync(c => c.MemberId == ana.Member.Id));
        Assert.Equal((ReminderTimes.Week, MailTopics.Meetings | MailTopics.Sessions | MailTopics.SessionReminders | MailTopics.News, true), (choices.Times, choices.Muted, choices.Detailed));
        Assert.Equal(new QuietHours(new LocalTime(21, 0), new LocalTime(7, 30)), choices.Reminders.Quiet);
    }

    [Theory]
    [InlineData("21:00", "")]
    [InlineData("", "07:00")]
    [InlineData("08:00", "08:00")]
    [InlineData("08:00", "07:00")]
    [InlineData("25:00", "07:00")]
    [InlineData("<script>", "07:00")]
    public async Task Quiet_hours_that_make_no_sense_come_back_with_a_word_and_change_nothing(string from, string until)
    {
        var ana = await site.SignIn(Kind.Supporter, m => m with { Language = "es" });
        var page = await ana.Post("/preferences", ("Topics", "Replies"), ("QuietFrom", from), ("QuietUntil", until));
        Assert.True(page.Has(".field--error"), page.Text());
        Assert.True(page.Has("input[name=Topics][value=Replies][checked]"));
        Assert.False(await site.Read(db => db.MailChoices.AnyAsync(c => c.MemberId == ana.Member.Id)));
    }

    [Fact]
    public async Task Mail_of_a_kind_is_stopped_at_one_click_without_a_sign_in_and_only_that_kind()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ana, "Unsubscribing");
        await site.Reply(ben, thread, "One.");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        var letter = Assert.Single(await site.Mail(ana));
        Assert.Equal("List-Unsubscribe=One-Click", letter.Headers[HeaderId.ListUnsubscribePost]);
        var address = new Uri(letter.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>'));

        var stranger = site.Visit("es");
        var page = await stranger.Get(address.PathAndQuery);
        Assert.True(page.Has("form button"));
        Assert.False(await site.Read(db => db.MailChoices.AnyAsync(c => c.MemberId == ana.Id)));

        // What a mail program sends, RFC 8058 §3.2: no cookie, no token, one field.
        var click = new HttpRequestMessage(HttpMethod.Post, address.PathAndQuery) { Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]) };
        Assert.Equal(HttpStatusCode.OK, (await stranger.First(click)).Status);
        Assert.Equal(MailTopics.Replies, await site.Read(db => db.MailChoices.Where(c => c.MemberId == ana.Id).Select(c => c.Muted).SingleAsync()));

        await site.Reply(ben, thread, "Two.");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        await site.Announced(20);
        Assert.Equal(2, (await site.Mail(ana)).Count);
    }

    [Fact]
    public async Task Who_was_stopped_between_the_two_stages_gets_nothing_either()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ana, "Late");
        await site.Reply(ben, thread, "One.");
        await site.Write(async db =>
        {
            var occasion = await db.Occasions.OrderByDescending(o => o.Id).FirstAsync(o => o.FannedOutAt == null);
            db.Letters.Add(new Web.Mail.Letter(occasion, ana.Id.Value, site.Now));
            occasion.FannedOut(site.Now);
            (await Web.Mail.MailChoicesQueries.ChoicesOf(db, ana.Id)).Mute(MailTopics.Replies);
        });
        Assert.Empty(await site.Mail(ana));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_token_stops_nothing(string token)
    {
        var stranger = site.Visit();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/unsubscribe/" + token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Send(new HttpRequestMessage(HttpMethod.Post, "/unsubscribe/" + token))).Status);
    }

    [Fact]
    public async Task The_mailbox_page_exists_only_in_development()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Get("/dev/mailbox")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Get("/dev/mailbox/x/page")).Status);
    }
}

public sealed class PreferencesTestsOnSqlite(SqlitePostSite site) : PreferencesTests(site), IClassFixture<SqlitePostSite>;

public sealed class PreferencesTestsOnPostgres(PostgresPostSite site) : PreferencesTests(site), IClassFixture<PostgresPostSite>;
