using System.Diagnostics;

namespace CoP.Web.Features.Members.SignIn;

/// <summary>
/// An answer that says no takes at least this long, whatever was looked up on the way: the time must not tell an address
/// that is a member's from one that is nobody's.
/// </summary>
public readonly struct Pace()
{
    static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(400);

    readonly long started = Stopwatch.GetTimestamp();

    // The machine's own time: this hides how long the machine took.
    public Task Keep() => Floor - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest ? Task.Delay(rest) : Task.CompletedTask;
}
