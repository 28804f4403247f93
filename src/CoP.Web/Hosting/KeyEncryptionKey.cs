using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CoP.Web.Hosting;

/// <summary>
/// The one secret that lies outside the database: 256 bits out of the setting <c>CoP:KeyEncryptionKey</c> or the file that
/// <c>CoP:KeyEncryptionKeyFile</c> names. What must not be readable in a copy of the database is locked with a key
/// derived from it, one for each purpose.
/// </summary>
public sealed class KeyEncryptionKey
{
    public const string Setting = "CoP:KeyEncryptionKey";
    public const string FileSetting = "CoP:KeyEncryptionKeyFile";

    // Marks what Development made for itself, so that no other environment takes it for a secret.
    const string DevelopmentMark = "development:";

    readonly byte[] key;

    public KeyEncryptionKey(byte[] key)
    {
        if (key.Length != 32) throw new ArgumentException("A key of 256 bits is wanted.", nameof(key));
        this.key = key;
        Id = Convert.ToHexStringLower(Derive("key id").AsSpan(0, 8));
    }

    /// <summary>Names the key without giving it away; written beside everything that it locks.</summary>
    public string Id { get; }

    /// <summary>A key of 256 bits for one purpose; the keys of other purposes cannot be worked out from it.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes("CoP " + purpose));

    /// <summary>The key of the settings; in Development, where they name none, one that is made once and lies beside the database.</summary>
    /// <exception cref="StartRefused">There is none, or it is none.</exception>
    public static KeyEncryptionKey Of(IConfiguration settings, IHostEnvironment environment)
    {
        if (Problem(settings, environment) is { } problem) throw new StartRefused([problem]);
        if (Text(settings) is { } text) return new(Read(text)!);
        return new(Read(MadeOnce(BesideTheDatabase(settings)))!);
    }

    /// <summary>What is wrong with the settings about the key; null where nothing is.</summary>
    public static string? Problem(IConfiguration settings, IHostEnvironment environment)
    {
        string? text;
        try
        {
            text = Text(settings);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"{FileSetting}: the file cannot be read ({unreadable.Message})";
        }

        if (text is null)
        {
            return environment.IsWorkshop()
                ? null
                : $"{Setting} (or {FileSetting}, the path of a file that holds it) is missing. Make one with: openssl rand -base64 32";
        }

        if (!environment.IsWorkshop() && text.StartsWith(DevelopmentMark, StringComparison.Ordinal))
            return $"{FileSetting} names a key that Development made for itself. Make one of your own with: openssl rand -base64 32";
        return Read(text) is { } bytes && bytes.Distinct().Count() > 8
            ? null
            : $"{Setting} is not a random key of 256 bits in base64. Make one with: openssl rand -base64 32";
    }

    static string? Text(IConfiguration settings) =>
        settings[Setting] is { Length: > 0 } text ? text.Trim()
        : settings[FileSetting] is { Length: > 0 } file ? File.ReadAllText(file).Trim()
        : null;

    static byte[]? Read(string text)
    {
        if (text.StartsWith(DevelopmentMark, StringComparison.Ordinal)) text = text[DevelopmentMark.Length..];
        var bytes = new byte[32];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == 32 ? bytes : null;
    }

    static string BesideTheDatabase(IConfiguration settings)
    {
        var sqlite = settings["CoP:Database"] is null || string.Equals(settings["CoP:Database"], nameof(DatabaseKind.Sqlite), StringComparison.OrdinalIgnoreCase);
        var database = sqlite && settings.GetConnectionString("CoP") is { } connection ? new SqliteConnectionStringBuilder(connection).DataSource : "data/cop.db";
        return Path.GetFullPath(database) + ".key";
    }

    static string MadeOnce(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            // Written under another name first: a start beside this one sees a whole key or none.
            var draft = $"{file}.{Environment.ProcessId}";
            using (var stream = new FileStream(draft, options))
                stream.Write(Encoding.ASCII.GetBytes(DevelopmentMark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
            try
            {
                File.Move(draft, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(file).Trim();
    }
}
