using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Background;

/// <summary>Has the post room work whenever the doorbell rings, and from time to time without.</summary>
public sealed class PostRoomClock(PostRoom room, Doorbell doorbell, TimeProvider clock, ILogger<PostRoomClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = Duration.FromSeconds(10);
            try
            {
                rest = await room.Work(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.RoundFailed(nameof(PostRoom), e);
            }

            await doorbell.Wait(rest.ToTimeSpan(), clock, stoppingToken);
        }
    }
}

static partial class BackgroundLog
{
    // The database may be away for a while; the loop must outlive that.
    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Loop} failed; the next comes.")]
    public static partial void RoundFailed(this ILogger log, string loop, Exception e);
}
