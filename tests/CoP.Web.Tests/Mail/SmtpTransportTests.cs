using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoP.Web.Tests.Mail;

public sealed class SmtpTransportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_follow_each_other_share_a_connection()
    {
        await using var server = new FaultySmtp();
        await using var transport = To(server);
        for (var i = 0; i < 3; i++) Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
        Assert.Equal(1, server.Count("CONNECT"));
        Assert.Equal(3, server.Taken.Count);
    }

    [Fact]
    public async Task Senders_share_as_many_lines_as_are_set_and_no_more()
    {
        await using var server = new FaultySmtp();
        await using var transport = To(server);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => transport.Send(Letter(), Cancel)));
        Assert.All(outcomes, outcome => Assert.IsType<Handover.Sent>(outcome));
        Assert.Equal(3, server.Count("CONNECT"));
        Assert.Equal(20, server.Taken.Count);
    }

    [Fact]
    public async Task A_line_that_hangs_holds_up_only_the_letter_on_it_and_all_are_closed_with_a_word_in_the_end()
    {
        await using var server = new FaultySmtp { Answer = (v, n) => v == "MAIL" && n == 1 ? FaultySmtp.Hang : null };
        await using (var transport = To(server, TimeSpan.FromSeconds(2)))
        {
            var stuck = transport.Send(Letter(), Cancel);
            await server.Heard("MAIL");
            for (var i = 0; i < 5; i++) Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
            Assert.False(stuck.IsCompleted);
            Assert.IsType<Handover.Later>(await stuck);
        }
        Assert.Equal(1, server.Count("QUIT"));
    }

    [Theory]
    [InlineData("MAIL", "451 4.3.0 busy", HandoverStage.Sender)]
    [InlineData("RCPT", "450 4.2.1 try later", HandoverStage.Recipient)]
    [InlineData("DATA", "452 4.3.1 full", HandoverStage.Content)]
    [InlineData("DOT", "451 4.7.1 greylisted", HandoverStage.Content)]
    [InlineData("RCPT", "421 4.3.2 closing", HandoverStage.Recipient)]
    [InlineData("DOT", "421 4.3.2 closing", HandoverStage.Content)]
    [InlineData("CONNECT", "421 4.3.2 too many", HandoverStage.Connect)]
    [InlineData("CONNECT", "554 5.7.1 you are not welcome", HandoverStage.Connect)]
    public async Task A_server_that_is_not_ready_gets_the_message_later(string verb, string answer, HandoverStage stage)
    {
        await using var server = new FaultySmtp { Answer = (v, n) => v == verb && n == 1 ? answer : null };
        await using var transport = To(server);
        var outcome = Assert.IsType<Handover.Later>(await transport.Send(Letter(), Cancel));
        Assert.Equal(stage, outcome.Stage);
        Assert.Contains(answer[4..], outcome.Reply, StringComparison.Ordinal);
        Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 not you", HandoverStage.Sender)]
    [InlineData("RCPT", "550 5.1.1 no such user", HandoverStage.Recipient)]
    [InlineData("DOT", "554 5.6.0 no", HandoverStage.Content)]
    public async Task A_message_refused_for_good_says_where_and_why_and_leaves_the_line_usable(string verb, string answer, HandoverStage stage)
    {
        await using var server = new FaultySmtp { Answer = (v, n) => v == verb && n == 1 ? answer : null };
        await using var transport = To(server);
        var outcome = Assert.IsType<Handover.Refused>(await transport.Send(Letter(), Cancel));
        Assert.Equal((stage, answer), (outcome.Stage, outcome.Reply));
        Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
        Assert.Equal(1, server.Count("CONNECT"));
    }

    [Theory]
    [InlineData("CONNECT", 1, HandoverStage.Connect)]
    [InlineData("EHLO", 1, HandoverStage.Connect)]
    [InlineData("RCPT", 1, HandoverStage.Recipient)]
    [InlineData("LINE", 3, HandoverStage.Content)]
    [InlineData("DOT", 1, HandoverStage.Content)]
    public async Task A_line_that_is_cut_means_later_on_a_new_one(string verb, int at, HandoverStage stage)
    {
        await using var server = new FaultySmtp { Answer = (v, n) => v == verb && n == at ? FaultySmtp.Drop : null };
        await using var transport = To(server);
        var outcome = Assert.IsType<Handover.Later>(await transport.Send(Letter(), Cancel));
        Assert.Equal(stage, outcome.Stage);
        Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
        Assert.Equal(2, server.Count("CONNECT"));
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("MAIL")]
    [InlineData("DOT")]
    public async Task A_server_that_falls_silent_is_not_waited_for_for_ever(string verb)
    {
        await using var server = new FaultySmtp { Answer = (v, n) => v == verb && n == 1 ? FaultySmtp.Hang : null };
        await using var transport = To(server, TimeSpan.FromMilliseconds(400));
        Assert.IsType<Handover.Later>(await transport.Send(Letter(), Cancel));
        Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
    }

    [Fact]
    public async Task An_idle_line_that_the_server_closed_costs_a_reconnect_and_no_message()
    {
        await using var server = new FaultySmtp { Answer = (v, n) => v == "MAIL" && n == 2 ? FaultySmtp.Drop : null };
        await using var transport = To(server);
        Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
        Assert.IsType<Handover.Sent>(await transport.Send(Letter(), Cancel));
        Assert.Equal(2, server.Count("CONNECT"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("454 4.7.0 TLS not available")]
    public async Task Required_encryption_is_never_given_up(string? answerToStartTls)
    {
        await using var server = new FaultySmtp
        {
            Extensions = answerToStartTls is null ? ["8BITMIME"] : ["STARTTLS"],
            Answer = (v, _) => v == "STARTTLS" ? answerToStartTls : null,
        };
        await using var transport = To(server, security: MailSecurity.StartTls, user: "community");
        var outcome = Assert.IsType<Handover.Later>(await transport.Send(Letter(), Cancel));
        Assert.True(outcome.ServerAway);
        Assert.Equal(0, server.Count("AUTH") + server.Count("MAIL"));
    }

    [Fact]
    public async Task Without_a_server_mail_waits()
    {
        var port = 0;
        await using (var server = new FaultySmtp()) port = server.Port;
        await using var transport = new SmtpTransport(Options.Create(new MailSettings { Host = "127.0.0.1", Port = port, Security = MailSecurity.None }), TimeProvider.System);
        Assert.True(Assert.IsType<Handover.Later>(await transport.Send(Letter(), Cancel)).ServerAway);
        await using var unset = new SmtpTransport(Options.Create(new MailSettings()), TimeProvider.System);
        Assert.True(Assert.IsType<Handover.Later>(await unset.Send(Letter(), Cancel)).ServerAway);
    }

    [Fact]
    public void Settings_that_would_send_a_password_in_the_clear_are_refused()
    {
        Assert.NotNull(new MailSettings { Host = "mail.example.org", Security = MailSecurity.None, User = "u", Password = "p" }.Problem);
        Assert.NotNull(new MailSettings { Host = "mail.example.org", User = "u" }.Problem);
        Assert.NotNull(new MailSettings { From = "nobody" }.Problem);
        Assert.Null(new MailSettings { Host = "mail.example.org", Security = MailSecurity.None, User = "", Password = "" }.Problem);
        Assert.Null(new MailSettings { Host = "mail.example.org", User = "u", Password = "p" }.Problem);
    }

    private static SmtpTransport To(FaultySmtp server, TimeSpan? limit = null, MailSecurity security = MailSecurity.None, string? user = null) =>
        new(Options.Create(new MailSettings { Host = "127.0.0.1", Port = server.Port, Security = security, User = user, Password = user, Connections = 3 }), TimeProvider.System)
        {
            Limit = limit ?? TimeSpan.FromSeconds(20),
        };

    private static MimeMessage Letter() => new(
        [MailboxAddress.Parse("community@cop.example")], [MailboxAddress.Parse("member@cop.example")], "Hello",
        new TextPart("plain") { Text = "One\nTwo\nThree\nFour\n" });
}
