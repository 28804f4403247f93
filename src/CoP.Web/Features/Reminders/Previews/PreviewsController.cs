using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Reminders.Previews;

/// <param name="Language">What the letter is written in.</param>
/// <param name="Html">Whether the letter has a page; null where it has text alone.</param>
public sealed record PreviewPage(Sample Sample, string Subject, string Text, string Language, bool Html);

/// <summary>What my letters look like.</summary>
public sealed class PreviewsController(Samples samples, CurrentMember me) : Controller
{
    [HttpGet("/preferences/previews")]
    public Task<IActionResult> List() => Show(Sample.Digest);

    [HttpGet("/preferences/previews/{sample}")]
    public async Task<IActionResult> Show(Sample sample)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(sample)) return NotFound();
        using var letter = await samples.Write(sample);
        // The letter is shown in a frame of its own, which the site's policy allows on few pages.
        var nonce = HttpContext.CspNonce();
        Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; " +
            "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return View("Show", new PreviewPage(sample, letter.Subject ?? "", letter.TextBody ?? "", me.Member.Language, letter.HtmlBody is not null));
    }

    /// <summary>The letter as a mail program would show it, unable to run, to fetch or to open anything.</summary>
    [HttpGet("/preferences/previews/{sample}/page")]
    public async Task<IActionResult> Html(Sample sample)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(sample)) return NotFound();
        using var letter = await samples.Write(sample);
        if (letter.HtmlBody is not { } html) return NotFound();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";
        return Content(html, "text/html; charset=utf-8");
    }
}
