using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// A server that a script beside this file runs for the tests. The script reads its standard input and stops the server
/// when that ends, which it does however this process ends; its own session keeps Ctrl-C from reaching it first.
/// </summary>
public sealed class ServerProcess
{
    // A pipe that the garbage collector closed would end the server in the middle of the run.
    static readonly List<ServerProcess> running = [];

    readonly Process process;

    ServerProcess(Process process) => this.process = process;

    /// <summary>Runs the script until it says that its server is ready.</summary>
    public static async Task<ServerProcess> Start(string script, string folder, IReadOnlyDictionary<string, string>? environment = null, bool asRoot = false)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Infrastructure", "Servers", script);
        var start = new ProcessStartInfo("setsid")
        {
            ArgumentList = { "--wait" },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (asRoot && !Environment.IsPrivilegedProcess)
            foreach (var argument in (string[])["sudo", "-n", .. environment?.Select(pair => $"{pair.Key}={pair.Value}") ?? []])
                start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        foreach (var argument in (string[])["sh", path, folder])
            start.ArgumentList.Add(argument);

        var started = Process.Start(start) ?? throw new InvalidOperationException($"{script} did not start.");
        var errors = started.StandardError.ReadToEndAsync();
        if (await started.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"{script} did not come up: {await errors}");
        var server = new ServerProcess(started);
        lock (running) running.Add(server);
        return server;
    }

    /// <summary>Ends the server and waits until it is gone.</summary>
    public async Task Stop()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        lock (running) running.Remove(this);
    }

    /// <summary>Ports of loopback that nothing listens on.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
