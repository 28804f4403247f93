using CoP.Domain.CoReflection;
using CoP.Domain.Polls;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Polls.Ask;

/// <summary>
/// Asks "when?" among a group or the committee. Times that are typed or repeated are gathered into a list that one looks through first: only what stands in it,
/// ticked, is ever asked.
/// </summary>
public sealed class AskController(AskPages pages, AvailabilityEdits edits, Rules rules, TimeProvider clock, IStringLocalizer<AvailabilityText> texts, IStringLocalizer<CommonText> common) : Controller
{
    [HttpGet("/groups/{id}/polls/new")]
    public async Task<IActionResult> OfGroup(Id<Group> id) => await pages.Of(id, null) is { } page ? View("Ask", page) : NotFound();

    [HttpPost("/groups/{id}/polls")]
    public async Task<IActionResult> OfGroup(Id<Group> id, AskInput input, bool preview) => await pages.Of(id, input) is { } page ? await Ask(page, preview) : NotFound();

    [Authorize(Policies.Committee)]
    [HttpGet("/steering/polls/new")]
    public async Task<IActionResult> OfCommittee() => View("Ask", await pages.OfCommittee(null));

    [Authorize(Policies.Committee)]
    [HttpPost("/steering/polls")]
    public async Task<IActionResult> OfCommittee(AskInput input, bool preview) => await Ask(await pages.OfCommittee(input), preview);

    async Task<IActionResult> Ask(AskPage page, bool preview)
    {
        var input = page.Input;
        var (listed, added, leftOut) = (new List<LocalSlot>(), new List<LocalSlot>(), (IReadOnlyList<PatternTime>)[]);
        Try(() => listed = Listed(input), "Input.Picks");
        if (ModelState.IsValid) Try(() => (added, leftOut) = Added(input), null);
        page = page with { Times = [.. listed.Concat(added).Distinct().OrderBy(s => s.StartsAt)], LeftOut = leftOut };
        if (page.Times.Count > Poll.SlotsAtMost) ModelState.AddModelError("Input.Picks", rules.Explain(new("poll.many", Poll.SlotsAtMost)));
        if (page.Times.Count == 0 && page.LeftOut.Count == 0 && ModelState.IsValid) ModelState.AddModelError("Input.Days", texts["ask.nothing"]);
        if (!ModelState.IsValid) return Again(page);
        if (preview || added.Count > 0)
        {
            Gathered(input, page.Times);
            if (preview) return View("Ask", page);
            // What was added with the last button has been seen by nobody.
            ModelState.AddModelError("Input.Picks", texts["ask.look"]);
            return Again(page);
        }
        if (input.Until is null) ModelState.AddModelError("Input.Until", common["wrong.missing"]);
        Id<Poll>? id = null;
        await Try(async () =>
        {
            var about = new AvailabilityPoll(Id<Poll>.New(clock.Now()), page.Group, input.Title, input.Note, Languages.Current, input.Zone!);
            if (ModelState.IsValid) id = await edits.Ask(page.Group, about, page.Times, input.Until!.Value);
        });
        if (!ModelState.IsValid) return Again(page);
        if (id is null) return NotFound();
        this.Say(texts["asked"]);
        return Redirect($"/polls/{id}");
    }

    static List<LocalSlot> Listed(AskInput input) =>
        [.. input.Picks.Select(pick => DayPick.Read(pick) is var (start, minutes) ? LocalSlot.At(start, minutes, input.Zone!) : throw new RuleBrokenException("dates.pick"))];

    (List<LocalSlot> Added, IReadOnlyList<PatternTime> LeftOut) Added(AskInput input)
    {
        var (added, leftOut) = (new List<LocalSlot>(), (IReadOnlyList<PatternTime>)[]);
        if (input.Minutes is null && (input.Days.Length > 0 || input.Own.Any(o => o is not null))) Missing("Input.Minutes");
        if (input.Days.Length > 0)
        {
            foreach (var (value, field) in (IEnumerable<(object?, string)>)[(input.From, "From"), (input.To, "To"), (input.FirstDay, "FirstDay"), (input.Weeks, "Weeks")])
                if (value is null) Missing("Input." + field);
            if (!ModelState.IsValid) return (added, leftOut);
            var times = new SlotPattern(input.Days, input.From!.Value, input.To!.Value, input.Minutes!.Value, input.FirstDay!.Value, input.Weeks!.Value, input.Zone!).Times(clock.Now());
            added.AddRange(times.Where(t => t.Broken is null).Select(t => t.Slot));
            leftOut = [.. times.Where(t => t.Broken is not null)];
        }
        foreach (var (i, own) in input.Own.Index())
            if (own is { } at && input.Minutes is { } length)
                Try(() =>
                {
                    var slot = LocalSlot.At(at, length, input.Zone!);
                    if (slot.StartsAt <= clock.Now()) throw new RuleBrokenException("poll.past");
                    added.Add(slot);
                }, $"Input.Own[{i}]");
        return (added, leftOut);
    }

    // The list holds them now; the fields are free for more.
    void Gathered(AskInput input, IReadOnlyList<LocalSlot> times)
    {
        (input.Picks, input.Days, input.Own) = ([.. times.Select(DayPick.Write)], [], []);
        foreach (var field in ModelState.Keys.Where(k => k.StartsWith("Input.Picks", StringComparison.OrdinalIgnoreCase) || k.StartsWith("Input.Days", StringComparison.OrdinalIgnoreCase) || k.StartsWith("Input.Own", StringComparison.OrdinalIgnoreCase)).ToList()) ModelState.Remove(field);
    }

    void Missing(string field)
    {
        if (ModelState[field] is not { ValidationState: ModelValidationState.Invalid }) ModelState.AddModelError(field, common["wrong.missing"]);
    }

    void Try(Action work, string? field)
    {
        try
        {
            work();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(field is null || broken.Key is "slot.zone" or "slot.length" ? AskInput.FieldOf(broken) : field, rules.Explain(broken));
        }
    }

    async Task Try(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(AskInput.FieldOf(broken), rules.Explain(broken));
        }
    }

    ViewResult Again(AskPage page)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Ask", page);
    }
}
