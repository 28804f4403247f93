using CoP.Domain.Polls;
using CoP.Web.Features.Common;
using CoP.Web.Features.Notices;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Features.Polls.Guests;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Polls.Polls;

/// <summary>A poll that asks "when?" in a group or in the committee: those who are asked answer, and a time is chosen.</summary>
public sealed class PollsController(PollPages pages, AvailabilityEdits edits, CurrentMember me, TimeProvider clock, MyNotices notices, Rules rules, IStringLocalizer<AvailabilityText> texts) : Controller
{
    [Authorize(Policies.Committee)]
    [HttpGet("/steering/polls")]
    public async Task<IActionResult> Index() => View(await pages.Of(null));

    [HttpGet("/polls/{id}")]
    public async Task<IActionResult> Show(Id<Poll> id)
    {
        if (await pages.Find(id) is not { } page) return NotFound();
        await notices.Seen(id);
        return View("Poll", page);
    }

    /// <summary>How it stands now, for a page that is open.</summary>
    [HttpGet("/polls/{id}/results")]
    public async Task<IActionResult> Results(Id<Poll> id) => await pages.Find(id) is { } page ? PartialView("_Now", page) : NotFound();

    [HttpPost("/polls/{id}/votes")]
    public async Task<IActionResult> Vote(Id<Poll> id, VoteInput input)
    {
        if (await pages.Find(id) is not { } page) return NotFound();
        // Nothing sent is nothing answered.
        if (input.Answers.Length == 0) return BadRequest();
        input.Check(ModelState, texts);
        return await Take(id, () => edits.Answer(id, input), "voted", _ => "", shown => shown with { Face = shown.Face with { Input = input.On(page.Face.Poll) } });
    }

    /// <summary>The committee's choice: a time that is known to everyone from then on.</summary>
    [HttpPost("/polls/{id}/choice")]
    public Task<IActionResult> Choose(Id<Poll> id, Id<PollSlot> slot) => Take(id, () => edits.Choose(id, slot), "chosen", _ => "", page => page);

    /// <summary>A group's choice: sessions from then on, or one more.</summary>
    [HttpPost("/polls/{id}/sessions")]
    public Task<IActionResult> Close(Id<Poll> id, [Bind(Prefix = nameof(PollPage.Close))] CloseInput close, bool preview) =>
        preview && ModelState.IsValid ? Preview(id, close) : Take(id, () => edits.Close(id, close), close.Rhythm is null ? "chosen.once" : "chosen.series", CloseInput.FieldOf, page => page with { Close = close });

    [HttpPost("/polls/{id}/slots")]
    public Task<IActionResult> Propose(Id<Poll> id, ProposalInput proposal) =>
        Take(id, () => edits.Change(id, (poll, about, now) => poll.Propose(LocalSlot.At(proposal.At!.Value, poll.Slots[0].Slot.Minutes, about.ZoneId), now)), "proposed", _ => "Proposal.At", page => page with { Proposal = proposal });

    [HttpPost("/polls/{id}/deadline")]
    public Task<IActionResult> Extend(Id<Poll> id, DeadlineInput deadline) =>
        Take(id, () => edits.Change(id, (poll, about, now) => poll.CloseAt(about.EndOf(deadline.Until!.Value), now)), "extended", _ => "Deadline.Until", page => page with { Deadline = deadline });

    [HttpDelete("/polls/{id}")]
    public Task<IActionResult> Withdraw(Id<Poll> id) => Take(id, () => edits.Withdraw(id), "withdrawn", _ => "", page => page);

    [HttpPost("/polls/{id}/guests")]
    public Task<IActionResult> Invite(Id<Poll> id, [Bind(Prefix = nameof(PollPage.Guest))] NewGuestInput guest) =>
        Take(id, () => edits.Invite(id, guest.Email, guest.Language), "invited", _ => "Guest.Email", page => page with { Guest = guest });

    [HttpDelete("/polls/{id}/guests/{guest}")]
    public Task<IActionResult> Uninvite(Id<Poll> id, Id<PollGuest> guest) => Take(id, () => edits.Uninvite(id, guest), "uninvited", _ => "", page => page);

    // What would come of a choice, before anybody is told.
    async Task<IActionResult> Preview(Id<Poll> id, CloseInput close)
    {
        if (await pages.Find(id) is not { IsOfGroup: true, Chooses: true } page || close.Plan(page.Face.Poll) is not { } plan) return NotFound();
        page = page with { Close = close };
        try
        {
            page = page with { Preview = plan.Preview(CloseInput.Previewed, me.Zone, clock.Now()) };
            plan.Checked(clock.Now());
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(CloseInput.FieldOf(broken), rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        return View("Poll", page);
    }

    async Task<IActionResult> Take(Id<Poll> id, Func<Task<bool>> change, string done, Func<RuleBrokenException, string> field, Func<PollPage, PollPage> typed)
    {
        if (ModelState.IsValid)
        {
            try
            {
                if (!await change()) return NotFound();
                this.Say(texts["said." + done]);
                return Redirect($"/polls/{id}");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(field(broken), rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await pages.Find(id) is { } page ? View("Poll", typed(page)) : NotFound();
    }
}
