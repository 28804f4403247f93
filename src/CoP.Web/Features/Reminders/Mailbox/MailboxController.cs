using CoP.Web.Hosting;
using CoP.Web.Mail.Transport;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using MimeKit;

namespace CoP.Web.Features.Reminders.Mailbox;

public sealed record MailRow(string Name, string Subject, string To, Instant At);

public sealed record MailPart(int Number, string Name, string Type);

public sealed record OpenMail(string Name, string Subject, string From, string To, Instant At, string Text, bool HasHtml, IReadOnlyList<(string Name, string Value)> Headers, IReadOnlyList<MailPart> Attachments);

public sealed record MailboxPage(IReadOnlyList<MailRow> Rows, OpenMail? Open);

/// <summary>Development only: what would have been sent. Elsewhere these addresses do not exist.</summary>
[AllowAnonymous]
public sealed class MailboxController(IServiceProvider services) : Controller
{
    Mail.Transport.Mailbox Box => services.GetRequiredService<Mail.Transport.Mailbox>();

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (services.GetService<Mail.Transport.Mailbox>() is null) context.Result = NotFound();
    }

    [HttpGet("/dev/mailbox")]
    public async Task<IActionResult> List(CancellationToken cancel) => View("Show", await Page(null, null, cancel));

    [HttpGet("/dev/mailbox/{name}")]
    public async Task<IActionResult> Show(string name, CancellationToken cancel)
    {
        if (await Box.Find(name, cancel) is not { } message) return NotFound();
        // The message is shown in a frame of its own, which the site's policy allows nowhere else.
        var nonce = HttpContext.CspNonce();
        Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; " +
            "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return View("Show", await Page(name, message, cancel));
    }

    /// <summary>The letter as a mail program would show it, unable to run or to fetch anything.</summary>
    [HttpGet("/dev/mailbox/{name}/page")]
    public async Task<IActionResult> Html(string name, CancellationToken cancel)
    {
        if ((await Box.Find(name, cancel))?.HtmlBody is not { } html) return NotFound();
        Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
        return Content(html, "text/html; charset=utf-8");
    }

    [HttpGet("/dev/mailbox/{name}/source")]
    public async Task<IActionResult> Source(string name, CancellationToken cancel)
    {
        if (await Box.Find(name, cancel) is not { } message) return NotFound();
        using var source = new MemoryStream();
        await message.WriteToAsync(source, cancel);
        return File(source.ToArray(), "text/plain; charset=utf-8");
    }

    [HttpGet("/dev/mailbox/{name}/parts/{number:int}")]
    public async Task<IActionResult> Part(string name, int number, CancellationToken cancel)
    {
        if (await Box.Find(name, cancel) is not { } message || Attached(message).ElementAtOrDefault(number) is not { } part) return NotFound();
        using var content = new MemoryStream();
        await part.Content!.DecodeToAsync(content, cancel);
        return File(content.ToArray(), "application/octet-stream", part.FileName ?? "part.ics");
    }

    [HttpDelete("/dev/mailbox")]
    public IActionResult Clear()
    {
        Box.Empty();
        return Redirect("/dev/mailbox");
    }

    async Task<MailboxPage> Page(string? name, MimeMessage? open, CancellationToken cancel)
    {
        var rows = (await Box.Newest(cancel)).ConvertAll(m => new MailRow(m.Name, m.Message.Subject ?? "", $"{m.Message.To}", Instant.FromDateTimeOffset(m.Message.Date)));
        return new MailboxPage(rows, open is null ? null : new OpenMail(
            name!, open.Subject ?? "", $"{open.From}", $"{open.To}", Instant.FromDateTimeOffset(open.Date), open.TextBody ?? "", open.HtmlBody is not null,
            [.. open.Headers.Select(h => (h.Field, h.Value)), .. (open.Body?.Headers ?? Enumerable.Empty<Header>()).Select(h => (h.Field, h.Value))],
            [.. Attached(open).Select((part, i) => new MailPart(i, part.FileName ?? part.ContentType.MimeType, part.ContentType.ToString()))]));
    }

    // A calendar is shown as a file whether it came as one or beside the text.
    static List<MimePart> Attached(MimeMessage message) =>
        [.. message.BodyParts.OfType<MimePart>().Where(p => p.IsAttachment || p.ContentType.IsMimeType("text", "calendar"))];
}
