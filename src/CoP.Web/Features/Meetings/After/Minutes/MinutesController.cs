using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.Minutes;

/// <summary>The minutes of a meeting: read by everyone who sees it once they are published, written by who leads it and the committee.</summary>
public sealed class MinutesController(MinutesPages pages, WriteMinutes write, Rules rules, IStringLocalizer<AfterText> texts) : Controller
{
    [HttpGet("/meetings/{id}/minutes")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? View(page) : NotFound();

    [HttpGet("/meetings/{id}/minutes/edit")]
    public async Task<IActionResult> Edit(Id<QuarterlyMeeting> id) => await pages.Form(id) is { } form ? View(form) : NotFound();

    /// <summary>What one language said before.</summary>
    [HttpGet("/meetings/{id}/minutes/history")]
    public async Task<IActionResult> History(Id<QuarterlyMeeting> id, string? language) =>
        await pages.History(id, Languages.All.Contains(language) ? language! : Languages.Current) is { } page ? View(page) : NotFound();

    [HttpPost("/meetings/{id}/minutes")]
    public async Task<IActionResult> Save(Id<QuarterlyMeeting> id, MinutesInput input)
    {
        var (english, spanish) = (Text(nameof(input.English), input.English, "en"), Text(nameof(input.Spanish), input.Spanish, "es"));
        if (input.Preview is not null || !ModelState.IsValid) return await Again(id, input, false, (english, spanish));
        try
        {
            if (!await write.Save(id, input.Version, english, spanish, input.Same)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key == "minutes.empty" ? nameof(input.English) : "", rules.Explain(broken));
            return await Again(id, input, broken.Key == "minutes.changed", (null, null));
        }
        this.Say(texts["minutes.saved"]);
        return Redirect($"/meetings/{id}/minutes");
    }

    [HttpPost("/meetings/{id}/minutes/publication")]
    public Task<IActionResult> Publish(Id<QuarterlyMeeting> id) => Change(id, write.Publish(id), "minutes.published.said");

    [HttpDelete("/meetings/{id}/minutes/publication")]
    public Task<IActionResult> TakeBack(Id<QuarterlyMeeting> id) => Change(id, write.TakeBack(id), "minutes.takenback.said");

    async Task<IActionResult> Change(Id<QuarterlyMeeting> id, Task<bool> change, string said)
    {
        if (!await change) return NotFound();
        this.Say(texts[said, (int)MeetingMinutes.TakeBackWithin.TotalMinutes]);
        return Redirect($"/meetings/{id}/minutes");
    }

    RenderedText? Text(string field, string? source, string language)
    {
        if (string.IsNullOrWhiteSpace(source)) return null;
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

    async Task<IActionResult> Again(Id<QuarterlyMeeting> id, MinutesInput input, bool changed, (RenderedText? English, RenderedText? Spanish) shown)
    {
        if (await pages.Again(id, input, changed) is not { } form) return NotFound();
        if (changed) ModelState.Remove(nameof(input.Version));
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Edit", input.Preview is null ? form : form with
        {
            Shown = [.. new[] { ("en", shown.English?.Html), ("es", shown.Spanish?.Html) }.Where(s => s.Item2 is not null).Select(s => (s.Item1, s.Item2!))],
        });
    }
}
