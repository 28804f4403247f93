using System.ComponentModel.DataAnnotations;
using CoP.Domain.Records;

namespace CoP.Web.Features.Record.Assessments;

public sealed class AssessmentInput
{
    static readonly Competency[] all = Enum.GetValues<Competency>();

    [Required]
    public LocalDate? Day { get; set; }

    /// <summary>A step for each competency, in their order; nothing where it is left out. Always as many as there are, however many were sent.</summary>
    public int?[] Steps { get; set => field = [.. (value ?? []).Concat(new int?[all.Length]).Take(all.Length)]; } = new int?[all.Length];

    [StringLength(SelfAssessment.WordsLimit), DataType(DataType.MultilineText)]
    public string? Words { get; set; }

    internal IReadOnlyDictionary<Competency, int> Chosen => all.Where(c => Steps[(int)c] is not null).ToDictionary(c => c, c => Steps[(int)c]!.Value);

    public static AssessmentInput Of(SelfAssessment assessment) => new() { Day = assessment.Day, Steps = [.. all.Select(assessment.StepOf)], Words = assessment.Words };

    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "record.day" => nameof(Day),
        "assessment.words" => nameof(Words),
        "assessment.empty" or "assessment.step" => "Steps[0]",
        _ => "",
    };
}
