using CoP.Web.Features.Meetings.After.FollowUps;

namespace CoP.Web.Background;

/// <summary>Once a minute: reminds the owners of follow-ups that are due.</summary>
public sealed class FollowUpClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FollowUpClock> log) : BackgroundService
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
                await scope.ServiceProvider.GetRequiredService<KeepFollowUps>().Remind();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.RoundFailed(nameof(KeepFollowUps), e);
            }
        }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }
}
