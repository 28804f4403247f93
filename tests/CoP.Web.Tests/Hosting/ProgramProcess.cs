using System.Diagnostics;
using System.Text;
using CoP.Web.Hosting;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Web.Tests.Hosting;

/// <summary>The program itself, started as one starts it, with settings in its environment and none of this machine's.</summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    readonly Process process;
    readonly StringBuilder said = new();

    ProgramProcess(Process process) => this.process = process;

    /// <summary>What it has printed so far.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    /// <summary>Settings with which a site in Production starts on a database.</summary>
    public static Dictionary<string, string> Production(TestDatabase database, int port) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["ConnectionStrings__CoP"] = database.ConnectionString,
        ["CoP__Database"] = database.Kind.ToString(),
        ["CoP__BaseAddress"] = $"http://localhost:{port}",
        ["CoP__KeyEncryptionKey"] = "q0kQ3mJ8x2Vv7oYt5Zr1uWn4Sb6Le9Hc0Gd2Fa8Pi3E=",
        ["CoP__Mail__Host"] = "127.0.0.1",
        ["CoP__Mail__Port"] = "9",
        ["CoP__Mail__Security"] = "None",
        ["CoP__Mail__From"] = "Community <community@example.org>",
    };

    public static ProgramProcess Start(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "CoP.Web"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Web,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("CoP", StringComparison.OrdinalIgnoreCase) || n.StartsWith("ASPNETCORE", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var program = new ProgramProcess(Process.Start(start)!);
        program.process.OutputDataReceived += program.Hear;
        program.process.ErrorDataReceived += program.Hear;
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Until it has printed this. A machine that is busy with other tests takes its time.</summary>
    public async Task Says(string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!Said.Contains(words, StringComparison.Ordinal))
        {
            if (process.HasExited) throw new InvalidOperationException($"It ended with {process.ExitCode} before it said “{words}”: {Said}");
            if (limit.IsCancellationRequested) throw new TimeoutException($"It did not say “{words}”, but: {Said}");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>With which code it ended by itself.</summary>
    public async Task<int> Ends()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
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

    void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said) said.AppendLine(line.Data);
    }
}
