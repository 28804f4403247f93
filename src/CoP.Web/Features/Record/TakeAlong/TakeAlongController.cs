using System.Globalization;
using CoP.Domain.Records;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime.Text;

namespace CoP.Web.Features.Record.TakeAlong;

/// <summary>The record to take along: a table, or a page made for printing, with what its owner chooses. Nothing is sent to anybody.</summary>
[OwnEyes]
public sealed class TakeAlongController(MyRecord mine, CurrentMember me, IStringLocalizer<RecordText> texts) : Controller
{
    [HttpGet("/record/take-along")]
    public IActionResult Choose() => View(new TakeAlongInput());

    [HttpGet("/record/print")]
    public async Task<IActionResult> Print([FromQuery] TakeAlongInput input)
    {
        if (!Fits(input)) return Again(input);
        var record = await mine.Read();
        var reflections = input.Reflections ? [.. record.Reflections.Where(r => input.Takes(r.Day)).Reverse()] : new List<Reflection>();
        var written = await mine.TextsOf(reflections);
        return View(new RecordPaper(
            input, me.Member.Name, input.Came ? [.. record.Attended.Where(a => input.Takes(a.Day)).Reverse()] : [],
            reflections.ConvertAll(r => new WrittenReflection(r, r.About is { } about && input.Names ? record.Find(about)?.Title : null, SafeMarkdown.Html(written.GetValueOrDefault(r.Id, ""), r.Language))),
            input.Assessments ? [.. record.Assessments.Where(a => input.Takes(a.Day))] : []));
    }

    [HttpGet("/record.csv")]
    public async Task<IActionResult> Table([FromQuery] TakeAlongInput input)
    {
        if (!Fits(input)) return Again(input);
        var record = await mine.Read();
        var competencies = input.Assessments ? Enum.GetValues<Competency>() : [];
        var rows = new List<(LocalDate Day, string[] Cells)>();
        if (input.Came)
            rows.AddRange(record.Attended.Where(a => input.Takes(a.Day)).Select(a => (a.Day, Row("kind." + a.Kind, a.Day, Number(a.Minutes), input.Names ? a.Title : "", "", null))));
        if (input.Reflections)
        {
            var chosen = record.Reflections.Where(r => input.Takes(r.Day)).ToList();
            var written = await mine.TextsOf(chosen);
            rows.AddRange(chosen.Select(r => (r.Day, Row("kind.Reflection", r.Day, "", r.Title ?? "", written.GetValueOrDefault(r.Id, ""), null))));
        }
        rows.AddRange((input.Assessments ? record.Assessments : []).Where(a => input.Takes(a.Day)).Select(a => (a.Day, Row("kind.Assessment", a.Day, "", "", a.Words ?? "", a))));
        string[] names = ["kind", "day", "minutes", "title", "text"];
        return File(
            Csv.Write([.. names.Select(n => texts["csv." + n].Value), .. competencies.Select(c => texts["competency." + c].Value)], rows.OrderBy(r => r.Day).Select(r => r.Cells)),
            Csv.MediaType, "my-record.csv");

        string[] Row(string kind, LocalDate day, string minutes, string title, string text, SelfAssessment? look) =>
            [texts[kind], LocalDatePattern.Iso.Format(day), minutes, title, text, .. competencies.Select(c => look?.StepOf(c) is { } step ? Number(step) : "")];
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    bool Fits(TakeAlongInput input)
    {
        if (!input.Came && !input.Reflections && !input.Assessments) ModelState.AddModelError(nameof(input.Came), texts["take.nothing"]);
        if (input.From > input.To) ModelState.AddModelError(nameof(input.To), texts["take.order"]);
        return ModelState.IsValid;
    }

    ViewResult Again(TakeAlongInput input)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Choose", input);
    }
}

/// <summary>What goes in. Nothing is chosen beforehand.</summary>
public sealed class TakeAlongInput
{
    /// <summary>Days and lengths of what the member came to.</summary>
    public bool Came { get; set; }

    /// <summary>What those were called.</summary>
    public bool Names { get; set; }

    public bool Reflections { get; set; }

    public bool Assessments { get; set; }

    /// <summary>The member's own name above it.</summary>
    public bool Name { get; set; }

    public LocalDate? From { get; set; }

    public LocalDate? To { get; set; }

    internal bool Takes(LocalDate day) => (From is null || day >= From) && (To is null || day <= To);
}

/// <param name="About">What it is about, where names go in.</param>
public sealed record WrittenReflection(Reflection Reflection, string? About, string Html);

/// <summary>The record on paper.</summary>
public sealed record RecordPaper(TakeAlongInput With, string Name, IReadOnlyList<Attended> Attended, IReadOnlyList<WrittenReflection> Reflections, IReadOnlyList<SelfAssessment> Assessments)
{
    public int Minutes => Attended.Sum(a => a.Minutes);
}
