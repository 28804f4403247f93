using System.Net;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Operations.Measuring;

namespace CoP.Web.Hosting;

/// <summary>The site does not start, and says what to set.</summary>
public sealed class StartRefused(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>
/// What must be right before the site answers anyone. Everywhere but in Development, where a newcomer starts it with one
/// command, it refuses to run on settings that are missing or that anybody can look up.
/// </summary>
public static class StartChecks
{
    /// <summary>Where the site is made and tested, not where members are: what is public may be a secret there.</summary>
    public static bool IsWorkshop(this IHostEnvironment environment) => environment.IsDevelopment() || environment.IsEnvironment("Testing");

    /// <summary>Everything that is wrong, each in a sentence that begins with the setting's name.</summary>
    public static IEnumerable<string> Problems(IConfiguration settings, IHostEnvironment environment)
    {
        if (settings["CoP:Database"] is { } database && !Enum.TryParse<DatabaseKind>(database, ignoreCase: true, out _))
            yield return $"CoP:Database is “{database}”; it is Sqlite or Postgres.";
        if (settings["CoP:TimeZone"] is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            yield return $"CoP:TimeZone is “{zone}”, which is no zone; one is America/New_York.";
        if (KeyEncryptionKey.Problem(settings, environment) is { } key) yield return key;
        foreach (var proxy in settings.GetSection("CoP:KnownProxies").GetChildren())
            if (!IPAddress.TryParse(proxy.Value, out _)) yield return $"{proxy.Path} is “{proxy.Value}”, which is no IP address.";
        if (MeasuringSite.Problem(settings) is { } measuring) yield return measuring;
        if (environment.IsWorkshop()) yield break;

        if (BaseAddressProblem(settings["CoP:BaseAddress"]) is { } address) yield return address;
        if (string.IsNullOrWhiteSpace(settings["CoP:Mail:Host"]))
            yield return "CoP:Mail:Host is missing: the server that takes the site's mail. Members are invited and signed in by mail.";
        if (!MimeKit.MailboxAddress.TryParse(settings["CoP:Mail:From"] ?? "", out var from) || !Invitation.IsAddress(from.Address))
            yield return "CoP:Mail:From is missing or no address: the sender of the site's mail, such as Community <community@example.org>.";
        if (string.Equals(settings["CoP:Database"], nameof(DatabaseKind.Postgres), StringComparison.OrdinalIgnoreCase)
            && string.IsNullOrWhiteSpace(settings.GetConnectionString("CoP")))
            yield return "ConnectionStrings:CoP is missing: where the PostgreSQL database is.";
    }

    /// <summary>
    /// What only the database can tell: that it holds no demo, whose password everyone can read, and that the key of the
    /// settings is its own.
    /// </summary>
    /// <exception cref="StartRefused">One of the two.</exception>
    public static async Task RequireFitting(this CopDb db, KeyEncryptionKey key, IHostEnvironment environment)
    {
        if (!environment.IsWorkshop() && await db.Users.AnyAsync(a => a.NormalizedEmail!.EndsWith("@COP.EXAMPLE")))
        {
            throw new StartRefused([
                "ConnectionStrings:CoP names a database that holds the demo community, whose password is public. Name an empty one.",
            ]);
        }

        await db.RequireKeyOf(key);
    }

    static string? BaseAddressProblem(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "CoP:BaseAddress is missing: the address at which members reach the site, such as https://community.example.org";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return $"CoP:BaseAddress is “{text}”, which is no address of a site; one is https://community.example.org";
        if (address.PathAndQuery != "/" || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            return $"CoP:BaseAddress is “{text}”; it is the scheme and the host alone: {address.GetLeftPart(UriPartial.Authority)}";
        return address.Scheme == "https" || address.IsLoopback
            ? null
            : $"CoP:BaseAddress is “{text}”; it begins with https, or passwords cross the network in the open.";
    }
}
