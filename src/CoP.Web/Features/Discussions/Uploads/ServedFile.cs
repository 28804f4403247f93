using CoP.Domain.Discussions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>Answers with a file that members brought, to who may see it.</summary>
public static class ServedFile
{
    /// <param name="controller">Whose answer it is.</param>
    /// <param name="tag">Names the bytes for ever: they never change.</param>
    /// <param name="kind">What it is, by its content.</param>
    /// <param name="name">What a document is called.</param>
    /// <param name="bytes">Reads it, if the browser does not have it yet.</param>
    public static async Task<IActionResult> Serve(this Controller controller, string tag, UploadKind kind, string name, Func<Task<byte[]>> bytes)
    {
        var headers = controller.Response.Headers;
        // A page of its own with no rights at all, should anybody open it as one.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // Kept by the browser, and asked about each time: who may see it can change.
        headers.CacheControl = "private, no-cache";
        var own = new EntityTagHeaderValue($"\"{tag}\"");
        headers.ETag = own.ToString();
        if (controller.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(own, useStrongComparison: false))) return controller.StatusCode(StatusCodes.Status304NotModified);

        var disposition = new ContentDispositionHeaderValue(kind == UploadKind.Pdf ? "attachment" : "inline");
        if (kind == UploadKind.Pdf) disposition.SetHttpFileName(name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? name : name + ".pdf");
        headers.ContentDisposition = disposition.ToString();
        return controller.File(await bytes(), kind switch
        {
            UploadKind.Png => "image/png",
            UploadKind.Jpeg => "image/jpeg",
            UploadKind.WebP => "image/webp",
            _ => "application/pdf",
        });
    }
}
