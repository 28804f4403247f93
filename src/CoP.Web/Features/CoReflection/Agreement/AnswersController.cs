using CoP.Domain.CoReflection;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>A member's word to what is open and to what holds: they agree, or say what troubles them, and may take either back.</summary>
public sealed class AnswersController(AgreementPages pages, AgreeTogether agree, CurrentMember me, Rules rules, IStringLocalizer<AgreementText> texts) : Controller
{
    [HttpPost("/groups/{id}/agreement/{version}/consent")]
    public async Task<IActionResult> Agree(Id<Group> id, Id<AgreementVersion> version)
    {
        var holds = false;
        if (!await agree.Change(id, me.Viewer, (agreement, present, now) =>
        {
            var before = agreement.Current;
            agreement.Agree(version, me.Id, present, now);
            holds = agreement.Current != before;
        })) return NotFound();
        this.Say(texts[holds ? "agreed.said" : "consent.said"]);
        return Redirect($"/groups/{id}/agreement");
    }

    [HttpPost("/groups/{id}/agreement/{version}/trouble")]
    public async Task<IActionResult> Trouble(Id<Group> id, Id<AgreementVersion> version, TroubleInput input)
    {
        try
        {
            if (!await agree.Change(id, me.Viewer, (agreement, present, now) => agreement.Trouble(version, input.Words, input.Language, me.Id, present, now))) return NotFound();
        }
        catch (RuleBrokenException broken) when (broken.Key is "agreement.trouble" or "text.language")
        {
            if (await pages.Find(id) is not { } page) return NotFound();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("/Features/CoReflection/Agreement/Show.cshtml", page with { Typed = (version, input, rules.Explain(broken)) });
        }
        this.Say(texts["trouble.said"]);
        return Redirect($"/groups/{id}/agreement");
    }

    [HttpDelete("/groups/{id}/agreement/{version}/answer")]
    public async Task<IActionResult> TakeBack(Id<Group> id, Id<AgreementVersion> version)
    {
        if (!await agree.Change(id, me.Viewer, (agreement, present, _) => agreement.TakeBack(version, me.Id, present))) return NotFound();
        this.Say(texts["answer.takenback.said"]);
        return Redirect($"/groups/{id}/agreement");
    }
}
