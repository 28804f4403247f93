using CoP.Web.Features.CoReflection.Finding;

namespace CoP.Web.Background;

/// <summary>Looks every quarter of an hour what has fallen due in groups. On several nodes each does it; each thing is done once.</summary>
public sealed class GroupClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<GroupClock> log) : RoundsClock(TimeSpan.FromMinutes(15), scopes, clock, log)
{
    protected override Task Rounds() => Round<GroupRounds>(rounds => rounds.Go());
}
