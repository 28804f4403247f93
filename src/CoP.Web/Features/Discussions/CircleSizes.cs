using System.Collections.Concurrent;
using CoP.Domain.Discussions;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions;

/// <summary>"About N people will see this": counted again now and then, for every page of every thread says it.</summary>
/// <remarks>Of the whole audience, and rounded: nobody can work out from it whether an author keeps somebody out.</remarks>
public sealed class CircleSizes(IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan life = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<Audience, (int Size, long At)> counted = new();

    /// <summary>Rounded to about a tenth.</summary>
    public async Task<int> Of(Audience audience) => Rounded(await Exactly(audience));

    /// <summary>An anonymous post needs a crowd to stand in.</summary>
    /// <exception cref="RuleBrokenException"><c>anonymous.few</c>.</exception>
    public async Task RequireCrowd(Audience audience)
    {
        if (!await IsCrowd(audience)) throw new RuleBrokenException("anonymous.few", Audience.LeastForAnonymity);
    }

    // Counted anew where it was too few: people join.
    public async Task<bool> IsCrowd(Audience audience) => await Exactly(audience) >= Audience.LeastForAnonymity || await Exactly(audience, anew: true) >= Audience.LeastForAnonymity;

    internal static int Rounded(int people)
    {
        var step = people switch
        {
            < 10 => 1,
            < 30 => 5,
            < 200 => 10,
            < 1000 => 50,
            _ => 100,
        };
        return (people + (step / 2)) / step * step;
    }

    async Task<int> Exactly(Audience circle, bool anew = false)
    {
        if (!anew && counted.TryGetValue(circle, out var known) && clock.GetElapsedTime(known.At) < life) return known.Size;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        var size = await db.Members.In(db, circle).CountAsync();
        counted[circle] = (size, clock.GetTimestamp());
        return size;
    }
}
