using System.Collections.Concurrent;
using CoP.Domain.Discussions;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions;

/// <summary>"About N people will see this": counted again now and then, for every page of every thread says it.</summary>
public sealed class CircleSizes(IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan life = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<AudienceKind, (int Size, long At)> counted = new();

    public async Task<int> Of(AudienceKind circle)
    {
        if (counted.TryGetValue(circle, out var known) && clock.GetElapsedTime(known.At) < life) return known.Size;
        await using var scope = scopes.CreateAsyncScope();
        var size = await scope.ServiceProvider.GetRequiredService<CopDb>().Members.In(circle).CountAsync();
        counted[circle] = (size, clock.GetTimestamp());
        return size;
    }
}
