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

    readonly byte[] sealing = key.Derive("authors, sealed"), naming = key.Derive("authors, tokens"), veiling = key.Derive("authors, veils"), voicing = key.Derive("authors, voices");

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

    static Guid Token(byte[] with, params ReadOnlySpan<Guid> of)
    {
        Span<byte> text = stackalloc byte[16 * of.Length], mac = stackalloc byte[32];
        for (var i = 0; i < of.Length; i++) of[i].TryWriteBytes(text[(16 * i)..]);
        HMACSHA256.HashData(with, text, mac);
        return new Guid(mac[..16]);
    }
}
