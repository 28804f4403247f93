using MimeKit;
using MimeKit.Cryptography;

namespace CoP.Web.Mail.Incoming;

/// <summary>What the head of a message says, which is read before anything else of it.</summary>
public sealed class Arrival
{
    readonly HeaderList headers;
    readonly string number;

    /// <param name="headers">As the server gives them, the newest first.</param>
    /// <param name="number">Names the message where it does not name itself.</param>
    public Arrival(HeaderList headers, string number)
    {
        (this.headers, this.number) = (headers, number);
        var from = headers.Where(h => h.Id == HeaderId.From).ToList();
        // Two senders are nobody's word.
        if (from.Count == 1 && InternetAddressList.TryParse(from[0].Value, out var senders) && senders.Count == 1 && senders[0] is MailboxAddress one) From = one.Address;
    }

    /// <summary>The headers that are asked of the server: whoever reads a mailbox need not have the rest.</summary>
    public static readonly string[] Wanted =
    [
        "From", "To", "Cc", "Delivered-To", "X-Original-To", "Message-Id", "Return-Path", "Auto-Submitted", "Precedence", "X-Loop", "List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond",
        "X-Auto-Response-Suppress", "X-Failed-Recipients", "Content-Type", "Authentication-Results",
    ];

    /// <summary>The one address that it says it is from; null where there is none or more than one.</summary>
    public string? From { get; }

    public string MessageId => headers[HeaderId.MessageId]?.Trim() is { Length: > 0 } id ? id : number;

    /// <summary>All addresses that it was sent to.</summary>
    public IEnumerable<string> To => headers.Where(h => h.Id is HeaderId.To or HeaderId.Cc || h.Field.Equals("Delivered-To", StringComparison.OrdinalIgnoreCase) || h.Field.Equals("X-Original-To", StringComparison.OrdinalIgnoreCase))
        .SelectMany(h => InternetAddressList.TryParse(h.Value, out var list) ? list.Mailboxes : []).Select(m => m.Address);

    /// <summary>A machine wrote it, or a list passed it on: it is not a person's word, and nothing ever answers it (RFC 3834).</summary>
    public bool IsAutomatic =>
        (headers[HeaderId.AutoSubmitted] is { } auto && !auto.TrimStart().StartsWith("no", StringComparison.OrdinalIgnoreCase))
        || (headers[HeaderId.Precedence]?.Trim().ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply")
        || headers.Contains(HeaderId.ListId) || headers.Contains(HeaderId.ListUnsubscribe) || headers.Contains("X-Autoreply") || headers.Contains("X-Autorespond") || headers.Contains("X-Failed-Recipients")
        || headers.Contains("X-Auto-Response-Suppress")
        || headers["Return-Path"]?.Trim() == "<>"
        || (headers[HeaderId.ContentType]?.TrimStart().StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) ?? false)
        || From is null || From.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase) || From.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase);

    /// <summary>It is mail of our own that came back.</summary>
    /// <param name="host">What our Message-IDs end with.</param>
    /// <param name="own">The addresses that are ours.</param>
    public bool IsLoop(string host, params ReadOnlySpan<string> own)
    {
        if (MessageId.TrimEnd('>').EndsWith("@" + host, StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var address in own)
        {
            if (string.Equals(From, address, StringComparison.OrdinalIgnoreCase)) return true;
            foreach (var header in headers)
                if (header.Field.Equals("X-Loop", StringComparison.OrdinalIgnoreCase) && header.Value.Contains(address, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>
    /// Whether the mail server vouches for the sender: DMARC passed, or a signature or envelope of the sender's own domain did. Only the first note
    /// under that server's name counts; what stands below it, the sender may have written.
    /// </summary>
    public bool IsGenuine(string? authority)
    {
        if (string.IsNullOrEmpty(authority) || From is null) return false;
        foreach (var header in headers.Where(h => h.Id == HeaderId.AuthenticationResults))
        {
            if (!AuthenticationResults.TryParse(header.RawValue, out var results) || !string.Equals(results.AuthenticationServiceIdentifier, authority, StringComparison.OrdinalIgnoreCase)) continue;
            var domain = From[(From.LastIndexOf('@') + 1)..];
            return results.Results.Any(r => string.Equals(r.Result, "pass", StringComparison.OrdinalIgnoreCase) && r.Method.ToLowerInvariant() switch
            {
                "dmarc" => r.Properties.Any(p => p.PropertyType == "header" && p.Property == "from" && Is(p.Value, domain)),
                "dkim" => r.Properties.Any(p => p.PropertyType == "header" && p.Property is "d" or "i" && Is(p.Value, domain)),
                "spf" => r.Properties.Any(p => p.PropertyType == "smtp" && p.Property == "mailfrom" && Is(p.Value, domain)),
                _ => false,
            });
        }
        return false;

        static bool Is(string value, string domain) => string.Equals(value[(value.LastIndexOf('@') + 1)..].Trim(), domain, StringComparison.OrdinalIgnoreCase);
    }
}
