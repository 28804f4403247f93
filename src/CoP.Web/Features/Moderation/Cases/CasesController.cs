using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Moderation.Cases;

/// <summary>What a moderator says with a decision.</summary>
public sealed class DecisionInput
{
    public ConcernReason? Reason { get; set; }

    [Required, StringLength(CaseStep.WordsLimit)]
    public string Words { get; set; } = "";

    /// <summary>How long a pause lasts.</summary>
    public int? Days { get; set; }

    [BindNever, ValidateNever]
    public CasePage Case { get; set; } = null!;

    /// <summary>The form that was sent, when it is shown again.</summary>
    [BindNever, ValidateNever]
    public string? Sent { get; set; }
}

/// <summary>The queue of concerns, and what moderators decide.</summary>
[Authorize(Policies.Moderator)]
public sealed class CasesController(
    CopDb db, CurrentMember me, CasePages pages, CaseWork work, FirstPosts.FirstPosts firstPosts, Rules rules, IStringLocalizer<ModerationText> texts) : Controller
{
    [HttpGet("/moderation")]
    public async Task<IActionResult> Index(string? after, bool decided = false) => View("Index", await pages.Queue(decided, after, (await firstPosts.ToLookAt()).Count));

    [HttpGet("/moderation/{id}")]
    public async Task<IActionResult> Show(Id<Case> id, [FromServices] MyNotices notices)
    {
        if (await pages.One(id) is not { } page) return NotFound();
        await notices.Seen(NoticeKind.ConcernWaiting, await db.Cases.Where(c => c.Id == id).Select(c => c.PostId).SingleAsync());
        return View("Show", new DecisionInput { Case = page });
    }

    [HttpPost("/moderation/{id}/hiding")]
    public Task<IActionResult> Hide(Id<Case> id, DecisionInput input) => Decide(id, input, "hiding", (found, _, now) => found.Hide(me.Id, Reason(input), input.Words, now));

    [HttpPost("/moderation/{id}/removal")]
    public Task<IActionResult> Remove(Id<Case> id, DecisionInput input) => Decide(id, input, "removal", (found, _, now) => found.Remove(me.Id, Reason(input), input.Words, now));

    [HttpPost("/moderation/{id}/restoring")]
    public Task<IActionResult> Restore(Id<Case> id, DecisionInput input) => Decide(id, input, "restoring", (found, _, now) => found.Restore(me.Id, input.Words, now));

    [HttpPost("/moderation/{id}/leaving")]
    public Task<IActionResult> Leave(Id<Case> id, DecisionInput input) => Decide(id, input, "leaving", (found, _, now) => found.Leave(me.Id, input.Words, now));

    [HttpPost("/moderation/{id}/pause")]
    public Task<IActionResult> Pause(Id<Case> id, DecisionInput input) => Decide(id, input, "pause", (found, post, now) =>
    {
        db.Pauses.Add(new Pause(post.AliasId is { } alias ? Author.Behind(alias) : Author.Of(post.AuthorId!.Value), found.Id, input.Days ?? 0, me.Id, now));
        return found.Paused(me.Id, input.Words, now);
    });

    [HttpDelete("/moderation/{id}/pause")]
    public Task<IActionResult> EndPause(Id<Case> id, DecisionInput input) => Decide(id, input, "unpause", (found, post, now) =>
    {
        // Of the author, whichever case it came from; what is over stays as it was.
        foreach (var pause in db.Pauses.Where(p => p.Until > now && ((p.MemberId != null && p.MemberId == post.AuthorId) || (p.AliasId != null && p.AliasId == post.AliasId)))) pause.End(now);
        return found.Unpaused(me.Id, input.Words, now);
    });

    static ConcernReason Reason(DecisionInput input) =>
        input.Reason is { } reason && Enum.IsDefined(reason) ? reason : throw new RuleBrokenException("case.reason");

    async Task<IActionResult> Decide(Id<Case> id, DecisionInput input, string form, Func<Case, Post, Instant, CaseStep> verb)
    {
        if (ModelState.IsValid)
        {
            try
            {
                if (await work.Do(id, verb) is not { } step) return NotFound();
                this.Say(texts["done." + step.Kind]);
                return Redirect($"/moderation/{id}");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(broken.Key switch { "case.words" => nameof(input.Words), "case.reason" => nameof(input.Reason), "pause.days" => nameof(input.Days), _ => "" }, rules.Explain(broken));
            }
        }
        if (await pages.One(id) is not { } page) return NotFound();
        (input.Case, input.Sent) = (page, form);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Show", input);
    }
}
