using CoP.Domain.Members;
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
    public async Task<IActionResult> Ask(string token) =>
        unsubscribing.Read(token) is var (member, topics) ? View("Ask", await Page(token, member, topics)) : NotFound();

    [HttpPost("/unsubscribe/{token}"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Stop(string token)
    {
        if (unsubscribing.Read(token) is not var (member, topics)) return NotFound();
        await unsubscribing.Stop(member, topics);
        return View("Done", await Page(token, member, topics));
    }

    /// <summary>Less often instead, or back again.</summary>
    [HttpPost("/unsubscribe/{token}/pace"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Set(string token, Pace pace)
    {
        if (unsubscribing.Read(token) is not var (member, topics)) return NotFound();
        if (!ModelState.IsValid || !UnsubscribePage.PacesOf(topics).Contains(pace)) return BadRequest();
        await unsubscribing.Set(member, topics, pace);
        return View("Done", await Page(token, member, topics));
    }

    async Task<UnsubscribePage> Page(string token, Id<Member> member, MailTopics topics) => new(token, topics, await unsubscribing.PaceOf(member, topics));
}

/// <param name="Pace">How such mail comes now.</param>
public sealed record UnsubscribePage(string Token, MailTopics Topics, Pace Pace)
{
    /// <summary>What one can have instead of what one has.</summary>
    public IEnumerable<Pace> Others => PacesOf(Topics).Where(p => p != Pace && p != Pace.Never);

    /// <summary>Reminders and duties come at once or not.</summary>
    public static IEnumerable<Pace> PacesOf(MailTopics topics) => Enum.GetValues<Pace>().Where(p => p is Pace.AtOnce or Pace.Never || (topics & ~MailTopicSets.CanWait) == MailTopics.None);
}
