using CoP.Web.Features.CoReflection.Facilitation;

namespace CoP.Web.Background;

/// <summary>Once an hour counts the turns that were taken and has the next sessions of every group spoken for. On several nodes each does it, and comes to the same.</summary>
public sealed class FacilitationClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FacilitationClock> log) : RoundsClock(TimeSpan.FromHours(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<FacilitationRounds>(rounds => rounds.Go());
}
