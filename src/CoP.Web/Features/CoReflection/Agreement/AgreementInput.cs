using System.ComponentModel.DataAnnotations;
using CoP.Domain.CoReflection;
using CoP.Web.Features.Discussions;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>What is typed when words are put forward.</summary>
public sealed class AgreementInput
{
    /// <summary>The edition that was seen.</summary>
    public int Edition { get; set; }

    // No lengths here: browsers send a line break as two characters, and it counts as one.
    public string? WhereAndHowOften { get; set; }
    public string? HowLong { get; set; }
    public string? UseOfTime { get; set; }
    public string? Topics { get; set; }
    public string? GroundRules { get; set; }
    public string? WhatEachBrings { get; set; }

    [Required]
    public string? Language { get; set; }

    [Required]
    public LocalDate? FreshLookOn { get; set; }

    [StringLength(AgreementWording.WhyLimit)]
    public string? Why { get; set; }

    /// <summary>What whoever could join reads too.</summary>
    public AgreementHeading[] Shown { get; set; } = [];

    public string? this[AgreementHeading heading]
    {
        get => heading switch
        {
            AgreementHeading.WhereAndHowOften => WhereAndHowOften,
            AgreementHeading.HowLong => HowLong,
            AgreementHeading.UseOfTime => UseOfTime,
            AgreementHeading.Topics => Topics,
            AgreementHeading.GroundRules => GroundRules,
            _ => WhatEachBrings,
        };
        set
        {
            switch (heading)
            {
                case AgreementHeading.WhereAndHowOften:
                    WhereAndHowOften = value;
                    break;
                case AgreementHeading.HowLong:
                    HowLong = value;
                    break;
                case AgreementHeading.UseOfTime:
                    UseOfTime = value;
                    break;
                case AgreementHeading.Topics:
                    Topics = value;
                    break;
                case AgreementHeading.GroundRules:
                    GroundRules = value;
                    break;
                default:
                    WhatEachBrings = value;
                    break;
            }
        }
    }

    /// <summary>What was typed under a heading, as it would be kept.</summary>
    public string Source(AgreementHeading heading) => (this[heading] ?? "").ReplaceLineEndings("\n").Trim();

    /// <summary>The words to put forward; <paramref name="wrong"/> is told of each heading whose words cannot be.</summary>
    public AgreementWording Wording(Action<AgreementHeading, RuleBrokenException> wrong)
    {
        List<HeadingText> texts = [];
        foreach (var heading in Enum.GetValues<AgreementHeading>().Where(h => Source(h).Length > 0))
        {
            try
            {
                if (Source(heading).Length > AgreementWording.TextLimit) throw new RuleBrokenException("agreement.text", AgreementWording.TextLimit);
                texts.Add(new HeadingText(heading, SafeMarkdown.Render(Source(heading), Language), Shown.Contains(heading)));
            }
            catch (RuleBrokenException broken)
            {
                wrong(heading, broken);
            }
        }
        return new AgreementWording(texts, Language!, FreshLookOn!.Value, Why ?? "");
    }

    public static AgreementInput Of(AgreementVersion version, int edition, LocalDate freshLookOn)
    {
        var input = new AgreementInput { Edition = edition, Language = version.Language, FreshLookOn = freshLookOn, Shown = [.. version.Sections.Where(s => s.IsShown).Select(s => s.Heading)] };
        foreach (var section in version.Sections) input[section.Heading] = section.Body.Source;
        return input;
    }

    /// <summary>The field that a broken rule speaks of; empty where it is none.</summary>
    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "agreement.look" => nameof(FreshLookOn),
        "agreement.why" => nameof(Why),
        "text.language" => nameof(Language),
        _ => "",
    };
}

/// <summary>What troubles a member.</summary>
public sealed class TroubleInput
{
    public string? Words { get; set; }
    public string? Language { get; set; }
}
