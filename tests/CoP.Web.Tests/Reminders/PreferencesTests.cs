using System.Net;
using CoP.Domain.Reminders;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
        Assert.True(page.Has("input[name='Input.Times'][value=Day][checked]"));
        Assert.False(page.Has("input[name='Input.Times'][value=Week][checked]"));
        Assert.True(page.Has("input[name='Input.Replies'][value=AtOnce][checked]"));
        page = await page.Submit("form.form", ("Input.Meetings", "Never"), ("Input.Replies", "Daily"), ("Input.News", "Weekly"), ("Input.Hour", "17"), ("Input.Day", "Friday"), ("Input.Reminders", "SessionReminders"),
            ("Input.Times", "TwoWeeks"), ("Input.QuietFrom", "21:00"), ("Input.QuietUntil", "07:30"), ("Input.Detailed", "true"), ("Input.PlainText", "true"));
        page.Is(HttpStatusCode.OK);
        Assert.True(page.Has("input[name='Input.Times'][value=TwoWeeks][checked]"));
        Assert.True(page.Has("input[name='Input.Meetings'][value=Never][checked]"));
        Assert.True(page.Has("input[name='Input.Replies'][value=Daily][checked]"));
        Assert.True(page.Has("select[name='Input.Day'] option[value=Friday][selected]"));
        Assert.True(page.Has("input[name='Input.QuietUntil'][value='07:30']"));
        var choices = await site.Read(db => db.MailChoices.AsNoTracking().SingleAsync(c => c.MemberId == ana.Member.Id));
        Assert.Equal((MailTopics.Meetings | MailTopics.MeetingReminders, true, true), (choices.Muted, choices.Detailed, choices.PlainText));
        Assert.Equal((Pace.Daily, Pace.Weekly, Pace.AtOnce, new DigestTime(17, IsoDayOfWeek.Friday)), (choices.PaceOf(MailTopics.Replies), choices.PaceOf(MailTopics.News), choices.PaceOf(MailTopics.Mentions), choices.DigestsAt));
        Assert.Equal(new QuietHours(new LocalTime(21, 0), new LocalTime(7, 30)), choices.Reminders.Quiet);
        // What concerns the committee or moderators is not offered to others, and what they had not chosen about stays.
        Assert.False(page.Has("[name='Input.Committee']"));
        Assert.False(page.Has("[name='Input.Duties']"));
        Assert.True((await (await site.SignIn(Kind.Committee)).Get("/preferences")).Has("[name='Input.Committee'][value=AtOnce][checked]"));
    }

    [Fact]
    public async Task What_waits_for_moderators_does_not_wait_for_a_digest_and_a_digest_has_an_hour_that_there_is()
    {
        var mo = await site.SignIn(Kind.Moderator);
        var form = await mo.Get("/preferences");
        (await form.Submit("form.form", ("Input.Duties", "Weekly"))).Is(HttpStatusCode.BadRequest);
        (await form.Submit("form.form", ("Input.Hour", "24"))).Is(HttpStatusCode.BadRequest);
        (await form.Submit("form.form", ("Input.Replies", "Hourly"))).Is(HttpStatusCode.BadRequest);
        Assert.False(await site.Read(db => db.MailChoices.AnyAsync(c => c.MemberId == mo.Member.Id)));
    }

    [Fact]
    public async Task All_mail_can_be_paused_and_links_to_sign_in_still_come()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.Add(Kind.Supporter));
        var today = site.Now.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date;
        (await ana.Post("/preferences/pause", ("Pause.Until", ""))).Is(HttpStatusCode.BadRequest);
        (await ana.Post("/preferences/pause", ("Pause.Until", today.ToString("uuuu-MM-dd", null)))).Is(HttpStatusCode.BadRequest);
        var page = await ana.Post("/preferences/pause", ("Pause.Until", today.PlusDays(3).ToString("uuuu-MM-dd", null)));
        Assert.True(page.Has("form[action='/preferences/pause'] button"));
        var thread = await site.NewThread(ana.Member, "Away");
        await site.Reply(ben, thread, "While you are away.");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await site.Mail(ana.Member));
        await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Web.Features.Members.SignIn.Doorkeeper>().SendLink(ana.Member.Email);
        Assert.Single(await site.Mail(ana.Member));
        await page.Submit("form[action='/preferences/pause']");
        await site.Reply(ben, thread, "Back.");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, (await site.Mail(ana.Member)).Count);
    }

    [Fact]
    public async Task News_in_the_night_waits_for_the_morning_and_comes_as_plain_text_where_that_is_wanted()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ana, "Late");
        var local = site.Now.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).TimeOfDay;
        await site.Write(async db =>
        {
            var choices = await Web.Mail.MailChoicesQueries.ChoicesOf(db, ana.Id);
            choices.Choose(MailTopics.None, new ReminderChoices(ReminderTimes.None, QuietHours.Between(local, local.PlusHours(2))), detailed: false);
            choices.Read(plainText: true);
        });
        await site.Reply(ben, thread, "One.");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(await site.Mail(ana));
        site.Clock.Advance(TimeSpan.FromHours(2));
        var letter = Assert.Single(await site.Mail(ana));
        Assert.Null(letter.HtmlBody);
        Assert.Contains("/threads/", letter.TextBody, StringComparison.Ordinal);
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
        var page = await ana.Post("/preferences", ("Input.Replies", "Daily"), ("Input.QuietFrom", from), ("Input.QuietUntil", until));
        Assert.True(page.Has(".field--error"), page.Text());
        Assert.True(page.Has("input[name='Input.Replies'][value=Daily][checked]"));
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

        // Less often instead, or back again: by the same link, and nothing else by it.
        await (await stranger.Get(address.PathAndQuery)).Submit("form[action$='/pace']", ("Pace", "Weekly"));
        Assert.Equal((MailTopics.None, Pace.Weekly), await site.Read(async db => await db.MailChoices.SingleAsync(c => c.MemberId == ana.Id) is var c ? (c.Muted, c.PaceOf(MailTopics.Replies)) : default));
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.First(new HttpRequestMessage(HttpMethod.Post, address.PathAndQuery + "/pace") { Content = new FormUrlEncodedContent([new("Pace", "Hourly")]) })).Status);
        await stranger.First(new HttpRequestMessage(HttpMethod.Post, address.PathAndQuery));

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
