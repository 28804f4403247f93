using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace CoP.Web.Features.Members.SignIn;

/// <summary>
/// What stands in the address of an emailed sign-in link. It is made when the letter is, out of the id alone, so that
/// nothing which opens an account is ever stored; whether it still opens is the database's to say.
/// </summary>
public sealed class SignInLinks(IDataProtectionProvider protection)
{
    readonly IdTokens<SignInLink> tokens = new(protection, "sign-in link");

    public string TokenFor(Id<SignInLink> id) => tokens.Write(id, SignInLink.Lasts.ToTimeSpan());

    /// <summary>The link that a token speaks of; null for anything else, a token of another purpose too.</summary>
    public Id<SignInLink>? Read(string token) => tokens.Read(token);
}
