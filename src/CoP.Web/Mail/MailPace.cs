using Microsoft.Extensions.Options;

namespace CoP.Web.Mail;

/// <summary>
/// Keeps this node to the number of letters that may go in a minute, all told and to the mailboxes of one host. It measures by a clock that nobody can set, and remembers a
/// minute: after a restart it begins anew.
/// </summary>
public sealed class MailPace(IOptions<MailSettings> settings, TimeProvider clock)
{
    static readonly TimeSpan minute = TimeSpan.FromMinutes(1);
    readonly Lock gate = new();
    readonly Window all = new(settings.Value.PerMinute ?? int.MaxValue);
    readonly Dictionary<string, Window> hosts = new(StringComparer.OrdinalIgnoreCase);
    readonly int perHost = settings.Value.PerHostPerMinute ?? int.MaxValue;

    /// <summary>Until when no letter may go that nobody waits for; zero while some may.</summary>
    public Duration Rest
    {
        get
        {
            lock (gate) return Duration.FromTimeSpan(all.Rest(Elapsed));
        }
    }

    /// <summary>Counts a letter that goes now, or says how long it has to wait.</summary>
    /// <param name="host">What stands behind the @ of its address.</param>
    /// <param name="isUrgent">Somebody waits for it: it goes at any rate, and is counted.</param>
    /// <returns>Zero where it goes.</returns>
    public Duration Ask(string host, bool isUrgent)
    {
        lock (gate)
        {
            var now = Elapsed;
            var there = Of(host, now);
            var wait = isUrgent ? TimeSpan.Zero : new[] { all.Rest(now), there.Rest(now) }.Max();
            if (wait == TimeSpan.Zero)
            {
                all.Goes(now);
                there.Goes(now);
                return Duration.Zero;
            }
            // Many that wait do not come back together, to be sent away again.
            return Duration.FromTimeSpan(wait + there.Promise(now));
        }
    }

    TimeSpan Elapsed => clock.GetElapsedTime(0);

    Window Of(string host, TimeSpan now)
    {
        if (hosts.TryGetValue(host, out var window)) return window;
        // A community knows few hosts; who invites from thousands must not fill the memory.
        if (hosts.Count >= 1000) foreach (var idle in hosts.Where(h => h.Value.IsIdle(now)).Select(h => h.Key).ToList()) hosts.Remove(idle);
        return hosts[host] = new Window(perHost);
    }

    sealed class Window(int limit)
    {
        readonly Queue<TimeSpan> gone = new();
        readonly Queue<TimeSpan> promised = new();

        public bool IsIdle(TimeSpan now) => Count(now) == 0 && promised.Count == 0;

        public TimeSpan Rest(TimeSpan now) => Count(now) < limit ? TimeSpan.Zero : gone.Peek() + minute - now;

        public void Goes(TimeSpan now)
        {
            if (limit != int.MaxValue) gone.Enqueue(now);
        }

        public TimeSpan Promise(TimeSpan now)
        {
            while (promised.TryPeek(out var at) && at <= now) promised.Dequeue();
            var more = limit == int.MaxValue ? TimeSpan.Zero : minute * (promised.Count / limit);
            promised.Enqueue(now + minute + more);
            return more;
        }

        int Count(TimeSpan now)
        {
            while (gone.TryPeek(out var at) && at + minute <= now) gone.Dequeue();
            return gone.Count;
        }
    }
}
