using CoP.Domain.Discussions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.ByMail;

/// <summary>
/// The link in a letter of a discussion that ends such letters. Opening it changes nothing, its one button does, and the page that follows takes it
/// back. The address says who and of what; whoever has it learns nothing, not even which discussion.
/// </summary>
[AllowAnonymous]
public sealed class MuteController(MuteLinks links, MuteByMail muting) : Controller
{
    [HttpGet("/mute/{token}"), HttpHead("/mute/{token}")]
    public async Task<IActionResult> Ask(string token) => await Find(token) switch
    {
        (_, null) => NotFound(),
        (_, false) => Over(),
        var (note, _) => View("Ask", new MutePage(token, note.Level)),
    };

    [HttpPost("/mute/{token}"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Save(string token)
    {
        var (note, goesOn) = await Find(token);
        if (goesOn is false) return Over();
        if (goesOn is null || await muting.Do(note) is not { } before) return NotFound();
        // Muted twice, it is taken back to what it is without a choice.
        var back = note.Level != FollowLevel.Mute ? FollowLevel.Mute : before == FollowLevel.Mute ? FollowLevel.Normal : before;
        return View("Done", new MutePage(links.PathFor(note.Recipient, note.Thread, back), note.Level));
    }

    async Task<(MuteNote Note, bool? GoesOn)> Find(string token)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return links.Read(token) is { } note ? (note, await muting.GoesOn(note)) : (null!, null);
    }

    ViewResult Over()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Over");
    }
}

/// <summary>A page behind the link.</summary>
/// <param name="To">Its token; once that was done, the address that takes it back.</param>
/// <param name="Level">What it does, or did.</param>
public sealed record MutePage(string To, FollowLevel Level)
{
    public bool Mutes => Level == FollowLevel.Mute;
}
