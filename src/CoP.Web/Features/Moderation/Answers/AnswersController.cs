using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Moderation.Cases;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Moderation.Answers;

public sealed class AnswerInput
{
    [Required, StringLength(CaseStep.WordsLimit)]
    public string Words { get; set; } = "";

    [BindNever, ValidateNever]
    public AnswerPage Page { get; set; } = null!;
}

/// <summary>What the author of a post is told: their own text, what was done and why, what they answered. No moderator is named.</summary>
public sealed record AnswerPage(
    Id<Thread> Thread, Id<Post> Post, string? Title, string Html, string Language, Instant? HiddenUntil, bool IsRemoved, bool IsTakenBack, bool IsThreadVisible, bool IsAnonymous,
    IReadOnlyList<StepLine> Steps, Instant Now)
{
    public bool IsHidden => HiddenUntil > Now && !IsRemoved;
}

/// <summary>The author's side of a case. For everyone else there is none.</summary>
public sealed class AnswersController(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock, Rules rules, IStringLocalizer<ModerationText> texts) : Controller
{
    [HttpGet("/threads/{id}/replies/{post}/moderation")]
    public async Task<IActionResult> Show(Id<Thread> id, Id<Post> post) => await Page(id, post) is { } page ? View("Show", new AnswerInput { Page = page }) : NotFound();

    [HttpPost("/threads/{id}/replies/{post}/moderation")]
    public async Task<IActionResult> Answer(Id<Thread> id, Id<Post> post, AnswerInput input)
    {
        if (await Page(id, post) is not { } page) return NotFound();
        if (ModelState.IsValid)
        {
            try
            {
                await Add(id, post, input.Words);
                this.Say(texts["answer.said"]);
                return Redirect($"/threads/{id}/replies/{post}/moderation");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(nameof(input.Words), rules.Explain(broken));
            }
        }
        input.Page = page;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Show", input);
    }

    Task Add(Id<Thread> id, Id<Post> post, string words) => db.Write(async () =>
    {
        var found = await db.Cases.Where(c => c.PostId == post && c.ThreadId == id).Select(c => c.Id).SingleAsync();
        var (@case, _, about) = (await db.Hold(found))!.Value;
        var now = clock.Now();
        // Whoever is anonymous is dated by day, here as anywhere.
        var step = @case.Answer(words, about.AliasId is null ? now : Anonymous.DayOf(now));
        db.TellModerators(found, step.Number, now);
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.CaseAnswered, null, after: found.ToString()));
    });

    async Task<AnswerPage?> Page(Id<Thread> id, Id<Post> post)
    {
        var mine = db.Posts.By(await anonymity.WriterIn(db, id, me.Id)).Where(p => p.Id == post && p.ThreadId == id);
        var @case = await db.Cases.AsNoTracking().Whole().SingleOrDefaultAsync(c => mine.Any(p => p.Id == c.PostId));
        if (@case is not { IsKnownToAuthor: true }) return null;
        var visible = db.Threads.VisibleTo(db, me.Viewer);
        var steps = @case.Steps.Where(s => s.IsForAuthor || s.Kind == CaseStepKind.Answered).Select(s => new StepLine(s.Kind, null, s.Reason, s.Words, s.At)).ToList();
        var now = clock.Now();
        return await mine.Join(db.Threads, p => p.ThreadId, t => t.Id, (p, t) => new { p, t }).Select(x => new AnswerPage(
            id, post, x.p.Sequence == 0 ? x.t.Title : null, x.p.Body.Html, x.p.Language, x.p.HiddenUntil, x.p.RemovedAt != null, x.p.TakenBackAt != null, visible.Any(v => v.Id == id), x.p.AliasId != null, steps, now))
            .AsNoTracking().SingleAsync();
    }
}
