using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CoP.Web.Features.Calendars;

/// <summary>
/// A calendar as a program asks for it, every few hours and mostly in vain: whoever has it already is told so (RFC 9110 §13).
/// The framework's file results weigh both conditions together, where If-None-Match alone decides if it is there (§13.2.2).
/// </summary>
/// <param name="since">Since when it reads like this.</param>
public sealed class CalendarAnswer(byte[] calendar, Instant since) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        // Packed bytes are other bytes, with a strong tag of their own (§8.8.1).
        var packed = request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality != 0);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(calendar))}{(packed ? "-gzip" : "")}\"");
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        // The header knows no parts of a second.
        var modified = DateTimeOffset.FromUnixTimeSeconds(since.ToUnixTimeSeconds());
        response.Headers.ETag = tag.ToString();
        response.Headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "private";
        if (Has(request, tag, modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var bytes = packed ? Packed(calendar) : calendar;
        if (packed) response.Headers.ContentEncoding = "gzip";
        response.ContentType = CalendarText.MediaType;
        response.ContentLength = bytes.Length;
        response.Headers.ContentDisposition = "inline; filename=\"calendar.ics\"";
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(bytes, context.HttpContext.RequestAborted);
    }

    static byte[] Packed(byte[] calendar)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(calendar);
        return bytes.ToArray();
    }

    static bool Has(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset modified)
    {
        var conditions = request.GetTypedHeaders();
        return request.Headers.ContainsKey(HeaderNames.IfNoneMatch)
            ? conditions.IfNoneMatch.Any(known => known.Tag == "*" || known.Compare(tag, useStrongComparison: false))
            : conditions.IfModifiedSince >= modified;
    }
}

/// <summary>No such calendar: the same whether the address was revoked, is mistaken or never was, in every language.</summary>
public sealed class NoSuchCalendar : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status404NotFound;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = Words.Length;
        return HttpMethods.IsHead(context.HttpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(Words).AsTask();
    }

    static readonly byte[] Words = "There is no calendar at this address. / No hay ningún calendario en esta dirección.\n"u8.ToArray();
}
