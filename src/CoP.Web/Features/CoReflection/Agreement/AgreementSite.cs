using CoP.Web.Background;
using CoP.Web.Mail;
using CoP.Web.Mail.Letters;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>Puts working agreements together.</summary>
public static class AgreementSite
{
    public static void AddWorkingAgreements(this IServiceCollection services)
    {
        services.AddScoped<AgreementPages>().AddScoped<AgreementStart>().AddScoped<AgreeTogether>().AddScoped<AgreementRounds>();
        services.AddKeyedScoped<Composer, AgreementProposedLetter>(LetterKind.AgreementProposed);
        services.AddKeyedScoped<Composer, AgreementRenewedLetter>(LetterKind.AgreementRenewed);
        services.AddKeyedScoped<Composer, AgreementLookDueLetter>(LetterKind.AgreementLookDue);
        services.AddHostedService<AgreementClock>();
    }
}
