using System.Security.Cryptography;
using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoP.Web.Mail.Incoming;

/// <summary>
/// The addresses at which letters are answered: the mailbox's own with a token behind a plus, one for each reader and post. Capital letters are none of
/// it, since mail servers may lower them.
/// </summary>
public sealed class ReplyAddresses(CopDb db, KeyEncryptionKey secret, IOptions<MailSettings> settings, TimeProvider clock)
{
    /// <summary>128 bits, five to a letter.</summary>
    public const int TokenLength = 26;

    /// <summary>So long a letter may lie before it is answered.</summary>
    public static readonly Duration Lasts = Duration.FromDays(30);

    const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    readonly byte[] naming = secret.Derive("reply addresses: names"), filing = secret.Derive("reply addresses: slots"), sealing = secret.Derive("reply addresses");

    /// <summary>Whether mail is read at all.</summary>
    public bool AreOn => settings.Value.Incoming.IsOn;

    /// <summary>The address at which a reader answers a post; the same for every try to send it. Null where no mail is read.</summary>
    public MailboxAddress? For(Guid recipient, Id<Post> post)
    {
        if (!AreOn) return null;
        var own = settings.Value.Incoming.AddressFor(settings.Value.Sender);
        return new MailboxAddress(settings.Value.Sender.Name, $"{own.LocalPart}+{TokenFor(recipient, post)}@{own.Domain}");
    }

    /// <summary>Keeps what lies behind the address. Only inside <see cref="CopDb.Write{T}"/>, of whichever context.</summary>
    public async Task Keep(CopDb into, Guid recipient, Id<Post> post)
    {
        var slot = Slot(TokenFor(recipient, post));
        if (await into.Set<ReplyAddress>().AnyAsync(a => a.Slot == slot)) return;
        into.Add(new ReplyAddress(slot, SealedBox.Seal(sealing, (byte[])[.. recipient.ToByteArray(), .. post.Value.ToByteArray()], slot), Anonymous.DayOf(clock.Now() + Lasts)));
    }

    /// <summary>What lies behind a token; null where it is none of ours, or too old.</summary>
    public async Task<ReplyNote?> Read(string token)
    {
        var (slot, now) = (Slot(token), clock.Now());
        if (await db.Set<ReplyAddress>().AsNoTracking().SingleOrDefaultAsync(a => a.Slot == slot && a.Until > now) is not { } found) return null;
        try
        {
            var plain = SealedBox.Open(sealing, found.Sealed, slot);
            return new ReplyNote(new Guid(plain.AsSpan(0, 16)), new Id<Post>(new Guid(plain.AsSpan(16, 16))));
        }
        catch (CryptographicException)
        {
            // Of another key: nobody can read it any more.
            return null;
        }
    }

    /// <summary>The token in one of these addresses; null where none is ours.</summary>
    public string? TokenIn(IEnumerable<string> addresses)
    {
        var own = settings.Value.Incoming.AddressFor(settings.Value.Sender);
        var (start, end) = ($"{own.LocalPart}+", $"@{own.Domain}");
        return addresses.Where(a => a.Length == start.Length + TokenLength + end.Length && a.StartsWith(start, StringComparison.OrdinalIgnoreCase) && a.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Substring(start.Length, TokenLength).ToLowerInvariant()).FirstOrDefault(t => t.All(c => Letters.Contains(c, StringComparison.Ordinal)));
    }

    /// <summary>Forgets the addresses that are good no more.</summary>
    public Task Tidy()
    {
        var now = clock.Now();
        return db.Write(() => db.Set<ReplyAddress>().Where(a => a.Until <= now).ExecuteDeleteAsync());
    }

    string TokenFor(Guid recipient, Id<Post> post)
    {
        var bits = new System.Numerics.BigInteger(HMACSHA256.HashData(naming, (byte[])[.. recipient.ToByteArray(), .. post.Value.ToByteArray()]).AsSpan(0, 16), isUnsigned: true);
        return string.Create(TokenLength, bits, (text, rest) =>
        {
            for (var i = 0; i < text.Length; i++, rest >>= 5) text[i] = Letters[(int)(rest & 31)];
        });
    }

    byte[] Slot(string token) => HMACSHA256.HashData(filing, System.Text.Encoding.ASCII.GetBytes(token));
}
