using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Access;
using CoP.Web.Features.Meetings.Seats;

namespace CoP.Web.Background;

/// <summary>
/// Once a minute looks at what follows from answers: access needs that are due to be forgotten, those who have to know of the others, seats that
/// have come free. On several nodes each does it; what is gone stays gone, and what was told is told once.
/// </summary>
public sealed class AnswersClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AnswersClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            // Off the timer's own thread: whoever makes it tick does not wait for a round.
            await Task.Yield();
            // None waits for the others: where telling fails, the promise to forget is kept all the same.
            await Round<ForgetAccessNeeds>(forget => forget.Due());
            await Round<AccessRounds>(rounds => rounds.Go());
            await Round<SeatRounds>(rounds => rounds.Go());
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
