using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.Calendars.Choices;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Series;

/// <summary>When a group meets: agreed on, changed from a day or from one session on, ended. Looked at before it is agreed.</summary>
public sealed class SeriesController(CopDb db, CurrentMember me, TimeProvider clock, Rules rules, MySessions mine, SessionEvents events, IStringLocalizer<CoReflectionText> texts) : Controller
{
    const int Previewed = 10;

    [HttpGet("/groups/{id}/series")]
    public async Task<IActionResult> Edit(Id<Group> id) => await Page(id, null, null, new EndInput()) is { } page ? View(page) : NotFound();

    [HttpPost("/groups/{id}/series")]
    public async Task<IActionResult> Create(Id<Group> id, [Bind(Prefix = nameof(SeriesPage.Plan))] PlanInput plan, bool preview) =>
        await Page(id, null, plan, new EndInput()) is { } page ? await Agree(page, preview, (group, now) => group.Plan(plan.Plan(), me.Id, now)) : NotFound();

    [HttpGet("/groups/{id}/sessions/{key}/onwards")]
    public async Task<IActionResult> Onwards(Id<Group> id, SessionKey key) => await Page(id, key, null, new EndInput()) is { } page ? View("Edit", page) : NotFound();

    [HttpPost("/groups/{id}/sessions/{key}/onwards")]
    public async Task<IActionResult> ChangeOnwards(Id<Group> id, SessionKey key, [Bind(Prefix = nameof(SeriesPage.Plan))] PlanInput plan, bool preview) =>
        await Page(id, key, plan, new EndInput()) is { } page ? await Agree(page, preview, (group, now) => group.ChangeFrom(key.Original, plan.Plan(), me.Id, now)) : NotFound();

    [HttpPost("/groups/{id}/series/end")]
    public async Task<IActionResult> End(Id<Group> id, [Bind(Prefix = nameof(SeriesPage.End))] EndInput end)
    {
        if (await Page(id, null, null, end) is not { } page) return NotFound();
        if (!ModelState.IsValid) return Again(page);
        try
        {
            await db.Write(async () =>
            {
                var (group, now) = ((await db.Groups.ForUpdate(id, g => g.Whole()))!, clock.Now());
                group.StopAfter(end.LastDay!.Value, me.Id, now);
                if (group.Series.OrderBy(s => s.Slot.Start).LastOrDefault() is { } last) db.Tell(Occasion.Of(LetterKind.SessionsEnded, last.Id.Value, last.Sequence, now));
            });
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("End.LastDay", rules.Explain(broken));
            return Again(page);
        }
        this.Say(texts["series.ended"]);
        return Redirect($"/groups/{id}");
    }

    /// <summary>All that is planned, for a calendar.</summary>
    [HttpGet("/groups/{id}/series.ics")]
    public async Task<IActionResult> Download(Id<Group> id)
    {
        var all = (await mine.Series(me.Viewer, id)).FindAll(s => s.Series.Schedule.HasAnyAfter(clock.Now()));
        if (all.Count == 0) return NotFound();
        var detailed = await db.Feeds.AnyAsync(f => f.MemberId == me.Id && f.Detailed);
        var alarm = await db.AlarmOf(me.Id);
        return File(CalendarText.Download(texts["calendar.title"], all.ConvertAll(s => events.Of(s, detailed) with { Alarm = alarm }), []), CalendarText.MediaType, "sessions.ics");
    }

    async Task<IActionResult> Agree(SeriesPage page, bool preview, Func<Group, Instant, SessionSeries> agree)
    {
        if (!ModelState.IsValid) return Again(page);
        try
        {
            var plan = page.Plan.Plan();
            page = page with { Preview = plan.Preview(Previewed, me.Zone, clock.Now()) };
            plan.Checked(clock.Now());
            if (preview) return View("Edit", page);
            await db.Write(async () =>
            {
                var now = clock.Now();
                var series = agree((await db.Groups.ForUpdate(page.Id, g => g.Whole()))!, now);
                db.Tell(Occasion.Of(LetterKind.SessionsPlanned, series.Id.Value, series.Sequence, now));
            });
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(PlanInput.FieldOf(broken), rules.Explain(broken));
            return Again(page);
        }
        this.Say(texts["series.planned"]);
        return Redirect($"/groups/{page.Id}");
    }

    ViewResult Again(SeriesPage page)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Edit", page);
    }

    async Task<SeriesPage?> Page(Id<Group> id, SessionKey? key, PlanInput? plan, EndInput end)
    {
        if (await db.Groups.AsNoTracking().ConvenedBy(me.Viewer).Whole().SingleOrDefaultAsync(g => g.Id == id) is not { } group) return null;
        var now = clock.Now();
        if (key is { } from)
        {
            return group.Find(from.Original) is { Series: var series, Session: var session } && session.Slot.StartsAt > now
                ? new SeriesPage(id, group.Name, $"/groups/{id}/sessions/{from}/onwards", new GroupRhythm(series.Rhythm, series.Slot, series.LastDay), session, plan ?? PlanInput.Of(series, from.Original), end)
                : null;
        }
        var rhythm = (await db.Rhythms([id], now)).GetValueOrDefault(id);
        return new SeriesPage(id, group.Name, $"/groups/{id}/series", rhythm, null, plan ?? new PlanInput { Zone = rhythm?.First.ZoneId ?? me.Member.ZoneId }, end);
    }
}
