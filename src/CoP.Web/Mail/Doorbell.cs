using System.Threading.Channels;

namespace CoP.Web.Mail;

/// <summary>Wakes those on this node who tell people of changes, when a change has told of something; other nodes find it at their next round.</summary>
public sealed class Doorbell
{
    readonly Channel<bool>[] rooms = [.. Enum.GetValues<Room>().Select(_ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }))];

    public void Ring()
    {
        foreach (var room in rooms) room.Writer.TryWrite(true);
    }

    /// <summary>Until somebody rings, or the time has passed.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken stop, Room room = Room.Mail)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            await rooms[(int)room].Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The time has passed: the caller looks without having been called.
        }
    }
}

/// <summary>Who listens for the doorbell: each hears every ring.</summary>
public enum Room
{
    Mail,
    Notices,
}
