using CoP.Domain.Discussions;
using CoP.Web.Data;

namespace CoP.Web.Features.Moderation;

/// <summary>What is at a standstill and why, for the pages that say so; the database decides at each write. Another node's news takes a few seconds.</summary>
public sealed class Standstills(IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan life = TimeSpan.FromSeconds(5);

    (IReadOnlyList<Still> All, long At)? known;

    /// <summary>Why the whole site takes nothing new; null when it does.</summary>
    public async Task<TwoLanguages?> OfTheSite() => (await All()).FirstOrDefault(s => s.Slug is null)?.Words;

    /// <summary>Why a space, and it alone, takes nothing new; null when it does.</summary>
    public async Task<TwoLanguages?> Of(string slug) => (await All()).FirstOrDefault(s => s.Slug == slug)?.Words;

    public void Forget() => known = null;

    async Task<IReadOnlyList<Still>> All()
    {
        if (known is { } before && clock.GetElapsedTime(before.At) < life) return before.All;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        var all = await db.Standstills.AsNoTracking().Select(s => new Still(db.Spaces.Where(x => x.Id == s.SpaceId).Select(x => x.Slug).FirstOrDefault(), s.Words)).ToListAsync();
        known = (all, clock.GetTimestamp());
        return all;
    }

    sealed record Still(string? Slug, TwoLanguages Words);
}
