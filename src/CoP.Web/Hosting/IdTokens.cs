using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CoP.Web.Hosting;

/// <summary>An id that nobody can make up, for an address that is sent to one person. A token of one purpose is none of another.</summary>
public sealed class IdTokens<T>(IDataProtectionProvider protection, string purpose)
{
    readonly ITimeLimitedDataProtector protector = protection.CreateProtector("CoP.Token", purpose).ToTimeLimitedDataProtector();

    public string Write(Id<T> id, TimeSpan lasts) => Base64Url.EncodeToString(protector.Protect(id.Value.ToByteArray(), lasts));

    public Id<T>? Read(string token)
    {
        if (token.Length > 1024 || !Base64Url.IsValid(token)) return null;
        try
        {
            return new Id<T>(new Guid(protector.Unprotect(Base64Url.DecodeFromChars(token))));
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
