using System.Globalization;
using CoP.Web.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(TestStartup))]

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// The machine's clock, shifted by what a file says; processes that share the file share the time. Timers fall due by the
/// shifted time, however it came to pass.
/// </summary>
public sealed class MovableClock(string file) : TimeProvider
{
    static readonly TimeSpan look = TimeSpan.FromMilliseconds(25);

    public string File => file;

    /// <summary>A clock that shows <paramref name="now"/> now.</summary>
    public static MovableClock At(string file, DateTimeOffset now)
    {
        var clock = new MovableClock(file);
        clock.Write(now - System.GetUtcNow());
        return clock;
    }

    public void Advance(TimeSpan by) => Write(Shift() + by);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift();

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Shift().TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state, dueTime, period);

    void Write(TimeSpan to)
    {
        // A reader finds the old file or the new one, never half of one.
        var next = $"{file}.{Guid.NewGuid():N}";
        global::System.IO.File.WriteAllText(next, to.Ticks.ToString(CultureInfo.InvariantCulture));
        global::System.IO.File.Move(next, file, overwrite: true);
    }

    // Read anew each time: a request that follows a jump must find it.
    TimeSpan Shift() => TimeSpan.FromTicks(long.Parse(global::System.IO.File.ReadAllText(file), CultureInfo.InvariantCulture));

    sealed class Timer : ITimer
    {
        readonly MovableClock clock;
        readonly TimerCallback callback;
        readonly object? state;
        readonly ITimer looks;
        readonly Lock changing = new();
        DateTimeOffset? due;
        TimeSpan period;

        public Timer(MovableClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            looks = System.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (changing)
            {
                this.period = period;
                due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                var every = due is null ? Timeout.InfiniteTimeSpan : look;
                return looks.Change(dueTime == TimeSpan.Zero ? TimeSpan.Zero : every, every);
            }
        }

        public void Dispose() => looks.Dispose();

        public ValueTask DisposeAsync() => looks.DisposeAsync();

        void Look()
        {
            lock (changing)
            {
                if (due is not { } at || clock.GetUtcNow() < at) return;
                due = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : clock.GetUtcNow() + period;
                if (due is null) looks.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
            callback(state);
        }
    }
}

/// <summary>What a site started by <see cref="SiteProcess"/> does besides: keeps the test's time, and ends with the test run.</summary>
public sealed class TestStartup : IHostingStartup
{
    public const string ClockFile = "COP_TESTS_CLOCK";

    public void Configure(IWebHostBuilder builder)
    {
        if (Environment.GetEnvironmentVariable(ClockFile) is not { } file) return;
        builder.UseStaticWebAssets();
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new MovableClock(file)));
        new global::System.Threading.Thread(() =>
        {
            // Standard input ends when whoever started this is gone, in whichever way.
            while (Console.In.Read() >= 0)
            {
            }
            Environment.Exit(1);
        })
        { IsBackground = true }.Start();
    }
}
