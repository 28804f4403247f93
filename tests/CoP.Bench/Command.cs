using System.Diagnostics;

namespace CoP.Bench;

public static class Command
{
    /// <summary>What a command of the site prints.</summary>
    public static string Output(string dll, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(dll) };
        foreach (var argument in (string[])[dll, .. arguments]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {text}");
    }
}
