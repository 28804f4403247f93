using CoP.Web.Features.Polls;

namespace CoP.Web.Background;

/// <summary>Once a minute has those reminded who have not answered a poll that ends soon. On several nodes each does it; each is reminded once.</summary>
public sealed class PollClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PollClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<PollRounds>(rounds => rounds.Go());
}
