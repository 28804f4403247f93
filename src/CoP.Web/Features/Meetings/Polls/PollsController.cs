using CoP.Domain.Meetings;
using CoP.Domain.Polls;
using CoP.Web.Features.Common;
using CoP.Web.Features.Polls;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>A poll for the date of a meeting: those who are asked answer, the committee chooses.</summary>
public sealed class PollsController(PollPages pages, PollEdits edits, Rules rules, IStringLocalizer<PollsText> texts, IStringLocalizer<AvailabilityText> answers) : Controller
{
    [HttpGet("/meetings/polls/{id}")]
    public async Task<IActionResult> Show(Id<Poll> id) => await pages.Find(id) is { } page ? View("Poll", page) : NotFound();

    /// <summary>How it stands now, for a page that is open.</summary>
    [HttpGet("/meetings/polls/{id}/results")]
    public async Task<IActionResult> Results(Id<Poll> id) => await pages.Find(id) is { } page ? PartialView("/Features/Polls/Answers/_Standing.cshtml", page.Face) : NotFound();

    [HttpPost("/meetings/polls/{id}/votes")]
    public async Task<IActionResult> Vote(Id<Poll> id, VoteInput input)
    {
        if (await pages.Find(id) is not { } page) return NotFound();
        // Nothing sent is nothing answered.
        if (input.Answers.Length == 0) return BadRequest();
        input.Check(ModelState, answers);
        return await Take(id, () => edits.Answer(id, input), "voted", _ => "", shown => shown with { Face = shown.Face with { Input = input.On(page.Poll) } });
    }

    [Authorize(Policies.Committee)]
    [HttpPost("/meetings/polls/{id}/choice")]
    public async Task<IActionResult> Choose(Id<Poll> id, Id<PollSlot> slot, int version)
    {
        Id<QuarterlyMeeting>? meeting = null;
        var answer = await Take(id, async () => (meeting = await edits.Choose(id, slot, version)) is not null, "chosen", _ => "", page => page);
        return meeting is null ? answer : Redirect($"/steering/meetings/{meeting}");
    }

    [Authorize(Policies.Committee)]
    [HttpPost("/meetings/polls/{id}/slots")]
    public async Task<IActionResult> Propose(Id<Poll> id, ProposalInput proposal)
    {
        if (await pages.Find(id) is not { } page) return NotFound();
        return await Take(id, () => edits.Change(id, (poll, now) => poll.Propose(MeetingPoll.Proposal(page.Quarter, page.Kind, proposal.At!.Value, poll.Slots[0].Slot.Minutes), now)),
            "proposed", _ => "Proposal.At", shown => shown with { Proposal = proposal });
    }

    [Authorize(Policies.Committee)]
    [HttpPost("/meetings/polls/{id}/deadline")]
    public Task<IActionResult> Extend(Id<Poll> id, DeadlineInput deadline) =>
        Take(id, () => edits.Change(id, (poll, now) => poll.CloseAt(PollEdits.EndOf(deadline.Until!.Value), now)), "extended", _ => "Deadline.Until", shown => shown with { Deadline = deadline });

    [Authorize(Policies.Committee)]
    [HttpDelete("/meetings/polls/{id}")]
    public Task<IActionResult> Withdraw(Id<Poll> id) => Take(id, () => edits.Change(id, (poll, _) => poll.Withdraw()), "withdrawn", _ => "", page => page);

    async Task<IActionResult> Take(Id<Poll> id, Func<Task<bool>> change, string done, Func<RuleBrokenException, string> field, Func<PollPage, PollPage> typed)
    {
        if (ModelState.IsValid)
        {
            try
            {
                if (!await change()) return NotFound();
                this.Say(texts["said." + done]);
                return Redirect($"/meetings/polls/{id}");
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
