using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CoP.Web.Operations.Checkup;

/// <summary>The certificates with which Kestrel itself speaks TLS; a proxy in front has its own.</summary>
static class Certificates
{
    const int soon = 14;

    public sealed record Certificate(string Setting, string? Path, string? KeyPath, string? Password);

    public static IEnumerable<Certificate> Named(IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e.GetSection("Certificate")).Concat(settings.GetSection("Kestrel:Certificates").GetChildren())
            .Where(c => c["Path"] is not null).Select(c => new Certificate(c.Path, c["Path"], c["KeyPath"], c["Password"]));

    public static IEnumerable<Finding> Look(IConfiguration settings, DateTimeOffset now)
    {
        var named = Named(settings).ToList();
        if (named.Count == 0) yield return Finding.Note("certificates", "none: the proxy in front speaks TLS");
        foreach (var certificate in named) yield return Look(certificate, settings.GetValue<Uri>("CoP:BaseAddress")?.Host, now);
    }

    static Finding Look(Certificate named, string? host, DateTimeOffset now)
    {
        try
        {
            using var certificate = named.KeyPath is null
                ? X509CertificateLoader.LoadPkcs12FromFile(named.Path!, named.Password)
                : named.Password is null ? X509Certificate2.CreateFromPemFile(named.Path!, named.KeyPath) : X509Certificate2.CreateFromEncryptedPemFile(named.Path!, named.Password, named.KeyPath);
            var left = (new DateTimeOffset(certificate.NotAfter) - now).TotalDays;
            if (left < 0) return Finding.Wrong("certificates", $"{named.Path} ran out on {certificate.NotAfter:yyyy-MM-dd}. Renew it.");
            if (host is not null && !certificate.MatchesHostname(host)) return Finding.Wrong("certificates", $"{named.Path} is not for {host}, the host of CoP:BaseAddress. Have one made for it.");
            return left < soon
                ? Finding.Wrong("certificates", $"{named.Path} runs out on {certificate.NotAfter:yyyy-MM-dd}. Renew it, and see why that did not happen by itself.")
                : Finding.Well("certificates", $"{named.Path} until {certificate.NotAfter:yyyy-MM-dd}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Finding.Wrong("certificates", $"{named.Setting}: {named.Path} cannot be used ({unreadable.Message}).");
        }
    }
}
