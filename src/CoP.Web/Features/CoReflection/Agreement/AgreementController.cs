using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Web.Features.Common;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>The working agreement of a group: read by its members, put forward by any of them.</summary>
public sealed class AgreementController(AgreementPages pages, AgreeTogether agree, MyNotices notices, CurrentMember me, TimeProvider clock, Rules rules, IStringLocalizer<AgreementText> texts) : Controller
{
    [HttpGet("/groups/{id}/agreement")]
    public async Task<IActionResult> Show(Id<Group> id)
    {
        if (await pages.Find(id) is not { } page) return NotFound();
        await notices.Seen(id, NoticeKind.AgreementProposed, NoticeKind.AgreementRenewed, NoticeKind.AgreementLookDue);
        return View(page);
    }

    [HttpGet("/groups/{id}/agreement/history")]
    public async Task<IActionResult> History(Id<Group> id) => await pages.History(id) is { } page ? View(page) : NotFound();

    [HttpGet("/groups/{id}/agreement/edit")]
    public async Task<IActionResult> Edit(Id<Group> id, string? language) => await pages.Form(id, language) is { } form ? View(form) : NotFound();

    [HttpPost("/groups/{id}/agreement")]
    public async Task<IActionResult> Propose(Id<Group> id, AgreementInput input)
    {
        if (!ModelState.IsValid) return await Again(id, input, changed: false);
        var wording = input.Wording((heading, broken) => ModelState.AddModelError(heading.ToString(), rules.Explain(broken)));
        if (!ModelState.IsValid) return await Again(id, input, changed: false);
        AgreementVersion? version = null;
        try
        {
            var today = clock.NowIn(me.CommunityZone).Date;
            if (!await agree.Change(id, me.Viewer, (agreement, present, now) => version = agreement.Propose(wording, input.Edition, me.Id, present, today, now))) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(AgreementInput.FieldOf(broken), rules.Explain(broken));
            return await Again(id, input, broken.Key == "agreement.changed");
        }
        this.Say(texts[version!.Number is null ? "proposed.said" : "agreed.said"]);
        return Redirect($"/groups/{id}/agreement");
    }

    [HttpDelete("/groups/{id}/agreement/{version}")]
    public async Task<IActionResult> Withdraw(Id<Group> id, Id<AgreementVersion> version)
    {
        if (!await agree.Change(id, me.Viewer, (agreement, present, now) => agreement.Withdraw(version, me.Id, present, now))) return NotFound();
        this.Say(texts["withdrawn.said"]);
        return Redirect($"/groups/{id}/agreement");
    }

    // What was typed stays beside what is there now; who sends it again has seen both.
    async Task<IActionResult> Again(Id<Group> id, AgreementInput input, bool changed)
    {
        if (await pages.Again(id, input, changed) is not { } form) return NotFound();
        if (changed) ModelState.Remove(nameof(input.Edition));
        Response.StatusCode = changed ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        return View("Edit", form);
    }
}
