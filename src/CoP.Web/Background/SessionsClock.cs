using CoP.Web.Features.Members.Security;

namespace CoP.Web.Background;

/// <summary>Forgets sessions once an hour that have ended by themselves.</summary>
public sealed class SessionsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SessionsClock> log) : RoundsClock(TimeSpan.FromHours(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<Sessions>(sessions => sessions.Tidy());
}
