using CoP.Web.Features.Discussions.Writing;

namespace CoP.Web.Background;

/// <summary>Forgets drafts once an hour that nobody has gone on with.</summary>
public sealed class DraftsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DraftsClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hour.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Drafts>().Tidy();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.RoundFailed(nameof(Drafts), e);
            }
        }
    }
}
