using System.ComponentModel.DataAnnotations;
using CoP.Domain.Moderation;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Moderation.FirstPosts;

public sealed class ReturnInput
{
    [Required, StringLength(CaseStep.WordsLimit)]
    public string Words { get; set; } = "";

    [BindNever, ValidateNever]
    public IReadOnlyList<SubmissionView> Rows { get; set; } = [];

    /// <summary>The one whose form was sent, when it is shown again.</summary>
    [BindNever, ValidateNever]
    public Id<Submission>? Sent { get; set; }
}

/// <summary>What new members wrote, for the moderators who may see where it is to go.</summary>
[Authorize(Policies.Moderator)]
public sealed class FirstPostsController(FirstPosts firstPosts, Rules rules, IStringLocalizer<ModerationText> texts) : Controller
{
    [HttpGet("/moderation/first-posts")]
    public async Task<IActionResult> Index() => View("Index", new ReturnInput { Rows = await firstPosts.ToLookAt() });

    [HttpPost("/moderation/first-posts/{id}/approval")]
    public async Task<IActionResult> LetIn(Id<Submission> id)
    {
        if (await firstPosts.LetIn(id) is null) return NotFound();
        this.Say(texts["first.shown"]);
        return Redirect("/moderation/first-posts");
    }

    [HttpPost("/moderation/first-posts/{id}/return")]
    public async Task<IActionResult> Return(Id<Submission> id, ReturnInput input)
    {
        if (ModelState.IsValid)
        {
            try
            {
                if (!await firstPosts.Return(id, input.Words)) return NotFound();
                this.Say(texts["first.returned"]);
                return Redirect("/moderation/first-posts");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(nameof(input.Words), rules.Explain(broken));
            }
        }
        (input.Rows, input.Sent) = (await firstPosts.ToLookAt(), id);
        if (input.Rows.All(r => r.Id != id)) return NotFound();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Index", input);
    }
}
