using CoP.Domain.CoReflection;
using CoP.Web.Mail;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>The words that a group without an agreement begins with, in either language; what is planned already is said in them.</summary>
public sealed class AgreementStart(IStringLocalizer<AgreementText> texts, GroupWords words)
{
    public IReadOnlyDictionary<AgreementHeading, string> In(string language, GroupRhythm? rhythm)
    {
        using var speaking = new Speaking(language);
        return Enum.GetValues<AgreementHeading>().ToDictionary(heading => heading, heading => rhythm is null ? texts["start." + heading].Value : heading switch
        {
            AgreementHeading.WhereAndHowOften => texts["start.WhereAndHowOften.planned", words.Rhythm(rhythm)].Value,
            AgreementHeading.HowLong => texts["start.HowLong.planned", rhythm.First.Minutes].Value,
            _ => texts["start." + heading].Value,
        });
    }
}
