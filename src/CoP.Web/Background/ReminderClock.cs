using CoP.Web.Mail;

namespace CoP.Web.Background;

/// <summary>Looks every minute which reminders have come due. It keeps nothing in memory: after a pause, however long, it finds the same.</summary>
public sealed class ReminderClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReminderClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            // Off the timer's own thread: whoever makes it tick does not wait for a round.
            await Task.Yield();
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ReminderPlanner>().Plan();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.RoundFailed(nameof(ReminderPlanner), e);
            }
        }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }
}
