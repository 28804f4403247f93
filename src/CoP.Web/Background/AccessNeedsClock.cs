using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Access;

namespace CoP.Web.Background;

/// <summary>
/// Once a minute: forgets access needs that are due, and tells who has to know of those that are not. On several nodes each does it; what is gone
/// stays gone, and what was told is told once.
/// </summary>
public sealed class AccessNeedsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AccessNeedsClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            // Off the timer's own thread: whoever makes it tick does not wait for a round.
            await Task.Yield();
            // Neither waits for the other: where telling fails, the promise to forget is kept all the same.
            await Round<ForgetAccessNeeds>(forget => forget.Due());
            await Round<AccessRounds>(rounds => rounds.Go());
        }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }

    async Task Round<T>(Func<T, Task> work) where T : notnull
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<T>());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database is away: the next minute tries again, and what is due to be forgotten is hidden by then in any case.
            log.RoundFailed(typeof(T).Name, e);
        }
    }
}
