using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CoP.Web.Hosting;

/// <summary>
/// A few words that nobody can make up, for an address that stands in a letter to one person: sealed, and of one purpose. For how long they
/// are good, their reader knows.
/// </summary>
public sealed class AddressNotes(IDataProtectionProvider protection, string purpose)
{
    readonly IDataProtector seal = protection.CreateProtector(purpose);

    /// <param name="parts">Without dots.</param>
    public string Write(params IEnumerable<string> parts) => seal.Protect(string.Join('.', parts));

    /// <summary>What was written; null where it is not one of ours.</summary>
    public string[]? Read(string token)
    {
        if (token.Length > 1024) return null;
        try
        {
            return seal.Unprotect(token).Split('.');
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
