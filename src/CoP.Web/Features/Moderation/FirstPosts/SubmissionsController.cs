using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Moderation;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Moderation.FirstPosts;

public sealed class SubmissionInput
{
    [StringLength(Thread.TitleLimit)] public string? Title { get; set; }
    [Required] public string Body { get; set; } = "";
    [Required] public string Language { get; set; } = "";

    [BindNever, ValidateNever]
    public SubmissionView Submission { get; set; } = null!;
}

/// <summary>What a new member wrote and nobody has let in yet: theirs to read, change and withdraw.</summary>
public sealed class SubmissionsController(FirstPosts firstPosts, Rules rules, IStringLocalizer<ModerationText> texts) : Controller
{
    [HttpGet("/submissions")]
    public async Task<IActionResult> Index() => View("Mine", await firstPosts.Mine());

    [HttpGet("/submissions/{id}")]
    public async Task<IActionResult> Edit(Id<Submission> id) =>
        await firstPosts.Mine(id) is { } found ? View("Edit", new SubmissionInput { Title = found.Title, Body = found.Body, Language = found.Language, Submission = found }) : NotFound();

    [HttpPut("/submissions/{id}")]
    public async Task<IActionResult> Change(Id<Submission> id, SubmissionInput input)
    {
        if (await firstPosts.Mine(id) is not { } found) return NotFound();
        if (ModelState.IsValid)
        {
            try
            {
                if (!await firstPosts.Change(id, input.Title, input.Body, input.Language)) return NotFound();
                this.Say(texts["submission.changed"]);
                return Redirect("/submissions");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(broken.Key.StartsWith("thread.", StringComparison.Ordinal) ? nameof(input.Title) : nameof(input.Body), rules.Explain(broken));
            }
        }
        input.Submission = found;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Edit", input);
    }

    [HttpDelete("/submissions/{id}")]
    public async Task<IActionResult> Withdraw(Id<Submission> id)
    {
        if (!await firstPosts.Withdraw(id)) return NotFound();
        this.Say(texts["submission.withdrawn"]);
        return Redirect("/submissions");
    }
}
