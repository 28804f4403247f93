using System.Collections.Concurrent;
using CoP.Domain.Members;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Moderation;

/// <summary>
/// How much one member writes in a stretch of time. It is counted in memory and by the site's clock, on each node for itself,
/// and in what members did, whether under their own name or not: nothing of it is written down.
/// </summary>
public sealed class WritingPace(RateLimitSettings limits, TimeProvider clock)
{
    readonly ConcurrentDictionary<(Id<Member> Member, string What), Window> windows = new();
    long sweptAt = clock.GetTimestamp();

    /// <exception cref="RuleBrokenException"><c>pace.posts</c>, with the minutes to wait.</exception>
    public void Post(Id<Member> member) => Count(member, "pace.posts", limits.Posts, TimeSpan.FromMinutes(10));

    /// <exception cref="RuleBrokenException"><c>pace.threads</c>, with the minutes to wait.</exception>
    public void Thread(Id<Member> member) => Count(member, "pace.threads", limits.Threads, TimeSpan.FromHours(1));

    /// <exception cref="RuleBrokenException"><c>pace.concerns</c>, with the minutes to wait.</exception>
    public void Concern(Id<Member> member) => Count(member, "pace.concerns", limits.Concerns, TimeSpan.FromDays(1));

    void Count(Id<Member> member, string what, int limit, TimeSpan stretch)
    {
        Sweep();
        var window = windows.GetOrAdd((member, what), _ => new Window(clock.GetTimestamp(), stretch));
        lock (window)
        {
            if (IsOver(window)) (window.OpenedAt, window.Count) = (clock.GetTimestamp(), 0);
            if (window.Count >= limit) throw new RuleBrokenException(what, Math.Max(1, (int)Math.Ceiling((stretch - clock.GetElapsedTime(window.OpenedAt)).TotalMinutes)));
            window.Count++;
        }
    }

    bool IsOver(Window window) => clock.GetElapsedTime(window.OpenedAt) >= window.Stretch;

    void Sweep()
    {
        var last = Interlocked.Read(ref sweptAt);
        if (clock.GetElapsedTime(last) < TimeSpan.FromMinutes(10) || Interlocked.CompareExchange(ref sweptAt, clock.GetTimestamp(), last) != last) return;
        foreach (var (key, window) in windows)
            if (IsOver(window)) windows.TryRemove(new(key, window));
    }

    sealed class Window(long openedAt, TimeSpan stretch)
    {
        public long OpenedAt { get; set; } = openedAt;
        public TimeSpan Stretch { get; } = stretch;
        public int Count { get; set; }
    }
}
