using CoP.Domain.Calendars;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Features.Polls.Polls;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Polls.Guests;

/// <summary>
/// The link in a guest's letter. Opening it changes nothing. The address itself says who answers and in what, so there is no sign-in and no form token, as with
/// the answers that letters of meetings offer. A guest sees counts.
/// </summary>
[AllowAnonymous]
public sealed class GuestController(CopDb db, GuestLinks links, PollPages pages, AvailabilitySight sight, AvailabilityEdits edits, CurrentMember me, Rules rules, IStringLocalizer<AvailabilityText> texts) : Controller
{
    /// <summary>The page, by the clock of a zone that the guest can choose.</summary>
    [HttpGet("/poll/{token}")]
    public async Task<IActionResult> Show(string token, string? zone) => await Page(token, zone) is var (_, page) ? View("Guest", page) : Closed();

    [HttpPost("/poll/{token}/votes"), IgnoreAntiforgeryToken, EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Vote(string token, string? zone, VoteInput input, [FromForm(Name = "Guest.Name")] string? name)
    {
        if (await Page(token, zone) is not var (id, page)) return Closed();
        if (input.Answers.Length == 0) return BadRequest();
        input.Check(ModelState, texts);
        if (ModelState.IsValid)
        {
            try
            {
                if (!await edits.Answer(id, name, page.Face.Guest!.Zone, input)) return Closed();
                this.Say(texts["said.voted.guest"]);
                return Redirect($"{page.At}?zone={Uri.EscapeDataString(page.Face.Guest.Zone)}");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(broken.Key == "member.name" ? "Guest.Name" : "", rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Guest", page with { Face = page.Face with { Input = input.On(page.Face.Poll), Guest = page.Face.Guest! with { Name = name } } });
    }

    async Task<(Id<PollGuest> Id, GuestPage Page)?> Page(string token, string? zone)
    {
        // The address opens the page: it is to reach nobody else.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (links.Read(token) is not { } id || await db.PollGuests.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id && g.WithdrawnAt == null) is not { } guest) return null;
        if (await sight.Find(guest.PollId) is not { } asked) return null;
        zone = zone is not null && ZoneRules.Of(zone) is not null ? zone : guest.ZoneId ?? asked.About.ZoneId;
        me.ReadBy(DateTimeZoneProviders.Tzdb[zone]);
        var at = GuestLinks.Path(token);
        return (id, new(at, asked.About, (await pages.Face(asked, id.AsVoter(), at)) with { IsLive = false, Remarks = [], Guest = new(guest.Name, zone) }));
    }

    // Taken back, too old, and never ours are answered alike.
    ViewResult Closed()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("Closed");
    }
}
