using CoP.Web.Features.Meetings.Polls;

namespace CoP.Web.Background;

/// <summary>Once a minute has those reminded who have not answered a poll that ends soon. On several nodes each does it; each is reminded once.</summary>
public sealed class PollClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PollClock> log) : BackgroundService
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
                await scope.ServiceProvider.GetRequiredService<PollRounds>().Go();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away: the next minute tries again.
                log.RoundFailed(nameof(PollRounds), e);
            }
        }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }
}
