using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace CoP.Web.Features.Members.Invitations;

/// <summary>What stands in the address <c>/join/{token}</c>: made when the letter is, so that nothing which opens the door is stored.</summary>
public sealed class Invitations(IDataProtectionProvider protection)
{
    readonly IdTokens<Invitation> tokens = new(protection, "invitation");

    public string TokenFor(Id<Invitation> id) => tokens.Write(id, Invitation.Lasts.ToTimeSpan());

    /// <summary>The invitation that a token speaks of; null for anything else, a token of another purpose too.</summary>
    public Id<Invitation>? Read(string token) => tokens.Read(token);
}
