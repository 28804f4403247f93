using CoP.Domain.Announcements;
using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Announcements.Keeping;

/// <summary>What the committee tells the members; letters wait ten minutes, in which it can be taken back as if it had never been.</summary>
[Authorize(Policies.Committee)]
public sealed class KeepingController(CopDb db, CurrentMember me, TimeProvider clock, AnnouncementPages pages, Rules rules, IStringLocalizer<AnnouncementsText> texts) : Controller
{
    [HttpGet("/steering/announcements")]
    public async Task<IActionResult> Index() => View(await pages.Kept());

    [HttpGet("/steering/announcements/new")]
    public async Task<IActionResult> New() => View("Edit", await pages.New(new() { Until = pages.Today.PlusDays(14) }));

    [HttpPost("/steering/announcements")]
    public async Task<IActionResult> Create(AnnouncementInput input)
    {
        try
        {
            if (Words(input) is not { } words) return Again(await pages.New(input));
            await db.Write(() =>
            {
                var now = clock.Now();
                var announcement = new Announcement(Id<Announcement>.New(now), words, input.Until!.Value, pages.Today, me.Id, now);
                db.Announcements.Add(announcement);
                db.Tell(Occasion.Of(LetterKind.Announced, announcement.Id.Value, 0, now + Announcement.TakeBackWithin));
                return Task.CompletedTask;
            });
            return Said("posted.said");
        }
        catch (RuleBrokenException broken)
        {
            Explain(broken);
            return Again(await pages.New(input));
        }
    }

    [HttpGet("/steering/announcements/{announcement}")]
    public async Task<IActionResult> Edit(Id<Announcement> announcement) => await pages.Edit(announcement, null) is { } form ? View(form) : NotFound();

    [HttpPut("/steering/announcements/{announcement}")]
    public async Task<IActionResult> Update(Id<Announcement> announcement, AnnouncementInput input)
    {
        try
        {
            if (Words(input) is not { } words) return Again(await pages.Edit(announcement, input));
            var there = await db.Write(async () =>
            {
                if (await db.Announcements.ForUpdate(announcement) is not { } found) return false;
                found.Expect(input.Version);
                found.Change(words, input.Until!.Value, pages.Today);
                return true;
            });
            return there ? Said("saved.said") : NotFound();
        }
        catch (RuleBrokenException broken)
        {
            Explain(broken);
            var changed = broken.Key == "announcement.changed";
            if (changed) ModelState.Remove("Input.Version");
            return Again(await pages.Edit(announcement, input, changed));
        }
    }

    /// <summary>Takes it back as if it had never been, while that can be done; then off the home page.</summary>
    [HttpDelete("/steering/announcements/{announcement}")]
    public async Task<IActionResult> End(Id<Announcement> announcement)
    {
        var said = await db.Write(async () =>
        {
            var now = clock.Now();
            if (await db.Announcements.ForUpdate(announcement) is not { } found) return null;
            if (found.CanBeTakenBack(now)) db.Remove(found);
            else found.End(now);
            return found.CanBeTakenBack(now) ? "takenback.said" : "ended.said";
        });
        return said is null ? NotFound() : Said(said);
    }

    // Both languages, or neither: half of the members would hear nothing.
    AnnouncementWords? Words(AnnouncementInput input)
    {
        var (english, spanish) = (Text("Input.English", input.English, "en"), Text("Input.Spanish", input.Spanish, "es"));
        if (input.Until is null && ModelState.IsValid) ModelState.AddModelError("Input.Until", texts["until.none"]);
        return english is null || spanish is null || !ModelState.IsValid ? null : AnnouncementWords.Of(input.EnglishTitle, input.SpanishTitle, english, spanish);
    }

    RenderedText? Text(string field, string? source, string language)
    {
        try
        {
            return SafeMarkdown.Render(source, language);
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(field, rules.Explain(broken));
            return null;
        }
    }

    void Explain(RuleBrokenException broken) => ModelState.AddModelError(broken.Key switch
    {
        "announcement.title.en" => "Input.EnglishTitle",
        "announcement.title.es" => "Input.SpanishTitle",
        "announcement.until" => "Input.Until",
        _ => "",
    }, rules.Explain(broken));

    IActionResult Again(AnnouncementForm? form)
    {
        if (form is null) return NotFound();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Edit", form);
    }

    RedirectResult Said(string said)
    {
        this.Say(texts[said, (int)Announcement.TakeBackWithin.TotalMinutes]);
        return Redirect("/steering/announcements");
    }
}
