using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Mail;
using CoP.Web.Tests.Mail;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>Who hears by letter what was decided about a meeting, its agenda and the turns.</summary>
public abstract class TellingTests(Site site)
{
    static readonly TimeSpan grace = MeetingChange.Grace.ToTimeSpan();

    [Fact]
    public async Task Those_who_were_asked_in_a_poll_hear_which_time_was_chosen_and_whoever_chose_it_does_not()
    {
        var quarter = Planned.NextQuarter();
        var (committee, other) = (await site.Committee(), await site.Committee());
        var director = await site.SignIn(Kind.AreaDirector, m => m with { Areas = (Areas)31 });
        var elsewhere = await site.SignIn(Kind.Supporter);
        var poll = await (await committee.Get($"/steering/meetings/turns/{quarter}/poll")).Submit("main form");
        await poll.Submit("form[action$='/choice']");
        Assert.DoesNotContain(await Letters(director), IsChosen);
        site.Clock.Advance(grace);
        var letter = Assert.Single(await Letters(director), IsChosen);
        Assert.Contains($"{(await Meeting(quarter)).Slot.Start.Year}", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(poll.Address, letter.Link("/meetings/polls/"));
        Assert.Single(await Letters(other), IsChosen);
        foreach (var visitor in (Visitor[])[committee, elsewhere]) Assert.DoesNotContain(await Letters(visitor), IsChosen);

        static bool IsChosen(MimeMessage m) => m.Subject == "The date of a community meeting";
    }

    [Fact]
    public async Task A_time_that_does_not_hold_any_more_is_told_to_nobody()
    {
        var quarter = Planned.NextQuarter();
        var (committee, other) = (await site.Committee(), await site.Committee());
        var poll = await (await committee.Get($"/steering/meetings/turns/{quarter}/poll")).Submit("main form");
        var planned = await poll.Submit("form[action$='/choice']");
        await (await committee.Get(planned.Address + "/date")).Submit("main form", ("Input.Time", "15:30"), ("Input.Minutes", "60"));
        site.Clock.Advance(grace);
        Assert.DoesNotContain(await Letters(other), m => m.Subject == "The date of a community meeting");
    }

    [Fact]
    public async Task Whoever_proposed_something_hears_what_became_of_it_and_no_row_says_who_that_is()
    {
        var near = await site.Near(Duration.FromDays(7));
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter, m => m with { Language = "es" }));
        await site.Write(async db => (await db.ChoicesOf(ben.Member.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        var (taken, aside) = (await ana.Propose(site, near.Id, "Room for a break"), await ben.Propose(site, near.Id, "Una pausa larga"));
        var own = await near.Peer.Propose(site, near.Id, "Ours");
        // Back and forth: the last word counts, and is told once.
        await Decide(near, taken, "acceptance", ("Accept.Minutes", "10"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await Decide(near, taken, "setting-aside", ("Aside.Reason", "Not yet"));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await Decide(near, taken, "acceptance", ("Accept.Minutes", "10"));
        await Decide(near, aside, "setting-aside", ("Aside.Reason", "Next time"));
        await Decide(near, own, "acceptance", ("Accept.Minutes", "5"));
        Assert.Empty(await About(ana));
        site.Clock.Advance(grace);
        var letter = Assert.Single(await About(ana));
        Assert.Contains("is on its agenda", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("break", letter.ToString(), StringComparison.Ordinal);
        Assert.Equal(OnTheDay.Item(near.Id, taken), letter.Link("/agenda/items/"));
        var spanish = Assert.Single(await Letters(ben), m => m.Subject!.StartsWith("Sobre la reunión", StringComparison.Ordinal));
        Assert.Contains("no está en el orden del día", spanish.TextBody, StringComparison.Ordinal);
        Assert.Contains("Next time", spanish.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("pausa", spanish.Subject, StringComparison.Ordinal);
        Assert.Empty(await About(near.Peer));

        var people = new[] { ana.Member.Id.Value, ben.Member.Id.Value };
        await site.Read(async db =>
        {
            var told = await db.Occasions.Where(o => o.Kind == LetterKind.AgendaDecided).ToListAsync();
            Assert.All(told, o => Assert.Null(o.RecipientId));
            var ids = told.ConvertAll(o => o.Id);
            Assert.DoesNotContain(await db.Letters.Where(l => ids.Contains(l.OccasionId)).Select(l => l.Recipient).ToListAsync(), people.Contains);
            return true;
        });
    }

    [Fact]
    public async Task What_was_proposed_for_a_meeting_that_is_called_off_is_told_to_nobody()
    {
        var near = await site.Near(Duration.FromDays(7));
        var ana = await site.SignIn(Kind.Supporter);
        var item = await ana.Propose(site, near.Id, "Room for a break");
        await Decide(near, item, "acceptance", ("Accept.Minutes", "10"));
        await site.Change(near.Id, (meeting, now) => meeting.Cancel("Snow", now));
        site.Clock.Advance(grace);
        Assert.Empty(await About(ana));
    }

    [Fact]
    public async Task An_agreed_swap_is_told_to_the_committee_and_to_both_areas_once()
    {
        var (committee, sides) = (await site.Committee(), await site.Sides(3));
        var proposal = (await sides[0].Contact.Propose("Swap", sides[0].Turn, sides[1].Turn)).Proposal();
        await sides[1].Contact.Agree(proposal);
        var letter = Assert.Single(await Letters(committee), IsDecision);
        Assert.Contains($"{sides[0].Area.Name()} and {sides[1].Area.Name()}", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Our offices move", letter.ToString(), StringComparison.Ordinal);
        // Who asked hears it as an answer; who agreed has seen it; whose turns stay is not written to.
        foreach (var side in sides) Assert.DoesNotContain(await Letters(side.Contact), IsDecision);
        Assert.Single(await Letters(sides[0].Contact), m => m.Subject == "An answer about turns to host");
    }

    [Fact]
    public async Task What_the_committee_decides_about_turns_is_told_to_those_who_speak_for_areas_and_to_the_committee()
    {
        var contact = await site.Contact(Area.Southeast);
        var (committee, other) = (await site.Committee(), await site.Committee());
        var form = await committee.Get("/steering/rotation/order");
        var from = form.All("#Input_From option").Select(o => o.GetAttribute("value")!).Last(v => v.Length > 0);
        var preview = await form.Submit("main form[method=get]", ("Input.From", from), ("Input.First", "Central"), ("Input.Second", "Western"));
        (await preview.Submit("main form[method=post]", ("Input.Why", "Central asked for it"))).Is(HttpStatusCode.OK);
        foreach (var told in (Visitor[])[contact, other])
        {
            var letter = Assert.Single(await Letters(told), IsDecision);
            Assert.Contains("Central, Western, Northeast", letter.TextBody, StringComparison.Ordinal);
            Assert.Equal("/meetings/rotation/history", letter.Link("/meetings/rotation"));
        }
        Assert.DoesNotContain(await Letters(committee), IsDecision);
        Assert.DoesNotContain(await Letters(await site.SignIn(Kind.Supporter)), IsDecision);
    }

    [Fact]
    public async Task When_the_circle_is_widened_those_who_are_new_in_it_are_invited_and_nobody_else_is_written_to()
    {
        var committee = await site.Committee();
        var (supporter, boss) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor, m => m with { Supervises = true }));
        var id = await committee.Announced(("Input.For", "Supervisors"));
        Assert.Empty(await Letters(supporter));
        var had = (await Letters(boss)).Count;
        await Widen(id, committee, "Supervisors", "PeerSupporters");
        Assert.Contains("Those who were not invited before", (await committee.Get($"/steering/meetings/{id}")).Text("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
        Assert.Empty(await Letters(supporter));
        site.Clock.Advance(grace);
        var letter = Assert.Single(await Letters(supporter));
        Assert.Equal("REQUEST", Calendar.Load(letter.BodyParts.OfType<TextPart>().Last().Text)!.Method);
        Assert.Contains("/yes", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(had, (await Letters(boss)).Count);
        // Fewer are nobody's news.
        await Widen(id, await site.SignIn(committee.Member), "Supervisors");
        site.Clock.Advance(grace);
        Assert.Single(await Letters(supporter));
    }

    [Fact]
    public async Task Whoever_booked_something_hears_when_it_is_not_needed_any_more_and_never_whose_it_was()
    {
        var (committee, helper) = (await site.Committee(), await site.SignIn(Kind.Facilitator));
        var id = await committee.Announced();
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        await ana.Answer(id, "Yes", ("Mine.Asl", "true"), ("Mine.Cart", "true"));
        await ben.Answer(id, "Yes", ("Mine.Spanish", "true"), ("Mine.Cart", "true"));
        // Of hers the interpreter is booked by the contact; his Spanish by somebody who was asked to; captions by nobody yet.
        await Request(id, committee, "Sign", "booking");
        await Request(id, committee, "Spanish", "booker", ("Booker.Member", helper.Member.Id.ToString()));
        await Request(id, committee, "Spanish", "booking");
        await ana.Answer(id, "Yes", ("Mine.Asl", null), ("Mine.Cart", null));
        await ben.Answer(id, "No");
        Assert.DoesNotContain(await Letters(committee), IsWithdrawal);
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        var (contacts, helpers) = (Assert.Single(await Letters(committee), IsWithdrawal), Assert.Single(await Letters(helper), IsWithdrawal));
        Assert.Contains("American Sign Language", contacts.TextBody, StringComparison.Ordinal);
        Assert.Contains("Spanish", helpers.TextBody, StringComparison.Ordinal);
        Assert.Equal($"/meetings/{id}/access", contacts.Link("/meetings/"));
        Assert.Equal($"/meetings/{id}", helpers.Link("/meetings/"));
        foreach (var (letter, who) in (IEnumerable<(MimeMessage, Visitor)>)[(contacts, ana), (helpers, ben)])
        {
            Assert.DoesNotContain(who.Member.Name, letter.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Sign", letter.Subject, StringComparison.Ordinal);
        }

        static bool IsWithdrawal(MimeMessage m) => m.TextBody!.Contains("no longer needed by one", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_to_an_announcement_that_is_undone_are_forgotten_and_asked_for_again()
    {
        var (committee, ana) = (await site.Committee(), await site.SignIn(Kind.Supporter));
        var id = await committee.Schedule(Planned.NextQuarter());
        var announced = await (await committee.Get($"/steering/meetings/{id}/announcement")).Submit("main form");
        await ana.Answer(id, "Yes", ("Mine.Asl", "true"));
        Assert.Contains("answers that were given already are forgotten", announced.Text("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
        await announced.Submit("form[action*='/changes/']:has([value=DELETE])");
        Assert.Equal((0, 0), await site.Read(async db => (await db.Rsvps.CountAsync(r => r.MeetingId == id), await db.AccessRequests.CountAsync(r => db.Rsvps.Any(a => a.Id == r.RsvpId && a.MeetingId == id)))));
        await committee.Announce(id);
        Assert.False((await ana.Get($"/meetings/{id}")).Has("[name='Mine.Answer'][checked]"));
        Assert.Single(await Letters(ana), m => m.TextBody!.Contains("/yes", StringComparison.Ordinal));
        // Undoing another change leaves them.
        await ana.Answer(id, "Yes");
        var moved = await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Time", "10:00"));
        await moved.Submit("form[action*='/changes/']:has([value=DELETE])");
        Assert.True((await ana.Get($"/meetings/{id}")).Has("[name='Mine.Answer'][value=Yes][checked]"));
    }

    [Fact]
    public async Task The_form_that_moves_a_meeting_suggests_dates()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        var form = await committee.Get($"/steering/meetings/{id}/date");
        var picks = form.All("input[name='Input.Pick']").Select(p => p.GetAttribute("value")!).Where(v => v.Length > 0).ToList();
        var had = await site.Read(db => db.Meetings.Where(m => m.Id == id).Select(m => m.Slot).SingleAsync());
        Assert.DoesNotContain($"{had.Start:uuuu-MM-dd'T'HH:mm}/{had.Minutes}", picks);
        var pick = picks[0];
        Assert.Equal("", form.One("input[name='Input.Pick'][checked]").GetAttribute("value"));
        // Two days that differ are asked about; the day that stood in the form is none.
        var both = (await form.Submit("main form", ("Input.Pick", pick), ("Input.Date", pick.StartsWith("2", StringComparison.Ordinal) ? "2040-05-02" : ""))).Is(HttpStatusCode.BadRequest);
        Assert.True(both.Has($"input[name='Input.Pick'][value='{pick}'][checked]"));
        (await form.Submit("main form", ("Input.Pick", pick))).Is(HttpStatusCode.OK);
        var slot = await site.Read(db => db.Meetings.Where(m => m.Id == id).Select(m => m.Slot).SingleAsync());
        Assert.Equal(pick, $"{slot.Start:uuuu-MM-dd'T'HH:mm}/{slot.Minutes}");
        Assert.Equal(HttpStatusCode.BadRequest, (await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Time", "06:00"))).Status);
    }

    static bool IsDecision(MimeMessage letter) => letter.Subject == "A decision about turns to host";

    Task<List<MimeMessage>> Letters(Visitor visitor) => site.Mail(visitor.Member);

    async Task<List<MimeMessage>> About(Visitor visitor) => (await Letters(visitor)).FindAll(m => m.TextBody!.Contains("/agenda/items/", StringComparison.Ordinal));

    async Task<QuarterlyMeeting> Meeting(Quarter quarter) => await site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Quarter == quarter && m.State != MeetingState.Cancelled));

    static async Task Decide(Near near, Id<AgendaItem> item, string what, params (string, string?)[] fields) =>
        (await (await near.Peer.Get(OnTheDay.Item(near.Id, item))).Submit($"form[action$='/{what}']", fields)).Is(HttpStatusCode.OK);

    static async Task Request(Id<QuarterlyMeeting> id, Visitor contact, string kind, string what, params (string, string?)[] fields)
    {
        var row = (await contact.Get($"/meetings/{id}/access")).All("tbody tr").Single(r => r.TextContent.Contains(kind, StringComparison.Ordinal));
        (await (await contact.Get(row.QuerySelector("a")!.GetAttribute("href")!)).Submit($"form[action$='/{what}']", fields)).Is(HttpStatusCode.OK);
    }

    static async Task Widen(Id<QuarterlyMeeting> id, Visitor committee, params string[] roles)
    {
        var form = await committee.Get($"/steering/meetings/{id}/details");
        (await form.Submit("main form", [("Input.For", null), .. roles.Select(r => ("Input.For", (string?)r))])).Is(HttpStatusCode.OK);
    }
}

public sealed class TellingTestsOnSqlite(SqlitePostSite site) : TellingTests(site), IClassFixture<SqlitePostSite>;

public sealed class TellingTestsOnPostgres(PostgresPostSite site) : TellingTests(site), IClassFixture<PostgresPostSite>;
