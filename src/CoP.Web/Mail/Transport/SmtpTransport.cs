using System.Collections.Concurrent;
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
/// SMTP over a few lines that are kept while there is mail: one message at a time on each, since the protocol knows no other way.
/// </summary>
public sealed class SmtpTransport(IOptions<MailSettings> options, TimeProvider time) : IMailTransport, IAsyncDisposable
{
    const int MessagesPerConnection = 100;
    readonly MailSettings settings = options.Value;
    readonly TimeProvider clock = time;
    readonly SemaphoreSlim free = new(options.Value.Connections);
    // The one that was used last is the one most likely to be still there.
    readonly ConcurrentStack<Line> idle = new();

    /// <summary>Longest that one hand-over may take: shorter than the lease of a letter.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an idle connection is trusted; servers close them after some minutes.</summary>
    internal TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>In tests: trusts a certificate that the machine does not.</summary>
    internal RemoteCertificateValidationCallback? Trust { get; init; }

    public async Task<Handover> Send(MimeMessage message, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(settings.Host)) return new Handover.Later(HandoverStage.Connect, $"{MailSettings.Section}:Host is not set.");
        await free.WaitAsync(cancel);
        try
        {
            if (!idle.TryPop(out var line)) line = new Line(this);
            var outcome = await line.Send(message, cancel);
            if (line.IsOpen) idle.Push(line);
            return outcome;
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Opens a line as for a letter, secured and signed in, and hands over none.</summary>
    public async Task<Handover> TryOut(CancellationToken cancel)
    {
        var line = new Line(this);
        var outcome = await line.TryOut(cancel);
        await line.Close(politely: true);
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(idle.Select(line => line.Close(politely: true)));
        free.Dispose();
    }

    /// <summary>One connection, opened when it is needed.</summary>
    sealed class Line(SmtpTransport transport)
    {
        readonly MailSettings settings = transport.settings;
        StagedClient? client;
        long lastUse;
        int sent;

        public bool IsOpen => client is not null;

        public async Task<Handover> Send(MimeMessage message, CancellationToken cancel)
        {
            var reused = IsOpen;
            var outcome = await Attempt(HandOver, cancel);
            // A server may have closed an idle line without our noticing; nothing of the message has crossed it yet.
            return reused && outcome is Handover.Later { Stage: < HandoverStage.Content } && !IsOpen ? await Attempt(HandOver, cancel) : outcome;

            Task<string> HandOver(StagedClient ready, CancellationToken limit)
            {
                ready.Stage = HandoverStage.Sender;
                return ready.SendAsync(message, limit);
            }
        }

        public Task<Handover> TryOut(CancellationToken cancel) => Attempt(async (ready, limit) =>
        {
            await ready.NoOpAsync(limit);
            return "";
        }, cancel);

        public async Task Close(bool politely)
        {
            if (client is not { } last) return;
            client = null;
            using (last)
            {
                if (!politely || !last.IsConnected) return;
                using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                try
                {
                    await last.DisconnectAsync(quit: true, soon.Token);
                }
                catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
                {
                    // The line was closed from the other end: what was asked for.
                }
            }
        }

        async Task<Handover> Attempt(Func<StagedClient, CancellationToken, Task<string>> work, CancellationToken cancel)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(transport.Limit);
            try
            {
                if (client is { } old && (!old.IsConnected || sent >= MessagesPerConnection || transport.clock.GetElapsedTime(lastUse) > transport.IdleLimit)) await Close(politely: true);
                var ready = client ?? await Connect(limit.Token);
                var reply = await work(ready, limit.Token);
                lastUse = transport.clock.GetTimestamp();
                sent++;
                return new Handover.Sent(reply);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return await Broken($"No answer within {transport.Limit.TotalSeconds:0} s.");
            }
            catch (SmtpCommandException e)
            {
                var stage = e.ErrorCode switch
                {
                    SmtpErrorCode.SenderNotAccepted => HandoverStage.Sender,
                    SmtpErrorCode.RecipientNotAccepted => HandoverStage.Recipient,
                    SmtpErrorCode.MessageNotAccepted => HandoverStage.Content,
                    _ => client?.Stage ?? HandoverStage.Connect,
                };
                var reply = $"{(int)e.StatusCode} {e.Message}";
                // 421: the server closes the line whatever we say next.
                if (e.StatusCode == SmtpStatusCode.ServiceNotAvailable || stage < HandoverStage.Sender) return await Broken(reply, stage);
                lastUse = transport.clock.GetTimestamp();
                return (int)e.StatusCode >= 500 ? new Handover.Refused(stage, reply) : new Handover.Later(stage, reply);
            }
            catch (NotSupportedException e) when (client?.Stage >= HandoverStage.Sender)
            {
                // An address beyond ASCII, and a server that does not know them.
                return new Handover.Refused(HandoverStage.Recipient, e.Message);
            }
            catch (Exception e) when (e is IOException or SocketException or ProtocolException or AuthenticationException or SslHandshakeException
                or System.Security.Authentication.AuthenticationException or NotSupportedException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
            {
                return await Broken(e.Message, e is SslHandshakeException or NotSupportedException ? HandoverStage.Secure : null);
            }
            catch
            {
                // A mistake of ours leaves the line in the middle of a message.
                await Close(politely: false);
                throw;
            }
        }

        async Task<StagedClient> Connect(CancellationToken cancel)
        {
            client = new StagedClient
            {
                LocalDomain = settings.Sender.Domain,
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                // Somebody else's list of revoked certificates, when out of reach, must not stop the mail.
                CheckCertificateRevocation = false,
            };
            if (transport.Trust is not null) client.ServerCertificateValidationCallback = transport.Trust;
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
            var reached = stage ?? client?.Stage ?? HandoverStage.Connect;
            await Close(politely: false);
            return new Handover.Later(reached, reply);
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
