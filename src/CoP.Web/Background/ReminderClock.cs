using CoP.Web.Mail;

namespace CoP.Web.Background;

/// <summary>Looks every minute which reminders have come due. It keeps nothing in memory: after a pause, however long, it finds the same.</summary>
public sealed class ReminderClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReminderClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<ReminderPlanner>(planner => planner.Plan());
}
