using CoP.Domain.Reminders;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Reminders.Unsubscribe;

/// <summary>
/// The link in a letter that stops mail of its kind. Opening it changes nothing, since scanners open links; the POST is what
/// mail programs send at one click (RFC 8058), so it asks for no sign-in and no form token: its own token says whom and what.
/// </summary>
[AllowAnonymous]
public sealed class UnsubscribeController(Unsubscribing unsubscribing) : Controller
{
    [HttpGet("/unsubscribe/{token}")]
    public IActionResult Ask(string token) => unsubscribing.Read(token) is var (_, topic) ? View("Ask", new UnsubscribePage(token, topic)) : NotFound();

    [HttpPost("/unsubscribe/{token}"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Stop(string token)
    {
        if (unsubscribing.Read(token) is not var (member, topic)) return NotFound();
        await unsubscribing.Stop(member, topic);
        return View("Stopped", new UnsubscribePage(token, topic));
    }
}

public sealed record UnsubscribePage(string Token, MailTopics Topic);
