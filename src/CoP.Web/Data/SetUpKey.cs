using System.Security.Cryptography;
using System.Text;

namespace CoP.Web.Data;

/// <summary>
/// Opens the one page at which a new site gets its first administrator. There is at most one; the next start gives it a
/// new secret, and setting up removes it. Only a hash is kept.
/// </summary>
public sealed class SetUpKey
{
    /// <summary>The only row's.</summary>
    public static readonly Id<SetUpKey> TheOne = new(new Guid("01930000-0000-7000-8000-000000000001"));

    SetUpKey()
    {
    }

    public SetUpKey(string token) => (Id, Hash) = (TheOne, HashOf(token));

    public Id<SetUpKey> Id { get; private set; }
    public byte[] Hash { get; private set; } = [];

    public void Change(string token) => Hash = HashOf(token);

    public bool Opens(string token) => CryptographicOperations.FixedTimeEquals(Hash, HashOf(token));

    static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
