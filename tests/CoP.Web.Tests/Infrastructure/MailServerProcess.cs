using System.Globalization;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>A Postfix and Dovecot of this process's own, on ports of loopback that were free.</summary>
/// <param name="Folder">Where they keep what they have, and <c>postfix.out</c> what Postfix says.</param>
public sealed record MailServerProcess(string Folder, int Smtp, int Submission, int Smtps, int Imap, int NextHop)
{
    static readonly string[] names = ["SMTP", "SUBMISSION", "SMTPS", "IMAP", "NEXT_HOP", "LMTP", "AUTH"];

    /// <summary>Starts them and waits until they listen.</summary>
    /// <param name="tls">Certificate and key, in PEM; without them Postfix offers no TLS.</param>
    /// <param name="keeps">Mail lands in mailboxes; otherwise Postfix takes it and throws it away.</param>
    public static async Task<MailServerProcess> Start((string Certificate, string Key)? tls, bool keeps = true)
    {
        var ports = ServerProcess.FreePorts(names.Length);
        var folder = Directory.CreateTempSubdirectory("cop-mail-").FullName;
        if (tls is { } files)
        {
            File.Copy(files.Certificate, Path.Combine(folder, "tls.crt"));
            File.Copy(files.Key, Path.Combine(folder, "tls.key"));
        }
        var environment = names.Zip(ports).ToDictionary(p => p.First, p => p.Second.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        if (!keeps) environment["DELIVER"] = "discard:";
        await ServerProcess.Start("mail.sh", folder, environment, asRoot: true);
        return new MailServerProcess(folder, ports[0], ports[1], ports[2], ports[3], ports[4]);
    }
}
