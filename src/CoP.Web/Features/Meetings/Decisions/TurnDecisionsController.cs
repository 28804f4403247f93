using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Turns;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Decisions;

/// <summary>What the committee decides about turns; each page shows before saving what would change.</summary>
[Authorize(Policies.Committee)]
public sealed class TurnDecisionsController(DecisionPages pages, TurnDecisions decisions, Rules rules, IStringLocalizer<TurnsText> texts) : Controller
{
    [HttpGet("/steering/rotation")]
    public async Task<IActionResult> Index() => View("Index", await pages.Index());

    // Not "area": a route value of that name is the framework's own.
    [HttpPost("/steering/rotation/contacts/{host}")]
    public async Task<IActionResult> NameContact(Area host, ContactInput input)
    {
        if (!ModelState.IsValid || !Enum.IsDefined(host)) return NotFound();
        try
        {
            await decisions.NameContact(host, input.Member);
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("Contact" + host, rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await Index();
        }
        this.Say(texts["contacts.saved"]);
        return Redirect("/steering/rotation");
    }

    /// <summary>The form, and once it is filled in, what the order would change.</summary>
    [HttpGet("/steering/rotation/order")]
    public async Task<IActionResult> Order(OrderInput input)
    {
        if (Request.Query.Keys.All(key => key == "lang")) ModelState.Clear();
        return View("Order", await pages.Order(input, Say));
    }

    [HttpPost("/steering/rotation/order")]
    public Task<IActionResult> ChangeOrder(OrderInput input) =>
        Take(input, decisions.ChangeOrder, async () => View("Order", await pages.Order(input, broken => { if (ModelState.IsValid) Say(broken); })));

    [HttpGet("/steering/rotation/waiver")]
    public async Task<IActionResult> Waiver() => View("Waiver", await pages.Waiver(new()));

    [HttpPost("/steering/rotation/waiver")]
    public Task<IActionResult> Waive(WaiverInput input) => Take(input, decisions.Waive, async () => View("Waiver", await pages.Waiver(input)));

    [HttpGet("/steering/rotation/self-organising")]
    public async Task<IActionResult> SelfOrganising() => View("SelfOrganising", await pages.SelfOrganising(new()));

    [HttpPost("/steering/rotation/self-organising")]
    public Task<IActionResult> SelfOrganise(SelfOrganisingInput input) => Take(input, decisions.SelfOrganise, async () => View("SelfOrganising", await pages.SelfOrganising(input)));

    async Task<IActionResult> Take<T>(T input, Func<T, Task> decide, Func<Task<IActionResult>> again) where T : DecisionInput
    {
        if (ModelState.IsValid)
        {
            try
            {
                await decide(input);
                this.Say(texts["decision.saved"]);
                return Redirect("/meetings/rotation/history");
            }
            catch (RuleBrokenException broken)
            {
                Say(broken);
            }
        }
        // What was decided meanwhile is in the form that is shown again; who sends that has seen it.
        ModelState.Remove("Input.Seen");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await again();
    }

    void Say(RuleBrokenException broken) => ModelState.AddModelError(
        broken.Key switch
        {
            "ledger.why" => "Input.Why",
            "ledger.order.past" or "ledger.order.far" or "ledger.order.round" or "ledger.order.exchanges" or "ledger.order.scheduled" => "Input.From",
            "ledger.selforganising.past" or "ledger.selforganising.far" => "Input.From",
            "ledger.order" or "ledger.order.same" => "Input.First",
            "ledger.waive.none" => "Input.Debtor",
            _ => "",
        },
        rules.Explain(broken));
}
