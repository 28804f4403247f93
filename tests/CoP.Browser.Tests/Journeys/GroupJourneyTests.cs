using System.Net;
using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.CoReflection;
using CoP.Web.Features.CoReflection;
using CoP.Web.Hosting;
using Microsoft.Playwright;
using MimeKit;
using NodaTime;
using static CoP.Browser.Tests.Journeys.Journey;
using static Microsoft.Playwright.Assertions;
using Calendar = Ical.Net.Calendar;
using ForeignEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace CoP.Browser.Tests.Journeys;

/// <summary>
/// A co-reflection group from "I am looking for a group" to its third session, as its three members do it, one of them on a phone and where the clocks
/// stay as they are when they go forward for the others: on PostgreSQL, with letters through Postfix that are read out of Dovecot. After every step the
/// calendars are fetched, and the invitations opened, by a library that is not ours.
/// </summary>
public sealed class GroupJourneyTests
{
    static readonly DateTimeZone newYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    static readonly LocalDateTime moved = new(2031, 3, 13, 18, 0);

    [Fact]
    public async Task Three_who_looked_for_a_group_meet_for_the_third_time()
    {
        var mail = await MailServer.Shared;
        await using var site = await SiteProcess.Run(await TestDatabase.New(DatabaseKind.Postgres), mail.Settings());
        await using var ana = await Come(site, "Ana of the harbor");
        await using var ben = await Come(site, "Ben of the hills");
        await using var cora = await Come(site, "Cora of the desert", "America/Phoenix", new(Phone: true));

        // Ana says when she has time; Ben starts a group, finds her among those who fit, and she comes in by the letter.
        await ana.Page.GotoAsync("/groups");
        await Follow(ana, "Say that I am looking for a group");
        await ana.Page.CheckAsync("[name='Days[2].Parts'][value=Evening]");
        await ana.Page.CheckAsync("[name=Modes][value=Video]");
        await Press(ana, "Look for a group", "can invite you now");
        var group = await StartGroup(ben);
        await Follow(ben, "Invite people");
        await Expect(ben.Page.Locator("section[aria-labelledby=seekers]")).ToContainTextAsync("Wednesday: evening");
        await Press(ben, $"Invite {ana.Name}", $"{ana.Name} is invited");
        site.Advance(TimeSpan.FromMinutes(1));
        var invitation = await mail.Find(ana.Email, "You are invited");
        Assert.DoesNotContain("Kitchen table", invitation.ToString(), StringComparison.Ordinal);
        await ana.Page.GotoAsync(invitation.Link("/groups/"));
        await Follow(ana, "Look, and come in");
        await Press(ana, "Say yes and come in", "You are in");

        // Cora looks through the directory: by phone there is none, by video there is.
        await cora.Page.GotoAsync("/groups");
        await Narrow(cora, "Phone");
        await Expect(cora.Page.Locator(".empty")).ToContainTextAsync("No group is quite like that");
        await Narrow(cora, "Video");
        await Follow(cora, "Kitchen table");
        await Follow(cora, "Join this group");
        await Press(cora, "Join this group", "You are in");
        await Expect(cora.Page.Locator(".members li")).ToHaveCountAsync(3);

        // Calendars: Ana and Cora subscribe, and Cora wants invitations as well. Nothing is planned yet.
        var (feed, hers) = (await Subscribe(ana), await Subscribe(cora));
        await (await cora.Visitor.Get("/preferences/calendar")).Submit("form[action='/preferences/calendar']", ("Input.Invitations", "true"));
        Assert.Empty(await Occurrences(feed));

        // Of four times one suits all three, and becomes their sessions.
        var poll = await AskWhen(ben, group);
        await ana.Page.GotoAsync((await mail.Find(ana.Email, "When can you?")).Link("/polls/"));
        await Vote(ana, "No", "Yes", "Yes", "IfNeedBe");
        await cora.Page.GotoAsync(group);
        await cora.Page.ClickAsync($"main a[href='{poll}']");
        await Expect(cora.Page.Locator("#vote tr.vote-row").Nth(1)).ToContainTextAsync("3:00–4:00 PM");
        await Vote(cora, "IfNeedBe", "Yes", "No", "No");
        await Expect(ben.Page.Locator("#results")).ToContainTextAsync("2 of 3 have answered.");
        await Vote(ben, "Yes", "Yes", "No", "Yes");
        await Expect(ben.Page.Locator("#results tbody tr").First).ToContainTextAsync("3 yes, 0 if need be, 0 no");
        await Shown(ben);
        await ben.Page.CheckAsync("#close [name='Close.Rhythm'][value=Weekly]");
        await Press(ben, "Choose this time", "The sessions are planned");
        await AssertHolds(feed, Planned(0), Planned(1), Planned(2), Planned(3));
        site.Advance(TimeSpan.FromMinutes(2));
        var told = new List<Told> { await Open(mail, cora, "Sessions for your calendar") };

        // The second session moves, and the fourth is off.
        await ben.Page.GotoAsync(Session(group, 1));
        await Follow(ben, "Move this session");
        await ben.Page.FillAsync("[name='Input.Day']", "2031-03-13");
        await ben.Page.FillAsync("[name='Input.Time']", "18:00");
        await Press(ben, "Move this session", "new time");
        await AssertHolds(feed, Planned(0), moved, Planned(2), Planned(3));
        site.Advance(TimeSpan.FromMinutes(2));
        told.Add(await Open(mail, cora, "Sessions have changed"));
        Assert.Contains(At(moved), told[^1].Starts);
        Assert.DoesNotContain(At(Planned(1)), told[^1].Starts);
        await ben.Page.GotoAsync(Session(group, 3));
        await Follow(ben, "Cancel this session");
        await Press(ben, "Cancel this session", "is cancelled");
        await AssertHolds(feed, Planned(0), moved, Planned(2), Planned(4));
        site.Advance(TimeSpan.FromMinutes(2));
        told.Add(await Open(mail, cora, "The session of"));
        Assert.Equal(At(Planned(3)), At(Assert.Single(told[^1].Calendar.Events).RecurrenceIdentifier!.StartTime));

        // Ana puts the words to begin with to the group, and they hold when the third has said yes.
        await ana.Page.GotoAsync(group);
        await ana.Page.ClickAsync("[aria-labelledby=agreement] a");
        Assert.Contains("60 minutes", await ana.Page.InputValueAsync("[name=HowLong]"), StringComparison.Ordinal);
        await Press(ana, "Put it to the group", "waits for the group");
        await (await ben.Visitor.Get(group + "/agreement")).Submit("form[action$='/consent']");
        await cora.Page.GotoAsync(group);
        await Follow(cora, "Read and answer");
        await Press(cora, "I agree", "All of you have agreed");
        await Expect(cora.Page.Locator("[aria-labelledby=current]")).ToContainTextAsync("Version 1");
        await Shown(cora);

        // The first session: who facilitates is said, and what one writes down the other reads.
        await ana.Page.GotoAsync(Session(group, 0));
        await Expect(ana.Page.Locator("[aria-labelledby=roles]")).ToContainTextAsync($"Facilitates: {ben.Name}");
        await Press(ana, "I will keep notes on March 5, 2031", "You keep notes at this session");
        await Expect(ana.Page.Locator("#record")).ToHaveCountAsync(0);
        Pass(site, Planned(0));
        await ana.Page.ReloadAsync();
        await cora.Page.GotoAsync(Session(group, 0));
        await Note(ana, SessionNoteKind.Note, "We began with what worked.");
        await Expect(cora.Page.Locator("[data-list=Note] .plain")).ToHaveTextAsync(["We began with what worked."]);
        await Note(cora, SessionNoteKind.CarryOver, "Ask about on-call.");
        await Expect(ana.Page.Locator("[data-list=CarryOver] .plain")).ToHaveTextAsync(["Ask about on-call."]);
        await Press(ana, "I came", "It is in your record");
        await Shown(ana);
        await AssertMineAlone(ana, Session(group, 0), ben, cora);

        // The second, which nobody comes to at the old hour: it begins at the new one, and with what was carried over.
        Pass(site, Planned(1));
        await ana.Page.GotoAsync((await mail.Find(ana.Email, "A session has moved to")).Link("/sessions/"));
        Assert.Equal(Session(group, 1), new Uri(ana.Page.Url).AbsolutePath);
        await Expect(ana.Page.Locator("[aria-labelledby=roles]")).ToContainTextAsync("You facilitate");
        await Expect(ana.Page.Locator("#record")).ToHaveCountAsync(0);
        await cora.Page.GotoAsync(Session(group, 1));
        await Expect(cora.Page.Locator(".page-head")).ToContainTextAsync("Thursday, March 13, 2031, 3:00");
        Pass(site, moved);
        await ana.Page.ReloadAsync();
        await Expect(ana.Page.Locator("#record")).ToBeVisibleAsync();
        await Expect(ana.Page.Locator(".carried li")).ToHaveTextAsync(["Ask about on-call."]);
        await Note(ana, SessionNoteKind.CarryOver, "Try a shorter round.");

        // The third, which Cora cannot make: somebody else facilitates it, and it begins with what the second left.
        await cora.Page.GotoAsync(Session(group, 2));
        await Expect(cora.Page.Locator("[aria-labelledby=roles]")).ToContainTextAsync("You facilitate");
        await Press(cora, "I can’t make this one", "Whoever comes next facilitates it.");
        await ana.Page.GotoAsync(Session(group, 2));
        await Expect(ana.Page.Locator(".away")).ToContainTextAsync($"Cannot make it: {cora.Name}.");
        await Expect(ana.Page.Locator("[aria-labelledby=roles]")).ToContainTextAsync($"Facilitates: {ben.Name}");
        Pass(site, Planned(2));
        await ana.Page.ReloadAsync();
        await Expect(ana.Page.Locator(".carried li")).ToHaveTextAsync(["Try a shorter round."]);
        await Expect(ana.Page.Locator("main")).Not.ToContainTextAsync(cora.Name);

        // Cora leaves: at the next fetch her calendar has nothing of the group, and Ana's has what it had.
        await AssertHolds(hers, Planned(0), moved, Planned(2), Planned(4));
        await cora.Page.GotoAsync(group);
        await Follow(cora, "Leave the group");
        await Press(cora, "Leave the group", "no longer in your calendar");
        Assert.Empty(await Occurrences(hers));
        await AssertHolds(feed, Planned(0), moved, Planned(2), Planned(4));
        (await cora.Visitor.Get(Session(group, 2))).Is(HttpStatusCode.NotFound);
        site.Advance(TimeSpan.FromMinutes(2));
        told.Add(await Open(mail, cora, "Sessions leave your calendar"));
        Assert.Equal(["REQUEST", "REQUEST", "CANCEL", "CANCEL"], told.Select(t => t.Calendar.Method));
        Assert.Single(told.Select(t => t.Calendar.Events[0]!.Uid).Distinct(StringComparer.Ordinal));
        var sequences = told.ConvertAll(t => t.Calendar.Events.Max(e => e.Sequence));
        Assert.Equal(sequences.Distinct().Order(), sequences);
        foreach (var person in (Person[])[ana, ben, cora]) Assert.Empty(person.Window.TakeComplaints());
    }

    static async Task<Person> Come(SiteProcess site, string name, string zone = "America/New_York", Look? look = null)
    {
        var visitor = await site.SignIn(Kind.Supporter, m => m with { Name = name, ZoneId = zone });
        return new(visitor, await Window.Open(site.Address, visitor.Cookies, look));
    }

    static async Task<string> StartGroup(Person founder)
    {
        var page = founder.Page;
        await page.GotoAsync("/groups");
        await page.ClickAsync("main a.button[href='/groups/new']");
        await page.FillAsync("[name=Name]", "Kitchen table");
        await page.FillAsync("[name=Purpose]", "To look at our week together");
        await page.CheckAsync("[name=Roles][value=PeerSupporters]");
        await page.CheckAsync("[name=Mode][value=Video]");
        await page.CheckAsync("[name=Language][value=en]");
        await page.FillAsync("[name=Place]", "https://video.example/kitchen");
        await page.FillAsync("[name=Size]", "6");
        await page.CheckAsync("[name=Entry][value=Open]");
        await Press(founder, "Start the group", "Your group is there");
        return new Uri(page.Url).AbsolutePath;
    }

    static async Task Narrow(Person looking, string mode)
    {
        await looking.Page.SelectOptionAsync("#find-mode", mode);
        await looking.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Show groups" }).ClickAsync();
    }

    /// <summary>Asks about Wednesday and Thursday from four to six.</summary>
    static async Task<string> AskWhen(Person asking, string group)
    {
        var page = asking.Page;
        await page.GotoAsync(group);
        await Follow(asking, "Ask when");
        await page.FillAsync("[name='Input.Title']", "Our sessions this spring");
        foreach (var day in (string[])["Wednesday", "Thursday"]) await page.CheckAsync($"[name='Input.Days'][value={day}]");
        foreach (var (field, value) in (IEnumerable<(string, string)>)[("From", "16:00"), ("To", "18:00"), ("FirstDay", "2031-03-05"), ("Weeks", "1"), ("Until", "2031-03-04")])
            await page.FillAsync($"[name='Input.{field}']", value);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Add to the list and look" }).ClickAsync();
        await Expect(page.Locator("#times-title")).ToHaveTextAsync("4 times so far");
        await Press(asking, "Ask them", "The poll is open");
        return new Uri(page.Url).AbsolutePath;
    }

    /// <param name="answers">To the times of the poll, in their order.</param>
    static async Task Vote(Person asked, params string[] answers)
    {
        foreach (var (i, answer) in answers.Index()) await asked.Page.CheckAsync($"[name='Input.Answers[{i}].Answer'][value={answer}]");
        await Press(asked, "Save my answers", "Your answers are saved");
    }

    static async Task Note(Person person, SessionNoteKind kind, string text)
    {
        await person.Page.FillAsync($"#note-{kind}", text);
        await person.Page.ClickAsync($"#notes-{kind} form button");
        await Expect(person.Page.Locator($"[data-list={kind}]")).ToContainTextAsync(text);
    }

    /// <summary>That somebody came stands in their own record, and there is no such thing for anybody else.</summary>
    static async Task AssertMineAlone(Person mine, string session, params Person[] others)
    {
        var record = await mine.Visitor.Get("/record");
        Assert.Single(record.All($".rows a[href='{session}']"));
        var entry = record.One(".rows a[href$='/edit']").GetAttribute("href")!;
        foreach (var other in others)
        {
            Assert.False((await other.Visitor.Get("/record")).Has("main .rows"));
            (await other.Visitor.Get(entry)).Is(HttpStatusCode.NotFound);
            Assert.False((await other.Visitor.Get(session)).Has("#record form:has([name=_method])"));
        }
    }

    static Task Follow(Person person, string link) => person.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    /// <summary>Presses a button, and reads what the page says that it did.</summary>
    static async Task Press(Person person, string button, string said)
    {
        await person.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(person.Page.Locator(".says")).ToContainTextAsync(said);
    }

    /// <summary>Lets it become five minutes after.</summary>
    static void Pass(SiteProcess site, LocalDateTime time) => site.Advance((At(time) + Duration.FromMinutes(5) - site.Now).ToTimeSpan());

    /// <summary>When a session was planned, so many weeks after the first: Wednesdays at five. Before the second the clocks go forward in New York.</summary>
    static LocalDateTime Planned(int week) => new LocalDateTime(2031, 3, 5, 17, 0).PlusWeeks(week);

    static string Session(string group, int week) => $"{group}/sessions/{new SessionKey(Planned(week))}";

    static Instant At(LocalDateTime time) => time.InZoneStrictly(newYork).ToInstant();

    static Instant At(Ical.Net.DataTypes.CalDateTime time) => Instant.FromDateTimeUtc(time.AsUtc);

    /// <summary>At the address are these sessions, and no other up to the last of them.</summary>
    static async Task AssertHolds(Uri feed, params LocalDateTime[] sessions) =>
        Assert.Equal(sessions.Select(At), (await Occurrences(feed)).Where(o => o <= At(sessions[^1])));

    /// <summary>Opens the newest letter of a kind as a mail program does: it must be for its one reader, and from who sends the invitation.</summary>
    static async Task<Told> Open(MailServer mail, Person reader, string subject)
    {
        var letter = await mail.Find(reader.Email, subject);
        Assert.DoesNotContain("Kitchen table", letter.ToString(), StringComparison.Ordinal);
        var part = letter.BodyParts.OfType<TextPart>().Last(p => p.ContentType.MimeType == "text/calendar");
        var calendar = Calendar.Load(part.Text)!;
        Assert.Equal(calendar.Method, part.ContentType.Parameters["method"]);
        Assert.All(calendar.Events, e =>
        {
            Assert.Equal($"mailto:{reader.Email}", Assert.Single(e.Attendees).Value!.ToString(), ignoreCase: true);
            Assert.Equal(letter.From.Mailboxes.Single().Address, e.Organizer!.Value!.ToString()["mailto:".Length..], ignoreCase: true);
        });
        return new(calendar);
    }

    /// <summary>What a calendar was told by one letter.</summary>
    sealed record Told(Calendar Calendar)
    {
        public IEnumerable<Instant> Starts => Calendar.GetOccurrences<ForeignEvent>().Take(10).Select(o => At(o.Period.StartTime));
    }
}
