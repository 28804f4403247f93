using System.Globalization;
using System.Text.RegularExpressions;
using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Meetings;
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
/// A quarterly meeting from the turn to the hand-over, as those do it who plan it, facilitate it and come to it: each in a browser of their own,
/// on PostgreSQL, with letters through Postfix that are read out of Dovecot, and calendars that a library reads that is not ours.
/// </summary>
public sealed class CycleJourneyTests
{
    const string Door = "https://meet.example/spring";
    static readonly Quarter turn = new(2031, 1);
    static readonly DateTimeZone massachusetts = DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId];
    static readonly LocalDateTime chosen = new(2031, 3, 20, 10, 0);
    static readonly LocalDateTime moved = new(2031, 3, 25, 11, 0);

    [Fact]
    public async Task A_turn_becomes_a_meeting_that_is_held_written_down_and_handed_over()
    {
        var mail = await MailServer.Shared;
        await using var site = await SiteProcess.Run(await TestDatabase.New(DatabaseKind.Postgres), mail.Settings());
        var (host, next) = (Rotation.Founding.HostOf(turn), Rotation.Founding.HostOf(turn + 1));
        await using var rosa = await Come(site, Kind.Committee, "Rosa", host);
        await using var rui = await Come(site, Kind.AreaDirector, "Rui", host);
        await using var dana = await Come(site, Kind.DirectorOfPeerSupport, "Dana", host);
        await using var ana = await Come(site, Kind.Supporter, "Ana", next);
        await using var cora = await Come(site, Kind.Supporter, "Cora", host);
        await using var ben = await Come(site, Kind.Supervisor, "Ben", next);
        await using var cleo = await Come(site, Kind.DirectorOfPeerSupport, "Cleo", next);
        // Who speaks for the area that comes next takes over from this one.
        await rosa.Page.GotoAsync("/steering/rotation");
        await rosa.Page.SelectOptionAsync($"form[action$='/{next}'] [name=Member]", new SelectOptionValue { Label = cleo.Name });
        await rosa.Page.ClickAsync($"form[action$='/{next}'] button");

        // From the turn: three days are asked for, those who would facilitate answer, the best becomes the date.
        var poll = await AskForDays(rosa);
        await Vote(dana, await mail.Find(dana.Email, "Which days suit you?"), "No", "Yes", "IfNeedBe");
        await Vote(rui, await mail.Find(rui.Email, "Which days suit you?"), "IfNeedBe", "Yes", "No");
        await rosa.Page.GotoAsync(poll);
        await Expect(rosa.Page.Locator("#results tbody tr").First).ToContainTextAsync("2 yes");
        await Shown(rosa, dana);
        await rosa.Page.ClickAsync("#results tbody tr:first-child form[action$='/choice'] button");
        await Expect(rosa.Page).ToHaveURLAsync(new Regex("/steering/meetings/[A-Za-z0-9_-]{22}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var planned = new Uri(rosa.Page.Url).AbsolutePath;
        var meeting = planned["/steering".Length..];
        await Expect(rosa.Page.Locator("#now ~ dl")).ToContainTextAsync("March 20, 2031");

        // How to get in, and who facilitates: asked, and accepted from the letter.
        await rosa.Page.GotoAsync(planned + "/details");
        await rosa.Page.FillAsync("[name='Input.Link']", Door);
        await rosa.Page.FillAsync("[name='Input.DialIn']", "+1 617 555 0100");
        await rosa.Page.CheckAsync("[name='Input.Languages'][value=Spanish]");
        await Save(rosa);
        await AskToFacilitate(rosa, planned, FacilitatorSeat.Recovery, rui.Name);
        await AskToFacilitate(rosa, planned, FacilitatorSeat.PeerSupport, dana.Name);
        site.Advance(TimeSpan.FromMinutes(10));
        foreach (var facilitator in (Person[])[rui, dana])
        {
            await facilitator.Page.GotoAsync((await mail.Find(facilitator.Email, "A question about the community meeting")).Link("/seats"));
            await facilitator.Page.ClickAsync("main form[action$='/acceptance'] button");
            Assert.Contains("said yes", (await mail.Find(rosa.Email, "Facilitators of the community meeting", body: facilitator.Name)).Text(), StringComparison.Ordinal);
        }
        await rosa.Page.GotoAsync(planned);
        await Expect(rosa.Page.Locator("#now ~ dl")).ToContainTextAsync(rui.Name);
        await Expect(rosa.Page.Locator("#now ~ dl")).ToContainTextAsync(dana.Name);

        // Announced: ten minutes later everyone has it in their letter, and in their calendar if they like.
        await rosa.Page.ClickAsync("main a[href$='/announcement']");
        await Save(rosa);
        await Expect(rosa.Page.Locator("#waiting")).ToBeVisibleAsync();
        site.Advance(TimeSpan.FromMinutes(10));
        var invitation = await mail.Find(ana.Email, "Community meeting on");
        var first = Entry(invitation, ana.Email);
        Assert.Equal((chosen, massachusetts.Id), (LocalDateTime.FromDateTime(first.Start!.Value), first.Start.TzId));
        Assert.Equal(Door, first.Location);
        var feed = await Subscribe(ana);
        Assert.Equal(At(chosen), Assert.Single(await Occurrences(feed)));

        // She answers from the letter, in a browser in which nobody has signed in. To look at the page changes nothing.
        await using var anywhere = await Window.Open(site.Address);
        await Answer(anywhere, ana, invitation, meeting, opened: "0");
        // What she needs she says on the site; who arranges it books it, and she is told.
        await ana.Page.GotoAsync(meeting);
        await ana.Page.CheckAsync("#rsvp [name='Mine.Asl'][type=checkbox]");
        await ana.Page.ClickAsync("#rsvp button.button");
        await Expect(ana.Page.Locator(".says")).ToContainTextAsync("Thank you");
        await Book(rosa, meeting, ana.Name);
        site.Advance(TimeSpan.FromMinutes(5));
        await mail.Find(ana.Email, "About the community meeting on March 20", body: "is booked");
        Assert.Equal(404, (await ben.Page.GotoAsync(meeting + "/access"))!.Status);
        ben.Window.TakeComplaints();

        // It moves: everyone is asked again, and what was booked is booked anew.
        await rosa.Page.GotoAsync(planned + "/date");
        await rosa.Page.FillAsync("[name='Input.Date']", "2031-03-25");
        await rosa.Page.FillAsync("[name='Input.Time']", "11:00");
        await Save(rosa);
        site.Advance(TimeSpan.FromMinutes(10));
        var news = await mail.Find(ana.Email, "Community meeting moved to March 25");
        var second = Entry(news, ana.Email);
        Assert.Equal(first.Uid, second.Uid);
        Assert.True(second.Sequence > first.Sequence, $"{first.Sequence} is followed by {second.Sequence}.");
        Assert.Equal(moved, LocalDateTime.FromDateTime(second.Start!.Value));
        Assert.Equal(At(moved), Assert.Single(await Occurrences(feed)));
        await mail.Find(ana.Email, "About the community meeting on March 25", body: "booked anew");
        await mail.Find(rosa.Email, "About the community meeting on March 25", body: "booked anew");
        await Answer(anywhere, ana, news, meeting, opened: "moved");
        await Book(rosa, meeting, ana.Name);
        site.Advance(TimeSpan.FromMinutes(5));
        await mail.Find(ana.Email, "About the community meeting on March 25", body: "is booked");
        await Shown(ana, anywhere, rosa);

        // The day: the door opens, the facilitators move on, each role talks among itself.
        await ana.Page.GotoAsync(meeting);
        await Expect(ana.Page.Locator("[data-part=door]")).ToContainTextAsync("15 minutes before");
        site.Advance((At(moved) - Duration.FromMinutes(10) - site.Now).ToTimeSpan());
        await mail.Find(ana.Email, "Reminder: community meeting");
        await ana.Page.ReloadAsync();
        await Expect(ana.Page.Locator("[data-part=door] a")).ToHaveAttributeAsync("href", Door);
        await ana.Page.CheckAsync("[name=keep]");
        await ana.Page.ClickAsync("text=I’m here");
        await Expect(ana.Page.Locator("[data-part=here]")).ToContainTextAsync("You are counted.");
        await dana.Page.GotoAsync(meeting);
        await dana.Page.ClickAsync("text=Move on to: Welcome");
        await Expect(ana.Page.Locator("[aria-current=step]")).ToContainTextAsync("Welcome");
        foreach (var (person, room) in (IEnumerable<(Person, string)>)[(ana, "peer-supporters"), (cora, "peer-supporters"), (ben, "supervisors")])
            await person.Page.GotoAsync($"{meeting}/breakouts/{room}");
        await Note(ana, StandingQuestion.GoingWell, "We have an hour to ourselves.");
        await Note(ben, StandingQuestion.GoingWell, "They teach us.");
        await Expect(cora.Page.Locator("[data-list=GoingWell] .plain")).ToHaveTextAsync(["We have an hour to ourselves."]);
        await Note(cora, StandingQuestion.Need, "A room with a door.");
        await Expect(ana.Page.Locator("[data-list=Need] .plain")).ToHaveTextAsync(["A room with a door."]);
        await Expect(ben.Page.Locator("main .plain")).ToHaveTextAsync(["They teach us."]);
        await ben.Page.GotoAsync($"{meeting}/breakouts/peer-supporters");
        await Expect(ben.Page.Locator("main")).Not.ToContainTextAsync("We have an hour to ourselves.");
        await Shown(ana, ben);

        // The report-back is published, and the meeting is over.
        site.Advance(TimeSpan.FromMinutes(70));
        await dana.Page.GotoAsync(meeting);
        await dana.Page.ClickAsync("details:has(form[action$='/report-back']) summary");
        await dana.Page.ClickAsync("form[action$='/report-back'] button");
        await ben.Page.GotoAsync(meeting + "/report-back");
        await Expect(ben.Page.Locator("main")).ToContainTextAsync("We have an hour to ourselves.");
        site.Advance(TimeSpan.FromMinutes(40));
        await rosa.Page.GotoAsync(planned + "/attendance");
        await Expect(rosa.Page.Locator("[name='Input.PeerSupporters']")).ToHaveValueAsync("1");
        await Save(rosa);

        // The minutes begin with what was said, in two languages, and go to everyone.
        await dana.Page.GotoAsync(meeting + "/minutes/edit");
        var begun = await dana.Page.InputValueAsync("[name=English]");
        Assert.Contains("A room with a door.", begun, StringComparison.Ordinal);
        await dana.Page.FillAsync("[name=English]", begun + "\n\nWe agreed on **one room a site**.");
        await dana.Page.FillAsync("[name=Spanish]", "Acordamos **una sala en cada sede**.");
        await dana.Page.ClickAsync("main form.form button.button:not([name=Preview]):not([type=button])");
        await Expect(dana.Page.Locator("main")).ToContainTextAsync("una sala en cada sede");
        Assert.Equal(404, (await ana.Page.GotoAsync(meeting + "/minutes"))!.Status);
        ana.Window.TakeComplaints();
        await dana.Page.ClickAsync("main form[action$='/publication'] button");
        site.Advance(TimeSpan.FromMinutes(10));
        await ana.Page.GotoAsync((await mail.Find(ana.Email, "Minutes of the community meeting")).Link("/minutes"));
        await Expect(ana.Page.Locator(".prose[lang=en]")).ToContainTextAsync("one room a site");
        await Expect(ana.Page.Locator(".prose[lang=es] strong")).ToHaveTextAsync("una sala en cada sede");

        // Handed over: the next area says that it has it, and the next turn is that area's.
        await dana.Page.GotoAsync(meeting + "/hand-over");
        await dana.Page.FillAsync("[name='Input.AccessLessons']", "Ask for interpreters six weeks ahead.");
        await dana.Page.FillAsync("[name='Input.Note']", "Begin with the breakouts.");
        await dana.Page.ClickAsync("main form[action$='/hand-over'] button");
        await dana.Page.ClickAsync("main form[action$='/offer'] button");
        site.Advance(TimeSpan.FromMinutes(10));
        await cleo.Page.GotoAsync((await mail.Find(cleo.Email, "A hand-over for your area")).Link("/hand-over"));
        await Expect(cleo.Page.Locator("main")).ToContainTextAsync("Ask for interpreters six weeks ahead.");
        await cleo.Page.ClickAsync("main form[action$='/acknowledgement'] button");
        await dana.Page.ReloadAsync();
        await Expect(dana.Page.Locator(".notice--ok").First).ToContainTextAsync(cleo.Name);
        await rosa.Page.GotoAsync("/steering/meetings");
        await Expect(rosa.Page.Locator("main a[href*='/turns/']").First).ToHaveAttributeAsync("href", $"/steering/meetings/turns/{turn + 1}");
        await rosa.Page.ClickAsync($"main a[href='/steering/meetings/turns/{turn + 1}']");
        await Expect(rosa.Page.Locator(".page-head")).ToContainTextAsync($"{next}");
        await rosa.Page.GotoAsync("/meetings/rotation");
        await Expect(rosa.Page.Locator($"td:has(a[href='{meeting}'])")).ToContainTextAsync($"{host}");
        await Expect(rosa.Page.Locator("main")).ToContainTextAsync($"{host} hosted Q1 2031");
        await Shown(ana, cleo, dana, rosa);
    }

    static async Task<Person> Come(SiteProcess site, Kind kind, string name, Area area)
    {
        var visitor = await site.SignIn(kind, m => m with { Name = name, Areas = area.AsSet() });
        return new(visitor, await Window.Open(site.Address, visitor.Cookies));
    }

    static async Task<string> AskForDays(Person asking)
    {
        var page = asking.Page;
        await page.GotoAsync("/steering/meetings");
        await page.ClickAsync($"main a[href='/steering/meetings/turns/{turn}']");
        await page.ClickAsync("main a[href$='/poll']");
        var suggested = page.Locator("[name='Input.Picks']:checked");
        while (await suggested.CountAsync() > 0) await suggested.First.UncheckAsync();
        LocalDateTime[] days = [new(2031, 3, 18, 10, 0), chosen, new(2031, 3, 27, 14, 0)];
        foreach (var (i, day) in days.Index()) await page.FillAsync($"[name='Input.Own[{i}]']", day.ToString("uuuu-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await page.FillAsync("[name='Input.Minutes']", "90");
        await page.FillAsync("[name='Input.Until']", "2031-03-06");
        await page.ClickAsync("main form.form button.button");
        await Expect(page.Locator("h1")).ToContainTextAsync("days");
        return new Uri(page.Url).AbsolutePath;
    }

    /// <param name="answers">To the times of the poll, in their order.</param>
    static async Task Vote(Person asked, MimeMessage letter, params string[] answers)
    {
        await asked.Page.GotoAsync(letter.Link("/meetings/polls/"));
        foreach (var (i, answer) in answers.Index()) await asked.Page.CheckAsync($"[name='Input.Answers[{i}].Answer'][value={answer}]");
        await asked.Page.ClickAsync("#vote button");
        await Said(asked);
    }

    static async Task AskToFacilitate(Person committee, string planned, FacilitatorSeat seat, string whom)
    {
        await committee.Page.GotoAsync(planned + "/seats");
        await committee.Page.SelectOptionAsync($"#member-{seat}", new SelectOptionValue { Label = whom });
        await committee.Page.ClickAsync($"form[action$='/seats/{seat}/request']:has(select) button");
        await Expect(committee.Page.Locator($"section[aria-labelledby=seat-{seat}]")).ToContainTextAsync("has been asked");
    }

    /// <summary>Says yes by the link of a letter, where nobody has signed in, and finds it on the page of the one who was written to.</summary>
    /// <param name="opened">What the page of the meeting says before the button is pressed: that no answer is there, or that it is for another day.</param>
    static async Task Answer(Window anywhere, Person who, MimeMessage letter, string meeting, string opened)
    {
        await anywhere.Page.GotoAsync(letter.Link("/yes"));
        await Expect(anywhere.Page.Locator("main")).ToContainTextAsync("I");
        await who.Page.GotoAsync(meeting);
        if (opened == "moved") await Expect(who.Page.Locator("#rsvp .notice--warn")).ToContainTextAsync("The date has changed");
        else await Expect(who.Page.Locator("[name='Mine.Answer']:checked")).ToHaveCountAsync(0);
        await anywhere.Page.ClickAsync("main form button");
        await Expect(anywhere.Page.Locator("main .notice--ok")).ToContainTextAsync("Your answer");
        await who.Page.ReloadAsync();
        await Expect(who.Page.Locator("[name='Mine.Answer'][value=Yes]")).ToBeCheckedAsync();
        await Expect(who.Page.Locator("#rsvp")).Not.ToContainTextAsync("The date has changed");
    }

    static async Task Book(Person contact, string meeting, string forWhom)
    {
        await contact.Page.GotoAsync(meeting + "/access");
        await contact.Page.ClickAsync($"tr:has-text('{forWhom}') a");
        await contact.Page.ClickAsync("main form[action$='/booking'] button");
        await Expect(contact.Page.Locator("main .pill--ok").First).ToHaveTextAsync("Booked");
    }

    static async Task Note(Person person, StandingQuestion question, string text)
    {
        await person.Page.FillAsync($"#note-{question}", text);
        await person.Page.ClickAsync($"#q-{question} form button");
        await Expect(person.Page.Locator($"[data-list={question}]")).ToContainTextAsync(text);
    }

    static async Task Save(Person person)
    {
        await person.Page.ClickAsync("main form.form button.button:not([type=button])");
        await Said(person);
    }

    /// <summary>What a letter puts into a calendar: for its one reader, who is asked to come.</summary>
    static ForeignEvent Entry(MimeMessage letter, string reader)
    {
        Assert.Equal(reader, Assert.Single(letter.To.Mailboxes).Address);
        var part = letter.BodyParts.OfType<TextPart>().Last(p => p.ContentType.MimeType == "text/calendar");
        Assert.Equal("REQUEST", part.ContentType.Parameters["method"]);
        var calendar = Calendar.Load(part.Text)!;
        Assert.Equal("REQUEST", calendar.Method);
        var entry = Assert.Single(calendar.Events);
        Assert.Equal($"mailto:{reader}", Assert.Single(entry.Attendees).Value!.ToString(), ignoreCase: true);
        Assert.Equal(letter.From.Mailboxes.Single().Address, entry.Organizer!.Value!.ToString()["mailto:".Length..], ignoreCase: true);
        return entry;
    }

    static Instant At(LocalDateTime time) => time.InZoneStrictly(massachusetts).ToInstant();
}
