using System.Diagnostics;
using System.Globalization;
using CoP.Web.Mail;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// One Postfix and Dovecot for a whole run, started by the first test that asks. Any address receives; <c>gone@cop.example</c> is
/// refused for good (550), <c>later@cop.example</c> for now (450). Tests keep apart by using addresses of their own.
/// </summary>
public sealed class MailServer
{
    static readonly Lazy<Task<MailServer>> shared = new(Start);

    MailServer(MailServerProcess process) => (SmtpPort, SubmissionPort, SmtpsPort, ImapPort, NextHopPort) = (process.Smtp, process.Submission, process.Smtps, process.Imap, process.NextHop);

    public static Task<MailServer> Shared => shared.Value;

    /// <summary>Takes mail from this machine without a login; STARTTLS is offered.</summary>
    public int SmtpPort { get; }

    /// <summary>Requires STARTTLS and a login (any name, password <c>secret</c>).</summary>
    public int SubmissionPort { get; }

    /// <summary>TLS from the first byte; requires a login.</summary>
    public int SmtpsPort { get; }

    public int ImapPort { get; }

    /// <summary>Where Postfix takes mail for <c>bounce.example</c>: a test may listen there and refuse it.</summary>
    public int NextHopPort { get; }

    /// <summary>The settings with which a site sends through this server.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings(MailSecurity security = MailSecurity.StartTls) =>
    [
        new("CoP:Mail:Host", "localhost"),
        new("CoP:Mail:Port", Port(security).ToString(CultureInfo.InvariantCulture)),
        new("CoP:Mail:Security", security.ToString()),
        .. security == MailSecurity.None ? Array.Empty<KeyValuePair<string, string>>() : [new("CoP:Mail:User", "site@cop.example"), new("CoP:Mail:Password", "secret")],
    ];

    int Port(MailSecurity security) => security switch { MailSecurity.Tls => SmtpsPort, MailSecurity.None => SmtpPort, _ => SubmissionPort };

    /// <summary>What lies in a mailbox, oldest first, as soon as there are at least so many messages; fails after 30 seconds.</summary>
    public async Task<IReadOnlyList<MimeMessage>> Inbox(string address, int atLeast = 1)
    {
        using var imap = new ImapClient();
        await imap.ConnectAsync("127.0.0.1", ImapPort, SecureSocketOptions.None);
        await imap.AuthenticateAsync(address, "secret");
        var inbox = imap.Inbox ?? throw new InvalidOperationException("No inbox.");
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        for (var waited = Stopwatch.StartNew(); inbox.Count < atLeast; await imap.NoOpAsync())
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(30)) throw new TimeoutException($"{address} has {inbox.Count} messages, not {atLeast}.");
            using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(250));
            if (imap.Capabilities.HasFlag(ImapCapabilities.Idle)) await imap.IdleAsync(moment.Token);
        }
        var messages = new List<MimeMessage>();
        foreach (var id in await inbox.SearchAsync(SearchQuery.All)) messages.Add(await inbox.GetMessageAsync(id));
        return messages;
    }

    /// <summary>The newest message in a mailbox.</summary>
    public async Task<MimeMessage> Newest(string address, int atLeast = 1) => (await Inbox(address, atLeast))[^1];

    static async Task<MailServer> Start() => new(await MailServerProcess.Start((TestCertificate.CertificateFile, TestCertificate.KeyFile)));
}

public static class Letters
{
    /// <summary>The text part.</summary>
    public static string Text(this MimeMessage message) => message.TextBody ?? throw new InvalidOperationException("No text part.");

    /// <summary>The first address of the site in the text part that holds <paramref name="part"/>, as path and query.</summary>
    public static string Link(this MimeMessage message, string part)
    {
        var link = message.Text().Split([' ', '\r', '\n', '<', '>', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(word => word.StartsWith("http", StringComparison.Ordinal) && word.Contains(part, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No link with {part} in:\n{message.Text()}");
        return new Uri(link).PathAndQuery;
    }
}
