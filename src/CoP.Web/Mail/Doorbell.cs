using System.Threading.Channels;

namespace CoP.Web.Mail;

/// <summary>Wakes the post room on this node when a change has told of something; other nodes find it at their next round.</summary>
public sealed class Doorbell
{
    readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rings.Writer.TryWrite(true);

    /// <summary>Until somebody rings, or the time has passed.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            await rings.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The time has passed: the caller looks without having been called.
        }
    }
}
