using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;

namespace CoP.Web.Data;

/// <summary>
/// What binds an anonymous post to its author: ciphertext and tokens that only the running site can make or read, with
/// keys that no copy of the database holds.
/// </summary>
public sealed class Seals(KeyEncryptionKey key)
{
    const int NonceSize = 12, TagSize = 16;

    readonly byte[] sealing = key.Derive("authors, sealed"), naming = key.Derive("authors, tokens"), veiling = key.Derive("authors, veils");
    readonly byte[] voicing = key.Derive("authors, voices"), placing = key.Derive("places in lists");

    /// <summary>The member, sealed to one alias: moved to another it does not open.</summary>
    public byte[] Seal(Id<Alias> alias, Id<Member> author)
    {
        var box = new byte[NonceSize + 16 + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(sealing, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), author.Value.ToByteArray(), box.AsSpan(NonceSize, 16), box.AsSpan(NonceSize + 16), alias.Value.ToByteArray());
        return box;
    }

    /// <exception cref="CryptographicException">It is not what was sealed to this alias, with this key.</exception>
    public Id<Member> Open(Id<Alias> alias, byte[] box)
    {
        var plain = new byte[16];
        using var aes = new AesGcm(sealing, TagSize);
        aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, 16), box.AsSpan(NonceSize + 16), plain, alias.Value.ToByteArray());
        return new Id<Member>(new Guid(plain));
    }

    /// <summary>Finds a member's alias in a discussion.</summary>
    public Guid TokenOf(Id<Thread> thread, Id<Member> author) => Token(naming, thread.Value, author.Value);

    /// <summary>
    /// Stands for a member who says yes, or "thank you", in a discussion: the same under whichever name they write there, and another than the token
    /// that finds their alias, so that no row ties the two names.
    /// </summary>
    public Guid VoiceOf(Id<Thread> thread, Id<Member> member) => Token(voicing, thread.Value, member.Value);

    /// <summary>Stands for a member from whom an anonymous discussion is kept.</summary>
    public Guid VeilOf(Id<Member> kept) => Token(veiling, kept.Value);

    /// <summary>A place in a list for an address, which would otherwise tell to the moment when something anonymous was written.</summary>
    public string Place(Instant at, Id<Thread> id)
    {
        Span<byte> box = stackalloc byte[NonceSize + 24 + TagSize], plain = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(plain, at.ToUnixTimeTicks());
        id.Value.TryWriteBytes(plain[8..]);
        RandomNumberGenerator.Fill(box[..NonceSize]);
        using var aes = new AesGcm(placing, TagSize);
        aes.Encrypt(box[..NonceSize], plain, box[NonceSize..^TagSize], box[^TagSize..]);
        return Base64Url.EncodeToString(box);
    }

    /// <summary>The place that such a text stands for; null where it is none.</summary>
    public (Instant At, Id<Thread> Id)? Place(string? text)
    {
        Span<byte> box = stackalloc byte[NonceSize + 24 + TagSize], plain = stackalloc byte[24];
        if (text is not { Length: 70 } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, box, out var length) || length != box.Length) return null;
        try
        {
            using var aes = new AesGcm(placing, TagSize);
            aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
        return (Instant.FromUnixTimeTicks(BinaryPrimitives.ReadInt64BigEndian(plain)), new Id<Thread>(new Guid(plain[8..])));
    }

    static Guid Token(byte[] with, params ReadOnlySpan<Guid> of)
    {
        Span<byte> text = stackalloc byte[16 * of.Length], mac = stackalloc byte[32];
        for (var i = 0; i < of.Length; i++) of[i].TryWriteBytes(text[(16 * i)..]);
        HMACSHA256.HashData(with, text, mac);
        return new Guid(mac[..16]);
    }
}
