using CoP.Web.Features.Meetings.Day;

namespace CoP.Web.Background;

/// <summary>Forgets who was at a meeting, some minutes after its day is over; on several nodes one of them does it.</summary>
public sealed class ArrivalsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ArrivalsClock> log) : RoundsClock(TimeSpan.FromMinutes(15), scopes, clock, log)
{
    protected override Task Rounds() => Round<ForgetArrivals>(arrivals => arrivals.Due());
}
