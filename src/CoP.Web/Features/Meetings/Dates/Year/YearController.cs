using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Planning;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Dates.Year;

/// <summary>The meetings of the next year on one page: scheduled with one button, announced with another.</summary>
[Authorize(Policies.Committee)]
public sealed class YearController(
    YearPages pages, ScheduleYear year, SuggestDates suggest, DateWords words, Rules rules, IStringLocalizer<DatesText> texts, IStringLocalizer<CommonText> common, IStringLocalizer<MeetingsText> meetings) : Controller
{
    [HttpGet("/steering/year")]
    public async Task<IActionResult> Show() => View("Year", await pages.Fresh());

    [HttpPost("/steering/year")]
    public async Task<IActionResult> Schedule(YearInput input)
    {
        if (!pages.IsOurs(input)) return NotFound();
        var chosen = input.Rows.Index().Where(r => r.Item.Include).ToList();
        if (chosen.Count == 0) ModelState.AddModelError("", texts["year.none"]);
        foreach (var (i, row) in input.Rows.Index()) Check(row, $"Input.Rows[{i}].");
        if (!ModelState.IsValid) return await Again(input);
        var cautions = await Cautions(chosen.Select(r => r.Item));
        foreach (var (i, broken) in await year.Schedule(input)) Mark(i, input.Rows[i], broken);
        if (!ModelState.IsValid) return await Again(input);
        this.Say(words.After(texts.Count("year.saved", chosen.Count), cautions));
        return Redirect("/steering/year#waiting");
    }

    [HttpPost("/steering/year/announcements")]
    public async Task<IActionResult> Announce(YearAnnouncement announcement)
    {
        if (announcement.Read() is not { } all || await year.Announce(all) is not { } wrong) return NotFound();
        if (wrong.Count > 0)
        {
            foreach (var (_, broken) in wrong.DistinctBy(w => w.Broken.Key)) ModelState.AddModelError("", rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Year", await pages.Fresh());
        }
        this.Say(texts.Count("year.announced", all.Count));
        return Redirect("/steering/meetings");
    }

    // What was picked was shown with what is to be thought of; of a day of one's own it is said afterwards.
    async Task<IReadOnlyList<DateNote>> Cautions(IEnumerable<YearRowInput> rows)
    {
        var cautions = new List<DateNote>();
        foreach (var row in rows.Where(r => string.IsNullOrEmpty(r.Pick)))
            if (MeetingEdits.Fitting(row) is { } slot) cautions.AddRange(await suggest.Cautions(slot));
        return [.. cautions.Distinct()];
    }

    void Check(YearRowInput row, string prefix)
    {
        if (!row.Include)
        {
            // What is left out may be as it likes.
            foreach (var field in (string[])["Pick", "Date", "Time", "Minutes"]) ModelState.ClearValidationState(prefix + field);
            foreach (var field in (string[])["Pick", "Date", "Time", "Minutes"]) ModelState.MarkFieldSkipped(prefix + field);
            return;
        }
        DayPick.Settle(row, ModelState, prefix, rules);
        if (!string.IsNullOrEmpty(row.Pick)) return;
        foreach (var (field, value) in (IEnumerable<(string, object?)>)[("Date", row.Date), ("Time", row.Time), ("Minutes", row.Minutes)])
            if (value is null && ModelState[prefix + field] is not { Errors.Count: > 0 }) ModelState.AddModelError(prefix + field, common["wrong.missing"]);
    }

    void Mark(int i, YearRowInput row, RuleBrokenException broken)
    {
        var field = Fields.Of(broken);
        var why = rules.Explain(broken);
        if (field is "Input.Link" or "Input.DialIn" or "Input.Contact")
        {
            // It is the same for all, and said once.
            if (ModelState[field] is not { Errors.Count: > 0 }) ModelState.AddModelError(field, why);
        }
        else if (field is "Input.Date" or "Input.Time" or "Input.Minutes")
        {
            ModelState.AddModelError($"Input.Rows[{i}]." + (string.IsNullOrEmpty(row.Pick) ? field["Input.".Length..] : "Pick"), why);
        }
        else
        {
            ModelState.AddModelError("", $"{meetings.In(row.Quarter)}: {why}");
        }
    }

    async Task<IActionResult> Again(YearInput input)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Year", await pages.Page(input));
    }
}
