using CoP.Web.Features.Notices;
using CoP.Web.Mail;

namespace CoP.Web.Background;

/// <summary>Makes notices whenever the doorbell rings, and from time to time without: another node may have been stopped midway.</summary>
public sealed class NoticeClock(NoticeRoom room, Doorbell doorbell, TimeProvider clock, ILogger<NoticeClock> log) : BackgroundService
{
    static readonly TimeSpan rest = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await room.Work(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.RoundFailed(nameof(NoticeRoom), e);
            }

            await doorbell.Wait(rest, clock, stoppingToken, Room.Notices);
        }
    }
}
