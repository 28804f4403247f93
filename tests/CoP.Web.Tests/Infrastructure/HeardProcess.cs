using System.Diagnostics;
using System.Text;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>A process that is listened to: what it prints wakes whoever waits for it.</summary>
public sealed class HeardProcess : IAsyncDisposable
{
    // A machine that is busy with other tests takes its time.
    static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    readonly Process process;
    readonly StringBuilder said = new();
    TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int silent;

    HeardProcess(Process process) => this.process = process;

    /// <summary>What it has printed so far.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    public static HeardProcess Start(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        var heard = new HeardProcess(Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start."));
        heard.process.OutputDataReceived += heard.Hear;
        heard.process.ErrorDataReceived += heard.Hear;
        heard.process.BeginOutputReadLine();
        heard.process.BeginErrorReadLine();
        return heard;
    }

    /// <summary>Until it has printed this.</summary>
    public async Task Says(string words)
    {
        using var limit = new CancellationTokenSource(patience);
        while (await More(words) is { } more)
        {
            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException over)
            {
                throw new TimeoutException($"It did not say “{words}”, but: {Said}", over);
            }
        }
    }

    /// <summary>With which code it ended by itself.</summary>
    public async Task<int> Ends()
    {
        using var limit = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    // What to wait for while it has not said it; null once it has.
    async Task<Task?> More(string words)
    {
        lock (said)
        {
            if (said.ToString().Contains(words, StringComparison.Ordinal)) return null;
            if (silent < 2) return news.Task;
        }
        throw new InvalidOperationException($"It ended with {await Ends()} before it said “{words}”: {Said}");
    }

    void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said)
        {
            if (line.Data is null) silent++;
            else said.AppendLine(line.Data);
            news.SetResult();
            news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
