using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>What those who lead a meeting do with its agenda: take in, leave out, put in order, and on the day move on.</summary>
public sealed class ArrangementController(ChangeAgenda change, AgendaPages pages, ItemPages items, Rules rules, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpPost("/meetings/{id}/agenda/items/{item}/acceptance")]
    public Task<IActionResult> Accept(Id<QuarterlyMeeting> id, Id<AgendaItem> item, AcceptInput accept) =>
        Decide(id, item, "agenda.accepted.said", page => page with { Accept = accept }, () => change.Item(id, item, accept.Version, (meeting, agenda, found, now) =>
        {
            if (found.IsAccepted) agenda.Give(meeting, found, accept.Minutes!.Value, now);
            else agenda.Accept(meeting, found, accept.Minutes!.Value, now);
        }));

    [HttpPost("/meetings/{id}/agenda/items/{item}/setting-aside")]
    public Task<IActionResult> SetAside(Id<QuarterlyMeeting> id, Id<AgendaItem> item, AsideInput aside) =>
        Decide(id, item, "agenda.aside.said", page => page with { Aside = aside }, () => change.Item(id, item, aside.Version, (meeting, agenda, found, now) => agenda.SetAside(meeting, found, aside.Reason, now)));

    [HttpPost("/meetings/{id}/agenda/items/{item}/place")]
    public Task<IActionResult> Move(Id<QuarterlyMeeting> id, Id<AgendaItem> item, int version, bool up) =>
        Order(id, $"#i-{item}", () => change.Item(id, item, version, (meeting, agenda, found, now) => agenda.Move(meeting, found, up, now)));

    /// <param name="order">The items on the agenda in their new order, with blanks between them.</param>
    [HttpPost("/meetings/{id}/agenda/order")]
    public Task<IActionResult> Arrange(Id<QuarterlyMeeting> id, int version, string? order) => Order(id, "#agenda", () => change.Of(id, ledOnly: true, (meeting, agenda, now) =>
    {
        agenda.Expect(version);
        var ids = (order ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Id<AgendaItem>.TryParse(text, null, out var item) ? item : default);
        agenda.Arrange(meeting, [.. ids], now);
        return Task.FromResult(true);
    }));

    /// <param name="item">Where the meeting is now; nothing once its agenda is through.</param>
    [HttpPost("/meetings/{id}/agenda/current")]
    public async Task<IActionResult> MoveOn(Id<QuarterlyMeeting> id, Id<AgendaItem>? item)
    {
        var moved = await change.Of(id, ledOnly: true, (meeting, agenda, now) =>
        {
            var to = agenda.Items.FirstOrDefault(i => i.Id == item);
            if (item is not null && to is null) return Task.FromResult(false);
            agenda.MoveOn(meeting, to, now);
            return Task.FromResult(true);
        });
        return moved ? Redirect($"/meetings/{id}#day") : NotFound();
    }

    async Task<IActionResult> Order(Id<QuarterlyMeeting> id, string place, Func<Task<bool>> put)
    {
        try
        {
            return await put() ? Redirect($"/meetings/{id}/agenda{place}") : NotFound();
        }
        catch (RuleBrokenException broken) when (broken.Key == "agenda.changed")
        {
            // What there is now is shown beside what was wanted, which a click wants again.
            ModelState.Clear();
            ModelState.AddModelError("", rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await pages.Find(id) is { } page ? View("Show", page) : NotFound();
        }
    }

    async Task<IActionResult> Decide(Id<QuarterlyMeeting> id, Id<AgendaItem> item, string said, Func<ItemPage, ItemPage> typed, Func<Task<bool>> decide)
    {
        if (!ModelState.IsValid) return await Again();
        try
        {
            if (!await decide()) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key == "agenda.minutes" ? "Accept.Minutes" : broken.Key == "agenda.reason" ? "Aside.Reason" : "", rules.Explain(broken));
            return await Again(changed: broken.Key == "agenda.changed");
        }
        this.Say(texts[said]);
        return Redirect($"/meetings/{id}/agenda#i-{item}");

        async Task<IActionResult> Again(bool changed = false)
        {
            Response.StatusCode = changed ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            if (await items.Find(id, item) is not { Agenda.Leads: true } page) return NotFound();
            var again = typed(page);
            // What was typed stays; who saves again has seen what the agenda is now.
            if (changed)
            {
                (again.Accept.Version, again.Aside.Version) = (page.Agenda.Version, page.Agenda.Version);
                foreach (var name in (string[])["Accept.Version", "Aside.Version", "Version"]) ModelState.Remove(name);
            }
            return View("Item", again with { Changed = changed });
        }
    }
}
