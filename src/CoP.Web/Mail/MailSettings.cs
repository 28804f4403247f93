using MimeKit;

namespace CoP.Web.Mail;

/// <summary>Settings <c>CoP:Mail</c>: the server that takes our mail.</summary>
public sealed class MailSettings
{
    public const string Section = "CoP:Mail";

    /// <summary>The server's name. Without one, Development keeps mail in its mailbox page and Production lets it wait.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; by default the usual one for <see cref="Security"/>: 587, 465 or 25.</summary>
    public int? Port { get; set; }

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Who writes: <c>Community &lt;community@example.org&gt;</c>.</summary>
    public string From { get; set; } = "Peer Supervision Community <community@cop.example>";

    /// <summary>In Development: where the mailbox page keeps its messages; by default data/mailbox, beside the database.</summary>
    public string? Folder { get; set; }

    /// <summary>Where answers arrive.</summary>
    public Incoming.IncomingSettings Incoming { get; set; } = new();

    /// <summary>Lines to the server that a node keeps at once while there is mail.</summary>
    public int Connections { get; set; } = 4;

    /// <summary>Letters that a node hands over in a minute; without one, as many as the server takes. Sign-in links go at any rate, and count.</summary>
    public int? PerMinute { get; set; }

    /// <summary>The same for the mailboxes of one host, by what stands behind the @.</summary>
    public int? PerHostPerMinute { get; set; }

    public int PortInUse => Port ?? Security switch { MailSecurity.Tls => 465, MailSecurity.None => 25, _ => 587 };

    public MailboxAddress Sender => MailboxAddress.Parse(From);

    /// <summary>What is wrong with the settings, in words for who runs the site; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            if (!MailboxAddress.TryParse(From, out var sender) || string.IsNullOrEmpty(sender.Domain)) return $"{Section}:From is not an address.";
            if (Incoming.Problem(Section, From) is { } incoming) return incoming;
            if (Connections is < 1 or > 50) return $"{Section}:Connections is not between 1 and 50.";
            if (PerMinute < 1) return $"{Section}:PerMinute is less than 1.";
            if (PerHostPerMinute < 1) return $"{Section}:PerHostPerMinute is less than 1.";
            if (string.IsNullOrEmpty(Host)) return null;
            if (PortInUse is < 1 or > 65535) return $"{Section}:Port is not a port.";
            if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password)) return $"{Section}:User and {Section}:Password go together.";
            return !string.IsNullOrEmpty(User) && Security == MailSecurity.None && !IsLoopback
                ? $"{Section}:Security is None: a password would cross the network in the clear. Use StartTls or Tls."
                : null;
        }
    }

    bool IsLoopback => Host is "localhost" || (System.Net.IPAddress.TryParse(Host, out var address) && System.Net.IPAddress.IsLoopback(address));
}

/// <summary>How the line to the server is kept private. What is asked for is had, or nothing is sent.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS, required.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>None: for a relay on the same machine.</summary>
    None,
}
