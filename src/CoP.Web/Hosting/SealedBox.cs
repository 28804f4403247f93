using System.Security.Cryptography;

namespace CoP.Web.Hosting;

/// <summary>AES-256-GCM as it is kept everywhere here: the nonce, the ciphertext, the tag.</summary>
static class SealedBox
{
    const int NonceSize = 12, TagSize = 16;

    /// <summary>What a box has beside the text in it, in bytes.</summary>
    public const int Overhead = NonceSize + TagSize;

    /// <summary>Locks a text; it opens only with the same key and bound to the same thing.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> boundTo = default)
    {
        var box = new byte[plain.Length + Overhead];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), boundTo);
        return box;
    }

    /// <exception cref="CryptographicException">It was not sealed with this key, or was bound to something else.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> boundTo = default)
    {
        if (box.Length < Overhead) throw new CryptographicException("Too short to hold anything.");
        var plain = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], plain, boundTo);
        return plain;
    }
}
