using CoP.Web.Features.CoReflection.Agreement;

namespace CoP.Web.Background;

/// <summary>Every five minutes lets hold what a group has agreed on in time, and has groups reminded whose fresh look is due. On several nodes each does it; each thing comes about once.</summary>
public sealed class AgreementClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AgreementClock> log) : RoundsClock(TimeSpan.FromMinutes(5), scopes, clock, log)
{
    protected override Task Rounds() => Round<AgreementRounds>(rounds => rounds.Go());
}
