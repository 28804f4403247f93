using System.Security.Cryptography;
using System.Text;

namespace CoP.Domain.Common;

/// <summary>
/// A key that is the same for the same name wherever and whenever it is computed (a version 8 UUID, RFC 9562 §5.8, out of SHA-256), so that the
/// database can refuse to keep a thing twice.
/// </summary>
public static class StableKey
{
    /// <summary>The key of a name.</summary>
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
