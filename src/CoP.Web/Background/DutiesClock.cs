using CoP.Web.Features.Meetings.Checklist;
using CoP.Web.Features.Meetings.Facilitation;

namespace CoP.Web.Background;

/// <summary>Looks every minute what there is to be done for coming meetings that nobody has done. What was told once is not told again, on any node.</summary>
public sealed class DutiesClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DutiesClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            // Off the timer's own thread: whoever makes it tick does not wait for a round.
            await Task.Yield();
            await Round<FacilitatorRounds>(rounds => rounds.Go());
            await Round<ChecklistRounds>(rounds => rounds.Go());
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
            log.RoundFailed(typeof(T).Name, e);
        }
    }
}
