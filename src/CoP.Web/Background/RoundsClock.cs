namespace CoP.Web.Background;

/// <summary>
/// Goes its rounds at the start and then again and again. Each round has a scope of its own, and none waits for the others: where one fails, as when
/// the database is away, the next tick tries again.
/// </summary>
public abstract class RoundsClock(TimeSpan period, IServiceScopeFactory scopes, TimeProvider clock, ILogger log) : BackgroundService
{
    CancellationToken stopping;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stopping = stoppingToken;
        using var timer = new PeriodicTimer(period, clock);
        do
        {
            // Off the timer's own thread: whoever makes it tick does not wait for a round.
            await Task.Yield();
            await Rounds();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    protected abstract Task Rounds();

    protected async Task Round<T>(Func<T, Task> work) where T : notnull
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<T>());
        }
        // A driver may give up with a cancellation of its own: what escaped here would stop the whole site.
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.RoundFailed(typeof(T).Name, e);
        }
    }
}
