using CoP.Web.Features.Discussions.Uploads;

namespace CoP.Web.Background;

/// <summary>Tidies uploads once an hour; on several nodes each does it, and what is gone stays gone.</summary>
public sealed class UploadClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<UploadClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ForgetUploads>().Due();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.RoundFailed(nameof(ForgetUploads), e);
            }
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }
}
