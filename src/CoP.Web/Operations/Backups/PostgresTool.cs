using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace CoP.Web.Operations.Backups;

/// <summary>One of PostgreSQL's own programs, of a version that fits.</summary>
sealed partial class PostgresTool
{
    readonly string path;

    PostgresTool(string path) => this.path = path;

    /// <summary>The program, of that version or, if it is not there, of the next newer one: an older one does not know the server.</summary>
    /// <exception cref="CommandFailed">There is none.</exception>
    public static PostgresTool For(string name, int major)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).ToList();
        // Debian keeps every version in a folder of its own, and on the PATH a script that chooses by itself.
        if (Directory.Exists("/usr/lib/postgresql")) folders.InsertRange(0, Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")));
        var all = folders.Select(folder => Path.Combine(folder, name)).Where(File.Exists).Distinct(StringComparer.Ordinal).Select(path => (Path: path, Major: MajorOf(path))).ToList();
        var found = all.Where(t => t.Major >= major).OrderBy(t => t.Major).Select(t => t.Path).FirstOrDefault();
        if (found is not null) return new(found);
        var others = all.Count == 0 ? "" : $" (here: {string.Join(", ", all.Select(t => $"{t.Major} at {t.Path}"))})";
        throw new CommandFailed($"{name} of version {major} or newer is needed, on the PATH or in /usr/lib/postgresql{others}. On Debian: apt install postgresql-client");
    }

    /// <summary>Runs it to its end. Who asks, and the password, stand in its environment, which no other user reads.</summary>
    /// <exception cref="CommandFailed">It did not do it; with what it said.</exception>
    public async Task Run(NpgsqlConnectionStringBuilder? server, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(path) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in server is null ? [] : Surroundings(server)) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new CommandFailed($"{path} does not start.");
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancel);
            var printed = process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            await printed;
            if (process.ExitCode != 0) throw new CommandFailed($"{Path.GetFileName(path)} failed: {(await said).Trim().ReplaceLineEndings(" ")}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    static IEnumerable<(string Name, string? Value)> Surroundings(NpgsqlConnectionStringBuilder server)
    {
        yield return ("PGHOST", server.Host);
        yield return ("PGPORT", server.Port.ToString(CultureInfo.InvariantCulture));
        yield return ("PGUSER", server.Username);
        yield return ("PGDATABASE", server.Database);
        if (server.Password is { Length: > 0 } password) yield return ("PGPASSWORD", password);
        if (server.Passfile is { Length: > 0 } passfile) yield return ("PGPASSFILE", passfile);
        yield return ("PGSSLMODE", server.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        });
        // Npgsql trusts what the machine does; libpq trusts nobody unless told whom.
        const string machine = "/etc/ssl/certs/ca-certificates.crt";
        if ((server.RootCertificate ?? (File.Exists(machine) ? machine : null)) is { } roots && server.SslMode >= SslMode.VerifyCA) yield return ("PGSSLROOTCERT", roots);
        if (server.SslCertificate is { } certificate) yield return ("PGSSLCERT", certificate);
        if (server.SslKey is { } key) yield return ("PGSSLKEY", key);
        if (server.Options is { } options) yield return ("PGOPTIONS", options);
    }

    static int MajorOf(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(path, "--version") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        var said = process?.StandardOutput.ReadToEnd() ?? "";
        process?.WaitForExit();
        return Version().Match(said) is { Success: true } version ? int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
