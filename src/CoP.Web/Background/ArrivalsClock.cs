using CoP.Web.Features.Meetings.Day;

namespace CoP.Web.Background;

/// <summary>Forgets who was at a meeting, some minutes after its day is over; on several nodes one of them does it.</summary>
public sealed partial class ArrivalsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ArrivalsClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var quarter = new PeriodicTimer(TimeSpan.FromMinutes(15), clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ForgetArrivals>().Due();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away: it is tried again soon, and what is there names nobody.
                Failed(log, e);
            }
        }
        while (await quarter.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Who was at a meeting is due to be forgotten and still there.")]
    static partial void Failed(ILogger log, Exception e);
}
