using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Records;

/// <summary>
/// The ten areas of co-reflective peer support, as the self-assessment of Intentional Peer Support names them (Massachusetts Workgroup report, 2022,
/// appendix B).
/// </summary>
public enum Competency
{
    /// <summary>Being in touch with the other person.</summary>
    Connection,

    /// <summary>From helping to learning together.</summary>
    LearningTogether,

    /// <summary>How each one sees the world.</summary>
    Worldview,

    /// <summary>From the person to the relationship.</summary>
    Relationship,

    /// <summary>What works for both.</summary>
    Mutuality,

    /// <summary>From fear to hope and what is possible.</summary>
    Hope,

    /// <summary>Moving toward what is wanted.</summary>
    MovingTowards,

    /// <summary>Seeing one's own part.</summary>
    SelfReflection,

    /// <summary>Giving and receiving feedback.</summary>
    Feedback,

    /// <summary>Reflecting together.</summary>
    CoReflection,
}

/// <summary>How a member sees their own practice on one day. Nothing is added up: the steps are words, and no score.</summary>
public sealed record SelfAssessment
{
    /// <summary>Steps of the scale, from 1.</summary>
    public const int Steps = 5;

    /// <summary>Longest words beside it, in UTF-16 characters.</summary>
    public const int WordsLimit = 1000;

    private SelfAssessment()
    {
    }

    /// <summary>Which one.</summary>
    public required Id<SelfAssessment> Id { get; init; }

    /// <summary>Of which day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>The step of each competency that was not left out.</summary>
    public required IReadOnlyDictionary<Competency, int> On { get; init; }

    /// <summary>What the member adds, in plain lines.</summary>
    public string? Words { get; init; }

    /// <summary>The step of a competency; null where it was left out.</summary>
    public int? StepOf(Competency competency) => On.TryGetValue(competency, out var step) ? step : null;

    /// <summary>A self-assessment that says something.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>assessment.empty</c>: everything is left out; <c>assessment.step</c>: no step of the scale, or no such competency; <c>assessment.words</c>.
    /// </exception>
    public static SelfAssessment Of(Id<SelfAssessment> id, LocalDate day, IReadOnlyDictionary<Competency, int> steps, string? words)
    {
        if (steps.Count == 0) throw new RuleBrokenException("assessment.empty");
        if (steps.Any(s => s.Value is < 1 or > Steps || !Enum.IsDefined(s.Key))) throw new RuleBrokenException("assessment.step", Steps);
        return new SelfAssessment { Id = id, Day = day, On = steps.ToDictionary(s => s.Key, s => s.Value), Words = PlainText.Lines(words, WordsLimit, "assessment.words") };
    }
}
