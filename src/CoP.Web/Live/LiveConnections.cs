using System.Collections.Concurrent;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace CoP.Web.Live;

/// <summary>Whose connections are open on this node. SignalR keeps the user it saw at connect; who lost a right is cut off here and has to come in anew.</summary>
public sealed class LiveConnections
{
    readonly ConcurrentDictionary<Id<Member>, ConcurrentDictionary<string, HubCallerContext>> open = new();

    static readonly object watchedKey = new();

    /// <summary>How many are open on this node.</summary>
    public int Count => open.Values.Sum(theirs => theirs.Count);

    public void Add(Id<Member> member, HubCallerContext connection)
    {
        connection.Items[watchedKey] = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        open.GetOrAdd(member, _ => new(StringComparer.Ordinal))[connection.ConnectionId] = connection;
    }

    public void Remove(Id<Member> member, HubCallerContext connection)
    {
        if (open.TryGetValue(member, out var theirs)) theirs.TryRemove(connection.ConnectionId, out _);
    }

    /// <summary>The topics that a connection watches.</summary>
    public static ConcurrentDictionary<string, bool> Watched(HubCallerContext connection) =>
        (ConcurrentDictionary<string, bool>)(connection.Items[watchedKey] ?? throw new InvalidOperationException("Not a connection of ours."));

    public void AbortWatching(string topic)
    {
        foreach (var connection in open.Values.SelectMany(theirs => theirs.Values))
            if (Watched(connection).ContainsKey(topic)) connection.Abort();
    }

    /// <summary>Cuts off what was opened in one session of a member; their other devices stay.</summary>
    public void AbortOpenedIn(Id<SignInSession> session)
    {
        foreach (var connection in open.Values.SelectMany(theirs => theirs.Values))
            if (connection.User?.FindFirst(SigningIn.SessionClaim)?.Value == session.ToString()) connection.Abort();
    }

    public void Abort(Id<Member> member)
    {
        if (!open.TryGetValue(member, out var theirs)) return;
        foreach (var connection in theirs.Values) connection.Abort();
    }
}
