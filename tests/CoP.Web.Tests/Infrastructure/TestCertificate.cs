using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// A certificate for localhost that this process, and sites that it starts, trust like any other: TLS is tested as it runs,
/// without a way around the check.
/// </summary>
public static partial class TestCertificate
{
    /// <summary>The certificate, in PEM.</summary>
    public static string CertificateFile { get; } = Scratch.New("tls.crt");

    /// <summary>Its private key, in PEM.</summary>
    public static string KeyFile { get; } = Scratch.New("tls.key");

    // OpenSSL and .NET read the variable once, when TLS is first used, and not from the copy that .NET keeps of the environment.
    [ModuleInitializer]
    internal static void Trust()
    {
        // A site that a test started trusts what that test does.
        if (Environment.GetEnvironmentVariable(TestStartup.ClockFile) is not null) return;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        Environment.SetEnvironmentVariable("SSL_CERT_FILE", CertificateFile);
        SetNative("SSL_CERT_FILE", CertificateFile, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
