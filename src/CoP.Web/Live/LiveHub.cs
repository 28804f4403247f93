using System.Security.Claims;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Breakouts;
using CoP.Web.Features.Meetings.Polls;
using CoP.Web.Features.Notices;
using CoP.Web.Features.Polls;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace CoP.Web.Live;

/// <summary>
/// Tells a page that what it shows has changed, never what changed: the page fetches that as its reader. It calls
/// <c>Watch("thread:{id}")</c> and hears <c>changed(topic, version)</c>, or <c>catchUp()</c> when hints may have been lost.
/// </summary>
[Authorize]
public sealed class LiveHub(CopDb db, Anonymity anonymity, LiveConnections connections, AvailabilitySight availability, PollSight polls) : Hub
{
    public const string Path = "/live";

    /// <summary>More than any page shows; keeps one connection from watching the whole community.</summary>
    const int WatchLimit = 20;

    public override async Task OnConnectedAsync()
    {
        if (Me is { } id) connections.Add(id, Context);
        // First in, then looked: a session that is ended between the two is not missed.
        if (!Id<SignInSession>.TryParse(Context.User?.FindFirstValue(SigningIn.SessionClaim), null, out var session) || !await db.SignInSessions.AnyAsync(s => s.Id == session)) Context.Abort();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Me is { } id) connections.Remove(id, Context);
        return Task.CompletedTask;
    }

    /// <summary>The version the topic is at, so that the page knows at once whether it missed something; null when there is nothing for this member to watch.</summary>
    public async Task<long?> Watch(string topic)
    {
        if (topic == LiveTopics.MyNotices) return await WatchNotices();
        if (Me is not { } id) return null;
        var watched = LiveConnections.Watched(Context);
        if (watched.Count >= WatchLimit && !watched.ContainsKey(topic)) return null;
        // First in, then looked: a change or a loss of rights between the two is heard rather than missed.
        watched[topic] = true;
        await Groups.AddToGroupAsync(Context.ConnectionId, topic);
        var version = await CurrentMember.Find(db, id) is { } me ? await VersionOf(topic, me.Viewer) : null;
        if (version is not null) return version;
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, topic);
        watched.TryRemove(topic, out _);
        return null;
    }

    /// <summary>At which version the topic is; null where there is none such for this member.</summary>
    async Task<long?> VersionOf(string topic, Viewer viewer)
    {
        if (LiveTopics.IsThread(topic, out var thread))
            return await db.Threads.VisibleTo(db, viewer).Where(t => t.Id == thread).Select(t => (long?)t.Version).SingleOrDefaultAsync();
        if (LiveTopics.IsMeeting(topic, out var meeting))
            return await db.Meetings.VisibleTo(viewer).Where(m => m.Id == meeting).Select(m => (long?)db.Agendas.Where(a => a.MeetingId == m.Id).Select(a => a.LiveVersion).FirstOrDefault()).SingleOrDefaultAsync();
        if (LiveTopics.IsSession(topic, out var group, out var session))
            return await db.Groups.InsideFor(viewer).Where(g => g.Id == group).Select(g => (long?)db.SessionNotebooks.Where(n => n.GroupId == g.Id && n.Original == session.Original).Select(n => n.Version).FirstOrDefault()).SingleOrDefaultAsync();
        if (LiveTopics.IsPoll(topic, out var poll))
            return await availability.Sees(poll, viewer) || await polls.Find(poll, viewer.Id) is not null ? await db.Polls.Where(p => p.Id == poll).Select(p => (long?)p.LiveVersion).SingleOrDefaultAsync() : null;
        return LiveTopics.IsBreakout(topic, out meeting, out var role)
            ? await db.Meetings.WithNotesFor(db, viewer, role).Where(m => m.Id == meeting).Select(m => (long?)db.Breakouts.Where(b => b.MeetingId == m.Id && b.Role == role).Select(b => b.Version).FirstOrDefault()).SingleOrDefaultAsync()
            : null;
    }

    /// <summary>How many notices the member has not read; each change of that is heard from now on.</summary>
    async Task<long?> WatchNotices()
    {
        if (Me is not { } id) return null;
        await Groups.AddToGroupAsync(Context.ConnectionId, LiveTopics.Notices(id));
        return await CurrentMember.Find(db, id) is { } me ? await MyNotices.CountFor(db, anonymity, me.Viewer) : null;
    }

    Id<Member>? Me => Guid.TryParse(Context.User?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new Id<Member>(id) : null;
}
