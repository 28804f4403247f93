using CoP.Web.Hosting;

namespace CoP.Web.Operations.Checkup;

/// <summary>Whether what must not be read by everybody on the machine can be.</summary>
static class SecretFiles
{
    const UnixFileMode foreign = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static IEnumerable<Finding> Look(IConfiguration settings, IHostEnvironment environment)
    {
        if (OperatingSystem.IsWindows()) yield break;
        var open = false;
        foreach (var file in Files(settings, environment).Where(File.Exists))
        {
            if ((File.GetUnixFileMode(file) & foreign) == UnixFileMode.None) continue;
            open = true;
            yield return Finding.Wrong("files", $"{file} can be read or written by others on this machine. Do: chmod 600 {file} (640 where the site's user is in its group)");
        }
        if (!open) yield return Finding.Well("files", "keys, settings with secrets and the database are closed to others");
    }

    static IEnumerable<string> Files(IConfiguration settings, IHostEnvironment environment)
    {
        if (settings[KeyEncryptionKey.FileSetting] is { Length: > 0 } key) yield return Path.GetFullPath(key);
        foreach (var certificate in Certificates.Named(settings))
            if ((certificate.KeyPath ?? certificate.Path) is { } secret) yield return Path.GetFullPath(secret, environment.ContentRootPath);
        if (Disk.DatabaseFile(settings) is { } database) yield return database;
        foreach (var name in (string[])["appsettings.json", $"appsettings.{environment.EnvironmentName}.json"])
        {
            var file = Path.Combine(environment.ContentRootPath, name);
            if (File.Exists(file) && HoldsSecrets(file)) yield return file;
        }
    }

    static bool HoldsSecrets(string file)
    {
        var alone = new ConfigurationBuilder().AddJsonFile(file).Build();
        return alone.AsEnumerable().Any(s => s.Value is { Length: > 0 } value && (s.Key.EndsWith("Password", StringComparison.OrdinalIgnoreCase)
            || s.Key.Equals(KeyEncryptionKey.Setting, StringComparison.OrdinalIgnoreCase) || value.Contains("Password=", StringComparison.OrdinalIgnoreCase)));
    }
}
