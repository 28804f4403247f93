using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoP.Web.Tests.Infrastructure;

public sealed class MailServerTests
{
    [Theory]
    [InlineData(MailSecurity.None)]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task A_letter_reaches_the_mailbox_however_the_line_is_kept_private(MailSecurity security)
    {
        var server = await MailServer.Shared;
        var settings = new ConfigurationBuilder().AddInMemoryCollection(server.Settings(security)!).Build().GetSection(MailSettings.Section).Get<MailSettings>()!;
        await using var transport = new SmtpTransport(Options.Create(settings), TimeProvider.System);
        var to = $"{Guid.NewGuid():N}@cop.example";
        var letter = new MimeMessage([settings.Sender], [MailboxAddress.Parse(to)], "¿Viene?", new TextPart("plain") { Text = "See http://localhost/meetings/1 for more.\r\n" });

        Assert.IsType<Handover.Sent>(await transport.Send(letter, TestContext.Current.CancellationToken));

        var read = await server.Newest(to);
        Assert.Equal("¿Viene?", read.Subject);
        Assert.Equal("/meetings/1", read.Link("/meetings/"));
    }

    [Theory]
    [InlineData("gone@cop.example", typeof(Handover.Refused))]
    [InlineData("later@cop.example", typeof(Handover.Later))]
    public async Task The_server_refuses_whom_tests_ask_it_to_refuse(string to, Type outcome)
    {
        var server = await MailServer.Shared;
        await using var transport = new SmtpTransport(Options.Create(new MailSettings { Host = "localhost", Port = server.SmtpPort, Security = MailSecurity.None }), TimeProvider.System);
        var letter = new MimeMessage([new MailboxAddress("", "site@cop.example")], [MailboxAddress.Parse(to)], "No", new TextPart("plain") { Text = "No" });
        Assert.IsType(outcome, await transport.Send(letter, TestContext.Current.CancellationToken));
    }
}
