using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Turns;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Exchanges;

/// <summary>Proposals to exchange turns: for those who speak for an area, and the committee.</summary>
public sealed class ProposalsController(ProposalPages pages, TurnExchanges exchanges, Rules rules, IStringLocalizer<TurnsText> texts) : Controller
{
    [HttpGet("/meetings/rotation/proposals")]
    public async Task<IActionResult> Index() => await pages.Index() is { } page ? View(page) : NotFound();

    /// <summary>The form, and once the turns are chosen, what the exchange would change.</summary>
    [HttpGet("/meetings/rotation/proposals/new")]
    public async Task<IActionResult> New(ProposalInput input)
    {
        if (Request.Query.Keys.All(key => key == "lang")) ModelState.Clear();
        else if (ModelState.IsValid && input is { Kind: ExchangeKind.Swap, Other: null }) ModelState.AddModelError("Input.Other", texts["new.other.needed"]);
        return await pages.New(input, Say) is { } page ? View("New", page) : NotFound();
    }

    [HttpPost("/meetings/rotation/proposals")]
    public async Task<IActionResult> Create(ProposalInput input)
    {
        if (ModelState.IsValid && input.Other is null) ModelState.AddModelError("Input.Other", texts["new.other.needed"]);
        if (ModelState.IsValid)
        {
            try
            {
                var id = await exchanges.Propose(input.Kind!.Value, input.Turn!.Value, input.Other!.Value, input.Why);
                this.Say(texts["new.saved"]);
                return Redirect($"/meetings/rotation/proposals/{id}");
            }
            catch (RuleBrokenException broken)
            {
                Say(broken);
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await pages.New(input, broken => { if (ModelState.IsValid) Say(broken); }) is { } page ? View("New", page) : NotFound();
    }

    [HttpGet("/meetings/rotation/proposals/{id}")]
    public async Task<IActionResult> Show(Id<TurnProposal> id) => await pages.Find(id) is { } page ? View("Show", page) : NotFound();

    [HttpPost("/meetings/rotation/proposals/{id}/agreement")]
    public Task<IActionResult> Agree(Id<TurnProposal> id) => Take(id, exchanges.Agree, "agreed");

    [HttpPost("/meetings/rotation/proposals/{id}/refusal")]
    public Task<IActionResult> Decline(Id<TurnProposal> id) => Take(id, exchanges.Decline, "declined");

    [HttpDelete("/meetings/rotation/proposals/{id}")]
    public Task<IActionResult> Withdraw(Id<TurnProposal> id) => Take(id, exchanges.Withdraw, "withdrawn");

    [HttpGet("/meetings/rotation/turns/{quarter}/count")]
    public async Task<IActionResult> Count(Quarter quarter) => await pages.Count(quarter, new()) is { } page ? View("Count", page) : NotFound();

    [HttpPost("/meetings/rotation/turns/{quarter}/count")]
    public async Task<IActionResult> Count(Quarter quarter, CountInput input)
    {
        if (await pages.Count(quarter, input) is not { } page) return NotFound();
        try
        {
            if (!await exchanges.Count(quarter, input.Why)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            Say(broken);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Count", page);
        }
        this.Say(texts["count.saved"]);
        return Redirect("/meetings/rotation/history");
    }

    async Task<IActionResult> Take(Id<TurnProposal> id, Func<Id<TurnProposal>, Task<bool>> change, string said)
    {
        try
        {
            if (!await change(id)) return NotFound();
        }
        catch (RuleBrokenException broken)
        {
            Say(broken);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await Show(id);
        }
        this.Say(texts["answer." + said]);
        return Redirect($"/meetings/rotation/proposals/{id}");
    }

    void Say(RuleBrokenException broken) => ModelState.AddModelError(
        broken.Key switch
        {
            "ledger.why" => "Input.Why",
            "turn.past" or "turn.scheduled" or "turn.proposed" or "turn.notyours" or "turn.pass.none" => "Input.Turn",
            "turn.same" or "turn.apart" or "turn.far" => "Input.Other",
            _ => "",
        },
        rules.Explain(broken));
}
