using CoP.Web.Features.Reminders.Digests;

namespace CoP.Web.Background;

/// <summary>Looks every minute whose digest has come due. It keeps nothing in memory: after a pause, however long, it finds the latest one of each.</summary>
public sealed class DigestClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DigestClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<DigestRounds>(rounds => rounds.Go());
}
