using Microsoft.AspNetCore.SignalR;

namespace CoP.Web.Live;

/// <summary>Carries hints from the fan-out to the pages that are connected here.</summary>
public sealed partial class LivePages(ILiveFanOut live, IHubContext<LiveHub> hub, LiveConnections connections, ILogger<LivePages> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        live.Changed += Tell;
        live.Missed += TellAll;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        live.Changed -= Tell;
        live.Missed -= TellAll;
        return Task.CompletedTask;
    }

    void Tell(LiveHint hint)
    {
        if (LiveTopics.IsMember(hint.Topic, out var member)) connections.Abort(member);
        else if (LiveTopics.IsSignIn(hint.Topic, out var session)) connections.AbortOpenedIn(session);
        else if (LiveTopics.IsSight(hint.Topic, out var thread)) connections.AbortWatching(LiveTopics.Thread(thread));
        // A page need not know its member's id to watch what is theirs.
        else if (LiveTopics.IsNotices(hint.Topic, out _)) Send(hub.Clients.Group(hint.Topic), "changed", LiveTopics.MyNotices, hint.Version);
        else Send(hub.Clients.Group(hint.Topic), "changed", hint.Topic, hint.Version);
    }

    void TellAll() => Send(hub.Clients.All, "catchUp");

    // Not awaited: the change has been made, and a page that cannot be reached will ask by itself when it is back.
    async void Send(IClientProxy pages, string what, params object[] values)
    {
        try
        {
            await pages.SendCoreAsync(what, values);
        }
        catch (Exception failed)
        {
            LogNotSent(failed);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A hint could not be sent to the pages")]
    partial void LogNotSent(Exception failed);
}
