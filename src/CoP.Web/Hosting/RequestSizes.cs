using Microsoft.AspNetCore.Http.Features;

namespace CoP.Web.Hosting;

/// <summary>
/// How much a request may bring: a form of words little, a file as much as one may be, a text with its files all of them. What
/// is more is answered with 413 before it is read.
/// </summary>
public static class RequestSizes
{
    /// <summary>The longest text in the letters that take most bytes, and room to spare.</summary>
    public const long Words = 1_000_000;

    public static void UseRequestSizes(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Forms are read before routing, for the verb they may carry; so it is the path that tells.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Of(context.Request);
        return next(context);
    });

    static long Of(HttpRequest request)
    {
        var file = Domain.Discussions.Upload.FileLimit + Words;
        if (request.Path.Equals("/uploads", StringComparison.OrdinalIgnoreCase)) return file;
        if (request.Path.StartsWithSegments("/meetings", StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value!.EndsWith("/files", StringComparison.OrdinalIgnoreCase)) return file;
        // One file too many, or one that is too large, is told in the form, with the words kept.
        return request.Path.StartsWithSegments("/threads", StringComparison.OrdinalIgnoreCase) && request.HasFormContentType && request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? file * (Domain.Discussions.Upload.PostLimit + 1)
            : Words;
    }
}
