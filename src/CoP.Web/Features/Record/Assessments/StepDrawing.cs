using CoP.Domain.Records;

namespace CoP.Web.Features.Record.Assessments;

/// <summary>One competency over time, as points of a drawing: left is the first day, up is the fifth step.</summary>
public sealed class StepDrawing(IReadOnlyList<SelfAssessment> looks, Competency competency)
{
    public const int Width = 320, Height = 150;

    const int Left = 28, Right = Width - 12, Top = 14, Gap = 24;

    public Competency Competency => competency;

    public static int Start => Left;

    public static int End => Right;

    /// <summary>How far down a step is drawn.</summary>
    public static int Y(int step) => Top + (SelfAssessment.Steps - step) * Gap;

    public IReadOnlyList<(int X, int Y, LocalDate Day, int Step)> Points { get; } =
        [.. looks.Where(l => l.StepOf(competency) is not null).Select(l => (X(looks, l.Day), Y(l.StepOf(competency)!.Value), l.Day, l.StepOf(competency)!.Value))];

    /// <summary>The line from each to the next.</summary>
    public string Line => string.Join(' ', Points.Select(p => $"{p.X},{p.Y}"));

    // Days as far apart as they were; what lies on one day lies in the middle.
    static int X(IReadOnlyList<SelfAssessment> looks, LocalDate day)
    {
        var (first, last) = (looks[0].Day, looks[^1].Day);
        var all = Period.DaysBetween(first, last);
        const int inner = 12;
        return all == 0 ? (Left + Right) / 2 : Left + inner + (Right - Left - 2 * inner) * Period.DaysBetween(first, day) / all;
    }
}
