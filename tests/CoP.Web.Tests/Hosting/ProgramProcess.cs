using System.Diagnostics;
using CoP.Web.Hosting;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Web.Tests.Hosting;

/// <summary>The program itself, started as one starts it, with settings in its environment and none of this machine's.</summary>
public static class ProgramProcess
{
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

    public static HeardProcess Start(IReadOnlyDictionary<string, string> settings, params string[] command)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "CoP.Web")) { WorkingDirectory = Repository.Web };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("CoP", StringComparison.OrdinalIgnoreCase) || n.StartsWith("ASPNETCORE", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var argument in command) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return HeardProcess.Start(start);
    }
}
