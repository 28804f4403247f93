using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using AuthenticationException = MailKit.Security.AuthenticationException;

namespace CoP.Web.Mail.Transport;

/// <summary>
/// SMTP over one connection that is kept while there is mail: one message at a time, since the protocol knows no other way.
/// </summary>
public sealed class SmtpTransport(IOptions<MailSettings> options, TimeProvider clock) : IMailTransport, IAsyncDisposable
{
    const int MessagesPerConnection = 100;
    readonly MailSettings settings = options.Value;
    readonly SemaphoreSlim one = new(1, 1);
    StagedClient? line;
    long lastUse;
    int sent;

    /// <summary>Longest that one hand-over may take: shorter than the lease of a letter.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an idle connection is trusted; servers close them after some minutes.</summary>
    internal TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>In tests: trusts a certificate that the machine does not.</summary>
    internal RemoteCertificateValidationCallback? Trust { get; init; }

    public async Task<Handover> Send(MimeMessage message, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(settings.Host)) return new Handover.Later(HandoverStage.Connect, $"{MailSettings.Section}:Host is not set.");
        await one.WaitAsync(cancel);
        try
        {
            var reused = line is not null;
            var outcome = await Attempt(message, cancel);
            // A server may have closed an idle line without our noticing; nothing of the message has crossed it yet.
            return reused && outcome is Handover.Later { Stage: < HandoverStage.Content } && line is null ? await Attempt(message, cancel) : outcome;
        }
        finally
        {
            one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (line is { } last) await Close(last, politely: true);
        one.Dispose();
    }

    async Task<Handover> Attempt(MimeMessage message, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            if (line is { } old && (!old.IsConnected || sent >= MessagesPerConnection || clock.GetElapsedTime(lastUse) > IdleLimit))
                await Close(old, politely: true);
            var client = line ??= await Connect(limit.Token);
            client.Stage = HandoverStage.Sender;
            var reply = await client.SendAsync(message, limit.Token);
            lastUse = clock.GetTimestamp();
            sent++;
            return new Handover.Sent(reply);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return await Broken($"No answer within {Limit.TotalSeconds:0} s.");
        }
        catch (SmtpCommandException e)
        {
            var stage = e.ErrorCode switch
            {
                SmtpErrorCode.SenderNotAccepted => HandoverStage.Sender,
                SmtpErrorCode.RecipientNotAccepted => HandoverStage.Recipient,
                SmtpErrorCode.MessageNotAccepted => HandoverStage.Content,
                _ => line?.Stage ?? HandoverStage.Connect,
            };
            var reply = $"{(int)e.StatusCode} {e.Message}";
            // 421: the server closes the line whatever we say next.
            if (e.StatusCode == SmtpStatusCode.ServiceNotAvailable || stage < HandoverStage.Sender) return await Broken(reply, stage);
            lastUse = clock.GetTimestamp();
            return (int)e.StatusCode >= 500 ? new Handover.Refused(stage, reply) : new Handover.Later(stage, reply);
        }
        catch (NotSupportedException e) when (line?.Stage >= HandoverStage.Sender)
        {
            // An address beyond ASCII, and a server that does not know them.
            return new Handover.Refused(HandoverStage.Recipient, e.Message);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or AuthenticationException or SslHandshakeException
            or System.Security.Authentication.AuthenticationException or NotSupportedException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
        {
            return await Broken(e.Message, e is SslHandshakeException or NotSupportedException ? HandoverStage.Secure : null);
        }
    }

    async Task<StagedClient> Connect(CancellationToken cancel)
    {
        var client = new StagedClient
        {
            LocalDomain = settings.Sender.Domain,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            // Somebody else's list of revoked certificates, when out of reach, must not stop the mail.
            CheckCertificateRevocation = false,
        };
        if (Trust is not null) client.ServerCertificateValidationCallback = Trust;
        line = client;
        await client.ConnectAsync(settings.Host!, settings.PortInUse, settings.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, cancel);
        client.Stage = HandoverStage.Authenticate;
        if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", cancel);
        sent = 0;
        return client;
    }

    async Task<Handover> Broken(string reply, HandoverStage? stage = null)
    {
        var reached = stage ?? line?.Stage ?? HandoverStage.Connect;
        if (line is { } broken) await Close(broken, politely: false);
        return new Handover.Later(reached, reply);
    }

    async Task Close(StagedClient client, bool politely)
    {
        line = null;
        using (client)
        {
            if (!politely || !client.IsConnected) return;
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await client.DisconnectAsync(quit: true, soon.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
            {
                // The line was closed from the other end: what was asked for.
            }
        }
    }

    // Knows how far a hand-over came, which the exceptions of a cut line do not say.
    sealed class StagedClient : SmtpClient
    {
        public HandoverStage Stage { get; set; }

        protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            Stage = HandoverStage.Recipient;
            base.OnSenderAccepted(message, mailbox, response);
        }

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            Stage = HandoverStage.Content;
            base.OnRecipientAccepted(message, mailbox, response);
        }
    }
}
