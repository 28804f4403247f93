using System.Diagnostics;
using System.Globalization;

namespace CoP.Bench;

/// <summary>A program under measurement, held to the first core; whoever loads it runs on the second.</summary>
public sealed class Hosted : IAsyncDisposable
{
    readonly Process process;

    Hosted(Process process, Uri address, TimeSpan firstPage) => (this.process, Address, FirstPage) = (process, address, firstPage);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first page.</summary>
    public TimeSpan FirstPage { get; }

    /// <summary>Memory that it holds, in megabytes.</summary>
    public double Megabytes => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024.0;

    /// <summary>The time that it has computed since its start, whatever else the machine does meanwhile; counted in hundredths of a second.</summary>
    public TimeSpan Computed
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<Hosted> Start(string dll, int port, string firstPage, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("taskset") { UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(dll), RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", "0", "dotnet", dll, .. arguments, "--urls", address.ToString()]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        var started = Process.Start(start) ?? throw new InvalidOperationException($"{dll} did not start.");
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        using var client = new HttpClient();
        while (true)
        {
            if (started.HasExited) throw new InvalidOperationException($"{dll} ended with {started.ExitCode}.");
            try
            {
                using var answer = await client.GetAsync(new Uri(address, firstPage));
                if (answer.IsSuccessStatusCode) break;
                throw new InvalidOperationException($"{firstPage} answers {answer.StatusCode}.");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        return new Hosted(started, address, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>What a run of wrk found.</summary>
public sealed record Wrk(double PerSecond, double P99, int Errors)
{
    /// <summary>Asks for one address as fast as it is answered, over 32 connections.</summary>
    public static async Task<Wrk> Get(Uri address, int seconds, params (string Name, string Value)[] headers)
    {
        string[] all = [.. headers.SelectMany(h => (string[])["-H", $"{h.Name}: {h.Value}"])];
        await Run(["-t1", "-c32", "-d2s", .. all, address.ToString()]);
        return await Run(["-t1", "-c32", $"-d{seconds}s", "--latency", .. all, address.ToString()]);
    }

    /// <summary>Sends what a script makes up.</summary>
    public static Task<Wrk> Script(Uri address, int seconds, string script) => Run(["-t1", "-c32", $"-d{seconds}s", "--latency", "-s", script, address.ToString()]);

    static async Task<Wrk> Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("taskset") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", "1", "wrk", .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string Value(string label) => text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim() ?? "0";
        var errors = text.Split('\n').Where(l => l.Contains("Non-2xx", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(':')[1], CultureInfo.InvariantCulture)).Sum();
        return new(double.Parse(Value("Requests/sec:"), CultureInfo.InvariantCulture), Milliseconds(Value("99%")), errors);
    }

    static double Milliseconds(string text) =>
        text.EndsWith("us", StringComparison.Ordinal) ? double.Parse(text[..^2], CultureInfo.InvariantCulture) / 1000
        : text.EndsWith("ms", StringComparison.Ordinal) ? double.Parse(text[..^2], CultureInfo.InvariantCulture)
        : text.EndsWith('s') ? double.Parse(text[..^1], CultureInfo.InvariantCulture) * 1000
        : 0;
}
