using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>What members propose for a meeting: said, said better, taken back.</summary>
public sealed class ProposalsController(CopDb db, CurrentMember me, ChangeAgenda change, ItemPages items, Rules rules, TimeProvider clock, IStringLocalizer<MeetingsText> texts) : Controller
{
    /// <summary>"Bring this to the next meeting", out of a discussion.</summary>
    [HttpGet("/threads/{id}/bring")]
    public async Task<IActionResult> Bring(Id<Thread> id)
    {
        if (await items.Seen(id) is not { } from) return NotFound();
        var now = clock.Now();
        var coming = await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).Where(m => m.AnnouncedAt != null).Coming(db.Rsvps, me.Id, now);
        var ids = coming.ConvertAll(m => m.Id);
        var open = (await db.Meetings.AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync()).Where(m => m.TakesProposals(now)).MinBy(m => m.Slot.StartsAt);
        return open is null ? View("NoMeeting", from) : Redirect($"/meetings/{open.Id}/agenda/new?thread={id}");
    }

    [HttpGet("/meetings/{id}/agenda/new")]
    public async Task<IActionResult> New(Id<QuarterlyMeeting> id, Id<Thread>? thread = null)
    {
        if (thread is { } from && await items.Seen(from) is null) return NotFound();
        return await items.New(id, new ProposalInput { Language = Languages.Current, Thread = thread }) is { } page ? View(page) : NotFound();
    }

    [HttpPost("/meetings/{id}/agenda")]
    public async Task<IActionResult> Create(Id<QuarterlyMeeting> id, ProposalInput mine)
    {
        if (mine.Thread is { } from && await items.Seen(from) is null) return NotFound();
        if (!ModelState.IsValid) return await Again();
        try
        {
            var proposal = await Checked(mine, mine.Thread);
            var proposed = await change.Of(id, ledOnly: false, (meeting, agenda, now) =>
            {
                var own = agenda.Items.Count(i => i.Proposer is { } proposer && proposer == db.Seals.ProposerOf(i.Id, me.Id));
                // The id holds a time: the day alone, since the moment could tell who it was.
                var item = Id<AgendaItem>.New(Anonymous.DayOf(now));
                agenda.Propose(meeting, proposal, item, db.Seals.ProposerOf(item, me.Id), own, now);
                return Task.FromResult(true);
            });
            if (!proposed) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(Field(broken), rules.Explain(broken));
            return await Again();
        }
        this.Say(texts["agenda.proposed.said"]);
        return Redirect($"/meetings/{id}/agenda#proposed");

        async Task<IActionResult> Again()
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await items.New(id, mine) is { } page ? View("New", page) : NotFound();
        }
    }

    [HttpPut("/meetings/{id}/agenda/items/{item}")]
    public async Task<IActionResult> Save(Id<QuarterlyMeeting> id, Id<AgendaItem> item, ProposalInput mine)
    {
        if (!ModelState.IsValid) return await Again();
        try
        {
            var saved = await change.Own(id, item, async (meeting, agenda, found, now) => agenda.Reword(meeting, found, await Checked(mine, found.ThreadId), now));
            if (!saved) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(Field(broken), rules.Explain(broken));
            return await Again();
        }
        this.Say(texts["agenda.reworded.said"]);
        return Redirect($"/meetings/{id}/agenda/items/{item}");

        async Task<IActionResult> Again()
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await items.Find(id, item) is { Item.IsMine: true } page ? View("Item", page with { Mine = mine }) : NotFound();
        }
    }

    [HttpDelete("/meetings/{id}/agenda/items/{item}")]
    public async Task<IActionResult> TakeBack(Id<QuarterlyMeeting> id, Id<AgendaItem> item)
    {
        if (!await change.Own(id, item, (meeting, agenda, found, now) =>
        {
            agenda.TakeBack(meeting, found, now);
            return Task.CompletedTask;
        })) return NotFound();
        this.Say(texts["agenda.takenBack.said"]);
        return Redirect($"/meetings/{id}/agenda");
    }

    async Task<Proposal> Checked(ProposalInput mine, Id<Thread>? thread) =>
        mine.Checked() with { Thread = thread, Named = mine.Named && await items.MayBeNamed(thread) ? me.Id : null };

    static string Field(RuleBrokenException broken) => broken.Key switch
    {
        "agenda.title" => "Mine.Title",
        "agenda.words" => "Mine.Words",
        "agenda.minutes" => "Mine.Minutes",
        "text.language" => "Mine.Language",
        _ => "",
    };
}
