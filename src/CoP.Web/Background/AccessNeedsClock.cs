using CoP.Web.Features.Meetings;

namespace CoP.Web.Background;

/// <summary>Forgets access needs once an hour; on several nodes each does it, and what is gone stays gone.</summary>
public sealed partial class AccessNeedsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AccessNeedsClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ForgetAccessNeeds>().Due();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away: the needs are hidden by then in any case, and the next hour tries again.
                Failed(log, e);
            }
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Access needs that are due to be forgotten are still there.")]
    static partial void Failed(ILogger log, Exception e);
}
