using MimeKit;

namespace CoP.Web.Mail.Incoming;

/// <summary>Settings <c>CoP:Mail:Incoming</c>: the mailbox in which answers to our mail arrive. Without a host, none is read.</summary>
public sealed class IncomingSettings
{
    /// <summary>The longest that may stand before the plus: with it and the token a local part has 64 octets at most (RFC 5321 §4.5.3.1.1).</summary>
    const int LongestName = 64 - 1 - ReplyAddresses.TokenLength;

    /// <summary>The IMAP server's name.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; by default 993 for <see cref="MailSecurity.Tls"/>, otherwise 143.</summary>
    public int? Port { get; set; }

    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>What is read.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>The mailbox's address, whose plus-addresses reach it too; by default the one that our mail comes from.</summary>
    public string? Address { get; set; }

    /// <summary>
    /// The name under which the receiving mail server notes in Authentication-Results (RFC 8601) whether a sender is genuine. Such a note is believed
    /// of nobody else. Without it nothing is posted by mail: what comes waits as a draft for its author.
    /// </summary>
    public string? AuthenticatedBy { get; set; }

    public bool IsOn => !string.IsNullOrEmpty(Host);

    public int PortInUse => Port ?? (Security == MailSecurity.Tls ? 993 : 143);

    /// <summary>Where mail to the mailbox goes.</summary>
    public MailboxAddress AddressFor(MailboxAddress sender) => string.IsNullOrEmpty(Address) ? new MailboxAddress("", sender.Address) : MailboxAddress.Parse(Address);

    /// <summary>What is wrong with the settings, in words for who runs the site; null when nothing is.</summary>
    public string? Problem(string section, string from)
    {
        if (!IsOn) return null;
        section += ":Incoming";
        if (string.IsNullOrEmpty(User) || string.IsNullOrEmpty(Password)) return $"{section}:User and {section}:Password are needed to read mail.";
        if (PortInUse is < 1 or > 65535) return $"{section}:Port is not a port.";
        if (Security == MailSecurity.None && !(Host is "localhost" || (System.Net.IPAddress.TryParse(Host, out var address) && System.Net.IPAddress.IsLoopback(address))))
            return $"{section}:Security is None: a password would cross the network in the clear. Use Tls or StartTls.";
        if (!MailboxAddress.TryParse(string.IsNullOrEmpty(Address) ? from : Address, out var own) || string.IsNullOrEmpty(own.Domain)) return $"{section}:Address is not an address.";
        return own.LocalPart.Length > LongestName || own.LocalPart.Contains('+', StringComparison.Ordinal) ? $"{section}:Address: at most {LongestName} characters may stand before the @, and no plus." : null;
    }
}
