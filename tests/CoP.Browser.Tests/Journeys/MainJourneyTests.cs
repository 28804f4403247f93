using System.Text.RegularExpressions;
using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Meetings;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MimeKit;
using NodaTime;
using static Microsoft.Playwright.Assertions;
using Calendar = Ical.Net.Calendar;
using ForeignEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace CoP.Browser.Tests.Journeys;

/// <summary>
/// The community's main job, once from end to end, as people do it: in two browser windows, on PostgreSQL, with mail
/// through Postfix and read out of Dovecot, and calendars read by a library that is not ours.
/// </summary>
public sealed partial class MainJourneyTests
{
    const string Password = "a harbour with five bridges";
    static readonly LocalDateTime meetingStarts = new(2031, 3, 20, 10, 0);
    static readonly Instant reminderDue = Instant.FromUtc(2031, 3, 19, 14, 0);

    [Fact]
    public async Task A_quarter_of_the_community_from_the_first_screen_to_the_reminder()
    {
        var stop = TestContext.Current.CancellationToken;
        var mail = await MailServer.Shared;
        await using var site = await SiteProcess.Run(await TestDatabase.New(DatabaseKind.Postgres), mail.Settings());
        var everywhere = Enum.GetValues<Area>().Aggregate(Areas.None, (all, area) => all | area.AsSet());
        var rosa = await site.Add(Kind.Committee, m => m with { Name = "Rosa of the committee", Areas = everywhere });
        var dana = await site.Add(Kind.DirectorOfPeerSupport, m => m with { Name = "Dana who directs", Areas = everywhere });
        await using var committee = await Window.Open(site.Address);
        await SignIn(committee.Page, rosa.Email);

        // The committee invites; the newcomer joins from the letter.
        var ana = $"ana-{Guid.NewGuid():N}@cop.example";
        await Invite(committee.Page, ana);
        var invitation = await mail.Newest(ana);
        await using var member = await Window.Open(site.Address);
        await Join(member.Page, invitation.Link("/join/"));

        // The committee turns the next turn of the rotation into a meeting and announces it.
        var meeting = await Schedule(committee.Page, dana.Name);
        // Letters wait ten minutes, in which it can be undone.
        site.Advance(TimeSpan.FromMinutes(10));
        var announced = await mail.Newest(ana, atLeast: 2);
        AssertInvites(announced, ana);

        // The member answers from the letter, with a need that only the access contact reads.
        await member.Page.GotoAsync(announced.Link("/meetings/"));
        await Expect(member.Page).ToHaveURLAsync(new Regex($"{Regex.Escape(meeting)}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await member.Page.CheckAsync("#rsvp [name='Mine.Answer'][value=Yes]");
        await member.Page.CheckAsync("#rsvp [name='Mine.Asl'][type=checkbox]");
        await member.Page.ClickAsync("#rsvp button.button");
        await Expect(member.Page.Locator("[role=status]").First).ToBeVisibleAsync();
        await committee.Page.GotoAsync(meeting + "/access");
        await Expect(committee.Page.Locator("main")).ToContainTextAsync("ASL");
        Assert.Equal(404, (await member.Page.GotoAsync(meeting + "/access"))!.Status);
        member.TakeComplaints();

        // Another member has a co-reflection group; ours joins it and subscribes to the calendar.
        var group = await StartGroup(site);
        await member.Page.GotoAsync(group);
        await member.Page.ClickAsync($"main a[href='{group}/join']");
        await member.Page.ClickAsync("main form[action$='/membership'] button");
        await Expect(member.Page.Locator("main")).ToContainTextAsync("Ana of the harbor");
        await member.Page.GotoAsync("/calendar/feeds");
        await member.Page.ClickAsync("form[action='/calendar/feed'] .button:not(.button--danger)");
        var feed = new Uri(await member.Page.InputValueAsync("#feed-address"));
        await AssertHolds(feed, meetingStarts.InZoneStrictly(DateTimeZoneProviders.Tzdb["America/New_York"]).ToInstant(),
            Instant.FromUtc(2031, 3, 5, 21, 0), Instant.FromUtc(2031, 3, 12, 20, 0), Instant.FromUtc(2031, 3, 19, 20, 0));

        // She asks; another answers; her open page shows it without being asked for anew.
        var thread = await Ask(member.Page);
        await committee.Page.GotoAsync(thread);
        await Answer(committee.Page, "We agreed on **one hour a week** and wrote it down.");
        await Expect(committee.Page.Locator("li.post").Last).ToContainTextAsync("one hour a week");
        await Expect(member.Page.Locator("#new-replies button")).ToHaveTextAsync("Show 1 new reply");
        await member.Page.ClickAsync("#new-replies button");
        await Expect(member.Page.Locator("li.post strong")).ToHaveTextAsync("one hour a week");
        await Shown(member, committee);

        // What she has not seen after five minutes she is told by mail, with nothing of it in the letter's subject or text.
        await member.Page.GotoAsync("/");
        await Answer(committee.Page, "The first hour was the hardest to keep.");
        await Expect(committee.Page.Locator("li.post")).ToHaveCountAsync(3);
        site.Advance(TimeSpan.FromMinutes(6));
        var notice = await mail.Newest(ana, atLeast: 3);
        Assert.Contains(thread, notice.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("hour", notice.Subject + notice.Text() + notice.HtmlBody, StringComparison.Ordinal);

        // The day before, the site is dead when the reminder falls due; started again, it sends it, once.
        site.Advance((reminderDue - site.Now - Duration.FromMinutes(2)).ToTimeSpan());
        await site.Kill();
        site.Advance(TimeSpan.FromMinutes(10));
        await site.Start();
        await Reminders(mail, ana, 1);
        await site.Kill();
        await site.Start();
        // The next reminder, an hour before, comes after all that was to come before it: still one of the first.
        site.Advance((Instant.FromUtc(2031, 3, 20, 13, 1) - site.Now).ToTimeSpan());
        var reminders = await Reminders(mail, ana, 2);
        Assert.Equal(2, reminders.Select(r => r.MessageId).Distinct(StringComparer.Ordinal).Count());
        await using var db = site.Database.Open();
        var id = (await db.Users.SingleAsync(a => a.Email == ana, stop)).Id;
        Assert.Equal(2, await db.Letters.CountAsync(l => l.Recipient == id && db.Occasions.Any(o => o.Id == l.OccasionId && o.Kind == LetterKind.MeetingReminder), stop));
    }

    static async Task SignIn(IPage page, string email)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=Email]", email);
        await page.FillAsync("[name=Password]", Newcomer.Password);
        await page.ClickAsync("main form button.button");
        await Expect(page.Locator("h1")).ToContainTextAsync("Rosa");
    }

    static async Task Invite(IPage page, string email)
    {
        await page.GotoAsync("/steering/invitations/new");
        await page.FillAsync("[name=Email]", email);
        await page.CheckAsync("[name=Role][value=PeerSupporter]");
        await page.SelectOptionAsync("[name=Discipline]", "RecoveryCoach");
        await page.CheckAsync("[name=Areas][value=Central]");
        await page.CheckAsync("[name=Language][value=en]");
        await page.ClickAsync("main form button.button");
        await Expect(page.Locator("main")).ToContainTextAsync(email);
    }

    static async Task Join(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.FillAsync("[name=Name]", "Ana of the harbor");
        await page.FillAsync("[name=Password]", Password);
        await page.ClickAsync("main form button.button");
        await Expect(page.Locator("h1")).ToContainTextAsync("Ana");
    }

    static async Task<string> Schedule(IPage page, string director)
    {
        await page.GotoAsync("/steering/meetings");
        await page.ClickAsync("main a[href='/steering/meetings/turns/2031-Q1']");
        await page.FillAsync("[name='Input.Date']", "2031-03-20");
        await page.FillAsync("[name='Input.Time']", "10:00");
        await page.FillAsync("[name='Input.Minutes']", "90");
        await page.FillAsync("[name='Input.Link']", "https://meet.example/quarterly");
        await page.FillAsync("[name='Input.DialIn']", "+1 617 555 0100");
        await page.SelectOptionAsync("[name='Input.Recovery']", new SelectOptionValue { Label = "Rosa of the committee" });
        await page.SelectOptionAsync("[name='Input.PeerSupport']", new SelectOptionValue { Label = director });
        await page.SelectOptionAsync("[name='Input.Contact']", new SelectOptionValue { Label = "Rosa of the committee" });
        await page.ClickAsync("main form button.button");
        await page.ClickAsync("main a[href$='/announcement']");
        await page.ClickAsync("main form[action$='/announcement'] button.button");
        return new Uri(page.Url).AbsolutePath["/steering".Length..];
    }

    static void AssertInvites(MimeMessage letter, string recipient)
    {
        Assert.Equal(recipient, Assert.Single(letter.To.Mailboxes).Address);
        Assert.NotNull(letter.HtmlBody);
        var text = letter.BodyParts.OfType<TextPart>().Last(p => p.ContentType.MimeType == "text/calendar");
        Assert.Equal("REQUEST", text.ContentType.Parameters["method"]);
        var invited = Assert.Single(Calendar.Load(text.Text)!.Events);
        Assert.Equal(meetingStarts, LocalDateTime.FromDateTime(invited.Start!.Value));
        Assert.Equal("America/New_York", invited.Start.TzId);
    }

    /// <summary>By somebody without script, through the same forms.</summary>
    static async Task<string> StartGroup(SiteProcess site)
    {
        var cora = await site.SignIn(Kind.Supporter);
        var page = await (await cora.Get("/groups/new")).Submit("main form.form", ("Name", "Wednesday harbor"), ("Purpose", "To look at our week together"),
            ("Roles", "PeerSupporters"), ("Language", "en"), ("Mode", "Video"), ("Size", "6"), ("Entry", "Open"));
        var group = page.Address.Split('?')[0];
        Assert.Matches("^/groups/[A-Za-z0-9_-]{22}$", group);
        await (await cora.Get(group + "/series")).Submit("main form.form button:not([name])", ("Plan.Day", "2031-03-05"), ("Plan.Time", "16:00"), ("Plan.Minutes", "60"),
            ("Plan.Zone", "America/New_York"), ("Plan.Rhythm", "Weekly"));
        return group;
    }

    static async Task AssertHolds(Uri feed, params Instant[] expected)
    {
        using var http = new HttpClient();
        var calendar = Calendar.Load(await http.GetStringAsync(feed, TestContext.Current.CancellationToken))!;
        var starts = calendar.GetOccurrences<ForeignEvent>().Take(20).Select(o => Instant.FromDateTimeUtc(o.Period.StartTime.AsUtc)).ToList();
        Assert.Equal(expected.Order(), starts.Where(s => s <= expected.Max()).Order());
    }

    static async Task<string> Ask(IPage page)
    {
        await page.GotoAsync("/threads/new");
        await page.CheckAsync("[name=Kind][value=Question]");
        await page.SelectOptionAsync("[name=Space]", new SelectOptionValue { Index = 1 });
        await page.FillAsync("[name=Title]", "How much time do you keep for supervision?");
        await page.FillAsync("[name=Body]", "Ours gets moved every other week. What do you do?");
        await page.CheckAsync("[name=Audience][value=AllMembers]");
        await page.ClickAsync("main form[action='/threads'] button.button:not([name=Preview]):not([type=button])");
        await Expect(page.Locator("h1")).ToHaveTextAsync("How much time do you keep for supervision?");
        return ThreadAddress().Match(page.Url).Value;
    }

    static async Task Answer(IPage page, string words)
    {
        await page.FillAsync("#reply-form textarea", words);
        await page.ClickAsync("#reply-form button.button:not([type=button])");
    }

    static async Task Shown(params Window[] windows)
    {
        foreach (var window in windows)
        {
            Assert.Empty(await PageCheck.Check(window));
            Assert.Empty(window.TakeComplaints());
        }
    }

    static async Task<IReadOnlyList<MimeMessage>> Reminders(MailServer mail, string address, int count)
    {
        // A letter to join, the announcement, the reply, and since then reminders of the meeting and of the group's sessions.
        for (var atLeast = 3 + count; ; atLeast++)
        {
            var inbox = await mail.Inbox(address, atLeast);
            var reminders = inbox.Where(m => m.Subject!.StartsWith("Reminder: community meeting", StringComparison.Ordinal)).ToList();
            if (reminders.Count >= count) return reminders;
        }
    }

    [GeneratedRegex("/threads/[A-Za-z0-9_-]{22}", RegexOptions.None, 1000)]
    private static partial Regex ThreadAddress();
}
