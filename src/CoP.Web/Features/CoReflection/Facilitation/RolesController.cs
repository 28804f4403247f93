using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Facilitation;

/// <summary>Who does what in a group: the rotation, changing places in it, and convening given back.</summary>
public sealed class RolesController(CopDb db, RolePages pages, ShareRoles roles, MyNotices notices, CurrentMember me, IStringLocalizer<FacilitationText> texts) : Controller
{
    [HttpGet("/groups/{id}/roles")]
    public async Task<IActionResult> Show(Id<Group> id)
    {
        if (await pages.Find(id) is not { } page) return NotFound();
        await notices.Seen(id, NoticeKind.SwapAsked);
        return View(page);
    }

    [HttpPost("/groups/{id}/roles/rotation")]
    public Task<IActionResult> TakeTurns(Id<Group> id) => Done(id, "rotation.in.said", roles.Change(id, (f, group, present, now) => f.TakeTurns(true, group, me.Id, present, now)));

    [HttpDelete("/groups/{id}/roles/rotation")]
    public Task<IActionResult> TakeNoTurns(Id<Group> id) => Done(id, "rotation.out.said", roles.Change(id, (f, group, present, now) => f.TakeTurns(false, group, me.Id, present, now)));

    [HttpPost("/groups/{id}/roles/swaps")]
    public async Task<IActionResult> Ask(Id<Group> id, SessionKey? mine, SessionKey? theirs)
    {
        if (mine is { } give && theirs is { } get) return await Done(id, "swap.asked.said", roles.AskToSwap(id, give.Original, get.Original));
        return await pages.Find(id) is null ? NotFound() : throw new RuleBrokenException("swap.nobody");
    }

    [HttpPost("/groups/{id}/roles/swaps/{swap}")]
    public Task<IActionResult> Accept(Id<Group> id, Id<TurnSwap> swap) => Done(id, "swap.done.said", roles.Change(id, (f, group, present, now) => f.AnswerSwap(swap, true, group, me.Id, present, now)));

    [HttpDelete("/groups/{id}/roles/swaps/{swap}")]
    public Task<IActionResult> Decline(Id<Group> id, Id<TurnSwap> swap) => Done(id, "swap.no.said", roles.Change(id, (f, group, present, now) =>
    {
        if (f.Swaps.Any(s => s.Id == swap && s.ById == me.Id)) f.WithdrawSwap(swap, me.Id);
        else f.AnswerSwap(swap, false, group, me.Id, present, now);
    }));

    [HttpDelete("/groups/{id}/roles/convening")]
    public async Task<IActionResult> GiveBackConvening(Id<Group> id)
    {
        if (!await db.Groups.ConvenedBy(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        await db.Write(async () => (await db.Groups.ForUpdate(id, g => g.Whole()))!.GiveBackConvening(me.Id));
        this.Say(texts["convening.back.said"]);
        return Redirect($"/groups/{id}/roles");
    }

    async Task<IActionResult> Done(Id<Group> id, string said, Task<bool> change)
    {
        if (!await change) return NotFound();
        this.Say(texts[said]);
        return Redirect($"/groups/{id}/roles");
    }
}
