using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CoP.Web.Features.Calendars;

/// <summary>Which calendar it is that a program asks for.</summary>
/// <param name="Hash">SHA-256 of it.</param>
/// <param name="Since">Since when it reads like this.</param>
public sealed record CalendarEdition(byte[] Hash, Instant Since)
{
    /// <summary>The header knows no parts of a second.</summary>
    public DateTimeOffset Modified => DateTimeOffset.FromUnixTimeSeconds(Since.ToUnixTimeSeconds());

    /// <summary>Its strong tag. Packed bytes are other bytes, with a tag of their own (RFC 9110 §8.8.1).</summary>
    public EntityTagHeaderValue Tag(bool packed) => new($"\"{Convert.ToHexStringLower(Hash)}{(packed ? "-gzip" : "")}\"");

    /// <summary>
    /// Whether the program has it already (§13). The framework's file results weigh both conditions together, where If-None-Match alone decides if it is
    /// there (§13.2.2).
    /// </summary>
    public bool IsHeldBy(HttpRequest request)
    {
        var conditions = request.GetTypedHeaders();
        return request.Headers.ContainsKey(HeaderNames.IfNoneMatch)
            ? conditions.IfNoneMatch.Any(known => known.Tag == "*" || known.Compare(Tag(IsTakenPacked(request)), useStrongComparison: false))
            : conditions.IfModifiedSince >= Modified;
    }

    /// <summary>Whether the program takes it packed (§12.5.3).</summary>
    public static bool IsTakenPacked(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality != 0);
}

/// <summary>A calendar as a program asks for it, every few hours and mostly in vain: whoever has it already is told so.</summary>
/// <param name="edition">Which it is.</param>
/// <param name="calendar">The calendar itself; null where the program has it.</param>
public sealed class CalendarAnswer(CalendarEdition edition, PackedCalendar? calendar) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var packed = CalendarEdition.IsTakenPacked(request);
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ETag = edition.Tag(packed).ToString();
        response.Headers.LastModified = edition.Modified.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "private";
        if (calendar is null || edition.IsHeldBy(request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (packed) response.Headers.ContentEncoding = "gzip";
        response.ContentType = CalendarText.MediaType;
        response.ContentLength = packed ? calendar.Bytes.Length : calendar.Length;
        response.Headers.ContentDisposition = "inline; filename=\"calendar.ics\"";
        if (HttpMethods.IsHead(request.Method)) return;
        if (packed) await response.Body.WriteAsync(calendar.Bytes, context.HttpContext.RequestAborted);
        else await calendar.UnpackTo(response.Body, context.HttpContext.RequestAborted);
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
