using CoP.Domain.Discussions;
using CoP.Web.Data;

namespace CoP.Web.Features.Moderation;

/// <summary>
/// What the community has decided on writing, for the pages that say so: what is at a standstill and why, and whether first
/// posts wait. At each write the database itself is asked; another node's news takes a few seconds to reach pages.
/// </summary>
public sealed class HouseRules(IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan life = TimeSpan.FromSeconds(5);

    Known? known;

    /// <summary>Why the whole site takes nothing new; null when it does.</summary>
    public async Task<TwoLanguages?> StandstillOfTheSite() => (await Now()).Standstills.FirstOrDefault(s => s.Slug is null)?.Words;

    /// <summary>Why a space, and it alone, takes nothing new; null when it does.</summary>
    public async Task<TwoLanguages?> StandstillOf(string slug) => (await Now()).Standstills.FirstOrDefault(s => s.Slug == slug)?.Words;

    public async Task<bool> FirstPostsWait() => (await Now()).FirstPostsWait;

    /// <summary>They have changed.</summary>
    public void Forget() => known = null;

    async Task<Known> Now()
    {
        if (known is { } before && clock.GetElapsedTime(before.At) < life) return before;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        var standstills = await db.Standstills.AsNoTracking().Select(s => new Still(db.Spaces.Where(x => x.Id == s.SpaceId).Select(x => x.Slug).FirstOrDefault(), s.Words)).ToListAsync();
        return known = new Known(standstills, await db.Houses.AnyAsync(h => h.FirstPostsWait), clock.GetTimestamp());
    }

    sealed record Known(IReadOnlyList<Still> Standstills, bool FirstPostsWait, long At);

    sealed record Still(string? Slug, TwoLanguages Words);
}
