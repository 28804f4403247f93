using Microsoft.Extensions.Time.Testing;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// A clock that only the test moves. When a day passes at once, what comes every minute comes once, as on a machine that was asleep, and not 1440 times
/// at the day's end.
/// </summary>
public sealed class SiteClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period <= TimeSpan.Zero) return base.CreateTimer(callback, state, dueTime, period);
        var timer = new Repeating(callback, state, period);
        timer.Begin(base.CreateTimer(timer.Tick, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), dueTime);
        return timer;
    }

    sealed class Repeating(TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        TimeSpan rest = period;
        ITimer? once;

        public void Begin(ITimer timer, TimeSpan dueTime)
        {
            once = timer;
            once.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Tick(object? nothing)
        {
            once!.Change(rest, Timeout.InfiniteTimeSpan);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            rest = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
            return once!.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => once!.Dispose();

        public ValueTask DisposeAsync() => once!.DisposeAsync();
    }
}
