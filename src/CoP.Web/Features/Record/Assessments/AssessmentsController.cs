using CoP.Domain.Records;
using CoP.Web.Features.Common;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Record.Assessments;

/// <summary>How a member sees their own practice, as often as they like, drawn over time.</summary>
[OwnEyes]
public sealed class AssessmentsController(MyRecord mine, Format format, Rules rules, IStringLocalizer<RecordText> texts) : Controller
{
    [HttpGet("/record/assessments")]
    public async Task<IActionResult> Index() => View((await mine.Read()).Assessments);

    [HttpGet("/record/assessments/new")]
    public IActionResult New() => View(new AssessmentInput { Day = format.Today });

    [HttpPost("/record/assessments")]
    public Task<IActionResult> Create(AssessmentInput input) => Take("New", input, record => record.Assess(input.Day!.Value, input.Chosen, input.Words, format.Today) is not null);

    [HttpGet("/record/assessments/{id}/edit")]
    public async Task<IActionResult> Edit(Id<SelfAssessment> id) => (await mine.Read()).Find(id) is { } found ? View(AssessmentInput.Of(found)) : NotFound();

    [HttpPost("/record/assessments/{id}")]
    public async Task<IActionResult> Save(Id<SelfAssessment> id, AssessmentInput input) =>
        (await mine.Read()).Find(id) is null ? NotFound() : await Take("Edit", input, record => record.Reconsider(id, input.Day!.Value, input.Chosen, input.Words, format.Today));

    [HttpDelete("/record/assessments/{id}")]
    public async Task<IActionResult> Remove(Id<SelfAssessment> id)
    {
        if (!await mine.Change(record => record.Remove(id))) return NotFound();
        this.Say(texts["said.removed"]);
        return Redirect("/record/assessments");
    }

    async Task<IActionResult> Take(string form, AssessmentInput input, Func<MemberRecord, bool> verb)
    {
        if (ModelState.IsValid)
        {
            try
            {
                if (!await mine.Change(verb)) return NotFound();
                this.Say(texts["said.saved"]);
                return Redirect("/record/assessments");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(AssessmentInput.FieldOf(broken), rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(form, input);
    }
}
