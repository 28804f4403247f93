using CoP.Web.Features.Meetings.After.FollowUps;

namespace CoP.Web.Background;

/// <summary>Once a minute: reminds the owners of follow-ups that are due.</summary>
public sealed class FollowUpClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FollowUpClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<KeepFollowUps>(keep => keep.Remind());
}
