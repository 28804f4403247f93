using System.Security.Claims;
using CoP.Domain.Members;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>Gives back, as a draft, what somebody had written before they signed in again.</summary>
public sealed class ResumedText(KeptText kept, Drafts drafts)
{
    /// <summary>Where it goes on; null where nothing was kept, or not any more.</summary>
    public async Task<string?> Resume(ClaimsPrincipal signedIn, string? sealedText)
    {
        if (kept.Open(sealedText) is not var (key, text) || !Guid.TryParse(signedIn.FindFirstValue(ClaimTypes.NameIdentifier), out var member)) return null;
        await drafts.KeepBoth(new Id<Member>(member), key, text);
        return key.Address;
    }
}
