using System.ComponentModel.DataAnnotations;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Dates.Blocked;

/// <summary>A stretch of days as typed.</summary>
public sealed class BlockedInput
{
    [Required] public LocalDate? First { get; set; }

    /// <summary>Empty for one day.</summary>
    public LocalDate? Last { get; set; }

    [Required] public string? Reason { get; set; }
}

public sealed record BlockedRow(Id<BlockedDays> Id, LocalDate First, LocalDate Last, string Reason, string By);

public sealed record BlockedPage(IReadOnlyList<BlockedRow> Rows, BlockedInput Input);

/// <summary>Days on which no meeting is suggested.</summary>
[Authorize(Policies.Committee)]
public sealed class BlockedController(CopDb db, CurrentMember me, TimeProvider clock, Ledgers ledgers, Rules rules, IStringLocalizer<DatesText> texts) : Controller
{
    [HttpGet("/steering/blocked")]
    public Task<IActionResult> Show() => Page(new());

    [HttpPost("/steering/blocked")]
    public async Task<IActionResult> Create(BlockedInput input)
    {
        if (!ModelState.IsValid) return await Again(input);
        var (first, last) = (input.First!.Value, input.Last ?? input.First.Value);
        try
        {
            await db.Write(() =>
            {
                var now = clock.Now();
                db.BlockedDays.Add(new BlockedDays(Id<BlockedDays>.New(now), first, last, input.Reason, me.Id, ledgers.Today, now));
                return Task.CompletedTask;
            });
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("Input." + (broken.Key == "blocked.reason" ? nameof(input.Reason) : broken.Key is "blocked.past" or "blocked.far" && input.Last is null ? nameof(input.First) : nameof(input.Last)), rules.Explain(broken));
            return await Again(input);
        }
        var (from, until) = (first.AtMidnight(), last.PlusDays(1).AtMidnight());
        var meetings = await db.Meetings.CountAsync(m => m.State != MeetingState.Cancelled && m.State != MeetingState.Postponed && m.Slot.Start >= from && m.Slot.Start < until);
        this.Say(meetings == 0 ? texts["blocked.saved"] : texts.Count("blocked.saved.meetings", meetings));
        return Redirect("/steering/blocked");
    }

    [HttpDelete("/steering/blocked/{id}")]
    public async Task<IActionResult> Free(Id<BlockedDays> id)
    {
        if (!await db.Write(async () =>
        {
            if (await db.BlockedDays.ForUpdate(id) is not { } blocked) return false;
            db.BlockedDays.Remove(blocked);
            return true;
        })) return NotFound();
        this.Say(texts["blocked.freed"]);
        return Redirect("/steering/blocked");
    }

    async Task<IActionResult> Again(BlockedInput input)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Page(input);
    }

    // What is over is in nobody's way.
    async Task<IActionResult> Page(BlockedInput input)
    {
        var today = ledgers.Today;
        return View("Blocked", new BlockedPage(
            await (from blocked in db.BlockedDays
                   where blocked.Last >= today
                   join member in db.Members on blocked.ById equals member.Id
                   orderby blocked.First, blocked.Id
                   select new BlockedRow(blocked.Id, blocked.First, blocked.Last, blocked.Reason, member.Name)).ToListAsync(), input));
    }
}
