using System.Text;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Calendars.Choices;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;
using CoP.Web.Mail;
using CoP.Web.Tests.CoReflection;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;
using ForeignEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace CoP.Web.Tests.Mail;

public abstract class SessionInvitationTests(Site site)
{
    [Fact]
    public async Task Who_prefers_invitations_gets_the_series_once_when_joining_and_when_it_is_planned()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await Invited());
        var id = await site.NewGroup(ana, 3, ben);
        var first = Assert.Single(await Told(ben));
        var entry = Assert.Single(first.Calendar.Events);
        var series = (await site.Group(id)).Series.Single();
        Assert.Equal(("REQUEST", series.Uid, 0), (first.Calendar.Method, entry.Uid, entry.Sequence));
        Assert.Equal("mailto:" + first.Letter.From.Mailboxes.Single().Address, entry.Organizer!.Value!.ToString());
        Assert.Equal("mailto:" + ben.Email, Assert.Single(entry.Attendees).Value!.ToString());
        Assert.Equal(series.Slot.StartsAt, Starts(first.Calendar).First());
        Assert.NotEmpty(first.Letter.Headers[HeaderId.ListUnsubscribe]!);
        // Who has not asked for it has none, and nobody has the same twice.
        Assert.DoesNotContain(await site.Mail(ana), HasCalendar);
        Assert.Single(await Told(ben));

        // What is planned anew ends the first and begins a second; no other letter says it again.
        await Plan(id, ana, series.Slot.Start.PlusWeeks(4).PlusHours(1));
        var told = await Told(ben);
        Assert.Equal(3, told.Count);
        Assert.Equal(3, (await site.Mail(ben)).Count);
        var ended = told.Single(t => t.Calendar.Events[0]!.Uid == series.Uid && t != told[0]);
        Assert.Equal(("REQUEST", 1), (ended.Calendar.Method, ended.Calendar.Events.Single().Sequence));
        Assert.Equal(4, Starts(ended.Calendar).Count);
    }

    [Fact]
    public async Task Moved_restored_and_cancelled_sessions_reach_the_calendar_with_higher_sequences_each()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await Invited());
        var id = await site.NewGroup(ana, 3, ben);
        await Told(ben);
        var session = await site.NextSession(id);
        await site.Change(id, LetterKind.SessionMoved, g => g.Move(session.Original, session.Original.PlusHours(2), 60, ana.Id, site.Now));
        await Told(ben);
        await site.Change(id, LetterKind.SessionMoved, g => g.Restore(session.Original, ana.Id, site.Now));
        await Told(ben);
        await site.Change(id, LetterKind.SessionCancelled, g => g.Cancel(session.Original, ana.Id, site.Now));
        var told = await Told(ben);
        Assert.Equal(["REQUEST", "REQUEST", "REQUEST", "CANCEL"], told.Select(t => t.Calendar.Method));
        Assert.Equal([0, 1, 2, 3], told.Select(t => t.Calendar.Events[0]!.Sequence));
        Assert.Single(told.SelectMany(t => t.Calendar.Events).Select(e => e.Uid).Distinct());
        Assert.Equal(session.Slot.StartsAt + Duration.FromHours(2), At(Exception(told[1]).Start!));
        // A calendar that was told of the move does not forget it by itself.
        Assert.Equal(session.Slot.StartsAt, At(Exception(told[2]).Start!));
        Assert.Equal(session.Slot.StartsAt, At(Exception(told[3]).RecurrenceIdentifier!.StartTime));
        Assert.Equal(("CANCELLED", 1), (Exception(told[3]).Status, told[3].Calendar.Events.Count));
        Assert.Contains("2:00", told[1].Letter.TextBody, StringComparison.Ordinal);
        // Nothing else is sent beside them.
        Assert.Equal(4, (await site.Mail(ben)).Count);

        static ForeignEvent Exception(Message told) => told.Calendar.Events.Single(e => e.RecurrenceIdentifier is not null);
    }

    [Fact]
    public async Task Several_changes_before_the_letter_are_one_letter()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await Invited());
        var id = await site.NewGroup(ana, 3, ben);
        await Told(ben);
        var session = await site.NextSession(id);
        await site.Change(id, LetterKind.SessionCancelled, g => g.Cancel(session.Original, ana.Id, site.Now));
        await site.Change(id, LetterKind.SessionMoved, g => g.Move(session.Original.PlusWeeks(1), session.Original.PlusWeeks(1).PlusHours(1), 60, ana.Id, site.Now));
        var told = await Told(ben);
        Assert.Equal(2, told.Count);
        Assert.Equal(("REQUEST", 2), (told[1].Calendar.Method, told[1].Calendar.Events[0]!.Sequence));
        Assert.DoesNotContain(session.Slot.StartsAt, Starts(told[1].Calendar));
    }

    [Fact]
    public async Task Leaving_takes_the_series_out_of_the_calendar_and_coming_back_brings_it_anew_with_a_higher_sequence()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await Invited());
        var id = await site.NewGroup(ana, 3, ben);
        await Told(ben);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Leave(ben.Id, site.Now));
        var gone = (await Told(ben))[^1];
        Assert.Equal(("CANCEL", 1, "CANCELLED"), (gone.Calendar.Method, gone.Calendar.Events.Single().Sequence, gone.Calendar.Events.Single().Status));
        Assert.Null(gone.Letter.Headers[HeaderId.ListUnsubscribe]);
        Assert.DoesNotContain("Harbor", gone.Letter.ToString(), StringComparison.Ordinal);
        var viewer = await site.Viewer(ben);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Join(viewer, site.Now));
        var back = (await Told(ben))[^1];
        Assert.Equal(("REQUEST", 2, gone.Calendar.Events.Single().Uid), (back.Calendar.Method, back.Calendar.Events.Single().Sequence, back.Calendar.Events.Single().Uid));
        // And what changes after that is higher still, though the series itself counts only to one.
        var session = await site.NextSession(id);
        await site.Change(id, LetterKind.SessionCancelled, g => g.Cancel(session.Original, ana.Id, site.Now));
        Assert.Equal(("CANCEL", 3), ((await Told(ben))[^1].Calendar.Method, (await Told(ben))[^1].Calendar.Events.Single().Sequence));
    }

    [Fact]
    public async Task Only_who_was_invited_is_told_that_it_is_off()
    {
        var (ana, ben, cleo) = (await site.Add(Kind.Supporter), await Invited(), await Invited());
        var id = await site.NewGroup(ana, 3, ben);
        await Told(ben);
        // Left before anything was sent: there is nothing to take back.
        var viewer = await site.Viewer(cleo);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Join(viewer, site.Now));
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Leave(cleo.Id, site.Now));
        // The series is gone altogether: planned anew from before its first session on.
        await Plan(id, ana, (await site.NextSession(id)).Original.PlusDays(-1));
        var told = await Told(ben);
        Assert.Equal(["CANCEL", "REQUEST"], told[1..].Select(t => t.Calendar.Method).Order());
        Assert.Empty(await Told(cleo));
        Assert.Empty(await site.Mail(cleo));
    }

    [Fact]
    public async Task Giving_up_invitations_or_all_mail_about_sessions_takes_out_what_was_sent_and_no_more_comes()
    {
        var (ana, ben, cleo) = (await site.Add(Kind.Supporter), await Invited(), await Invited());
        var id = await site.NewGroup(ana, 3, ben, cleo);
        await Told(ben);
        await site.Write(async db =>
        {
            (await db.CalendarChoicesOf(ben.Id)).Choose(Alarm.None, invitations: false);
            (await db.ChoicesOf(cleo.Id)).Mute(MailTopics.Sessions);
        });
        Assert.Equal(["REQUEST", "CANCEL"], (await Told(ben)).Select(t => t.Calendar.Method));
        Assert.Equal(["REQUEST", "CANCEL"], (await Told(cleo)).Select(t => t.Calendar.Method));
        var session = await site.NextSession(id);
        await site.Change(id, LetterKind.SessionCancelled, g => g.Cancel(session.Original, ana.Id, site.Now));
        Assert.Equal(2, (await Told(cleo)).Count);
        // Ben is told in words now, as everyone is who has not asked for more.
        Assert.Equal((2, 3), ((await Told(ben)).Count, (await site.Mail(ben)).Count));
    }

    [Fact]
    public async Task Who_may_not_see_the_group_any_more_keeps_nothing_of_it()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await Invited());
        var id = await site.NewGroup(ana, 3, ben);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Describe(Circles.Peers with { Size = 8 }, await Viewer(db, ana)));
        Assert.Single(await Told(ben));
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, Areas.Western)));
        Assert.Equal(["REQUEST", "CANCEL"], (await Told(ben)).Select(t => t.Calendar.Method));
    }

    [Fact]
    public async Task It_is_in_the_members_language_and_names_the_group_only_for_who_wants_that()
    {
        var ana = await site.Add(Kind.Supporter);
        var (luz, ben) = (await Invited("es"), await Invited());
        await site.Write(async db => (await db.ChoicesOf(ben.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        var id = await site.NewGroup(ana, 3, luz, ben);
        var (plain, detailed) = (Assert.Single(await Told(luz)), Assert.Single(await Told(ben)));
        Assert.StartsWith("Sesiones para su calendario", plain.Letter.Subject, StringComparison.Ordinal);
        Assert.Equal("Sesión de grupo", plain.Calendar.Events.Single().Summary);
        Assert.DoesNotContain("Harbor", plain.Letter.ToString(), StringComparison.Ordinal);
        Assert.Equal("Harbor circle", detailed.Calendar.Events.Single().Summary);
        Assert.DoesNotContain("Harbor", detailed.Letter.Subject, StringComparison.Ordinal);
        // Another name is news for who is told the name, and for nobody else.
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Describe(Circles.Peers with { Name = "River circle", Roles = MemberRoles.All, Size = 8 }, await Viewer(db, ana)));
        Assert.Equal(("River circle", 1), ((await Told(ben))[^1].Calendar.Events.Single().Summary, (await Told(ben))[^1].Calendar.Events.Single().Sequence));
        Assert.Single(await Told(luz));
    }

    [Fact]
    public async Task What_the_server_refuses_is_not_taken_for_told_nor_tried_for_ever()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await Invited());
        Bag.Refused = ben.Email;
        await site.NewGroup(ana, 3, ben);
        for (var i = 0; i < 3; i++) Assert.Empty(await Told(ben));
        Assert.Equal(LetterState.Refused, await site.Read(db => db.Letters.Where(l => l.Recipient == ben.Id.Value).Select(l => l.State).SingleAsync()));
        Bag.Refused = null;
        await site.Write(async db => (await db.CalendarChoicesOf(ben.Id)).Choose(Alarm.None, invitations: false));
        Assert.Empty(await Told(ben));
    }

    [Fact]
    public async Task A_reason_that_is_there_again_has_a_letter_again()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await Invited());
        var id = await site.NewGroup(ana, 3, ben);
        Bag.IsAway = true;
        await Go();
        await site.Write(async db => (await db.CalendarChoicesOf(ben.Id)).Choose(Alarm.None, invitations: false));
        Bag.IsAway = false;
        Assert.Empty(await Told(ben));
        Assert.Equal(nameof(VoidReason.NotWanted), await site.Read(db => db.Letters.Where(l => l.Recipient == ben.Id.Value).Select(l => l.Outcome).SingleAsync()));
        await site.Write(async db => (await db.CalendarChoicesOf(ben.Id)).Choose(Alarm.None, invitations: true));
        Assert.Equal("REQUEST", Assert.Single(await Told(ben)).Calendar.Method);
        // Who is kept out gets no mail, and is told the rest once they are back.
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).Suspend());
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Leave(ben.Id, site.Now));
        Assert.Single(await Told(ben));
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).Readmit());
        Assert.Equal(["REQUEST", "CANCEL"], (await Told(ben)).Select(t => t.Calendar.Method));
    }

    Postbag Bag => (Postbag)site.Services.GetRequiredService<CoP.Web.Mail.Transport.IMailTransport>();

    async Task<Joined> Invited(string language = "en")
    {
        var member = await site.Add(Kind.Supporter, who => who with { Language = language });
        await site.Write(async db => (await db.CalendarChoicesOf(member.Id)).Choose(Alarm.None, invitations: true));
        return member;
    }

    Task Plan(Id<Group> id, Joined by, LocalDateTime first) => site.Write(async db =>
    {
        var series = (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Plan(new SeriesPlan(LocalSlot.At(first, 60, "America/New_York"), Rhythm.Weekly), by.Id, site.Now);
        db.Tell(Occasion.Of(LetterKind.SessionsPlanned, series.Id.Value, series.Sequence, site.Now));
    });

    async Task Go()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SessionInvitations>().Go();
    }

    /// <summary>What a member's calendar has been told so far, the oldest first, each message read by another library.</summary>
    async Task<List<Message>> Told(Joined member)
    {
        await site.Post();
        await Go();
        return [.. (await site.Mail(member)).Where(HasCalendar).Select(letter => new Message(letter, Calendar.Load(Words(letter))!))];
    }

    static bool HasCalendar(MimeMessage letter) => letter.BodyParts.Any(p => p.ContentType.IsMimeType("text", "calendar"));

    static string Words(MimeMessage letter)
    {
        var part = letter.BodyParts.OfType<TextPart>().Single(p => p.ContentType.IsMimeType("text", "calendar"));
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        var words = Encoding.UTF8.GetString(bytes.ToArray());
        // Mail programs go by either.
        Assert.Contains("METHOD:" + part.ContentType.Parameters["method"], words, StringComparison.Ordinal);
        return words;
    }

    static async Task<Viewer> Viewer(CoP.Web.Data.CopDb db, Joined member)
    {
        var m = await db.Members.SingleAsync(m => m.Id == member.Id);
        return new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties);
    }

    static List<Instant> Starts(Calendar calendar) => [.. calendar.GetOccurrences<ForeignEvent>().Take(10).Select(o => At(o.Period.StartTime))];

    static Instant At(Ical.Net.DataTypes.CalDateTime time) => Instant.FromDateTimeUtc(time.AsUtc);

    sealed record Message(MimeMessage Letter, Calendar Calendar);
}

public sealed class SessionInvitationTestsOnSqlite(SqlitePostSite site) : SessionInvitationTests(site), IClassFixture<SqlitePostSite>;

public sealed class SessionInvitationTestsOnPostgres(PostgresPostSite site) : SessionInvitationTests(site), IClassFixture<PostgresPostSite>;
