using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Access;
using CoP.Web.Mail;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class AccessTests(Site site)
{
    const string About = "About the community meeting";

    [Fact]
    public async Task What_is_booked_is_told_to_who_asked_on_the_page_and_by_a_letter_that_does_not_name_it()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"), ("Mine.Other", "A quiet channel"));
        Assert.Equal(["A quiet channel Not booked yet", "American Sign Language (ASL) interpreter Not booked yet"], (await Asked(ana, id)).Order());

        var request = await Open(contact, id, "American Sign");
        var list = await request.Submit("form[action$='/booking'] button");
        Assert.Contains("Booked. The person who asked will be told.", list.Text(), StringComparison.Ordinal);
        Assert.Contains("American Sign Language (ASL) interpreter Booked", await Asked(ana, id));
        Assert.Contains("A quiet channel Not booked yet", await Asked(ana, id));
        Assert.Empty(await Letters(ana));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        var letter = Assert.Single(await Letters(ana));
        Assert.Contains("is booked", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal($"/meetings/{id}", letter.Link("/meetings/"));
        foreach (var word in (string[])["ASL", "Sign Language", "quiet", contact.Member.Name]) Assert.DoesNotContain(word, letter.ToString(), StringComparison.OrdinalIgnoreCase);
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await Letters(ana));
    }

    [Fact]
    public async Task What_could_not_be_booked_says_why_on_the_page_and_in_detailed_letters_only()
    {
        var (contact, id) = await Meeting(40);
        var (ana, ben) = (await Asking(id, ("Mine.Cart", "true")), await Asking(id, ("Mine.Cart", "true")));
        await site.Write(async db => (await db.ChoicesOf(ben.Member.Id)).Choose(Domain.Reminders.MailTopics.None, Domain.Reminders.ReminderChoices.Default, detailed: true));
        foreach (var who in (Visitor[])[ana, ben])
            await (await Open(contact, id, who.Member.Name)).Submit("form[action$='/refusal']", ("Refusal.Words", "No captioner is free <b>that</b> day. Call 617 555 0100."));
        Assert.Contains("Live captions (CART) Could not be booked No captioner is free <b>that</b> day. Call 617 555 0100.", await Asked(ana, id));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        var (plain, detailed) = (Assert.Single(await Letters(ana)), Assert.Single(await Letters(ben)));
        Assert.Contains("could not be booked", plain.TextBody, StringComparison.Ordinal);
        foreach (var word in (string[])["captioner", "617", "CART"]) Assert.DoesNotContain(word, plain.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("No captioner is free <b>that</b> day.", detailed.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", detailed.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("captioner", detailed.Subject, StringComparison.Ordinal);
        Assert.Equal(plain.Subject, detailed.Subject);
    }

    [Fact]
    public async Task A_slip_that_is_taken_back_in_time_is_told_to_nobody_and_a_later_one_is()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"));
        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
        await (await Open(contact, id, "American")).Submit("form:has([name=_method]) button");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(await Letters(ana));
        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Single(await Letters(ana));
        await (await Open(contact, id, "American")).Submit("form:has([name=_method]) button");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Contains("does not hold any more", (await Letters(ana))[1].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_asked_to_book_one_thing_sees_that_and_nothing_else_and_loses_it_when_it_is_taken_back()
    {
        var (contact, id) = await Meeting(40);
        var helper = await site.SignIn(Kind.Facilitator);
        var (ana, ben) = (await Asking(id, ("Mine.Asl", "true"), ("Mine.Other", "Only for the contact")), await Asking(id, ("Mine.Cart", "true")));
        Assert.Equal(HttpStatusCode.NotFound, (await helper.Get($"/meetings/{id}/access")).Status);
        Assert.False((await helper.Get($"/meetings/{id}")).Has("a[href$='/access']"));
        var request = await Open(contact, id, "American");
        await request.Submit("form[action$='/booker']", ("Booker.Member", helper.Member.Id.ToString()));
        await (await Open(contact, id, ben.Member.Name)).Submit("form[action$='/booker']", ("Booker.Member", (await site.Add(Kind.Facilitator)).Id.ToString()));

        var letter = Assert.Single(await site.Mail(helper.Member), Mine);
        Assert.DoesNotContain(ana.Member.Name, letter.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ASL", letter.ToString(), StringComparison.Ordinal);
        var mine = (await helper.Get(letter.Link("/access/"))).Is(HttpStatusCode.OK);
        Assert.Contains(ana.Member.Name, mine.Text(), StringComparison.Ordinal);
        Assert.False(mine.Has("form[action$='/booker']"));
        var list = await (await helper.Get($"/meetings/{id}")).Follow("a[href$='/access']");
        Assert.Single(list.All("tbody tr"));
        foreach (var word in (string[])["Only for the contact", ben.Member.Name]) Assert.DoesNotContain(word, list.Body, StringComparison.Ordinal);
        foreach (var other in await Requests(id, r => r.BookerId != helper.Member.Id)) await Refused(helper, id, other);
        Assert.Equal(HttpStatusCode.NotFound, (await helper.Post($"{mine.Address}/booker", ("Booker.Member", ""))).Status);
        Assert.Contains($"{helper.Member.Name} books it", string.Join(' ', await Asked(ana, id)), StringComparison.Ordinal);

        await mine.Submit("form[action$='/booking'] button");
        Assert.Contains(await Asked(ana, id), text => text.StartsWith("American Sign Language (ASL) interpreter Booked", StringComparison.Ordinal));
        await request.Submit("form[action$='/booker']", ("Booker.Member", ""));
        Assert.Equal(HttpStatusCode.NotFound, (await helper.Get(mine.Address)).Status);
        await Refused(helper, id, Id<AccessRequest>.Parse(mine.Address.Split('/')[^1]));
    }

    [Fact]
    public async Task Nobody_else_sees_or_changes_a_request_and_it_is_found_by_its_own_meeting_only()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Other", "A quiet channel"));
        var request = Assert.Single(await Requests(id));
        var outsiders = new List<Visitor> { ana };
        foreach (var kind in Kind.All) outsiders.Add(await site.SignIn(kind));
        foreach (var outsider in outsiders) await Refused(outsider, id, request);
        var other = await contact.Schedule(Planned.NextQuarter());
        await Refused(contact, other, request);
        Assert.Equal(BookingState.Open, (await site.Read(db => db.AccessRequests.SingleAsync(r => r.Id == request))).StateFor(await site.Meeting(id)));
        foreach (var outsider in outsiders.Skip(1))
            foreach (var address in (string[])["/", "/meetings", $"/meetings/{id}", $"/meetings/{id}.ics", "/calendar", "/steering/meetings", $"/steering/meetings/{id}", "/steering/audit", "/steering/mail"])
                Assert.DoesNotContain("A quiet channel", (await outsider.Get(address)).Body, StringComparison.Ordinal);
        Assert.Empty(await site.Read(db => db.AuditTrail.Where(e => e.After!.Contains("quiet") || e.SubjectId == ana.Member.Id).ToListAsync()));
    }

    [Fact]
    public async Task When_the_meeting_moves_to_another_day_who_asked_and_who_books_are_told_once_and_all_is_to_be_booked_anew()
    {
        var (contact, id) = await Meeting(40);
        var (ana, ben) = (await Asking(id, ("Mine.Asl", "true"), ("Mine.Cart", "true")), await site.SignIn(Kind.Supporter));
        await ben.Answer(id, "Yes");
        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await Letters(ana));

        await site.Change(id, (meeting, now) => meeting.Move(World.FirstPossible(meeting.Slot.Start.Date.PlusDays(7)), now));
        Assert.Contains("American Sign Language (ASL) interpreter Not booked yet", await Asked(ana, id));
        await Rounds();
        Assert.Single(await Letters(ana));
        Assert.Contains("has to be booked anew", (await Open(contact, id, "American")).Text(), StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Rounds()));
        await Rounds();
        var again = (await Letters(ana))[1];
        Assert.Contains("booked anew", again.TextBody, StringComparison.Ordinal);
        Assert.Equal(2, (await Letters(ana)).Count);
        Assert.Empty(await Letters(ben));
        var anew = Assert.Single(await Letters(contact));
        Assert.Contains("has to be booked anew", anew.TextBody, StringComparison.Ordinal);
        Assert.Contains("To be booked: 2", anew.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Name, anew.ToString(), StringComparison.Ordinal);

        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains("is booked", (await Letters(ana))[2].TextBody, StringComparison.Ordinal);
        Assert.Contains("American Sign Language (ASL) interpreter Booked", await Asked(ana, id));
    }

    [Fact]
    public async Task A_move_that_is_taken_back_in_ten_minutes_or_only_to_another_hour_asks_nobody()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"));
        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await Letters(ana));
        var slot = (await site.Meeting(id)).Slot;
        await site.Change(id, (meeting, now) => meeting.Move(World.FirstPossible(slot.Start.Date.PlusDays(7)), now));
        await Rounds();
        await site.Change(id, (meeting, now) => meeting.Move(slot, now));
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await Rounds();
        await site.Change(id, (meeting, now) => meeting.Move(QuarterlyMeeting.SlotFor(slot.Start.PlusHours(1), 60), now));
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await Rounds();
        Assert.Single(await Letters(ana));
        Assert.Empty(await Letters(contact));
        Assert.Contains("American Sign Language (ASL) interpreter Booked", await Asked(ana, id));
    }

    [Fact]
    public async Task Who_books_is_reminded_as_the_day_to_book_by_comes_near_and_of_what_is_asked_too_late_and_once_each()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"));
        await Asking(id, ("Mine.Cart", "true"));
        await (await Open(contact, id, "Live captions")).Submit("form[action$='/booking'] button");
        await Rounds();
        Assert.Empty(await Letters(contact));
        var by = (await site.Meeting(id)).BookAccessBy;
        await At(by.PlusDays(-7));
        await Rounds();
        Assert.Contains("To be booked: 1", Assert.Single(await Letters(contact)).TextBody, StringComparison.Ordinal);
        await At(by.PlusDays(-5));
        Assert.Single(await Letters(contact));
        await At(by.PlusDays(-2));
        Assert.Equal(2, (await Letters(contact)).Count);
        await At(by);
        contact = await site.SignIn(contact.Member);
        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
        await At(by.PlusDays(1));
        Assert.Equal(2, (await Letters(contact)).Count);

        var late = await site.SignIn(Kind.Supporter);
        Assert.Contains("has passed. Ask anyway; we will try, and it may not be possible.", (await late.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        await late.Answer(id, "Yes", ("Mine.Spanish", "true"));
        Assert.Contains("It may not be possible", string.Join(' ', await Asked(late, id)), StringComparison.Ordinal);
        await Rounds();
        await Rounds();
        Assert.Equal(3, (await Letters(contact)).Count);
        contact = await site.SignIn(contact.Member);
        Assert.Contains("Asked late", (await contact.Get($"/meetings/{id}/access")).Text(), StringComparison.Ordinal);
        Assert.Empty((await Letters(ana)).Skip(1));
    }

    [Fact]
    public async Task Whoever_was_asked_to_book_is_reminded_of_that_and_nobody_of_what_nobody_needs_any_more()
    {
        var (contact, id) = await Meeting(40);
        var helper = await site.SignIn(Kind.Facilitator);
        var ana = await Asking(id, ("Mine.Asl", "true"), ("Mine.Cart", "true"));
        await (await Open(contact, id, "American")).Submit("form[action$='/booker']", ("Booker.Member", helper.Member.Id.ToString()));
        await At((await site.Meeting(id)).BookAccessBy.PlusDays(-2));
        Assert.Single(await Letters(helper), m => m.TextBody!.Contains("To be booked: 1", StringComparison.Ordinal));
        Assert.Contains("To be booked: 2", Assert.Single(await Letters(contact)).TextBody, StringComparison.Ordinal);
        ana = await site.SignIn(ana.Member);
        await ana.Answer(id, "No");
        await At((await site.Meeting(id)).BookAccessBy.PlusDays(1));
        Assert.Equal((2, 1), ((await Letters(helper)).Count, (await Letters(contact)).Count));
    }

    [Theory]
    [InlineData("", "Please say why")]
    [InlineData("long", "at most 300 characters")]
    [InlineData("one\u0007two", "Please say why")]
    public async Task A_bad_word_changes_nothing_and_is_kept(string words, string says)
    {
        if (words == "long") words = new string('x', 301);
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"));
        var page = (await (await Open(contact, id, "American")).Submit("form[action$='/refusal']", ("Refusal.Words", words))).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(words, page.One("#Refusal_Words").TextContent.TrimStart('\n'));
        Assert.Equal(["American Sign Language (ASL) interpreter Not booked yet"], await Asked(ana, id));
    }

    [Fact]
    public async Task A_booker_is_one_of_those_on_the_list()
    {
        var (contact, id) = await Meeting(40);
        await Asking(id, ("Mine.Asl", "true"));
        var request = await Open(contact, id, "American");
        var (outsider, gone) = (await site.Add(Kind.Supporter), await site.Add(Kind.Facilitator));
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == gone.Id)).Suspend());
        foreach (var member in (string[])["nonsense", outsider.Id.ToString(), gone.Id.ToString(), contact.Member.Id.ToString()])
            Assert.Contains("active member from the list", (await contact.Post(request.Address + "/booker", ("Booker.Member", member))).Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Null(await site.Read(db => db.AccessRequests.Where(r => db.Rsvps.Any(a => a.Id == r.RsvpId && a.MeetingId == id)).Select(r => r.BookerId).SingleAsync()));
    }

    [Fact]
    public async Task Two_words_at_once_and_a_no_in_between_leave_one_state()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"));
        var (request, answer) = (await Open(contact, id, "American"), await ana.Get($"/meetings/{id}"));
        await Task.WhenAll(request.Submit("form[action$='/booking'] button"), request.Submit("form[action$='/booking'] button"), request.Submit("form[action$='/booking'] button"));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await Letters(ana));
        await Task.WhenAll(answer.Submit("#rsvp form", ("Mine.Answer", "No")), request.Submit("form[action$='/refusal']", ("Refusal.Words", "No.")));
        Assert.Empty(await Requests(id));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await Letters(ana));
    }

    [Fact]
    public async Task Thirty_days_after_nothing_is_left_of_it_anywhere()
    {
        await using var own = await Site.On(site.Kind);
        var committee = await own.Committee();
        var member = await own.SignIn(Kind.Supporter);
        var id = await committee.Schedule(new(2031, 2));
        await committee.Announce(id);
        await member.Answer(id, "Yes", ("Mine.Asl", "true"), ("Mine.Other", "Large print"));
        foreach (var link in (await committee.Get($"/meetings/{id}/access")).All("tbody a").Select(a => a.GetAttribute("href")!))
            await (await committee.Get(link)).Submit("form[action$='/booking'] button");
        await Site.Until(async () => await own.Read(db => db.Occasions.CountAsync(o => o.Kind == LetterKind.AccessAnswered)) == 2, "both are told");
        own.Clock.Advance((await own.Read(db => db.Meetings.SingleAsync(m => m.Id == id))).AccessForgottenAt.Minus(own.Now).ToTimeSpan());
        await Site.Until(async () => !await own.Read(db => db.AccessRequests.AnyAsync()), "the requests are gone");
        Assert.False(await own.Read(db => db.Occasions.AnyAsync(o => o.Kind == LetterKind.AccessAnswered)));
        Assert.Equal(Answer.Yes, (await own.Read(db => db.Rsvps.SingleAsync())).Answer);
        committee = await own.SignIn(committee.Member);
        Assert.Contains("have been deleted, as promised", (await committee.Get($"/meetings/{id}/access")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thirty_days_after_nothing_is_seen_of_it_also_where_it_is_not_deleted_yet()
    {
        var (contact, id) = await Meeting(40);
        await Asking(id, ("Mine.Asl", "true"));
        var (meeting, viewer) = (await site.Meeting(id), await site.Viewer(contact.Member));
        foreach (var (at, seen) in ((Instant, int)[])[(meeting.AccessForgottenAt - Duration.Epsilon, 1), (meeting.AccessForgottenAt, 0)])
            Assert.Equal(seen, await site.Read(db => db.AccessRequests.SeenBy(db.Rsvps, viewer, meeting, at).CountAsync()));
    }

    [Fact]
    public async Task Needs_that_were_told_before_there_were_requests_become_some()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"));
        await site.Write(db => db.AccessRequests.Where(r => db.Rsvps.Any(a => a.Id == r.RsvpId && a.MeetingId == id)).ExecuteDeleteAsync());
        await Rounds();
        Assert.Equal(["American Sign Language (ASL) interpreter Not booked yet"], await Asked(ana, id));
        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
    }

    [Fact]
    public async Task No_letter_about_needs_leaves_a_row_for_anybody_to_read()
    {
        var (contact, id) = await Meeting(40);
        var ana = await Asking(id, ("Mine.Asl", "true"));
        await (await Open(contact, id, "American")).Submit("form[action$='/booking'] button");
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await Letters(ana));
        Assert.False(await site.Read(db => db.Letters.AnyAsync(l => db.Occasions.Any(o => o.Id == l.OccasionId && o.Kind == LetterKind.AccessAnswered))));
    }

    /// <summary>A meeting of one's own so many days from now, with its access contact.</summary>
    async Task<(Visitor Contact, Id<QuarterlyMeeting> Id)> Meeting(int inDays)
    {
        var id = await site.Announced(inDays);
        var contact = await site.SignIn(Kind.Committee);
        await site.Write(async db => (await db.Meetings.SingleAsync(m => m.Id == id)).NameContact(await db.Members.SingleAsync(m => m.Id == contact.Member.Id)));
        return (contact, id);
    }

    async Task<Visitor> Asking(Id<QuarterlyMeeting> id, params (string, string?)[] needs)
    {
        var member = await site.SignIn(Kind.Supporter);
        await member.Answer(id, "Yes", needs);
        return member;
    }

    /// <summary>The page of the request in whose row some text stands.</summary>
    static async Task<Page> Open(Visitor who, Id<QuarterlyMeeting> id, string text)
    {
        var list = await who.Get($"/meetings/{id}/access");
        return await who.Get(list.All("tbody tr").First(r => r.TextContent.Contains(text, StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!);
    }

    static async Task<List<string>> Asked(Visitor who, Id<QuarterlyMeeting> id) =>
        [.. (await who.Get($"/meetings/{id}")).All("ul[aria-labelledby=asked] > li").Select(li => string.Join(' ', li.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    static async Task Refused(Visitor who, Id<QuarterlyMeeting> id, Id<AccessRequest> request)
    {
        var address = $"/meetings/{id}/access/{request}";
        Assert.Equal(HttpStatusCode.NotFound, (await who.Get(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await who.Post(address + "/booking")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await who.Post(address + "/booking", ("_method", "DELETE"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await who.Post(address + "/refusal", ("Refusal.Words", "x"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await who.Post(address + "/booker", ("Booker.Member", ""))).Status);
    }

    Task<List<Id<AccessRequest>>> Requests(Id<QuarterlyMeeting> id, System.Linq.Expressions.Expression<Func<AccessRequest, bool>>? which = null) => site.Read(db =>
        db.AccessRequests.Where(which ?? (_ => true)).Where(r => db.Rsvps.Any(a => a.Id == r.RsvpId && a.MeetingId == id)).Select(r => r.Id).ToListAsync());

    async Task At(LocalDate day)
    {
        site.Clock.Advance((day.At(new(9, 0)).InZoneStrictly(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).ToInstant() - site.Now).ToTimeSpan());
        await Rounds();
    }

    async Task Rounds()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccessRounds>().Go();
    }

    static bool Mine(MimeMessage letter) => letter.Subject!.StartsWith(About, StringComparison.Ordinal);

    async Task<List<MimeMessage>> Letters(Visitor who) => [.. (await site.Mail(who.Member)).Where(Mine)];
}

public sealed class AccessTestsOnSqlite(SqlitePostSite site) : AccessTests(site), IClassFixture<SqlitePostSite>;

public sealed class AccessTestsOnPostgres(PostgresPostSite site) : AccessTests(site), IClassFixture<PostgresPostSite>;
