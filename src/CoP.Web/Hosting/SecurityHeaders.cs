using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticAssets;

namespace CoP.Web.Hosting;

/// <summary>What every answer says to the browser about what it may do with it.</summary>
public static class SecurityHeaders
{
    static readonly object NonceKey = new();

    /// <summary>The nonce of this answer, for the few elements of script and style that stand in the page itself.</summary>
    public static string CspNonce(this HttpContext context) => (string)(context.Items[NonceKey] ??= Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            // A style sheet or a typeface opens nothing; a dozen of them on a first visit would carry the rest for nothing.
            if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            {
                headers.XContentTypeOptions = "nosniff";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                return Task.CompletedTask;
            }
            var nonce = context.CspNonce();
            headers.TryAdd("Content-Security-Policy",
                $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; " +
                "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'");
            headers.XContentTypeOptions = "nosniff";
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
            headers["X-Robots-Tag"] = "noindex";
            // What a member sees is not for whoever uses the browser next. Files and feeds have said their own by now.
            if (context.User.Identity is { IsAuthenticated: true } && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
