using CoP.Domain.Calendars;
using CoP.Web.Features.Calendars.Choices;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Mail;

/// <summary>The whole way: a change, the post room, Postfix, Dovecot, and what a mail program reads over IMAP.</summary>
public sealed class DeliveryTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite, MailSecurity.StartTls)]
    [InlineData(DatabaseKind.Postgres, MailSecurity.Tls)]
    public async Task An_announcement_and_its_reminder_arrive_once_each_and_as_they_were_written(DatabaseKind database, MailSecurity security)
    {
        var server = await MailServer.Shared;
        await using var site = await Site.On(database, s =>
        {
            foreach (var (name, value) in server.Settings(security)) s.Settings[name] = value;
        });
        var luz = await site.Add(Kind.Supporter, m => m with { Name = "Luz Ñandú 🌱", Language = "es" });
        var id = await site.Announced(4);
        var letter = await server.Newest(luz.Email);
        Assert.Equal("Luz Ñandú 🌱", letter.To.Mailboxes.Single().Name);
        Assert.StartsWith("Reunión de la comunidad el", letter.Subject, StringComparison.Ordinal);
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
        Assert.Contains("List-Unsubscribe=One-Click", letter.Headers[HeaderId.ListUnsubscribePost], StringComparison.Ordinal);
        Assert.Equal("REQUEST", letter.BodyParts.Single(p => p.ContentType.IsMimeType("text", "calendar")).ContentType.Parameters["method"]);
        Assert.Equal("/meetings/" + id, letter.Link("/meetings/"));

        await site.RemindAt((await site.Meeting(id)).Slot.StartsAt - Duration.FromDays(1));
        var all = await server.Inbox(luz.Email, atLeast: 2);
        await site.Remind();
        Assert.StartsWith("Recordatorio", all[1].Subject, StringComparison.Ordinal);
        Assert.Equal(2, (await server.Inbox(luz.Email, atLeast: 2)).Count);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Sessions_their_changes_and_their_end_arrive_as_a_calendar_takes_them(DatabaseKind database)
    {
        var server = await MailServer.Shared;
        await using var site = await Site.On(database, s =>
        {
            foreach (var (name, value) in server.Settings(MailSecurity.StartTls)) s.Settings[name] = value;
        });
        var ana = await site.Add(Kind.Supporter);
        var luz = await site.Add(Kind.Supporter, m => m with { Name = "Luz \"Ñandú\"; 🌱", Language = "es" });
        await site.Write(async db => (await db.CalendarChoicesOf(luz.Id)).Choose(Alarm.None, invitations: true));
        var id = await site.NewGroup(ana, 3, luz);
        var session = await site.NextSession(id);
        List<(MimeMessage Letter, Ical.Net.Calendar Calendar)> read = [];
        read.Add(await Next());
        await site.Change(id, LetterKind.SessionMoved, g => g.Move(session.Original, session.Original.PlusDays(1), 60, ana.Id, site.Now));
        read.Add(await Next());
        await site.Change(id, LetterKind.SessionCancelled, g => g.Cancel(session.Original.PlusWeeks(1), ana.Id, site.Now));
        read.Add(await Next());
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Leave(luz.Id, site.Now));
        read.Add(await Next());

        Assert.Equal(["REQUEST", "REQUEST", "CANCEL", "CANCEL"], read.Select(r => r.Calendar.Method));
        Assert.Equal([0, 1, 2, 3], read.Select(r => r.Calendar.Events[0]!.Sequence));
        Assert.Single(read.SelectMany(r => r.Calendar.Events).Select(e => e!.Uid).Distinct());
        foreach (var (letter, calendar) in read)
        {
            Assert.All(calendar.Events, e => Assert.Equal("mailto:" + letter.From.Mailboxes.Single().Address, e!.Organizer!.Value!.OriginalString));
            Assert.All(calendar.Events, e => Assert.Equal(("mailto:" + luz.Email, luz.Name), (Assert.Single(e!.Attendees).Value!.OriginalString, e.Attendees[0]!.CommonName!.Replace("^'", "\"", StringComparison.Ordinal))));
            Assert.Equal("es", ((Multipart)((Multipart)letter.Body!)[0]).Headers[HeaderId.ContentLanguage]);
            Assert.Single(letter.To.Mailboxes);
        }
        Assert.Equal([(session.Slot.StartsAt + Duration.FromDays(1)).ToDateTimeUtc()], read[1].Calendar.Events.Where(e => e!.RecurrenceIdentifier is not null).Select(e => e!.Start!.AsUtc));
        Assert.Equal("CANCELLED", read[3].Calendar.Events.Single()!.Status);

        async Task<(MimeMessage, Ical.Net.Calendar)> Next()
        {
            await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SessionInvitations>().Go();
            var letter = (await server.Inbox(luz.Email, atLeast: read.Count + 1))[^1];
            var part = letter.BodyParts.OfType<TextPart>().Single(p => p.ContentType.IsMimeType("text", "calendar"));
            var calendar = Ical.Net.Calendar.Load(part.Text)!;
            Assert.Equal(calendar.Method, part.ContentType.Parameters["method"]);
            return (letter, calendar);
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_mailbox_that_is_gone_is_refused_and_one_that_is_full_is_tried_again(DatabaseKind database)
    {
        var server = await MailServer.Shared;
        await using var site = await Site.On(database, s =>
        {
            foreach (var (name, value) in server.Settings(MailSecurity.None)) s.Settings[name] = value;
        });
        var gone = await site.Add(Kind.Supporter, m => m with { Email = "gone@cop.example" });
        var later = await site.Add(Kind.Supporter, m => m with { Email = "later@cop.example" });
        await site.Announced(10);
        await site.Post();
        var letters = await site.Read(db => db.Letters.AsNoTracking().ToDictionaryAsync(l => l.Recipient));
        Assert.Equal(LetterState.Refused, letters[gone.Id.Value].State);
        Assert.Contains("550", letters[gone.Id.Value].Outcome, StringComparison.Ordinal);
        Assert.Equal((LetterState.Waiting, 1), (letters[later.Id.Value].State, letters[later.Id.Value].Attempts));
        Assert.Contains("450", letters[later.Id.Value].Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_acceptance_was_lost_on_the_way_comes_again_as_the_same_message()
    {
        await using var server = new FaultySmtp { Answer = (verb, n) => verb == "DOT" && n == 1 ? FaultySmtp.Drop : null };
        await using var site = await Site.On(DatabaseKind.Sqlite, s =>
        {
            (s.Settings["CoP:Mail:Host"], s.Settings["CoP:Mail:Port"], s.Settings["CoP:Mail:Security"]) = ("127.0.0.1", $"{server.Port}", nameof(MailSecurity.None));
        });
        var contactOnly = await site.NewMeeting(10);
        await site.Change(contactOnly, (meeting, now) => meeting.Announce(now));
        await site.Post();
        Assert.Single(server.Taken);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await site.Post();
        Assert.Equal(2, server.Taken.Count);
        Assert.Single(server.Taken.Select(MessageId).Distinct());
        Assert.Equal(LetterState.Sent, await site.Read(db => db.Letters.Select(l => l.State).SingleAsync()));
    }

    static string MessageId(string message) => message.Split('\n').Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));
}
