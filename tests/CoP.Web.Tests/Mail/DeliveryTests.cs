using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
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
