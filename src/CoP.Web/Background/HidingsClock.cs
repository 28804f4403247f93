using CoP.Web.Features.Moderation;

namespace CoP.Web.Background;

/// <summary>Shows again, once a minute, what moderators hid and is due; on several nodes the first to come does it.</summary>
public sealed partial class HidingsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<HidingsClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<EndHidings>().Due();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away; the next minute tries again, and pages go by the clock in any case.
                Failed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Open pages could not be told of posts that are shown again.")]
    static partial void Failed(ILogger log, Exception e);
}
